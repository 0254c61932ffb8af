/**
 * Where everything on the stage stands: pure arithmetic from the stage's size, the lanes and the heights of the cards.
 * Wires, particles and pods use the same numbers, so that they meet without measuring the page. Lengths in px, origin
 * at the top left of the flow area (the stage below the headline).
 */
import type { Preset } from './presets.ts'
import { presetsFor, type Density, type StageClass } from './presets.ts'

export interface LaneInput {
  uid: string
  folded: boolean
  slots: number
  /** Places up to the last one that a pod stands in. */
  used: number
}

export interface LaneBox {
  uid: string
  folded: boolean
  x: number
  y: number
  w: number
  h: number
  columns: number
  rows: number
}

export interface StageLayout {
  cls: StageClass
  preset: Preset
  width: number
  height: number
  /** null where the layout has no room for the card. `y` of cards is their top. */
  deployment: { x: number; y: number; w: number } | null
  lanes: LaneBox[]
  service: { x: number; y: number; w: number; h: number }
  client: { x: number; y: number; h: number } | null
  answered: { x: number; y: number; w: number } | null
  /** x of the first lane's trunk; further lanes stand 5 px apart. */
  trunkX: number
  /** The Service stands under the lanes (phone). */
  vertical: boolean
}

/** Heights of the cards as they are drawn; the layout is computed again when they change. */
export interface CardHeights {
  deployment: number
  service: number
  answered: number
}

/** By the stage's own size, never the window's: an embed 800 px wide and a stage 800 px wide look the same. */
export function stageClass(width: number, height: number): StageClass {
  if (width < 620) return 'phone'
  if (width < 900) return 'narrow'
  if (width >= 1340 && height >= 620) return 'wide'
  if (width < 1080 || height < 500) return 'short'
  return 'base'
}

/** A tablet upright: room for larger pods, and for the conditions in place of the card. */
export const isTall = (cls: StageClass, stageHeight: number): boolean =>
  cls === 'narrow' && stageHeight >= 560

const COLUMNS = {
  wide: { pad: 36, dep: 208, gapA: 80, gapB: 72, svc: 244, col: 468 },
  base: { pad: 20, dep: 168, gapA: 48, gapB: 40, svc: 192, col: 372 },
  short: { pad: 14, dep: 154, gapA: 38, gapB: 32, svc: 172, col: 304 },
  narrow: { pad: 14, dep: 0, gapA: 0, gapB: 30, svc: 150, col: 226 },
  phone: { pad: 14, dep: 0, gapA: 0, gapB: 15, svc: 0, col: 0 },
} as const

/** Left free above and below the flow. */
const MARGIN = 5

const rowHeight = (p: Preset): number => p.token + p.slotGap + p.caption

/** Height of an open lane with `rows` rows of places. */
export const laneHeight = (p: Preset, rows: number): number =>
  2 + p.head + p.top + rows * rowHeight(p) + (rows - 1) * p.rowGap + p.bottom

function columnsOf(p: Preset, cls: StageClass, laneWidth: number): number {
  const inner = laneWidth - 2 - 2 * p.padX
  if (p.look === 'glyph') return Math.max(5, Math.floor(inner / (p.token + 5)))
  return cls === 'phone' || inner / 10 < p.token * 0.9 ? 5 : 10
}

const rowsOf = (slots: number, columns: number): number => Math.max(1, Math.ceil(slots / columns))

/** Between the last lane and the Service under it, and below the Service. */
const UNDER = { gap: 9, end: 8 }

function lanesHeight(p: Preset, cls: StageClass, lanes: readonly LaneInput[], width: number): number {
  const columns = columnsOf(p, cls, width)
  const heights = lanes.map((lane) =>
    lane.folded ? p.thin : p.look === 'cells' ? 96 : laneHeight(p, rowsOf(lane.slots, columns)),
  )
  return heights.reduce((sum, h) => sum + h, 0) + p.gap * Math.max(0, lanes.length - 1)
}

/** The roomiest preset whose lanes fit the height; the tightest if none does. */
export function choosePreset(
  cls: StageClass,
  density: Density,
  lanes: readonly LaneInput[],
  width: number,
  height: number,
): Preset {
  const presets = presetsFor(cls, density)
  return presets.find((p) => lanesHeight(p, cls, lanes, width) <= height) ?? presets.at(-1) ?? presets[0]
}

/** Pods of this size, px, can be touched one by one. */
const FINGERTIP = 36

/** Where the height is short a phone leaves out rows in which no pod stands, before it draws pods too small. */
function fitting(
  cls: StageClass,
  density: Density,
  lanes: readonly LaneInput[],
  width: number,
  height: number,
): readonly LaneInput[] {
  const fits = (p: Preset): boolean => lanesHeight(p, cls, lanes, width) <= height
  if (cls !== 'phone' || presetsFor(cls, density).some((p) => p.token >= FINGERTIP && fits(p))) return lanes
  return lanes.map((lane) => ({ ...lane, slots: lane.used }))
}

/** Cell lanes share the height that is left by their number of places. */
function cellHeights(lanes: readonly LaneInput[], p: Preset, height: number): number[] {
  const open = lanes.filter((lane) => !lane.folded)
  const fixed = (lanes.length - open.length) * p.thin + p.gap * Math.max(0, lanes.length - 1)
  const rest = Math.max(open.length * 96, height - fixed)
  const least = 96
  const total = open.reduce((sum, lane) => sum + lane.slots, 0) || 1
  const free = rest - least * open.length
  return lanes.map((lane) => (lane.folded ? p.thin : least + (free * lane.slots) / total))
}

