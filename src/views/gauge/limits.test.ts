import { expect, it } from 'vitest'
import type { GaugeView } from '../../worker/picture/picture.ts'
import { collide, limitsOf, livingCells, segmentsOf } from './limits.ts'

const hue = { index: 0, outlined: false } as const
const other = { index: 1, outlined: false } as const
const gauge = (over: Partial<GaugeView>): GaugeView => ({
  replicas: 10,
  surge: 3,
  unavailable: 2,
  floor: 8,
  ceiling: 13,
  available: 8,
  total: 13,
  leaving: 0,
  cells: [],
  ...over,
})

it('puts available under the floor and total under the ceiling when the rollout is jammed', () => {
  const limits = limitsOf(gauge({}))
  expect(limits.available).toBeCloseTo(limits.floor ?? 0)
  expect(limits.total).toBeCloseTo(limits.ceiling)
  expect(limits.floor).toBeCloseTo(61.54, 1)
  expect(limits.replicas).toBeCloseTo(76.92, 1)
  expect(limits.broken).toBe(false)
})

it('keeps room for more pods than the ceiling allows', () => {
  const limits = limitsOf(gauge({ ceiling: 6, total: 10, floor: 4, replicas: 5 }))
  expect(limits.places).toBe(10)
  expect(limits.total).toBe(100)
  expect(limits.ceiling).toBe(60)
})

it('knows a broken promise, and no floor under Recreate', () => {
  expect(limitsOf(gauge({ available: 7 })).broken).toBe(true)
  expect(limitsOf(gauge({ available: 0 }), false).broken).toBe(false)
  expect(limitsOf(gauge({ floor: null, available: 0 })).broken).toBe(false)
  expect(limitsOf(gauge({ floor: null })).floor).toBeNull()
})

it('joins neighbours of one kind and hue', () => {
  const cells: GaugeView['cells'] = [
    { kind: 'available', hue, pod: 'a' },
    { kind: 'available', hue, pod: 'b' },
    { kind: 'available', hue: other, pod: 'c' },
    { kind: 'ready', hue: other, pod: 'd' },
    { kind: 'missing', hue: null, pod: null },
    { kind: 'missing', hue: null, pod: null },
  ]
  expect(segmentsOf(cells).map(({ n }) => n)).toEqual([2, 1, 1, 2])
})

it('gives places to pods only: what is missing to the floor is drawn over them', () => {
  const cells: GaugeView['cells'] = [
    { kind: 'available', hue, pod: 'a' },
    { kind: 'missing', hue: null, pod: null },
    { kind: 'failing', hue, pod: 'b' },
  ]
  expect(livingCells(gauge({ cells })).map(({ pod }) => pod)).toEqual(['a', 'b'])
  expect(
    limitsOf(gauge({ cells: [...cells, ...cells, ...cells, ...cells, ...cells, ...cells] })).places,
  ).toBe(13)
})

it('finds labels that would collide', () => {
  expect(collide(90, 100, 600, 110)).toBe(true)
  expect(collide(60, 100, 600, 110)).toBe(false)
})
