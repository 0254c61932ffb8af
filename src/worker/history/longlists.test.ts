import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import { createListKeeper } from './longlists.ts'
import { newSeries } from './series.ts'

interface Item {
  ip: string
}

/** An item taken out, put in, moved or changed, by numbers from 0 to 1; or the list all anew. */
type Edit = ['out' | 'in' | 'move' | 'change', number, number] | ['anew', number]

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(fc.constantFrom('out', 'in', 'move', 'change'), place, place) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('anew'), fc.nat(120)) },
)

let ips = 0
const item = (): Item => ({ ip: `10.0.0.${ips++}` })

function edited(list: readonly Item[], edits: readonly Edit[]): Item[] {
  const next = [...list]
  const at = (part: number): number => Math.floor(part * next.length)
  for (const one of edits) {
    if (one[0] === 'anew') next.splice(0, Infinity, ...Array.from({ length: one[1] }, item))
    else if (one[0] === 'in') next.splice(at(one[1]), 0, item())
    else if (one[0] === 'out') next.splice(at(one[1]), 1)
    else if (one[0] === 'change') next.splice(at(one[1]), 1, item())
    else next.splice(at(one[2]), 0, ...next.splice(at(one[1]), 1))
  }
  return next
}

const object = (version: number, addresses: Item[]): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', uid: 'u', resourceVersion: `${version}`, creationTimestamp: '' },
    subsets: [{ addresses, ports: [{ port: 80 }] }, { addresses: [{ ip: 'alone' }] }],
  }) as unknown as KubeObject

const versionsOf = (batches: readonly Edit[][]): KubeObject[] => {
  let list = Array.from({ length: 60 }, item)
  return batches.map((edits, version) => object(version, (list = edited(list, edits))))
}

const batches = fc.array(fc.array(edit, { maxLength: 6 }), { minLength: 1, maxLength: 80 })

describe('versions with long lists', () => {
  it.prop([batches, fc.array(place)])('[WRK-27] are what they were, in whatever order', (all, order) => {
    const versions = versionsOf(all)
    const series = newSeries(true)
    for (const version of versions) series.push(version)
    for (const index of [...versions.keys(), ...order.map((part) => Math.floor(part * versions.length))]) {
      expect(series.get(index)).toEqual(versions[index])
    }
    expect(series.get(-1)).toBeUndefined()
    expect(series.get(versions.length)).toBeUndefined()
  })

  it.prop([batches, batches, place])('[WRK-27] go on from any of them', (before, after, part) => {
    const versions = versionsOf(before)
    const series = newSeries(true)
    for (const version of versions) series.push(version)
    const length = Math.floor(part * versions.length)
    const others = versionsOf(after)
    const branch = series.first(length)
    for (const other of others) branch.push(other)
    const all = [...versions.slice(0, length), ...others]
    expect(all.map((_, index) => branch.get(index))).toEqual(all)
    expect(versions.map((_, index) => series.get(index))).toEqual(versions)
  })

  it('[WRK-27] are one object as long as they are looked at, together with the one before', () => {
    const series = newSeries(true)
    for (const version of versionsOf([[], [['change', 0.5, 0]], [['out', 0.1, 0]]])) series.push(version)
    const [before, shown] = [series.get(1), series.get(2)]
    expect(series.get(2)).toBe(shown)
    expect(series.get(1)).toBe(before)
    expect(series.get(0)).not.toBe(shown)
  })

  it('[WRK-27] keep what differs and no more', () => {
    const keep = createListKeeper()
    const kept = versionsOf([[], [['change', 0.3, 0]], [['out', 0.1, 0]], [['in', 0.5, 0]]]).map(keep)
    const items = kept.map((version) =>
      JSON.stringify(version, (name, value) => (name === 'before' ? 0 : value)),
    )
    expect(items.map((text) => text.match(/10\.0\.0/g)?.length ?? 0)).toEqual([60, 1, 0, 1])
  })

  it('[WRK-27] may be none: the object is deleted', () => {
    const series = newSeries(true)
    const [first, again] = versionsOf([[], []])
    for (const version of [first, undefined, again]) series.push(version)
    expect([0, 1, 2].map(series.get)).toEqual([first, undefined, again])
  })
})
