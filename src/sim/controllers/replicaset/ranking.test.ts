import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/types/pod.ts'
import type { DeletionCriterion } from '../../decisions.ts'
import { DEFAULT_EPOCH_SECONDS as NOW, rfc3339 } from '../../time.ts'
import {
  ageBucket,
  compareForDeletion,
  deletionCost,
  rankedPod,
  sortForDeletion,
  type RankedPod,
} from './ranking.ts'

interface Traits {
  uid?: string
  node?: string
  phase?: string
  readyAgo?: number | null
  createdAgo?: number
  cost?: string
  restarts?: number
  sidecarRestarts?: number
  rank?: number
}

/** A pod that is bound, running, ready for 40 s and 50 s old, unless said otherwise. */
function ranked(traits: Traits = {}): RankedPod {
  const { uid = 'u', node = 'n1', phase = 'Running', readyAgo = 40, createdAgo = 50, rank = 1 } = traits
  const pod = {
    metadata: {
      name: uid,
      uid,
      creationTimestamp: rfc3339(NOW - createdAgo),
      annotations:
        traits.cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': traits.cost },
    },
    spec: {
      nodeName: node,
      initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }, { name: 'init' }],
      containers: [{ name: 'c' }],
    },
    status: {
      phase,
      conditions:
        readyAgo === null
          ? []
          : [{ type: 'Ready', status: 'True', lastTransitionTime: rfc3339(NOW - readyAgo) }],
      containerStatuses: [{ name: 'c', restartCount: traits.restarts ?? 0 }],
      initContainerStatuses: [
        { name: 'sidecar', restartCount: traits.sidecarRestarts ?? 0 },
        { name: 'init', restartCount: 9 },
      ],
    },
  }
  return rankedPod(pod as unknown as Pod, rank)
}

