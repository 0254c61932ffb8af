import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { percents } from './traffic.ts'

describe('percents', () => {
  it('[WRK-4] gives the rest to the largest remainders', () => {
    expect(percents([1, 1, 1])).toEqual([34, 33, 33])
    expect(percents([2, 1])).toEqual([67, 33])
    expect(percents([0, 0])).toEqual([0, 0])
  })
  it.prop([fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 })])('[WRK-4] adds up to 100', (counts) => {
    const sum = percents(counts).reduce((a, b) => a + b, 0)
    expect(sum).toBe(counts.some((count) => count > 0) ? 100 : 0)
  })
})
