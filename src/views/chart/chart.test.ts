import { expect, it } from 'vitest'
import type { ChartMark, ChartSample, ClockView } from '../../worker/protocol.ts'
import { spread } from './labels.ts'
import { flagsOf, mergeGlyphs, snap } from './marksOnAxis.ts'
import {
  brokenBand,
  failingBand,
  heldFrom,
  limitsSince,
  isEmptyBand,
  lineOf,
  sampleAt,
  stackOf,
  topOf,
  updatedFrom,
  within,
} from './steps.ts'
import { everything, follow, LEAST_MS, NOW_AT, stepped, ticks, tickText, zoom } from './timeWindow.ts'

const sample = (at: number, over: Partial<ChartSample> = {}): ChartSample => ({
  at,
  available: {},
  ready: 0,
  total: 0,
  updated: 0,
  floor: 8,
  ceiling: 13,
  failing: 0,
  ...over,
})

it('holds a sample until the next one', () => {
  const samples = [sample(0, { total: 1 }), sample(1_000, { total: 2 }), sample(5_000, { total: 3 })]
  expect(sampleAt(samples, -1)).toBeNull()
  expect([0, 999, 1_000, 4_999, 9_000].map((at) => sampleAt(samples, at)?.total)).toEqual([1, 1, 2, 2, 3])
  expect(within(samples, { from: 2_000, until: 4_000 }).map(({ at }) => at)).toEqual([1_000])
  expect(within(samples, { from: 2_000, until: 5_000 }).map(({ at }) => at)).toEqual([1_000, 5_000])
})

it('draws lines as steps that end now, without steps that change nothing', () => {
  const samples = [
    sample(0, { ready: 1 }),
    sample(10, { ready: 1 }),
    sample(20, { ready: 4 }),
    sample(90, { ready: 9 }),
  ]
  expect(lineOf(samples, 50, ({ ready }) => ready)).toEqual([
    { at: 0, value: 1 },
    { at: 20, value: 4 },
    { at: 50, value: 4 },
  ])
  expect(lineOf([sample(0, { floor: null })], 50, ({ floor }) => floor)).toEqual([])
})

it('stacks available pods by lane, oldest at the bottom', () => {
  const samples = [sample(0, { available: { old: 5 } }), sample(10, { available: { old: 4, new: 3 } })]
  const bands = stackOf(samples, ['old', 'new'], 30)
  expect(bands.get('old')).toEqual([
    { at: 0, low: 0, high: 5 },
    { at: 10, low: 0, high: 4 },
    { at: 30, low: 0, high: 4 },
  ])
  expect(bands.get('new')?.at(-1)).toEqual({ at: 30, low: 4, high: 7 })
})

it('counts a broken floor only after it was held once', () => {
  const start = [sample(0, { available: { a: 0 } }), sample(10, { available: { a: 5 } })]
  expect(isEmptyBand(brokenBand(start, 20, heldFrom(start)))).toBe(true)
  const later = [...start, sample(20, { available: { a: 8 } }), sample(30, { available: { a: 6 } })]
  expect(brokenBand(later, 40, heldFrom(later)).at(-1)).toEqual({ at: 40, low: 6, high: 8 })
})

it('begins the updated line where the template last changed', () => {
  expect(
    updatedFrom([sample(0, { updated: 10 }), sample(5, { updated: 3 }), sample(9, { updated: 8 })]),
  ).toBe(5)
  expect(updatedFrom([sample(2, { updated: 0 }), sample(5, { updated: 3 })])).toBe(2)
})

it('hatches failing pods under the total', () => {
  const band = failingBand([sample(0, { total: 13, failing: 5 })], 10)
  expect(band.at(-1)).toEqual({ at: 10, low: 8, high: 13 })
  expect(topOf([sample(0, { ceiling: 13, total: 10 })])).toBeCloseTo(14.56)
})

it('shows everything with now at 89 %, and at least ten seconds', () => {
  const shown = everything(57_000)
  expect(57_000 / shown.until).toBeCloseTo(NOW_AT)
  expect(everything(0).until).toBeCloseTo(LEAST_MS / NOW_AT)
  expect(follow(20_000, 100_000, true, null)).toEqual({ from: 82_200, until: 102_200 })
  expect(follow(20_000, 100_000, false, 30_000)).toEqual({ from: 30_000, until: 50_000 })
})

