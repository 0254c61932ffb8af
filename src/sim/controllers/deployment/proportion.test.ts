import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../api/types/apps.ts'
import {
  DESIRED_REPLICAS,
  getReplicasAnnotation,
  getReplicaSetFraction,
  getReplicaSetProportion,
  MAX_REPLICAS,
  type Shared,
} from './proportion.ts'

const deployment = (replicas: number, maxSurge: number, statusReplicas = 0): Deployment =>
  ({
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } },
    status: { replicas: statusReplicas },
  }) as unknown as Deployment

const sized = (replicas: number, max?: string): Shared =>
  ({
    metadata: { annotations: max === undefined ? {} : { [MAX_REPLICAS]: max } },
    spec: { replicas },
  }) as unknown as Shared

describe('getReplicaSetFraction', () => {
  /** Appendix A.5: n, surge, size, max-replicas, status.replicas → fraction. */
  it.each<[number, number, number, string | undefined, number, number]>([
    [0, 0, 10, undefined, 0, -10],
    [10, 0, 5, undefined, 0, 0],
    [10, 0, 5, '0', 0, 0],
    [120, 0, 50, undefined, 100, 10],
    [120, 0, 50, '0', 100, 10],
    [120, 0, 50, '100', 0, 10],
    [120, 10, 50, '110', 0, 9],
    [10, 0, 6, '12', 0, -1],
    [100, 10, 50, '130', 0, -8],
  ])('[CALC-6] A.5: n=%i surge=%i size=%i max=%s status=%i', (n, surge, size, max, status, fraction) => {
    expect(getReplicaSetFraction(sized(size, max), deployment(n, surge, status))).toBe(fraction)
  })

  it('[CALC-6] rounds half away from zero', () => {
    expect(getReplicaSetFraction(sized(1, '2'), deployment(3, 0))).toBe(1)
    expect(getReplicaSetFraction(sized(3, '2'), deployment(1, 0))).toBe(-1)
  })

  it('[CALC-6] goes beyond int32 as upstream does, and rounds what is negative', () => {
    // 50000 · 50000 is −1794967296 in 32 bits.
    expect(getReplicaSetFraction(sized(50_000, '49999'), deployment(50_000, 0))).toBe(-35_900 - 50_000)
    expect(getReplicaSetFraction(sized(50_000, '49990'), deployment(50_000, 0))).toBe(-35_907 - 50_000)
  })
})

describe('GetReplicaSetProportion', () => {
  it('[CALC-5] P18: 5 more pods go 3 and 2', () => {
    const d = deployment(15, 3)
    expect(getReplicaSetProportion(sized(8, '13'), d, 5, 0)).toBe(3)
    expect(getReplicaSetProportion(sized(5, '13'), d, 5, 3)).toBe(2)
  })

  it('[CALC-5] P5: 9 → 4 takes 4 of 8, then what is left of 1', () => {
    const d = deployment(4, 0)
    expect(getReplicaSetProportion(sized(8, '9'), d, -5, 0)).toBe(-4)
    expect(getReplicaSetProportion(sized(1, '9'), d, -5, -4)).toBe(-1)
  })

  it('[CALC-5] P15: 10 → 50, surge 3 → 6', () => {
    const d = deployment(50, 6)
    expect(getReplicaSetProportion(sized(8, '13'), d, 43, 0)).toBe(26)
    expect(getReplicaSetProportion(sized(5, '13'), d, 43, 26)).toBe(17)
  })

  it('[CALC-5] gives nothing to nobody, to an empty ReplicaSet, of nothing, and when all is given', () => {
    const d = deployment(20, 0)
    expect(getReplicaSetProportion(undefined, d, 5, 0)).toBe(0)
    expect(getReplicaSetProportion(sized(0, '10'), d, 5, 0)).toBe(0)
    expect(getReplicaSetProportion(sized(5, '10'), d, 0, 0)).toBe(0)
    expect(getReplicaSetProportion(sized(5, '10'), d, 0, -3)).toBe(0)
    expect(getReplicaSetProportion(sized(5, '10'), d, 5, 5)).toBe(0)
    expect(getReplicaSetProportion(sized(5, '40'), d, 5, 5)).toBe(0)
    expect(getReplicaSetProportion(sized(0, '10'), deployment(5, 0), -5, 0)).toBe(0)
  })

  it('[CALC-5] never goes beyond what is left, in either direction', () => {
    expect(getReplicaSetProportion(sized(5, '10'), deployment(20, 0), 5, 3)).toBe(2)
    expect(getReplicaSetProportion(sized(6, '10'), deployment(5, 0), -5, -4)).toBe(-1)
  })
})

describe('annotations', () => {
  it.each([
    ['12', 12],
    ['+7', undefined],
    ['0', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['many', undefined],
    ['2147483647', 2147483647],
    ['2147483648', undefined],
  ])('[CALC-6] reads %j as %s', (text, value) => {
    const rs = { metadata: { annotations: { [DESIRED_REPLICAS]: text } } } as unknown as Shared
    expect(getReplicasAnnotation(rs, DESIRED_REPLICAS)).toBe(value)
  })

  it('[CALC-6] misses what is not there', () => {
    expect(getReplicasAnnotation(sized(1), MAX_REPLICAS)).toBeUndefined()
    expect(getReplicasAnnotation({ metadata: {} } as unknown as Shared, MAX_REPLICAS)).toBeUndefined()
  })
})