describe('ActivePodsWithRanks', () => {
  /** The first of each pair goes first, by the criterion named. */
  it.each<[DeletionCriterion, Traits, Traits]>([
    ['unassigned', { node: '' }, { phase: 'Pending' }],
    ['phase', { phase: 'Pending' }, { phase: 'Unknown', readyAgo: null }],
    ['phase', { phase: 'Unknown' }, { phase: 'Running', readyAgo: null }],
    ['notReady', { readyAgo: null }, { cost: '-5' }],
    ['deletionCost', { cost: '-5' }, { rank: 5 }],
    ['deletionCost', {}, { cost: '1' }],
    ['rank', { rank: 2 }, { readyAgo: 1 }],
    ['readyTime', { readyAgo: 40 }, { readyAgo: 70, restarts: 5 }],
    ['uid', { readyAgo: 130, uid: 'a' }, { readyAgo: 70, uid: 'b' }],
    ['restarts', { restarts: 2 }, { restarts: 1, createdAgo: 1 }],
    ['restarts', { sidecarRestarts: 1 }, { createdAgo: 1 }],
    ['restarts', { restarts: 1 }, { sidecarRestarts: 7 }],
    ['creationTime', { createdAgo: 40 }, { createdAgo: 200 }],
    ['uid', { createdAgo: 130, uid: 'a' }, { createdAgo: 70, uid: 'b' }],
  ])('[RANK-1] by %s', (criterion, first, second) => {
    const [a, b] = [ranked(first), ranked(second)]
    const there = compareForDeletion(a, b, NOW)
    const back = compareForDeletion(b, a, NOW)
    expect([there.criterion, back.criterion]).toEqual([criterion, criterion])
    expect(there.order).toBeLessThan(0)
    expect(back.order).toBeGreaterThan(0)
  })

  it('[RANK-1] cannot tell pods of equal times apart, whatever their uids', () => {
    expect(compareForDeletion(ranked({ uid: 'a' }), ranked({ uid: 'b' }), NOW).order).toBe(0)
  })

  it('[RANK-1] does not look at ready times unless both are ready, nor at unknown phases', () => {
    const [a, b] = [ranked({ readyAgo: null, createdAgo: 5 }), ranked({ readyAgo: null, createdAgo: 50 })]
    expect(compareForDeletion(a, b, NOW)).toMatchObject({ criterion: 'creationTime' })
    expect(compareForDeletion(ranked({ phase: '' }), ranked({ phase: 'Running' }), NOW).order).toBeLessThan(0)
  })

  it('[RANK-1] puts a missing time first', () => {
    const without = { ...ranked(), readyAt: undefined }
    expect(compareForDeletion(without, ranked({ readyAgo: 0 }), NOW)).toEqual({
      order: -1,
      criterion: 'readyTime',
    })
    expect(compareForDeletion(ranked({ readyAgo: 0 }), without, NOW)).toEqual({
      order: 1,
      criterion: 'readyTime',
    })
  })

  it('[RANK-1] M16: Pending, then not ready, then ready', () => {
    const pods = [
      ranked({ uid: 'C' }),
      ranked({ uid: 'B', readyAgo: null }),
      ranked({ uid: 'A', phase: 'Pending', readyAgo: null }),
    ]
    expect(sortForDeletion(pods, NOW).map(({ pod }) => pod.metadata.uid)).toEqual(['A', 'B', 'C'])
  })

  it('[RANK-1] M17: one of the node that holds two', () => {
    const pods = [
      ranked({ uid: 'x', node: 'n2', rank: 1 }),
      ranked({ uid: 'y', rank: 2 }),
      ranked({ uid: 'z', rank: 2 }),
    ]
    expect(sortForDeletion(pods, NOW)[0]?.pod.spec.nodeName).toBe('n1')
  })

  it('[RANK-3] M18: ready ages of 40, 70 and 130 s fall into buckets 35, 36, 36', () => {
    expect([40, 70, 130].map((s) => ageBucket(NOW - s, NOW))).toEqual([35, 36, 36])
    const pods = [
      ranked({ uid: 'b', readyAgo: 70 }),
      ranked({ uid: 'c', readyAgo: 40 }),
      ranked({ uid: 'a', readyAgo: 130 }),
    ]
    expect(sortForDeletion(pods, NOW).map(({ pod }) => pod.metadata.uid)).toEqual(['c', 'a', 'b'])
  })

  it('[RANK-3] has a bucket below all others for no age, and exact edges', () => {
    expect(ageBucket(NOW, NOW)).toBe(-1)
    expect(ageBucket(NOW + 5, NOW)).toBe(-1)
    expect(ageBucket(0, 0.000_001)).toBe(9)
    expect(ageBucket(0, 4.294_967)).toBe(31)
    expect(ageBucket(0, 4.294_968)).toBe(32)
    const edge = 2 ** 36 / 1e9
    expect(ageBucket(0, Math.ceil(edge * 1e6) / 1e6)).toBe(36)
    expect(ageBucket(0, Math.floor(edge * 1e6) / 1e6)).toBe(35)
  })

  it('[RANK-1] takes a pod with nothing in its status for pending, not ready, never restarted', () => {
    const bare = { metadata: { uid: 'x', creationTimestamp: '' }, spec: { containers: [] }, status: {} }
    const pod = rankedPod(bare as unknown as Pod, 1)
    expect(pod).toMatchObject({ ready: false, readyAt: undefined, createdAt: undefined, cost: 0 })
    expect(compareForDeletion(pod, ranked(), NOW)).toMatchObject({ order: -1, criterion: 'unassigned' })
    expect(compareForDeletion(pod, pod, NOW)).toEqual({ order: 0, criterion: 'creationTime' })
  })

  it('[RANK-1] reads readiness from its own condition only', () => {
    const { pod } = ranked({ readyAgo: null })
    const conditions = [{ type: 'PodScheduled', status: 'True' as const, lastTransitionTime: rfc3339(NOW) }]
    const other = { ...pod, status: { ...pod.status, conditions } }
    expect(rankedPod(other, 1).ready).toBe(false)
    const ready = { type: 'Ready', status: 'True' as const, lastTransitionTime: rfc3339(NOW - 9) }
    const both = { ...pod, status: { ...pod.status, conditions: [...conditions, ready] } }
    expect(rankedPod(both, 1).readyAt).toBe(NOW - 9)
  })

  it.each([
    ['5', 5],
    ['-5', -5],
    ['0', 0],
    ['-0', 0],
    ['+5', 0],
    ['05', 0],
    ['1.5', 0],
    ['2147483647', 2147483647],
    ['2147483648', 0],
    ['-2147483648', -2147483648],
    ['-2147483649', 0],
  ])('[RANK-2] reads a deletion cost of %j as %i', (text, cost) => {
    expect(deletionCost(ranked({ cost: text }).pod)).toBe(cost)
  })
})
