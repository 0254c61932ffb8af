/**
 * Requests as particles: where each is at an instant. A pure function of the instant and the requests, so that paused
 * and past pictures are photographs. Constant 260 px per second of virtual time.
 */
import type { RequestRecord } from '../../sim/facts.ts'
import { lengthOf, pointAt, type Point } from './manifold.ts'

/** px per ms of virtual time. */
export const SPEED = 0.26
export const TAIL = 20
/** A red ✕ stays this long (ms of virtual time), then fades. */
export const CROSS_MS = 900
const FADE_MS = 220
/** At most one particle per so many ms of wall time: 20 px apart, so that each can be followed. */
const SPACING_MS = 75

/** How many requests one dot stands for. */
export const perDot = (requestsPerSecond: number, speed: number): number =>
  Math.max(1, Math.ceil((requestsPerSecond * Math.max(speed, 0.25) * SPACING_MS) / 1000))

export const failed = (request: RequestRecord): boolean => request.outcome !== 'answered'

export interface Course {
  /** Client to Service, then Service to pod. */
  approach: Point[]
  wire: Point[]
}

export interface Dot {
  at: Point
  /** The way it came, newest last. */
  tail: Point[]
  /** Before the pick it has no version. */
  picked: boolean
  request: RequestRecord
}

export interface Cross {
  at: Point
  opacity: number
}

/** Requests whose dots may still be on their way, or whose ✕ still stands, at `now` (ms). The list is in order of sending. */
export function underWay(requests: readonly RequestRecord[], now: number, longest: number): RequestRecord[] {
  const since = now - longest / SPEED - CROSS_MS - FADE_MS
  const found: RequestRecord[] = []
  for (let i = requests.length - 1; i >= 0; i--) {
    const request = requests[i] as RequestRecord
    if (request.at / 1000 < since) break
    if (request.at / 1000 <= now) found.push(request)
  }
  return found.reverse()
}

/** Whether this request's dot is drawn. Its failure always is. */
export const sampled = (request: RequestRecord, each: number): boolean => each <= 1 || request.id % each === 0

export function dotOf(request: RequestRecord, course: Course, now: number): Dot | null {
  const gone = (now - request.at / 1000) * SPEED
  const first = lengthOf(course.approach)
  const whole = first + lengthOf(course.wire)
  if (gone < 0 || gone > whole) return null
  const picked = gone > first
  const path = picked ? course.wire : course.approach
  const at = picked ? gone - first : gone
  const steps = [at - TAIL, at - TAIL / 2, at].map((d) => pointAt(path, Math.max(0, d)))
  return { at: steps[2] as Point, tail: picked ? steps : [], picked, request }
}

/** The ✕ of a failed request, from its arrival on. */
export function crossOf(request: RequestRecord, course: Course, now: number): Cross | null {
  const whole = lengthOf(course.approach) + lengthOf(course.wire)
  const since = now - request.at / 1000 - whole / SPEED
  if (since < 0 || since > CROSS_MS + FADE_MS) return null
  const end = course.wire.at(-1) ?? course.approach.at(-1)
  return end ? { at: end, opacity: since <= CROSS_MS ? 1 : 1 - (since - CROSS_MS) / FADE_MS } : null
}

/** One ✕ per place: while any request fails there, the newest stands. */
export function distinct(crosses: readonly Cross[]): Cross[] {
  const best = new Map<string, Cross>()
  for (const cross of crosses) {
    const key = `${Math.round(cross.at.x)} ${Math.round(cross.at.y)}`
    if ((best.get(key)?.opacity ?? -1) < cross.opacity) best.set(key, cross)
  }
  return [...best.values()]
}
