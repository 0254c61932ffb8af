import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { sharing } from './sharing.ts'

describe('sharing', () => {
  it.prop([fc.jsonValue(), fc.jsonValue()])('[WRK-10] changes nothing of a value', (before, now) => {
    expect(JSON.stringify(sharing(before, now))).toBe(JSON.stringify(now))
  })
  it('[WRK-10] takes equal parts from the version before', () => {
    const before = { a: { x: 1 }, b: [{ y: 2 }, { z: 3 }] }
    const now = sharing(before, { a: { x: 1 }, b: [{ y: 2 }, { z: 4 }] })
    expect(now.a).toBe(before.a)
    expect(now.b[0]).toBe(before.b[0])
    expect(now.b[1]).toEqual({ z: 4 })
    expect(sharing(before, structuredClone(before))).toBe(before)
  })
})
