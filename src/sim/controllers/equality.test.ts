import { describe, expect, it } from 'vitest'
import { semanticDeepEqual } from './equality.ts'

/** Both ways round. */
const equal = (a: unknown, b: unknown): boolean => {
  const there = semanticDeepEqual(a, b)
  expect(semanticDeepEqual(b, a)).toBe(there)
  return there
}

describe('semantic equality of API values', () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    ['a', 'a'],
    [
      { a: 1, b: [{ c: 2 }] },
      { b: [{ c: 2 }], a: 1 },
    ],
    [undefined, null],
    [undefined, []],
    [null, {}],
    [[], {}],
    [{ a: undefined }, undefined],
    [{ a: undefined, b: undefined }, []],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1, b: [] }, { a: 1 }],
    [
      { a: 1, b: null },
      { a: 1, b: {} },
    ],
  ])('[DEP-16] holds of %j and %j', (a, b) => {
    expect(equal(a, b)).toBe(true)
  })

  it.each<[unknown, unknown]>([
    [1, 2],
    [1, '1'],
    [0, undefined],
    ['', undefined],
    [false, null],
    ['', []],
    ['a', { a: 1 }],
    ['', { a: 1 }],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], undefined],
    [[1], {}],
    [[1], { 0: 1 }],
    [[], { a: 1 }],
    [{ a: 1 }, undefined],
    [{ a: 1, b: undefined }, undefined],
    [{ a: undefined, b: 1 }, {}],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: { b: 1 } }, { a: { b: 1, c: 0 } }],
    [null, 1],
  ])('[DEP-16] does not hold of %j and %j', (a, b) => {
    expect(equal(a, b)).toBe(false)
  })
})
