/** What must hold of the rollout's arithmetic whatever the numbers are. */
import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Deployment } from '../../api/types/apps.ts'
import { maxSurge, maxUnavailable, newRSNewReplicas, resolveFenceposts } from './fenceposts.ts'
import { getReplicaSetProportion, MAX_REPLICAS, type Shared } from './proportion.ts'

const count = fc.nat(500)
const percent = fc.nat(100).map((n) => `${n}%`)
const value = fc.oneof(fc.nat(50), percent)

const deployment = (replicas: number, surge: number | string, unavailable: number | string): Deployment =>
  ({
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
    },
    status: { replicas },
  }) as unknown as Deployment

const sized = (replicas: number, max?: number): Shared =>
  ({
    metadata: { annotations: max === undefined ? {} : { [MAX_REPLICAS]: `${max}` } },
    spec: { replicas },
  }) as unknown as Shared

describe('fenceposts', () => {
  it.prop([value, value, count])('[CALC-2] never leave a rollout without a move', (surge, unavailable, n) => {
    const posts = resolveFenceposts(surge, unavailable, n)
    expect(posts.ok && posts.surge + posts.unavailable).toBeGreaterThan(0)
  })

  it.prop([percent, percent, count])(
    '[CALC-1] round up by less than a pod, and down by less',
    (up, down, n) => {
      const posts = resolveFenceposts(up, down, n)
      if (!posts.ok) throw new Error(posts.error)
      const exact = (text: string): number => (Number.parseInt(text, 10) * n) / 100
      expect(posts.surge - exact(up)).toBeGreaterThanOrEqual(0)
      expect(posts.surge - exact(up)).toBeLessThan(1)
      expect(posts.unavailable).toBe(Math.floor(exact(down)) || (posts.surge === 0 ? 1 : 0))
    },
  )

  it.prop([value, value, count])(
    '[CALC-3] keep unavailable pods between none and all',
    (surge, unavailable, n) => {
      const d = deployment(n, surge, unavailable)
      expect(maxUnavailable(d)).toBeGreaterThanOrEqual(0)
      expect(maxUnavailable(d)).toBeLessThanOrEqual(n)
    },
  )
})

describe('the new ReplicaSet', () => {
  it.prop([count, value, count, fc.array(count, { maxLength: 4 })])(
    '[CALC-4] grows to no more than replicas, and all together to no more than the ceiling',
    (n, surge, current, olds) => {
      const d = deployment(n, surge, 0)
      const size = Math.min(current, n)
      const newRS = sized(size)
      const old = olds.reduce((sum, one) => sum + one, 0)
      const next = newRSNewReplicas(d, [...olds.map((one) => sized(one)), newRS], newRS)
      if (!next.ok) throw new Error(next.error)
      expect(next.value).toBeGreaterThanOrEqual(size)
      expect(next.value).toBeLessThanOrEqual(n)
      if (next.value > size) expect(next.value + old).toBeLessThanOrEqual(n + maxSurge(d))
    },
  )
})

describe('a share of a scaling', () => {
  it.prop([
    count,
    fc.nat(20),
    count,
    fc.option(count, { nil: undefined }),
    fc.integer({ min: -500, max: 500 }),
    fc.nat(500),
  ])(
    '[CALC-5] never exceeds what is left, in the direction of the scaling',
    (n, surge, size, max, toAdd, part) => {
      const added = toAdd > 0 ? Math.min(part, toAdd) : Math.max(-part, toAdd)
      const share = getReplicaSetProportion(sized(size, max), deployment(n, surge, 0), toAdd, added)
      if (toAdd > 0) expect(share).toBeLessThanOrEqual(toAdd - added)
      else expect(share).toBeGreaterThanOrEqual(toAdd - added)
    },
  )
})
