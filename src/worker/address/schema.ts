/** What an address may hold, with limits on everything: it comes from strangers. */
import * as v from 'valibot'
import { MINUTE } from '../../sim/time.ts'

/** Longest run that an address may ask for. */
export const MAX_UNTIL = 24 * 60 * MINUTE
export const MAX_SPEED = 100
export const MIN_SPEED = 0.01
const MAX_BRANCHES = 24
const MAX_INPUTS = 400
const MAX_TEXT = 100_000

const text = (length: number) => v.pipe(v.string(), v.maxLength(length))
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
export const Instant = whole(MAX_UNTIL)
export const Seed = whole(0xffff_ffff)
export const Speed = v.pipe(v.number(), v.minValue(MIN_SPEED), v.maxValue(MAX_SPEED))
export const ScenarioId = text(40)
export const Selection = text(400)

const Api = v.strictObject({
  a: Instant,
  m: v.picklist(['POST', 'PUT', 'PATCH', 'DELETE']),
  u: v.pipe(text(1000), v.startsWith('/')),
  q: v.optional(v.record(text(60), text(400))),
  c: v.optional(text(80)),
  b: v.optional(text(MAX_TEXT)),
  l: v.optional(text(2000)),
  w: v.optional(v.picklist(['student', 'none', 'wrong'])),
  g: v.optional(text(128)),
})
const Curl = v.strictObject({
  a: Instant,
  k: v.union([
    v.strictObject({ service: text(300) }),
    v.strictObject({ podIP: text(40), port: whole(65_535) }),
  ]),
})
const Traffic = v.strictObject({
  a: Instant,
  r: v.nullable(v.tuple([v.pipe(v.number(), v.minValue(0), v.maxValue(2000)), text(300)])),
})

export const PackedInput = v.union([Api, Curl, Traffic])
export type PackedInput = v.InferOutput<typeof PackedInput>

/** name, parent (−1: none), forkedAt, until, inputs */
const Branch = v.strictTuple([
  text(120),
  v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(MAX_BRANCHES)),
  Instant,
  Instant,
  v.pipe(v.array(PackedInput), v.maxLength(MAX_INPUTS)),
])

export const PackedRun = v.strictObject({
  s: ScenarioId,
  n: Seed,
  b: v.pipe(v.array(Branch), v.minLength(1), v.maxLength(MAX_BRANCHES)),
  c: whole(MAX_BRANCHES),
  t: Instant,
  p: v.picklist([0, 1]),
  v: v.optional(Speed),
  x: v.optional(Selection),
})
export type PackedRun = v.InferOutput<typeof PackedRun>
