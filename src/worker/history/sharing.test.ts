import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { sharing, sharingState } from './sharing.ts'

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

  const plain = (value: unknown): unknown =>
    value instanceof Map
      ? { map: [...value].map(([key, item]) => [key, plain(item)]) }
      : Array.isArray(value)
        ? value.map(plain)
        : value
  const state = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue()))
  it.prop([state, state])(
    '[WRK-22] changes nothing of a state, the order of its entries included',
    (a, b) => {
      const [before, now] = [
        { map: new Map(a), pairs: a },
        { map: new Map(b), pairs: b },
      ]
      const shared = sharingState(before, now)
      expect(JSON.stringify([plain(shared.map), shared.pairs])).toBe(
        JSON.stringify([plain(now.map), now.pairs]),
      )
    },
  )
  it('[WRK-22] shares entries by key, however many came or went before them', () => {
    const [x, y] = [{ log: [1] }, { log: [2] }]
    const before = { pods: new Map([['x', x], ['y', y]]), seen: [['x', x], ['y', y]] } // prettier-ignore
    const now = { pods: new Map([['y', { log: [2] }]]), seen: [['y', { log: [2] }]] }
    const shared = sharingState(before, now)
    expect(shared.pods.get('y')).toBe(y)
    expect(shared.seen[0]?.[1]).toBe(y)
  })
})
