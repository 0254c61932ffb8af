/**
 * Back-off entries of image pulls and container restarts.
 * @see k8s.io/client-go/util/flowcontrol/backoff.go, kubelet.go (MaxContainerBackOff 300 s, expiry 600 s), v1.35
 */
import { SECOND, type Us } from '../time.ts'
import type { BackOffEntry } from './state.ts'

const INITIAL: Us = 10 * SECOND
const MAX: Us = 300 * SECOND
const EXPIRY: Us = 600 * SECOND

type BackOff = Map<string, BackOffEntry>

const hasExpired = (entry: BackOffEntry, eventTime: Us): boolean => eventTime - entry.lastUpdate > EXPIRY

/** Begins or doubles the delay of a key. `eventTime`: when it failed. */
export function next(backOff: BackOff, key: string, eventTime: Us, now: Us): Us {
  const entry = backOff.get(key)
  const delay = !entry || hasExpired(entry, eventTime) ? INITIAL : Math.min(entry.delay * 2, MAX)
  backOff.set(key, { delay, lastUpdate: now })
  return delay
}

/** Containers: the delay that still holds since `eventTime` (the exit), or null. Swept entries are forgotten. */
export function inBackOffSince(backOff: BackOff, key: string, eventTime: Us, now: Us): Us | null {
  const entry = backOff.get(key)
  if (!entry) return null
  if (now - entry.lastUpdate > EXPIRY) {
    backOff.delete(key)
    return null
  }
  if (hasExpired(entry, eventTime)) return null
  return now - eventTime < entry.delay ? entry.delay : null
}

/** Images: whether the delay since the last failure still holds. */
export function inBackOffSinceUpdate(backOff: BackOff, key: string, now: Us): boolean {
  const entry = backOff.get(key)
  return entry !== undefined && !hasExpired(entry, now) && now - entry.lastUpdate < entry.delay
}

/** Go's time.Duration text of whole milliseconds: `868ms`, `1.139s`, `1m20s`, `5m0s`. */
export function goDuration(us: Us): string {
  const millis = Math.floor(us / 1_000)
  if (millis === 0) return '0s'
  if (millis < 1_000) return `${millis}ms`
  const hours = Math.floor(millis / 3_600_000)
  const minutes = Math.floor((millis % 3_600_000) / 60_000)
  const seconds = `${(millis % 60_000) / 1_000}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
