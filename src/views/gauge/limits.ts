/** The budget bar as arithmetic: where limits and facts stand on it, in percent of its width. */
import type { GaugeView } from '../../worker/picture/picture.ts'

/** Above this many places the cells become one bar. */
export const MOST_CELLS = 40

export interface Limits {
  /** Places on the bar. */
  places: number
  floor: number | null
  ceiling: number
  replicas: number
  available: number
  total: number
  /** Available is under the floor. */
  broken: boolean
}

/**
 * A rollout can be above its ceiling for a moment (after a scale down): the bar then has room for what there is.
 * `promised`: false during a first start, which breaks no promise.
 */
export function limitsOf(gauge: GaugeView, promised = true): Limits {
  const places = Math.max(1, gauge.ceiling, gauge.total)
  const percent = (n: number): number => (100 * n) / places
  return {
    places,
    floor: gauge.floor === null ? null : percent(gauge.floor),
    ceiling: percent(gauge.ceiling),
    replicas: percent(gauge.replicas),
    available: percent(gauge.available),
    total: percent(gauge.total),
    broken: promised && gauge.floor !== null && gauge.available < gauge.floor,
  }
}

/** One cell per pod that counts. What is missing to the floor is drawn over them, so that total stays where it is. */
export const livingCells = (gauge: GaugeView): GaugeView['cells'] =>
  gauge.cells.filter((cell) => cell.kind !== 'missing')

export interface Segment {
  kind: GaugeView['cells'][number]['kind']
  hue: GaugeView['cells'][number]['hue']
  n: number
}

/** Neighbouring cells of one kind and hue as one piece: for the bar, and above 40 places. */
export function segmentsOf(cells: GaugeView['cells']): Segment[] {
  const out: Segment[] = []
  for (const { kind, hue } of cells) {
    const last = out.at(-1)
    if (last && last.kind === kind && last.hue?.index === hue?.index && last.hue?.outlined === hue?.outlined)
      last.n++
    else out.push({ kind, hue, n: 1 })
  }
  return out
}

/** Two labels on one line: whether the left one (ending at `a`) and the right one (ending at `b`) would collide. */
export const collide = (a: number, b: number, width: number, room: number): boolean =>
  Math.abs(b - a) * (width / 100) < room
