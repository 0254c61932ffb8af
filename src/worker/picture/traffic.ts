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

/** Pods are called after their ReplicaSet; this finds those that are gone, too. */
const isOf = (pod: string, { name }: LaneView): boolean =>
  pod.startsWith(`${name}-`) && !pod.slice(name.length + 1).includes('-')

interface Row {
  lane: LaneView | undefined
  version: string
  count: number
}

/** A row for each lane that could answer or did, then one for each version of other pods. */
function rowsOf({ requests }: Instant, lanes: readonly LaneView[]): Row[] {
  const rows = lanes.map((lane): Row => ({ lane, version: lane.version, count: 0 }))
  for (const { pod, version, count } of requests.answered) {
    const lane = lanes.find((one) => isOf(pod, one))
    const row = rows.find((one) => (lane ? one.lane === lane : !one.lane && one.version === version))
    if (row) row.count += count
    else rows.push({ lane, version, count })
  }
  return rows.filter(({ lane, count }) => count > 0 || lane?.folded === false)
}

export function trafficOf(instant: Instant, lanes: readonly LaneView[]): TrafficView {
  const { failed, total, failedEver } = instant.requests
  const rows = rowsOf(instant, lanes)
  const shares = percents([...rows.map(({ count }) => count), failed])
  const isShared = (version: string): boolean => rows.filter((row) => row.version === version).length > 1
  return {
    requestsPerSecond: instant.requestsPerSecond,
    answered: rows.map(({ lane, version, count }, i) => ({
      lane: lane?.uid ?? '',
      version,
      revision: lane && isShared(version) ? lane.revision : null,
      hue: lane?.hue ?? NEUTRAL,
      count,
      percent: shares[i] ?? 0,
    })),
    errors: { count: failed, percent: shares.at(-1) ?? 0 },
    total,
    failedEver,
  }
}
