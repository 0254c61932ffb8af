/** Which stretch of time the chart shows, and how it zooms. Instants in ms of virtual time. */
import type { ClockView } from '../../worker/protocol.ts'

export interface TimeWindow {
  from: number
  until: number
}

/** Steps of the clock in a window, about as many as it has pixels. */
const STEPS = 1_000

/** The clock a plot is drawn by: `last` while it plays on live and has moved by less than a step of everything shown. */
export function stepped(last: ClockView | null, now: ClockView): ClockView {
  if (!last?.live || !now.live || !last.playing || !now.playing || last.branch !== now.branch) return now
  const moved = now.liveAt - last.liveAt
  return moved >= 0 && moved < Math.max(LEAST_MS, now.liveAt) / STEPS ? last : now
}

/** In live mode *now* stands here; to the right is "not yet". */
export const NOW_AT = 0.89
export const LEAST_MS = 10_000

/** A future that was left behind moves *now* no further left than this. */
const NOW_LEAST = 0.6

/**
 * Everything there is: from the start to the newest instant, with room for what is not yet and for the old future of
 * a branch, which ends at `ghostEnd`.
 */
export function everything(liveAt: number, ghostEnd = 0): TimeWindow {
  const now = Math.max(LEAST_MS, liveAt)
  return { from: 0, until: Math.max(now / NOW_AT, Math.min(ghostEnd, now / NOW_LEAST)) }
}

/** A zoomed window follows the clock while live: *now* keeps its place. */
export function follow(
  zoomed: number | null,
  liveAt: number,
  live: boolean,
  fixedFrom: number | null,
  ghostEnd = 0,
): TimeWindow {
  if (zoomed === null) return everything(liveAt, ghostEnd)
  const from = live || fixedFrom === null ? Math.max(0, liveAt - zoomed * NOW_AT) : fixedFrom
  return { from, until: from + zoomed }
}

/** Zooms by `factor` (over 1: out) around the instant `at`. null: it shows everything again. */
export function zoom(
  shown: TimeWindow,
  factor: number,
  at: number,
  liveAt: number,
  ghostEnd = 0,
): { width: number; from: number } | null {
  const whole = everything(liveAt, ghostEnd)
  const width = Math.max(LEAST_MS, (shown.until - shown.from) * factor)
  if (width >= whole.until - whole.from) return null
  const part = (at - shown.from) / (shown.until - shown.from)
  const from = Math.min(Math.max(0, at - part * width), Math.max(0, whole.until - width))
  return { width, from }
}

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200]

/** Round instants for the axis, at least `room` px apart. */
export function ticks(shown: TimeWindow, width: number, room = 64): number[] {
  const span = shown.until - shown.from
  if (width <= 0 || span <= 0) return []
  const least = (span * room) / width
  const step = (STEPS_S.find((s) => s * 1000 >= least) ?? Math.ceil(least / 3_600_000) * 3600) * 1000
  const first = Math.ceil(shown.from / step) * step
  return Array.from(
    { length: Math.floor((shown.until - first) / step) + 1 },
    (_, index) => first + index * step,
  )
}

/** `0:57`, `12:05`, `1:02:00`. */
export function tickText(at: number): string {
  const s = Math.round(at / 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const [h, m] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)]
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`
}
