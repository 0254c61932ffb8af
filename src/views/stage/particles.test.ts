import { expect, it } from 'vitest'
import type { RequestRecord } from '../../sim/facts.ts'
import {
  CROSS_MS,
  crossOf,
  distinct,
  dotOf,
  failed,
  perDot,
  sampled,
  SPEED,
  underWay,
  type Course,
} from './particles.ts'

const request = (id: number, atMs: number, over: Partial<RequestRecord> = {}): RequestRecord => ({
  id,
  at: atMs * 1000,
  doneAt: atMs * 1000 + 9_000,
  outcome: 'answered',
  status: 200,
  pod: 'a',
  version: 'v1',
  body: '',
  ...over,
})
const course: Course = {
  approach: [
    { x: 0, y: 0 },
    { x: 0, y: 26 },
  ],
  wire: [
    { x: 0, y: 26 },
    { x: -260, y: 26 },
  ],
}

it('moves 260 px per second of virtual time, neutral until the Service picks', () => {
  expect(dotOf(request(1, 1_000), course, 1_050)).toMatchObject({
    at: { x: 0, y: 13 },
    picked: false,
    tail: [],
  })
  const dot = dotOf(request(1, 1_000), course, 1_600)
  expect(dot?.picked).toBe(true)
  expect(dot?.at.x).toBeCloseTo(-130)
  expect(dotOf(request(1, 1_000), course, 999)).toBeNull()
  expect(dotOf(request(1, 1_000), course, 1_000 + 286 / SPEED + 1)).toBeNull()
})

it('is a photograph: the same instant gives the same picture', () => {
  const a = dotOf(request(7, 500), course, 900)
  expect(dotOf(request(7, 500), course, 900)).toEqual(a)
})

it('marks a failure where it ends, for 900 ms, then fades', () => {
  const bad = request(1, 0, { outcome: 'error', status: 500 })
  const arrival = 286 / SPEED
  expect(failed(bad)).toBe(true)
  expect(crossOf(bad, course, arrival - 1)).toBeNull()
  expect(crossOf(bad, course, arrival + CROSS_MS)).toMatchObject({ opacity: 1, at: { x: -260, y: 26 } })
  expect(crossOf(bad, course, arrival + CROSS_MS + 110)?.opacity).toBeCloseTo(0.5)
  expect(crossOf(bad, course, arrival + 2_000)).toBeNull()
})

it('keeps dots apart by letting one stand for many, but never samples failures away', () => {
  expect(perDot(10, 1)).toBe(1)
  expect(perDot(40, 1)).toBe(3)
  expect(perDot(400, 4)).toBe(120)
  expect([0, 1, 2, 3].filter((id) => sampled(request(id, 0), 3))).toEqual([0, 3])
  const crosses = [0.2, 1, 0.5].map((opacity) => ({ at: { x: 5, y: 5 }, opacity }))
  expect(distinct(crosses)).toEqual([{ at: { x: 5, y: 5 }, opacity: 1 }])
})

it('looks only at what can still be seen', () => {
  const all = Array.from({ length: 1_000 }, (_, id) => request(id, id * 25))
  const seen = underWay(all, 20_000, 260)
  expect(seen.at(-1)?.at).toBe(20_000_000)
  expect(seen.length).toBeLessThan(100)
  expect(seen.every(({ at }) => at <= 20_000_000)).toBe(true)
})
