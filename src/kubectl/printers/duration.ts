/** Ages and absolute times as kubectl itself writes them. @see k8s.io/apimachinery/pkg/util/duration */
import { humanDuration } from '../../sim/duration.ts'
import { parseRfc3339, rfc3339 } from '../../sim/time.ts'

/** Age of a stamp at `now` (seconds since 1970); `<unknown>` without one. */
export function ageOf(stamp: string, now: number): string {
  const at = stamp === '' ? undefined : parseRfc3339(stamp)
  return at === undefined ? '<unknown>' : humanDuration(now - at)
}

const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 1123 with numeric zone, in UTC. */
export function rfc1123z(stamp: string): string {
  const at = parseRfc3339(stamp)
  if (at === undefined) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const utc = rfc3339(at)
  const day = days[Math.floor(at / 86_400) % 7] ?? ''
  const month = months[Number(utc.slice(5, 7)) - 1] ?? ''
  return `${day}, ${utc.slice(8, 10)} ${month} ${utc.slice(0, 4)} ${utc.slice(11, 19)} +0000`
}
