import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { changedLines } from './linediff.ts'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

describe('changedLines', () => {
  it('[WRK-17] names replaced lines with what they were, and new ones without', () => {
    expect(changedLines('a\nb: 1\nc', 'a\nb: 2\nc')).toEqual({ lines: [2], from: { 2: 'b: 1' } })
    expect(changedLines('a\nc', 'a\nb\nc')).toEqual({ lines: [2], from: {} })
    expect(changedLines('a\nb\nc', 'a\nc')).toEqual({ lines: [], from: {} })
  })
  it.prop([lines, lines])('[WRK-17] leaves a common subsequence unmarked', (a, b) => {
    const marked = new Set(changedLines(a.join('\n'), b.join('\n')).lines)
    const kept = b
      .join('\n')
      .split('\n')
      .filter((_, index) => !marked.has(index + 1))
    let at = 0
    const before = a.join('\n').split('\n')
    for (const line of kept) {
      at = before.indexOf(line, at) + 1
      expect(at).toBeGreaterThan(0)
    }
  })
})
