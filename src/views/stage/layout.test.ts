import { expect, it } from 'vitest'
import type { LaneView } from '../../worker/picture/picture.ts'
import { densityOf } from './density.ts'
import { foldLanes } from './foldLanes.ts'
import { edgesOf, nodesOf } from './graph.ts'
import { layoutStage, placeOf, stageClass, type LaneInput } from './layout.ts'
import { courseTo, lengthOf, pointAt, railLength, railsOf, rounded, trunkX } from './manifold.ts'
import { between, canTween } from './tween.ts'

const CARDS = { deployment: 257, service: 151, answered: 122 }
const lane = (uid: string, slots = 10, folded = false): LaneInput => ({ uid, slots, folded, used: slots })
const SIZES = {
  '1440 × 900': { width: 1144, height: 430, stageHeight: 572 },
  '1280 × 720': { width: 1012, height: 320, stageHeight: 444 },
  '1920 × 1080': { width: 1588, height: 520, stageHeight: 692 },
  'embed 800 × 450': { width: 800, height: 300, stageHeight: 402 },
} as const

it('chooses the class by the size of the stage, not of the window', () => {
  expect(stageClass(1144, 572)).toBe('base')
  expect(stageClass(1012, 444)).toBe('short')
  expect(stageClass(1588, 692)).toBe('wide')
  expect(stageClass(800, 402)).toBe('narrow')
  expect(stageClass(390, 668)).toBe('phone')
})

for (const [name, size] of Object.entries(SIZES)) {
  for (const lanes of [
    [lane('a')],
    [lane('a'), lane('b')],
    [lane('z', 0, true), lane('a'), lane('b'), lane('c')],
    [lane('a', 40), lane('b', 40)],
  ]) {
    it(`keeps everything inside and apart: ${name}, ${lanes.map((one) => one.slots).join('+')} places`, () => {
      const layout = layoutStage(size, 'full', lanes, CARDS)
      const boxes = layout.lanes
      boxes.forEach((box, index) => {
        const next = boxes[index + 1]
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.y + box.h).toBeLessThanOrEqual(size.height)
        if (next) expect(box.y + box.h).toBeLessThan(next.y)
        expect(box.x + box.w).toBeLessThan(layout.service.x)
        if (layout.deployment) expect(layout.deployment.x + layout.deployment.w).toBeLessThan(box.x)
      })
      expect(layout.answered && layout.answered.y).toBeGreaterThan(layout.service.y + CARDS.service)
      if (layout.client) expect(layout.client.y + layout.client.h).toBeLessThan(layout.service.y)
    })
  }
}

it('puts every place inside its lane, ten in a row', () => {
  const { lanes, preset } = layoutStage(SIZES['1440 × 900'], 'full', [lane('a', 13)], CARDS)
  const box = lanes[0]
  if (!box) throw new Error('no lane')
  expect(box.columns).toBe(10)
  expect(box.rows).toBe(2)
  for (let slot = 0; slot < 13; slot++) {
    const { cx, top, railY } = placeOf(box, preset, slot)
    expect(cx - preset.token / 2).toBeGreaterThan(box.x)
    expect(cx + preset.token / 2).toBeLessThan(box.x + box.w)
    expect(railY).toBeLessThan(top)
    expect(top + preset.token).toBeLessThanOrEqual(box.y + box.h)
  }
  expect(placeOf(box, preset, 0).cx).toBe(placeOf(box, preset, 10).cx)
})

it('stands the Service under the lanes on a phone, and lets the page scroll', () => {
  const layout = layoutStage(
    { width: 390, height: 400, stageHeight: 668 },
    'full',
    [lane('a'), lane('b')],
    CARDS,
  )
  const last = layout.lanes.at(-1)
  expect(layout.vertical).toBe(true)
  expect(layout.lanes[0]?.columns).toBe(5)
  expect(layout.service.y).toBeGreaterThan((last?.y ?? 0) + (last?.h ?? 0))
  expect(layout.height).toBeGreaterThan(layout.service.y + CARDS.service)
})

it('leaves out rows without pods where a phone is short of height, and only there', () => {
  const lanes = [lane('a'), { ...lane('b'), used: 4 }]
  const rows = (height: number) =>
    layoutStage({ width: 390, height, stageHeight: 668 }, 'full', lanes, { ...CARDS, service: 84 }).lanes.map(
      (box) => box.rows,
    )
  expect(rows(430)).toEqual([2, 2])
  expect(rows(400)).toEqual([2, 1])
  const wide = layoutStage({ ...SIZES['1280 × 720'], height: 150 }, 'full', [lane('a', 20)], CARDS)
  expect(wide.lanes[0]?.rows).toBe(2)
})

it('draws pods smaller on a phone where two full lanes and the Service would not fit', () => {
  const lanes = [lane('z', 0, true), lane('a'), lane('b')]
  const at = (height: number) =>
    layoutStage({ width: 390, height, stageHeight: 668 }, 'full', lanes, { ...CARDS, service: 84 })
  expect(at(440).preset.caption).toBeGreaterThan(0)
  for (const height of [440, 410, 370]) {
    const { service, lanes: boxes, height: whole } = at(height)
    expect(boxes.map(({ rows }) => rows)).toEqual([0, 2, 2])
    expect(service.y + service.h).toBeLessThan(height)
    expect(whole).toBe(height)
  }
  expect(at(370).preset.caption).toBe(0)
})

