/**
 * Lengths of time as kubectl and the API server's tables print them.
 * @see k8s.io/apimachinery/pkg/util/duration/duration.go, v1.35
 */

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** `7h` or `7h49m`: whole units of `big`, and of `small` when some are left. */
function two(total: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((total % big) / small)
  const head = `${Math.floor(total / big)}${bigName}`
  return rest === 0 ? head : `${head}${rest}${smallName}`
}

/** What both forms say of a time in the future: up to two seconds of it are taken for now. */
function beforeNow(total: number): string | undefined {
  if (total < -1) return '<invalid>'
  return total < 0 ? '0s' : undefined
}

/** AGE-1: HumanDuration of a length in seconds (a fraction is cut). */
export function humanDuration(seconds: number): string {
  const s = Math.trunc(seconds)
  const early = beforeNow(s)
  if (early !== undefined) return early
  if (s < 2 * MINUTE) return `${s}s`
  if (s < 10 * MINUTE) return two(s, MINUTE, 'm', 1, 's')
  if (s < 3 * HOUR) return `${Math.floor(s / MINUTE)}m`
  if (s < 8 * HOUR) return two(s, HOUR, 'h', MINUTE, 'm')
  if (s < 2 * DAY) return `${Math.floor(s / HOUR)}h`
  if (s < 8 * DAY) return two(s, DAY, 'd', HOUR, 'h')
  if (s < 2 * YEAR) return `${Math.floor(s / DAY)}d`
  if (s < 8 * YEAR) return two(s, YEAR, 'y', DAY, 'd')
  return `${Math.floor(s / YEAR)}y`
}

/** AGE-2: ShortHumanDuration of a length in seconds: one unit only. */
export function shortHumanDuration(seconds: number): string {
  const s = Math.trunc(seconds)
  const early = beforeNow(s)
  if (early !== undefined) return early
  if (s < MINUTE) return `${s}s`
  if (s < HOUR) return `${Math.floor(s / MINUTE)}m`
  if (s < DAY) return `${Math.floor(s / HOUR)}h`
  if (s < YEAR) return `${Math.floor(s / DAY)}d`
  return `${Math.floor(s / YEAR)}y`
}
