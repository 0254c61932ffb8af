/**
 * The traffic wiring as geometry: Service port → trunk → one rail per row → a short drop into each ready pod. Paths
 * for the SVG, and the same course as a polyline for particles. Lengths in px, flow coordinates.
 */
import { placeOf, type LaneBox, type StageLayout } from './layout.ts'

const R = 9

export interface Point {
  x: number
  y: number
}

export interface Rail {
  row: number
  y: number
  /** From the Service to the left end of the row. */
  d: string
  /** Length from the Service to where the rail begins: the rail shows this much plus its part. */
  lead: number
  /** x where the rail proper begins, at the trunk. */
  startX: number
}

export function trunkX(layout: StageLayout, laneIndex: number): number {
  if (layout.vertical) return layout.trunkX - (laneIndex % 3) * 6
  const open = layout.lanes.filter((lane) => !lane.folded)
  const at = open.indexOf(layout.lanes[laneIndex] as LaneBox)
  return layout.trunkX + (open.length > 2 ? (at - 1) * 5 : 0)
}

export const servicePort = (layout: StageLayout, laneIndex: number): Point =>
  layout.vertical
    ? { x: trunkX(layout, laneIndex), y: layout.service.y }
    : { x: layout.service.x, y: layout.service.y + layout.service.h / 2 }

/** Corners of the course from the Service to the end of the rail at `endX`. */
function corners(layout: StageLayout, laneIndex: number, railY: number, endX: number): Point[] {
  const from = servicePort(layout, laneIndex)
  const tx = trunkX(layout, laneIndex)
  const turn = { x: tx, y: railY }
  if (layout.vertical) return [from, turn, { x: endX, y: railY }]
  return [from, { x: tx, y: from.y }, turn, { x: endX, y: railY }]
}

/** An SVG path with rounded corners. */
export function rounded(points: readonly Point[], radius = R): string {
  let d = ''
  points.forEach((p, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before) d += `M${n(p.x)} ${n(p.y)}`
    else if (!after) d += `L${n(p.x)} ${n(p.y)}`
    else {
      const r = Math.min(radius, distance(before, p) / 2, distance(p, after) / 2)
      const a = towards(p, before, r)
      const b = towards(p, after, r)
      d += `L${n(a.x)} ${n(a.y)}Q${n(p.x)} ${n(p.y)} ${n(b.x)} ${n(b.y)}`
    }
  })
  return d
}

const n = (value: number): string => String(Math.round(value * 10) / 10)
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole }
}

export function railsOf(layout: StageLayout, laneIndex: number): Rail[] {
  const box = layout.lanes[laneIndex]
  if (!box || box.folded) return []
  return Array.from({ length: box.rows }, (_, row) => {
    const { railY, cx } = placeOf(box, layout.preset, row * box.columns)
    const course = corners(layout, laneIndex, railY, cx + R)
    const startX = trunkX(layout, laneIndex)
    const lead = roundedLength(course) - (startX - (cx + R))
    return { row, y: railY, d: rounded(course), lead, startX }
  })
}

/** How much of a rail shows so that it ends at the drop into the place at `cx`. */
export const railLength = (rail: Rail, cx: number): number =>
  Math.max(0, rail.lead + (rail.startX - (cx + R)))

/** Length of `rounded(points)`: a quadratic corner of radius r is 0.377 r shorter than the two legs it replaces. */
function roundedLength(points: readonly Point[]): number {
  let length = lengthOf(points)
  for (let i = 1; i < points.length - 1; i++) {
    const [before, p, after] = [points[i - 1] as Point, points[i] as Point, points[i + 1] as Point]
    length -= (2 - 1.6232) * Math.min(R, distance(before, p) / 2, distance(p, after) / 2)
  }
  return length
}

export function dropOf(layout: StageLayout, laneIndex: number, slot: number): string {
  const box = layout.lanes[laneIndex] as LaneBox
  const { cx, top, railY } = placeOf(box, layout.preset, slot)
  const end = top + layout.preset.token * 0.045
  const r = Math.min(R, end - railY)
  return `M${n(cx + R)} ${n(railY)}Q${n(cx)} ${n(railY)} ${n(cx)} ${n(railY + r)}V${n(end)}`
}

/** Dense lanes: the middle of the ribbon from the Service to a lane. `from`: where on the Service's edge, in px from its port. */
export function ribbonOf(layout: StageLayout, laneIndex: number, from: number): Point[] {
  const box = layout.lanes[laneIndex] as LaneBox
  const port = servicePort(layout, laneIndex)
  const a = { x: port.x, y: port.y + from }
  const b = { x: box.x + box.w, y: box.y + box.h / 2 }
  const mid = (a.x + b.x) / 2
  return [a, { x: mid, y: a.y }, { x: mid, y: b.y }, b]
}

/** A cubic curve as a polyline. */
export function flattened([a, b, c, d]: readonly Point[], steps = 16): Point[] {
  if (!a || !b || !c || !d) return []
  return Array.from({ length: steps + 1 }, (_, index) => {
    const t = index / steps
    const u = 1 - t
    const at = (k: 'x' | 'y'): number =>
      u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k]
    return { x: at('x'), y: at('y') }
  })
}

/** The course of a request from the Service: trunk, rail, pod; in dense lanes along the ribbon. */
export function courseTo(layout: StageLayout, laneIndex: number, slot: number): Point[] {
  const box = layout.lanes[laneIndex]
  if (!box || box.folded) return []
  if (layout.preset.look === 'cells') {
    const spread = ((slot * 7) % 19) - 9
    return flattened(ribbonOf(layout, laneIndex, spread))
  }
  const { cx, top, railY } = placeOf(box, layout.preset, slot)
  const course = corners(layout, laneIndex, railY, cx)
  return [...course, { x: cx, y: top }]
}

/** From the client down to the Service; empty where the client is not drawn. */
export function approach(layout: StageLayout): Point[] {
  const { client, service } = layout
  if (!client) return []
  return [
    { x: client.x, y: client.y + client.h },
    { x: client.x, y: service.y },
  ]
}

export function lengthOf(points: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1] as Point, points[i] as Point)
  return sum
}

/** The point `at` px along a polyline; its end when that is shorter. */
export function pointAt(points: readonly Point[], at: number): Point {
  let rest = at
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point
    const b = points[i] as Point
    const leg = distance(a, b)
    if (rest <= leg) return leg === 0 ? a : towards(a, b, rest)
    rest -= leg
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}
