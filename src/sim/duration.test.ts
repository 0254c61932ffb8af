import { describe, expect, it } from 'vitest'
import { humanDuration, shortHumanDuration } from './duration.ts'

const DAY = 86_400
const YEAR = 365 * DAY

describe('HumanDuration', () => {
  it.each([
    [-1.5, '0s'],
    [-2, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [0.999, '0s'],
    [119, '119s'],
    [120, '2m'],
    [125, '2m5s'],
    [599, '9m59s'],
    [600, '10m'],
    [3599, '59m'],
    [7200, '120m'],
    [10799, '179m'],
    [10800, '3h'],
    [11100, '3h5m'],
    [28799, '7h59m'],
    [28800, '8h'],
    [2 * DAY - 1, '47h'],
    [172800, '2d'],
    [180000, '2d2h'],
    [691199, '7d23h'],
    [691200, '8d'],
    [2 * YEAR - 1, '729d'],
    [2 * YEAR, '2y'],
    [2 * YEAR + DAY, '2y1d'],
    [8 * YEAR - 1, '7y364d'],
    [8 * YEAR, '8y'],
    [8 * YEAR + 300 * DAY, '8y'],
  ])('[AGE-1] %d s is %s', (seconds, text) => {
    expect(humanDuration(seconds)).toBe(text)
  })
})

describe('ShortHumanDuration', () => {
  it.each([
    [-2, '<invalid>'],
    [-1, '0s'],
    [59.9, '59s'],
    [60, '1m'],
    [3599, '59m'],
    [3600, '1h'],
    [DAY - 1, '23h'],
    [DAY, '1d'],
    [YEAR - 1, '364d'],
    [YEAR, '1y'],
  ])('[AGE-2] %d s is %s', (seconds, text) => {
    expect(shortHumanDuration(seconds)).toBe(text)
  })
})
