import { describe, expect, it } from 'vitest'
import type { ReplicaSetStatus } from '../../api/types/apps.ts'
import type { Pod } from '../../api/types/pod.ts'
import { STOPPING } from '../newsrig.ts'
import { REPLICA_SETS, REPLICATION_CONTROLLERS } from './kinds.ts'
import { createPodCounts } from './podcounts.ts'
import { calculateStatus, requeueForAvailability, tellWaiting, updateReplicaSetStatus } from './status.ts'
import { EPOCH, front, podOf, START, unitRig } from './unitrig.ts'

const AT_5 = '2026-01-05T09:00:05Z'

function statusOf(
  rs = front(2),
  {
    pods = [],
    adopted = [],
    now = 0,
    error,
    kind = REPLICA_SETS,
  }: {
    pods?: Pod[]
    adopted?: Pod[]
    now?: number
    error?: { reason: string; message: string }
    kind?: typeof REPLICA_SETS
  } = {},
): ReplicaSetStatus {
  const { rsc, clock } = unitRig({}, kind)
  clock.now = now * 1_000_000
  const counts = createPodCounts(REPLICA_SETS)
  counts.follow(rs, pods)
  const availability = counts.availability(rs.spec.minReadySeconds ?? 0, EPOCH + now)
  return calculateStatus(
    rsc,
    rs,
    { counts, adopted, availability, active: counts.active.size + adopted.length },
    error,
  )
}

describe('the status of a ReplicaSet', () => {
  it('[RS-8] counts its pods, and those that it has just adopted', () => {
    const labels = { app: 'front', extra: 'yes' }
    const rs = front(4, { template: { metadata: { labels } } }, { generation: 3 })
    const stopping = podOf('s', { metadata: STOPPING })
    const pods = [podOf('a', { readyAt: START, metadata: { labels } }), podOf('b'), stopping]
    const adopted = [podOf('c', { readyAt: START }), podOf('d', { metadata: { labels } })]
    expect(statusOf(rs, { pods, adopted })).toEqual({
      replicas: 4,
      fullyLabeledReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      terminatingReplicas: 1,
      observedGeneration: 3,
    })
    expect(statusOf(front(0))).toEqual({ replicas: 0, terminatingReplicas: 0 })
    expect(statusOf(front(0), { kind: REPLICATION_CONTROLLERS })).toEqual({ replicas: 0 })
    const bare = front(1, { template: { spec: {} } })
    expect(statusOf(bare, { pods: [podOf('a')], adopted: [podOf('b')] }).fullyLabeledReplicas).toBe(2)
  })

  it('[RS-10] an adopted pod is available when its time has come', () => {
    const rs = front(2, { minReadySeconds: 10 })
    const of = (now: number) =>
      statusOf(rs, { now, pods: [podOf('a', { readyAt: START })], adopted: [podOf('b', { readyAt: AT_5 })] })
        .availableReplicas
    expect([of(9), of(10), of(14), of(15)]).toEqual([undefined, 1, 1, 2])
  })

  const failure = {
    type: 'ReplicaFailure' as const,
    status: 'True' as const,
    lastTransitionTime: 'then',
    message: 'old',
  }
  const other = { ...failure, type: 'Other' as never }
  const error = { reason: 'Forbidden', message: 'no room' }

  it('[RS-9] a failure says whether it came from creating or deleting', () => {
    const told = { type: 'ReplicaFailure', status: 'True', lastTransitionTime: START, message: 'no room' }
    const pods = [podOf('a'), podOf('b')]
    expect(statusOf(front(3), { pods, error }).conditions).toEqual([{ ...told, reason: 'FailedCreate' }])
    expect(statusOf(front(1), { pods, error }).conditions).toEqual([{ ...told, reason: 'FailedDelete' }])
    expect(statusOf(front(2), { pods, error }).conditions).toEqual([told])
  })

  it('[RS-9] it stays as it is while there are failures, other conditions always', () => {
    const before = front(3, {}, {}, { conditions: [other, failure] })
    expect(statusOf(before, { error }).conditions).toEqual([other, failure])
    expect(statusOf(before).conditions).toEqual([other])
    expect(statusOf(front(3, {}, {}, { conditions: [other] }), { error }).conditions).toHaveLength(2)
    expect(statusOf(front(3, {}, {}, { conditions: [failure] })).conditions).toBeUndefined()
  })
})

