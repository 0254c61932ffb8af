import { expect, it } from 'vitest'
import fc from 'fast-check'
import { equal, type JsonObject } from '../json.ts'
import { threeWayPatch, twoWayPatch } from './diff.ts'
import { mergePatch } from './merge.ts'

const spec = (containers: JsonObject[]): JsonObject => ({ spec: { template: { spec: { containers } } } })

it('[CTL-12] names changed items by key, their order, and what went', () => {
  const before = spec([
    { name: 'a', image: 'x' },
    { name: 'b', image: 'y' },
  ])
  const after = spec([{ name: 'a', image: 'z' }])
  expect(twoWayPatch(before, after)).toEqual({
    spec: {
      template: {
        spec: {
          '$setElementOrder/containers': [{ name: 'a' }],
          containers: [
            { image: 'z', name: 'a' },
            { $patch: 'delete', name: 'b' },
          ],
        },
      },
    },
  })
})

it('[CTL-12] leads from one version to the other when it is merged', () => {
  const container = fc.record(
    { name: fc.constantFrom('a', 'b', 'c'), image: fc.constantFrom('x', 'y') },
    { requiredKeys: ['name'] },
  )
  const list = fc.uniqueArray(container, { selector: (one) => one.name, maxLength: 3 })
  fc.assert(
    fc.property(list, list, fc.option(fc.integer(), { nil: undefined }), (left, right, replicas) => {
      const before = spec(left)
      const after: JsonObject = { ...spec(right), ...(replicas === undefined ? {} : { replicas }) }
      expect(equal(mergePatch(before, twoWayPatch(before, after)), after)).toBe(true)
    }),
  )
})

it('[CTL-13] keeps what others set and removes what the file no longer has', () => {
  const applied = { metadata: { labels: { a: '1', b: '2' } }, spec: { replicas: 3 } }
  const file = { metadata: { labels: { a: '1' } }, spec: { replicas: 3 } }
  const live = { metadata: { labels: { a: '1', b: '2', other: 'x' } }, spec: { replicas: 5, paused: true } }
  expect(threeWayPatch(applied, file, live)).toEqual({
    metadata: { labels: { b: null } },
    spec: { replicas: 3 },
  })
  expect(threeWayPatch(file, file, { ...file, status: {} })).toEqual({})
})
