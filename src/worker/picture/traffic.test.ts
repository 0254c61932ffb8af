import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import type { Instant } from './instant.ts'
import type { LaneView } from './picture.ts'
import { percents, trafficOf } from './traffic.ts'

describe('percents', () => {
  it('[WRK-4] gives the rest to the largest remainders', () => {
    expect(percents([1, 1, 1])).toEqual([34, 33, 33])
    expect(percents([2, 1])).toEqual([67, 33])
    expect(percents([0, 0])).toEqual([0, 0])
  })
  it.prop([fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 })])('[WRK-4] adds up to 100', (counts) => {
    const sum = percents(counts).reduce((a, b) => a + b, 0)
    expect(sum).toBe(counts.some((count) => count > 0) ? 100 : 0)
  })
})

describe('who answered', () => {
  const lane = (uid: string, revision: number, version: string, folded = false) =>
    ({ uid, name: `web-${uid}`, revision, version, folded, hue: { index: 0, outlined: false } }) as LaneView
  const instant = (answered: Record<string, [string, number]>, failed = 0) =>
    ({
      requests: {
        answered: Object.entries(answered).map(([pod, [version, count]]) => ({ pod, version, count })),
        failed,
      },
    }) as unknown as Instant
  const rows = (...args: Parameters<typeof trafficOf>) =>
    trafficOf(...args).answered.map(({ lane: uid, version, revision, percent }) => [
      uid,
      version,
      revision,
      percent,
    ])

  it('[WRK-28] gives revisions of one version a row each, by revision', () => {
    const lanes = [lane('a', 1, 'v1'), lane('b', 2, 'v1'), lane('c', 3, 'v2')]
    const answered = instant({
      'web-a-11111': ['v1', 2],
      'web-b-22222': ['v1', 1],
      'web-b-33333': ['v1', 3],
      'web-c-44444': ['v2', 2],
    })
    expect(rows(answered, lanes)).toEqual([
      ['a', 'v1', 1, 25],
      ['b', 'v1', 2, 50],
      ['c', 'v2', null, 25],
    ])
  })
  it('[WRK-28] names the version alone where no other row has it', () => {
    const lanes = [lane('a', 1, 'v1', true), lane('b', 2, 'v1')]
    expect(rows(instant({ 'web-b-22222': ['v1', 4] }), lanes)).toEqual([['b', 'v1', null, 100]])
  })
  it('[WRK-28] keeps pods of no lane apart, and names that only begin alike', () => {
    const answered = instant({ 'web-a-x-1': ['v1', 1], 'web-a-11111': ['v1', 1] })
    expect(rows(answered, [lane('a', 1, 'v1')])).toEqual([
      ['a', 'v1', 1, 50],
      ['', 'v1', null, 50],
    ])
  })
})