function placeLanes(
  cls: StageClass,
  p: Preset,
  lanes: readonly LaneInput[],
  frame: { x: number; w: number; h: number },
): LaneBox[] {
  const columns = columnsOf(p, cls, frame.w)
  const heights =
    p.look === 'cells'
      ? cellHeights(lanes, p, frame.h)
      : lanes.map((lane) => (lane.folded ? p.thin : laneHeight(p, rowsOf(lane.slots, columns))))
  const total = heights.reduce((sum, h) => sum + h, 0) + p.gap * Math.max(0, lanes.length - 1)
  let y = cls === 'phone' ? 0 : MARGIN + Math.max(0, (frame.h - total) / 2)
  return lanes.map((lane, index) => {
    const h = heights[index] ?? 0
    const rows = lane.folded ? 0 : rowsOf(lane.slots, columns)
    const box = { uid: lane.uid, folded: lane.folded, x: frame.x, y, w: frame.w, h, columns, rows }
    y += h + p.gap
    return box
  })
}

function layoutAtOne(
  size: { width: number; height: number; stageHeight: number },
  density: Density,
  lanes: readonly LaneInput[],
  cards: CardHeights,
): StageLayout {
  const { width, height } = size
  const cls = stageClass(width, size.stageHeight)
  const c = COLUMNS[cls]
  const x = c.pad + (c.dep ? c.dep + c.gapA : 0)
  const w = Math.max(120, width - x - c.pad - c.gapB - c.svc)
  const inner = height - 2 * MARGIN
  const room = cls === 'phone' ? height - UNDER.gap - UNDER.end - cards.service : inner
  const open = fitting(cls, density, lanes, w, room)
  const look = isTall(cls, size.stageHeight) ? 'short' : cls
  const preset = choosePreset(look, density, open, w, room)
  const boxes = placeLanes(cls, preset, open, { x, w, h: inner })
  const end = boxes.at(-1)
  const bottom = end ? end.y + end.h : 0
  if (cls === 'phone') {
    const service = { x: c.pad, y: bottom + UNDER.gap, w: width - 2 * c.pad, h: cards.service }
    const whole = Math.max(height, service.y + cards.service + UNDER.end)
    return {
      ...{ cls, preset, width, height: whole, deployment: null, lanes: boxes, service, answered: null },
      ...{ client: null, trunkX: x + w + 11, vertical: true },
    }
  }
  const mid = boxes[0] ? (boxes[0].y + bottom) / 2 : height / 2
  const right = width - c.pad - c.svc
  const client = cls === 'narrow' ? 0 : cls === 'short' ? 28 : 32
  const stack = client + cards.service + cards.answered
  const column = Math.min(inner, Math.max(c.col, stack + (client ? 40 : 16)))
  const top = Math.max(MARGIN, Math.min(height - MARGIN - column, mid - column / 2))
  const gap = Math.max(8, (column - stack) / (client ? 2 : 1))
  const svcY = client ? top + client + gap : top
  const laneRight = x + w
  return {
    ...{ cls, preset, width, height, lanes: boxes, vertical: false },
    deployment: c.dep
      ? {
          x: c.pad,
          y: Math.max(0, Math.min(height - cards.deployment, mid - cards.deployment / 2)),
          w: c.dep,
        }
      : null,
    service: { x: right, y: svcY, w: c.svc, h: cards.service },
    client: client ? { x: right + c.svc / 2, y: top, h: client } : null,
    answered: { x: right, y: svcY + cards.service + gap, w: c.svc },
    trunkX: laneRight + (right - laneRight) * 0.46,
  }
}

/** Every length of a layout times `k`. */
function scaled(layout: StageLayout, k: number): StageLayout {
  const grow = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [name, typeof value === 'number' ? value * k : value]),
    ) as T
  return {
    ...grow(layout),
    preset: grow(layout.preset),
    deployment: layout.deployment && grow(layout.deployment),
    lanes: layout.lanes.map((box) => ({ ...grow(box), columns: box.columns, rows: box.rows })),
    service: grow(layout.service),
    client: layout.client && grow(layout.client),
    answered: layout.answered && grow(layout.answered),
  }
}

/** `scale` (views/ui/scale.ts): everything is so much larger, and the room for it so much smaller. */
export function layoutStage(
  size: { width: number; height: number; stageHeight: number },
  density: Density,
  lanes: readonly LaneInput[],
  cards: CardHeights,
  scale = 1,
): StageLayout {
  if (scale === 1) return layoutAtOne(size, density, lanes, cards)
  const room = {
    width: size.width / scale,
    height: size.height / scale,
    stageHeight: size.stageHeight / scale,
  }
  const heights = {
    deployment: cards.deployment / scale,
    service: cards.service / scale,
    answered: cards.answered / scale,
  }
  return scaled(layoutAtOne(room, density, lanes, heights), scale)
}

/** Centre x, top y of the token in a place, and the y of the row's rail; in flow coordinates. */
export function placeOf(box: LaneBox, p: Preset, slot: number): { cx: number; top: number; railY: number } {
  const inner = box.w - 2 - 2 * p.padX
  const column = slot % box.columns
  const row = Math.floor(slot / box.columns)
  const top = box.y + 1 + p.head + p.top + row * (rowHeight(p) + p.rowGap)
  const cx = box.x + 1 + p.padX + (inner * (column + 0.5)) / box.columns
  return { cx, top, railY: top - p.railUp }
}
