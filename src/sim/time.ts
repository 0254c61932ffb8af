/**
 * Virtual time. Every instant of the core is a whole number of microseconds since the cluster was born;
 * wall-clock stamps exist only where an API object needs one, and are derived from the cluster's epoch.
 */

/** Microseconds of virtual time since the start of the cluster (an instant), or a length of that unit. */
export type Us = number

export const MICROSECOND = 1
export const MILLISECOND = 1_000
export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND

export const seconds = (n: number): Us => Math.round(n * SECOND)

/** 2026-01-05T09:00:00Z in whole seconds since 1970: the wall clock at virtual time 0, unless a scenario says otherwise. */
export const DEFAULT_EPOCH_SECONDS = 1_767_603_600

/** Civil date of a number of days since 1970-01-01 (proleptic Gregorian; Howard Hinnant's algorithm). */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1_460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Stamps of seconds, made once: an instant is written in many places. */
const stamps = new Map<number, string>()
const MAX_STAMPS = 1000

/** RFC 3339 in whole seconds, UTC, as metav1.Time is written: the fraction is cut, not rounded. */
export function rfc3339(epochSeconds: number): string {
  const second = Math.floor(epochSeconds)
  let stamp = stamps.get(second)
  if (stamp !== undefined) return stamp
  if (stamps.size >= MAX_STAMPS) stamps.clear()
  stamps.set(second, (stamp = writtenStamp(second)))
  return stamp
}

function writtenStamp(s: number): string {
  const days = Math.floor(s / 86_400)
  const rest = s - days * 86_400
  const { year, month, day } = civilFromDays(days)
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock}Z`
}

/** RFC 3339 with six digits of fraction, as metav1.MicroTime is written. */
export function rfc3339Micro(epochSeconds: number, us: Us): string {
  const total = epochSeconds * SECOND + us
  const whole = Math.floor(total / SECOND)
  return `${rfc3339(whole).slice(0, -1)}.${String(total - whole * SECOND).padStart(6, '0')}Z`
}

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** What stamps say, read once each. */
const read = new Map<string, number>()

/** Seconds since 1970 of an RFC 3339 stamp (with its fraction, if any), or undefined when it is not one. */
export function parseRfc3339(text: string): number | undefined {
  const known = read.get(text)
  if (known !== undefined) return known
  if (read.size >= MAX_STAMPS) read.clear()
  const found = readStamp(text)
  if (found !== undefined) read.set(text, found)
  return found
}

function readStamp(text: string): number | undefined {
  const m = RFC3339.exec(text)
  if (!m) return undefined
  const [, year, month, day, h, min, s, fraction, zone] = m
  const y = Number(month) <= 2 ? Number(year) - 1 : Number(year)
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const mp = (Number(month) + 9) % 12
  const doy = Math.floor((153 * mp + 2) / 5) + Number(day) - 1
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy
  const days = era * 146_097 + doe - 719_468
  const offset =
    zone === 'Z' || zone === undefined
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60)
  return days * 86_400 + Number(h) * 3600 + Number(min) * 60 + Number(s) + Number(fraction ?? 0) - offset
}
