/** Who answered in the last ten seconds, in whole percent that add up to 100. */
import type { Instant } from './instant.ts'
import type { Hue, LaneView, TrafficView } from './picture.ts'

/** Largest remainder: whole percents of `counts` that add up to 100 (or are all 0). */
export function percents(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return counts.map(() => 0)
  const exact = counts.map((count) => (count * 100) / total)
  const whole = exact.map(Math.floor)
  const left = 100 - whole.reduce((sum, percent) => sum + percent, 0)
  const order = exact
    .map((percent, index) => ({ index, rest: percent - Math.floor(percent) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

const NEUTRAL: Hue = { index: 0, outlined: false }

export function trafficOf(instant: Instant, lanes: readonly LaneView[]): TrafficView {
  const { answered, failed, total, failedEver } = instant.requests
  // An undone version lives in a lane with pods again: the lane that stands lowest speaks for the tag.
  const hues = new Map(lanes.map((lane) => [lane.version, lane.hue]))
  const versions = [...new Set([...lanes.map((lane) => lane.version), ...answered.keys()])].filter(
    (version) => answered.has(version) || lanes.some((lane) => lane.version === version && !lane.folded),
  )
  const counts = versions.map((version) => answered.get(version) ?? 0)
  const shares = percents([...counts, failed])
  return {
    requestsPerSecond: instant.requestsPerSecond,
    answered: versions.map((version, i) => ({
      version,
      hue: hues.get(version) ?? NEUTRAL,
      count: counts[i] ?? 0,
      percent: shares[i] ?? 0,
    })),
    errors: { count: failed, percent: shares.at(-1) ?? 0 },
    total,
    failedEver,
  }
}