describe('writing it', () => {
  const status = { replicas: 1, observedGeneration: 2 }
  const write = (rs: ReturnType<typeof front>, refuse: Record<string, string> = {}) => {
    const { rsc, writes } = unitRig(refuse)
    return [updateReplicaSetStatus(rsc, rs, status), writes]
  }
  const same = (generation: number) => front(1, {}, { generation }, status)

  it('[RS-8] only when it differs, or has not seen the newest spec', () => {
    expect(write(same(2))).toEqual([undefined, []])
    expect(write(same(3))).toEqual([undefined, ['status 1']])
    expect(write(front(1, {}, { generation: 2 }, { replicas: 2 }))).toEqual([undefined, ['status 1']])
  })

  it('[RS-8] and once more with a fresh read, when it was refused', () => {
    expect(write(same(3), { '1': 'Conflict' })).toEqual([undefined, ['status 1', 'status fresh']])
    expect(write(same(3), { '1': 'Conflict', fresh: 'Timeout' })).toEqual([
      { reason: 'Timeout', message: 'no' },
      ['status 1', 'status fresh'],
    ])
    expect(write(same(3), { '1': 'Conflict', get: 'gone' })).toEqual([
      { reason: 'Conflict', message: 'no' },
      ['status 1'],
    ])
  })
})

describe('pods that are not available yet', () => {
  /** Made anew for each test: what sorts them in place must not do so for the next. */
  const waiting = () => [
    { pod: podOf('b', { readyAt: AT_5 }), since: EPOCH + 5 },
    { pod: podOf('a', { readyAt: AT_5 }), since: EPOCH + 5 },
    { pod: podOf('d', { readyAt: AT_5 }), since: EPOCH + 5 },
    { pod: podOf('c', { readyAt: START }), since: EPOCH },
  ]
  const again = (minReadySeconds: number, counts: object, { now = 7, list = waiting() } = {}) => {
    const { rsc, later, clock } = unitRig()
    clock.now = now * 1_000_000
    const availability = { available: 0, waiting: list }
    requeueForAvailability(rsc, front(3, { minReadySeconds }), 'k', { replicas: 3, ...counts }, availability)
    return later
  }

  it('[RS-10] bring the ReplicaSet back when the first of them is', () => {
    expect(again(10, { readyReplicas: 3 })).toEqual([['k', 3]])
    expect(again(10, { readyReplicas: 3 }, { now: 12 })).toEqual([['k', 0]])
    expect(again(10, { readyReplicas: 3 }, { now: 7.0000004 })).toEqual([['k', 3]])
    expect(again(10, { readyReplicas: 3 }, { list: [] })).toEqual([['k', 10]])
    expect(again(10, { readyReplicas: 3, availableReplicas: 3 })).toEqual([])
    expect(again(10, {})).toEqual([])
    expect(again(0, { readyReplicas: 3 })).toEqual([])
  })

  it('[RS-10] are told once each, by the time since when they are ready', () => {
    const { rsc, decisions } = unitRig()
    const rs = front(3, { minReadySeconds: 10 })
    const availability = { available: 0, waiting: waiting() }
    tellWaiting(rsc, rs, availability)
    tellWaiting(rsc, rs, availability)
    const about = {
      kind: 'PodNotYetAvailable',
      rule: 'RS-10',
      object: 'ReplicaSet/default/front',
      minReadySeconds: 10,
    }
    expect(decisions).toEqual([
      { ...about, pod: 'Pod/default/c', readyAt: 0, availableAt: 10_000_000 },
      { ...about, pod: 'Pod/default/a', readyAt: 5_000_000, availableAt: 15_000_000 },
      { ...about, pod: 'Pod/default/b', readyAt: 5_000_000, availableAt: 15_000_000 },
      { ...about, pod: 'Pod/default/d', readyAt: 5_000_000, availableAt: 15_000_000 },
    ])
    tellWaiting(rsc, rs, { available: 0, waiting: [{ pod: podOf('c'), since: EPOCH + 20 }] })
    expect(decisions).toHaveLength(5)
  })
})