it('draws larger pods on a tablet upright than in an embed of its width', () => {
  const at = (height: number) =>
    layoutStage(
      { width: 800, height: height - 100, stageHeight: height },
      'full',
      [lane('a'), lane('b')],
      CARDS,
    )
  expect(at(650).preset.token).toBeGreaterThan(at(402).preset.token)
  expect(at(650).cls).toBe(at(402).cls)
})

it('draws the same larger for a projector: every length grows, numbers of rows and columns stay', () => {
  const size = SIZES['1440 × 900']
  const cards = { deployment: 300, service: 180, answered: 150 }
  const small = { width: size.width / 1.25, height: size.height / 1.25, stageHeight: size.stageHeight / 1.25 }
  const usual = layoutStage(small, 'full', [lane('a'), lane('b')], {
    deployment: 240,
    service: 144,
    answered: 120,
  })
  const large = layoutStage(size, 'full', [lane('a'), lane('b')], cards, 1.25)
  expect(large.cls).toBe(usual.cls)
  expect(large.preset.token).toBe(usual.preset.token * 1.25)
  expect([large.width, large.service.h]).toEqual([size.width, cards.service])
  large.lanes.forEach((box, index) => {
    const before = usual.lanes[index]
    expect([box.columns, box.rows]).toEqual([before?.columns, before?.rows])
    expect(box.y).toBeCloseTo((before?.y ?? 0) * 1.25)
    expect(box.x + box.w).toBeLessThan(large.service.x)
  })
})

it('wires end where the pods are: the course of a request, the rail and its drop', () => {
  const layout = layoutStage(SIZES['1440 × 900'], 'full', [lane('a'), lane('b')], CARDS)
  const box = layout.lanes[1]
  const rail = railsOf(layout, 1)[0]
  if (!box || !rail) throw new Error('no lane')
  const { cx, top, railY } = placeOf(box, layout.preset, 3)
  const course = courseTo(layout, 1, 3)
  expect(pointAt(course, 1e9)).toEqual({ x: cx, y: top })
  expect(pointAt(course, 0)).toEqual({ x: layout.service.x, y: layout.service.y + CARDS.service / 2 })
  expect(rail.y).toBe(railY)
  expect(railLength(rail, cx)).toBeLessThan(lengthOf(course))
  expect(railLength(rail, box.x)).toBeGreaterThan(railLength(rail, cx))
  expect(trunkX(layout, 0)).toBe(trunkX(layout, 1))
  expect(
    rounded([
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 20 },
    ]),
  ).toBe('M0 0L11 0Q20 0 20 9L20 20')
})

it('keeps the three newest open lanes and says how many more there are', () => {
  const view = (uid: string, folded: boolean): LaneView => ({ uid, folded }) as LaneView
  const uids = (lanes: LaneView[]): string => lanes.map((one) => one.uid).join('')
  const two = [view('a', true), view('b', false), view('c', false)]
  expect(uids(foldLanes(two, false).shown)).toBe('abc')
  const many = [view('a', true), view('b', true), view('c', true), view('d', false), view('e', false)]
  expect([uids(foldLanes(many, false).shown), uids(foldLanes(many, false).more)]).toEqual(['cde', 'ab'])
  const open = ['a', 'b', 'c', 'd'].map((uid) => view(uid, false))
  expect([uids(foldLanes(open, false).shown), uids(foldLanes(open, false).more)]).toEqual(['bcd', 'a'])
  expect(uids(foldLanes(open, true).shown)).toBe('abcd')
})

it('changes density at its thresholds with 15 % hysteresis', () => {
  expect([26, 27, 60, 61, 160, 161].map((n) => densityOf(n, null, 'auto'))).toEqual([
    ...['full', 'rows', 'rows', 'glyphs', 'glyphs', 'cells'],
  ])
  expect(densityOf(29, 'full', 'auto')).toBe('full')
  expect(densityOf(30, 'full', 'auto')).toBe('rows')
  expect(densityOf(24, 'rows', 'auto')).toBe('rows')
  expect(densityOf(22, 'rows', 'auto')).toBe('full')
  expect(densityOf(10, 'full', 'on')).toBe('glyphs')
})

it('moves lanes, cards and wires together between two layouts', () => {
  const one = layoutStage(SIZES['1440 × 900'], 'full', [lane('a')], CARDS)
  const two = layoutStage(SIZES['1440 × 900'], 'full', [lane('a'), lane('b')], CARDS)
  const half = between(one, two, 0.5)
  expect(half.lanes[0]?.y).toBeCloseTo(((one.lanes[0]?.y ?? 0) + (two.lanes[0]?.y ?? 0)) / 2)
  expect(half.lanes.map(({ uid }) => uid)).toEqual(['a', 'b'])
  expect(between(one, two, 1)).toBe(two)
  expect(canTween(one, two)).toBe(true)
  expect(canTween(one, layoutStage(SIZES['1280 × 720'], 'full', [lane('a')], CARDS))).toBe(false)
})

it('ends edges where the layout says', () => {
  const layout = layoutStage(SIZES['1440 × 900'], 'full', [lane('a'), lane('z', 0, true)], CARDS)
  const nodes = nodesOf(layout, CARDS, true)
  expect(nodes.map(({ id }) => id)).toEqual([
    'deployment',
    'lane-a',
    'lane-z',
    'service',
    'client',
    'answered',
  ])
  expect(nodes[0]?.handles?.[0]).toMatchObject({ x: layout.deployment?.w, y: CARDS.deployment / 2 })
  expect(edgesOf(layout, true).map(({ id }) => id)).toEqual(['owner-a', 'owner-z', 'traffic-a'])
  expect(edgesOf(layout, false).map(({ id }) => id)).toEqual(['owner-a', 'owner-z'])
})
