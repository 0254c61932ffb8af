/**
 * The loop around one probe worker: ticks every period from its beginning, at once on a manual trigger (which begins
 * the period anew), never two probes at a time. One tick and one trigger that come meanwhile are kept.
 * @see kubernetes/pkg/kubelet/prober/worker.go run, v1.35
 */
import type { Us } from '../time.ts'

export interface ProbeTicker {
  period: Us
  /** Ticks are at `origin + n·period`, n ≥ 1. */
  origin: Us
  /** The probe under way ends then; null when none is. */
  busyUntil: Us | null
  keptTick: boolean
  keptTrigger: boolean
}

export const createProbeTicker = (period: Us, now: Us): ProbeTicker => ({
  period,
  origin: now,
  busyUntil: null,
  keptTick: false,
  keptTrigger: false,
})

/** The first tick after `now`. */
export const nextTick = ({ origin, period }: ProbeTicker, now: Us): Us =>
  origin + (Math.floor((now - origin) / period) + 1) * period

/** A tick has come: true when the worker is to look now. */
export function ticked(ticker: ProbeTicker): boolean {
  if (ticker.busyUntil === null) return true
  ticker.keptTick = true
  return false
}

/** A manual trigger has come: true when the worker is to look now (its ticks begin anew). */
export function triggered(ticker: ProbeTicker, now: Us): boolean {
  if (ticker.busyUntil !== null) {
    ticker.keptTrigger = true
    return false
  }
  ticker.origin = now
  return true
}

/** The worker is free again: true when it is to look again at once. */
export function freed(ticker: ProbeTicker, now: Us): boolean {
  ticker.busyUntil = null
  if (ticker.keptTrigger) {
    // Resetting a Go ticker drops the tick that nobody has taken.
    ticker.keptTrigger = ticker.keptTick = false
    ticker.origin = now
    return true
  }
  if (!ticker.keptTick) return false
  ticker.keptTick = false
  return true
}
