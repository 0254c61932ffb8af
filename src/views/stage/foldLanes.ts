/**
 * Which lanes are drawn: at most three open ones, and thin ones for ReplicaSets scaled to zero. What does not fit
 * becomes one row: "2 more revisions". Order is the worker's: scaled to zero first, then by age, newest last.
 */
import type { LaneView } from '../../worker/picture/picture.ts'

export interface Folding {
  /** Lanes with a row of their own, in drawing order. */
  shown: LaneView[]
  /** Those behind "n more revisions". */
  more: LaneView[]
}

export const MOST_OPEN = 3
export const MOST_THIN = 2

/** `all`: the learner asked to see every revision. */
export function foldLanes(lanes: readonly LaneView[], all: boolean): Folding {
  if (all) return { shown: [...lanes], more: [] }
  const open = lanes.filter((lane) => !lane.folded)
  const thin = lanes.filter((lane) => lane.folded)
  const keptOpen = new Set(open.slice(-MOST_OPEN))
  const most = thin.length > MOST_THIN ? 1 : MOST_THIN
  const keptThin = new Set(keptOpen.size === MOST_OPEN && open.length > MOST_OPEN ? [] : thin.slice(-most))
  const kept = (lane: LaneView): boolean => keptOpen.has(lane) || keptThin.has(lane)
  return { shown: lanes.filter(kept), more: lanes.filter((lane) => !kept(lane)) }
}
