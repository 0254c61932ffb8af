import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { createColumn } from './column.ts'
import { countUntil } from './versions.ts'

describe('a column', () => {
  it('holds its numbers across blocks, and 0 elsewhere', () => {
    const column = createColumn((size) => new Float64Array(size))
    for (let n = 0; n < 10_000; n++) column.push(n + 0.5)
    expect([0, 4095, 4096, 9999].map(column.get)).toEqual([0.5, 4095.5, 4096.5, 9999.5])
    expect([-1, 10_000, 20_000].map(column.get)).toEqual([0, 0, 0])
  })

  it.prop([fc.array(fc.nat(50)), fc.nat(60)])('is searched by its order', (numbers, at) => {
    const sorted = numbers.toSorted((a, b) => a - b)
    const column = createColumn((size) => new Uint32Array(size))
    for (const number of sorted) column.push(number)
    expect(countUntil(at, sorted.length, column.get)).toBe(sorted.filter((number) => number <= at).length)
  })
})
