import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import { createPacker, lengthOf, unpack, type Pool } from './packed.ts'

const pack = (value: unknown, before: Pool = new Map()) => createPacker(before).pack(value)

/** No field of a state has such a name. */
const plain = fc
  .jsonValue()
  .filter((value) => !/"(?:__proto__|\$|metadata|spec|status|record)"/.test(JSON.stringify(value)))
const state = fc.record(
  {
    map: fc.array(fc.tuple(fc.string(), plain)).map((entries) => new Map(entries)),
    set: fc.array(fc.string()).map((items) => new Set(items)),
    numbers: fc.array(fc.constantFrom(-Infinity, Infinity, 0, 1.5, 1e15)),
    times: fc.array(fc.integer()).map((list) => list.sort((a, b) => a - b)),
    texts: fc.array(fc.stringMatching(/^[a-z\0]{0,40}$/)),
    none: fc.constant(undefined),
    rest: plain,
  },
  { noNullPrototype: true },
)

describe('packed state', () => {
  it.prop([state])('[WRK-22] is the same when it is unpacked, the order of its entries included', (value) => {
    const back = unpack(pack(value)) as typeof value
    expect(back).toStrictEqual(value)
    expect([...back.map.keys()]).toEqual([...value.map.keys()])
  })
  it('[WRK-22] shares objects of the API, and copies all else', () => {
    const pod = { metadata: { name: 'a' }, spec: {} }
    const value = { pods: new Map([['a', { pod, status: { phase: 'Running' }, log: [1] }]]) }
    const back = unpack(pack(value)) as typeof value
    expect(back.pods.get('a')?.pod).toBe(pod)
    expect(back.pods.get('a')?.status).toBe(value.pods.get('a')?.status)
    expect(back.pods.get('a')?.log).not.toBe(value.pods.get('a')?.log)
    expect(back).toEqual(value)
  })
  it('[WRK-22] is taken from before when nothing has changed', () => {
    const pod = { metadata: { name: 'a' } }
    const first = createPacker(new Map())
    const before = first.pack({ pod, log: [1] })
    expect(pack({ pod, log: [1] }, first.pool)).toBe(before)
    expect(pack({ pod, log: [1, 2] }, first.pool)).not.toBe(before)
    expect(pack({ pod: { metadata: { name: 'a' } }, log: [1] }, first.pool)).not.toBe(before)
  })
  it.prop([fc.array(fc.tuple(fc.string(), fc.nat()), { minLength: 200, maxLength: 700 }), fc.nat(199)])(
    '[WRK-22] takes of a long list what stands before and behind a change from before',
    (entries, changed) => {
      const first = createPacker(new Map())
      const before = first.pack(entries)
      expect(unpack(before)).toEqual(entries)
      const now = entries.with(changed, ['changed', -1])
      const after = pack(now, first.pool)
      expect(unpack(after)).toEqual(now)
      const added = lengthOf([before, after]) - lengthOf([before])
      expect(added).toBeLessThanOrEqual(lengthOf([after]))
    },
  )
  it('[WRK-22] adds little for a list of which little has changed', () => {
    const entries = Array.from({ length: 4_000 }, (_, n): [string, number] => [`key-${n * 7919}`, n])
    const first = createPacker(new Map())
    const before = first.pack(entries)
    const after = pack([...entries.slice(40), ['new', 1]], first.pool)
    expect(lengthOf([before, after])).toBeLessThan(1.2 * lengthOf([before]))
  })
})