it('makes room for the future that a branch left behind, but keeps most of the width for what was', () => {
  expect(everything(60_000, 80_000).until).toBe(80_000)
  expect(everything(60_000, 61_000)).toEqual(everything(60_000))
  expect(60_000 / everything(60_000, 600_000).until).toBeCloseTo(0.6)
})

it('names the limits where they became what they are', () => {
  const samples = [sample(0), sample(10, { ceiling: 2 }), sample(20, { ready: 1, ceiling: 2 })]
  expect(limitsSince(samples)).toBe(10)
  expect(limitsSince([sample(3), sample(7)])).toBe(3)
})

it('zooms around the pointer, not under ten seconds, and out to everything', () => {
  const whole = everything(100_000)
  const near = zoom(whole, 0.5, 50_000, 100_000)
  expect(near && (50_000 - near.from) / near.width).toBeCloseTo(50_000 / whole.until)
  expect(zoom(whole, 0.0001, 50_000, 100_000)?.width).toBe(LEAST_MS)
  expect(zoom({ from: 10_000, until: 60_000 }, 10, 20_000, 100_000)).toBeNull()
})

it('has round instants on its axis, far enough apart', () => {
  expect(ticks({ from: 0, until: 64_000 }, 660)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000])
  expect(ticks({ from: 61_000, until: 71_000 }, 200)[0]).toBe(65_000)
  expect([0, 57_000, 725_000, 3_720_000].map(tickText)).toEqual(['0:00', '0:57', '12:05', '1:02:00'])
})

it('spreads labels without changing their order, inside the plot', () => {
  const labels = [
    { key: 'a', y: 0.5 },
    { key: 'b', y: 0.5 },
    { key: 'c', y: 0.95 },
    { key: 'd', y: 0.98 },
  ]
  const out = spread(labels, 0.11)
  expect(out.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd'])
  out
    .slice(1)
    .forEach((label, index) => expect(label.y - (out[index]?.y ?? 0)).toBeGreaterThanOrEqual(0.1099))
  expect(out.at(-1)?.y).toBeLessThanOrEqual(1)
})

it('merges glyphs closer than 16 px, and gives flags the room they have', () => {
  const mark = (at: number): ChartMark => ({ at, kind: 'condition', text: '' })
  const x = (at: number): number => at / 100
  expect(
    mergeGlyphs([mark(0), mark(1_500), mark(2_900), mark(4_600)], x).map(({ marks }) => marks.length),
  ).toEqual([2, 1, 1])
  expect(flagsOf([mark(0), mark(5_000)], x, 100).map(({ room }) => room)).toEqual([46, 46])
  const late = { ...mark(9_000), text: 'pause' }
  expect(flagsOf([mark(0), late], x, 100).map(({ left }) => left)).toEqual([false, true])
  // Where another flag stands in the way its text is cut instead.
  expect(flagsOf([mark(7_000), late], x, 100).map(({ left }) => left)).toEqual([false, false])
  // Two signs that would cover each other are one flag, which tells of both.
  expect(flagsOf([mark(8_000), late], x, 100)).toMatchObject([
    { mark: late, marks: [mark(8_000), late], x: 90 },
  ])
})

it('snaps to events within 6 px', () => {
  const x = (at: number): number => at / 100
  expect(snap(103, [10_000, 11_000], x)).toBe(10_000)
  expect(snap(107, [10_000, 12_000], x)).toBeNull()
})

const playing: ClockView = {
  at: 60_000,
  liveAt: 60_000,
  live: true,
  playing: true,
  speed: 1,
  rate: 1,
  branch: 'main',
  branches: [],
}

it('keeps the clock of the plot until it has moved by about a pixel, and follows every other change at once', () => {
  const later = (by: number): ClockView => ({ ...playing, at: 60_000 + by, liveAt: 60_000 + by })
  expect(stepped(playing, later(16))).toBe(playing)
  expect(stepped(playing, later(61))).toEqual(later(61))
  expect(stepped(playing, later(-5_000))).toEqual(later(-5_000))
  for (const change of [{ live: false, at: 20_000 }, { playing: false }, { branch: 'b1' }]) {
    const now = { ...later(16), ...change }
    expect(stepped(playing, now)).toBe(now)
  }
})
