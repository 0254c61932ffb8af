import { expect, it } from 'vitest'
import { elapsed, percent, secondsLeft, waterline, type Span } from './spans.ts'

const span = (kind: Span['kind'], from: number, until: number): Span => ({ kind, from, until })

it('counts minReadySeconds with one decimal under ten, other spans in whole seconds', () => {
  expect(secondsLeft(span('minReady', 0, 10_000), 7_210)).toBe('2.8')
  expect(secondsLeft(span('minReady', 0, 30_000), 1_000)).toBe('29')
  expect(secondsLeft(span('grace', 0, 30_000), 1_400)).toBe('29')
  expect(secondsLeft(span('backOff', 0, 80_000), 0)).toBe('80')
})

it('never shows zero or less: what is over has no number', () => {
  expect(secondsLeft(span('backOff', 0, 10_000), 10_000)).toBe('')
  expect(secondsLeft(span('minReady', 0, 10_000), 9_999)).toBe('0.1')
  expect(secondsLeft(span('grace', 0, 30_000), 45_000)).toBe('')
})

it('is linear in virtual time and stays within its ends', () => {
  const pull = span('pull', 1_000, 3_000)
  expect([0, 1_000, 1_500, 2_000, 3_000, 9_000].map((at) => elapsed(pull, at))).toEqual([
    0, 0, 0.25, 0.5, 1, 1,
  ])
  expect(percent(pull, 2_020)).toBe('51')
  expect(elapsed(span('pull', 5, 5), 5)).toBe(1)
  expect([waterline(0), waterline(1)]).toEqual([49, 7])
})
