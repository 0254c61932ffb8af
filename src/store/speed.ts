/** The speed slider: logarithmic from 0.01× to 100×, with notches where the marks are. */
export const SLOWEST = 0.01
export const FASTEST = 100
/** Steps of the keys [ and ]. */
export const NOTCHES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100] as const
/** Marked on the slider, and caught within 3 % of its length. */
export const MARKS = [1, 10, 100] as const

const SPAN = Math.log(FASTEST / SLOWEST)

/** 0…1 along the slider. */
export const positionOf = (speed: number): number => Math.log(speed / SLOWEST) / SPAN

/** Speed at a position, caught by marks, else with two significant digits. */
export function speedAt(position: number): number {
  const mark = MARKS.find((speed) => Math.abs(positionOf(speed) - position) < 0.03)
  return mark ?? Number((SLOWEST * Math.exp(SPAN * position)).toPrecision(2))
}

/** The next notch in a direction; the last one stays. */
export function nextNotch(speed: number, by: 1 | -1): number {
  const notches: readonly number[] = by > 0 ? NOTCHES : [...NOTCHES].reverse()
  return notches.find((notch) => (notch - speed) * by > 1e-9) ?? speed
}
