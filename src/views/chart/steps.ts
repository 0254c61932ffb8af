/**
 * The record of capacity as steps. A sample holds until the next one; Kubernetes has no in-between pods. Shapes for
 * d3-shape: points at which a value begins.
 */
import type { ChartSample } from '../../worker/protocol.ts'
import type { TimeWindow } from './timeWindow.ts'

export interface Step {
  at: number
  value: number
}

export interface Band {
  at: number
  low: number
  high: number
}

/** The last sample at or before `at`; null before the first. */
export function sampleAt(samples: readonly ChartSample[], at: number): ChartSample | null {
  let low = 0
  let high = samples.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((samples[mid] as ChartSample).at <= at) low = mid + 1
    else high = mid
  }
  return samples[low - 1] ?? null
}

/** Samples that are seen in a window, the one that holds at its left edge included. */
export function within(samples: readonly ChartSample[], shown: TimeWindow): readonly ChartSample[] {
  const first = sampleAt(samples, shown.from)
  const start = first ? samples.indexOf(first) : 0
  let end = start
  while (end < samples.length && (samples[end] as ChartSample).at <= shown.until) end++
  return samples.slice(start, end)
}

/** One line, ended at `until`. Steps that change nothing are left out. */
export function lineOf(
  samples: readonly ChartSample[],
  until: number,
  value: (sample: ChartSample) => number | null,
): Step[] {
  const out: Step[] = []
  for (const sample of samples) {
    const now = value(sample)
    if (now === null || sample.at > until) continue
    if (out.at(-1)?.value !== now) out.push({ at: sample.at, value: now })
  }
  const last = out.at(-1)
  if (last && until > last.at) out.push({ at: until, value: last.value })
  return out
}

/** Available pods stacked by lane in drawing order: oldest at the bottom. */
export function stackOf(
  samples: readonly ChartSample[],
  lanes: readonly string[],
  until: number,
): Map<string, Band[]> {
  const bands = new Map<string, Band[]>(lanes.map((lane) => [lane, []]))
  const put = (lane: string, band: Band): void => {
    const list = bands.get(lane)
    const last = list?.at(-1)
    if (list && (last?.low !== band.low || last.high !== band.high)) list.push(band)
  }
  for (const sample of samples) {
    if (sample.at > until) break
    let low = 0
    for (const lane of lanes) {
      const high = low + (sample.available[lane] ?? 0)
      put(lane, { at: sample.at, low, high })
      low = high
    }
  }
  for (const list of bands.values()) {
    const last = list.at(-1)
    if (last && until > last.at) list.push({ ...last, at: until })
  }
  return bands
}

export const availableOf = (sample: ChartSample): number =>
  Object.values(sample.available).reduce((sum, n) => sum + n, 0)

/** Failing pods fill the band under the total. Zero-high where none fail. */
export function failingBand(samples: readonly ChartSample[], until: number): Band[] {
  return closed(
    samples.map(({ at, total, failing }) => ({ at, low: total - Math.min(failing, total), high: total })),
    until,
  )
}

/** The first moment the floor was held: a first start breaks no promise. null: not yet. */
export function heldFrom(samples: readonly ChartSample[]): number | null {
  return samples.find((sample) => sample.floor === null || availableOf(sample) >= sample.floor)?.at ?? null
}

/** Since when the limits are what they are at the end of the record. */
export function limitsSince(samples: readonly ChartSample[]): number {
  const last = samples.at(-1)
  const before = samples.findLastIndex(
    ({ floor, ceiling }) => floor !== last?.floor || ceiling !== last.ceiling,
  )
  return samples[before + 1]?.at ?? 0
}

/** Under the floor, from the first moment it was held. */
export function brokenBand(samples: readonly ChartSample[], until: number, held: number | null): Band[] {
  const bands = samples.map((sample) => {
    const available = availableOf(sample)
    const promised = held !== null && sample.at >= held
    return {
      at: sample.at,
      low: available,
      high: promised ? Math.max(available, sample.floor ?? 0) : available,
    }
  })
  return closed(bands, until)
}

/** `updated` counts pods of the newest template: its line begins where the template last changed. */
export function updatedFrom(samples: readonly ChartSample[]): number {
  for (let i = samples.length - 1; i > 0; i--) {
    if ((samples[i] as ChartSample).updated < (samples[i - 1] as ChartSample).updated)
      return (samples[i] as ChartSample).at
  }
  return samples[0]?.at ?? 0
}

function closed(bands: Band[], until: number): Band[] {
  const shown = bands.filter((band) => band.at <= until)
  const last = shown.at(-1)
  return last && until > last.at ? [...shown, { ...last, at: until }] : shown
}

export const isEmptyBand = (bands: readonly Band[]): boolean => bands.every((band) => band.high <= band.low)

/** Top of the y axis: the highest ceiling there was, and a little air. */
export function topOf(samples: readonly ChartSample[]): number {
  let top = 1
  for (const sample of samples) top = Math.max(top, sample.ceiling, sample.total)
  return top * 1.12
}
