/** What a ring, a level or a countdown shows of a span of virtual time. Linear: it shows time, so it never eases. */
import type { PodView } from '../../worker/picture/picture.ts'

export type Span = NonNullable<PodView['span']>

/** The part that is over, 0…1. */
export function elapsed(span: Span, now: number): number {
  const whole = span.until - span.from
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now - span.from) / whole))
}

/** Seconds left: one decimal under 10 where it is worth it, else whole. '' when the span is over. */
export function secondsLeft(span: Span, now: number): string {
  const s = (span.until - now) / 1000
  if (s <= 0) return ''
  return span.kind === 'minReady' && s < 9.95
    ? (Math.ceil(s * 10 - 1e-6) / 10).toFixed(1)
    : String(Math.ceil(s))
}

export const percent = (span: Span, now: number): string => String(Math.floor(elapsed(span, now) * 100))

/** y of the waterline in a 56-unit token whose body reaches from 7 to 49. */
export const waterline = (part: number): number => 49 - 42 * part
