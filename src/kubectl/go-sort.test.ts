import { describe, expect, it } from 'vitest'
import { goSort } from './go-sort.ts'

const sorted = (keys: number[]): number[] =>
  goSort(
    keys.map((key, at) => ({ key, at })),
    (a, b) => a.key < b.key,
  ).map(({ at }) => at)

describe('goSort', () => {
  it('[CTL-20] keeps the order of equals up to twelve, as an insertion sort does', () => {
    expect(sorted([1, 0, 1, 0, 1, 0])).toEqual([1, 3, 5, 0, 2, 4])
  })
  it('[CTL-20] moves equals of longer lists as a go1.23 build of kubectl does', () => {
    // Normal and Warning of the recorded cluster `states`, in the order that `get events --sort-by=.type` printed.
    expect(sorted([0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1])).toEqual([
      6, 9, 2, 3, 11, 5, 1, 0, 4, 10, 8, 7, 12, 13,
    ])
  })
  it('[CTL-20] sorts what is long, reversed or full of equals', () => {
    for (const keys of [
      Array.from({ length: 100 }, (_, i) => 100 - i),
      Array.from({ length: 200 }, (_, i) => (i * 7919) % 31),
      Array.from({ length: 64 }, () => 5),
    ]) {
      const order = sorted(keys)
      expect(new Set(order).size).toBe(keys.length)
      expect(order.map((at) => keys[at])).toEqual(keys.toSorted((a, b) => a - b))
    }
  })
})
