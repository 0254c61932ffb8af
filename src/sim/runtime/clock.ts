/** The cluster's clock: virtual time and the wall clock derived from it. Moved by the runtime alone. */
import { rfc3339, SECOND, type Us } from '../time.ts'

export interface Clock {
  now: Us
  /** Seconds since 1970 at virtual time 0. */
  readonly epochSeconds: number
}

/** metav1.Time of now: RFC 3339, whole seconds, cut. */
export function stamp(clock: Clock): string {
  return rfc3339(clock.epochSeconds + Math.floor(clock.now / SECOND))
}