describe('counting as the news comes in', () => {
  it('[RS-8] is the same as counting all pods anew', () => {
    const rs = front(3, { minReadySeconds: 10 })
    const states = (name: string): Pod[] => [
      podOf(name),
      podOf(name, { readyAt: START }),
      podOf(name, { readyAt: AT_5, node: 'node-2' }),
      podOf(name, { metadata: { labels: { app: 'other' } } }),
      podOf(name, { metadata: STOPPING, readyAt: START }),
      podOf(name, { metadata: { ...STOPPING, labels: { app: 'other' } } }),
      podOf(name, { status: { phase: 'Failed' } }),
    ]
    const counts = createPodCounts(REPLICA_SETS)
    counts.follow(rs, [])
    const now = new Map<string, Pod>()
    const look = (of = counts) => ({
      sorted: of.sorted().map((pod) => pod),
      mismatched: [...of.mismatched.keys()].toSorted(),
      numbers: [of.terminating, of.ready, of.fullyLabeled],
      byNode: [...of.byNode].filter(([, n]) => n > 0).toSorted(),
      available: [0, 5, 10].map((seconds) => of.availability(seconds, EPOCH + 12).available),
    })
    const compare = (): void => {
      const anew = createPodCounts(REPLICA_SETS)
      anew.follow(rs, now.values())
      expect(look()).toEqual(look(anew))
      expect(look().sorted.every((pod) => now.get(pod.metadata.name) === pod)).toBe(true)
    }
    for (const [i, name] of ['b', 'a', 'c', 'd'].entries()) {
      let before: Pod | undefined
      for (const state of [...states(name), ...states(name).toReversed(), states(name)[i % 3] as Pod]) {
        if (before) counts.replace(before, state)
        else counts.add(state)
        now.set(name, state)
        before = state
        compare()
        // A status that nothing counts.
        const touched = { ...state, status: { ...state.status, message: 'x' } } as Pod
        counts.replace(state, touched)
        now.set(name, touched)
        before = touched
        compare()
      }
    }
    counts.remove(now.get('a') as Pod)
    now.delete('a')
    compare()
  })

  it('[RS-8] begins anew when the selector or the template’s labels change, and only then', () => {
    const counts = createPodCounts(REPLICA_SETS)
    counts.add(podOf('early'))
    expect(counts.sorted()).toEqual([])
    counts.follow(front(1), [podOf('a')])
    expect(counts.active.size).toBe(1)
    counts.follow(front(5), [podOf('a'), podOf('b')])
    expect(counts.active.size).toBe(1)
    const labels = { app: 'front', extra: 'yes' }
    const all = [podOf('a'), podOf('b', { metadata: { labels } })]
    counts.follow(front(1, { template: { metadata: { labels } } }), all)
    expect([counts.active.size, counts.fullyLabeled]).toEqual([2, 1])
    counts.follow(
      front(1, { selector: { matchLabels: { extra: 'yes' } }, template: { metadata: { labels } } }),
      all,
    )
    expect([counts.active.size, counts.mismatched.size]).toEqual([1, 1])
    counts.follow(front(1, { template: {} }), all)
    expect(counts.fullyLabeled).toBe(2)
  })

  it('[RS-10] looks at available pods again when minReadySeconds changes', () => {
    const counts = createPodCounts(REPLICA_SETS)
    counts.follow(front(2), [podOf('a', { readyAt: START }), podOf('b', { readyAt: AT_5 }), podOf('c')])
    const at = (minReady: number, now: number) => {
      const { available, waiting } = counts.availability(minReady, EPOCH + now)
      return [available, waiting.map(({ pod, since }) => `${pod.metadata.name} ${since - EPOCH}`)]
    }
    expect(at(0, 6)).toEqual([2, []])
    expect(at(3, 6)).toEqual([1, ['b 5']])
    expect(at(3, 8)).toEqual([2, []])
    expect(at(20, 8)).toEqual([0, ['a 0', 'b 5']])
    expect(at(20, 25)).toEqual([2, []])
  })
})
