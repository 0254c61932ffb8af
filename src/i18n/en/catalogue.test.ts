import { describe, expect, it } from 'vitest'
import { format } from '../message.ts'
import { dock } from './dock.ts'
import { panel } from './panel.ts'
import { shell } from './shell.ts'
import { stage } from './stage.ts'
import { stageLater } from './stagelater.ts'
import { why } from './why.ts'
import { worker } from './worker.ts'
import { workerLater } from './workerlater.ts'

const PARTS = { shell, panel, dock, stage, stageLater, why, worker, workerLater }

describe('the English catalogue', () => {
  it('has every id in one part only', () => {
    const ids = Object.values(PARTS).flatMap((part) => Object.keys(part))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })
  it('fills every text: no brace is left when all values are given', () => {
    const values = new Proxy({}, { get: () => 2, has: () => true }) as Record<string, number>
    for (const text of Object.values(PARTS).flatMap((part) => Object.values(part) as string[])) {
      expect(format(text, values, 'en')).not.toMatch(/[{}]/)
    }
  })
  it('follows the copy rules: no exclamation marks', () => {
    for (const text of Object.values(PARTS).flatMap((part) => Object.values(part) as string[])) {
      expect(text).not.toContain('!')
    }
  })
})
