import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/types/pod.ts'
import { ownedBy, sketch } from '../newsrig.ts'
import { manageReplicas, podFromTemplate } from './managereplicas.ts'
import { START, EPOCH, front, podOf, unitRig } from './unitrig.ts'
import { getPodsRankedByRelatedPodsOnSameNode } from './podstodelete.ts'

const KEY = 'default/front'
const CONFLICT = { reason: 'Conflict', message: 'no' }
const about = { object: 'ReplicaSet/default/front' }
const run = (rig: ReturnType<typeof unitRig>, want: number, pods: readonly Pod[], metadata: object = {}) =>
  manageReplicas(rig.rsc, front(want, {}, metadata), KEY, pods.length, () => pods)

describe('creating and deleting', () => {
  it('[RS-4] nothing when there are as many as asked for', () => {
    const rig = unitRig()
    expect(run(rig, 1, [podOf('a')])).toBeUndefined()
    expect([rig.writes, rig.decisions, rig.events]).toEqual([[], [], []])
    expect(rig.rsc.expectations.snapshot()).toEqual([])
  })

  it('[RS-5] tells what was made, of which Deployment', () => {
    const rig = unitRig()
    const owner = ownedBy(sketch('deployments', 'web'))
    expect(run(rig, 2, [], owner)).toBeUndefined()
    expect(rig.decisions).toEqual([
      {
        ...about,
        deployment: 'Deployment/default/web',
        kind: 'PodsCreated',
        rule: 'RS-5',
        have: 0,
        want: 2,
        batches: [1, 1],
        pods: ['Pod/default/p0', 'Pod/default/p1'],
      },
    ])
    expect(rig.events).toEqual([
      'Normal SuccessfulCreate: Created pod: p0',
      'Normal SuccessfulCreate: Created pod: p1',
    ])
    expect(rig.rsc.expectations.snapshot()).toMatchObject([[KEY, { adds: 2, dels: 0 }]])
  })

  it('[RS-5] a failure ends it: an Event, a decision, and nothing expected of what did not come', () => {
    const rig = unitRig({ 'create 2': 'Conflict' })
    expect(run(rig, 9, [podOf('a')])).toEqual(CONFLICT)
    expect(rig.writes).toHaveLength(3)
    expect(rig.events).toContain('Warning FailedCreate: Error creating: no')
    expect(rig.decisions).toMatchObject([
      { kind: 'PodsCreated', have: 1, want: 9, batches: [1, 2] },
      { ...about, kind: 'PodCreateFailed', rule: 'RS-5', message: 'no', retryInMs: 40, have: 1, want: 9 },
    ])
    expect(rig.decisions[0]?.deployment).toBeUndefined()
    expect(rig.rsc.expectations.snapshot()).toMatchObject([[KEY, { adds: 2 }]])
    const none = unitRig({ 'create 1': 'Conflict' })
    run(none, 1, [])
    expect(none.decisions.map(({ kind }) => kind)).toEqual(['PodCreateFailed'])
  })

  it('[RS-5] a namespace that is going is no failure', () => {
    const rig = unitRig({ 'create 1': 'Forbidden' })
    expect(run(rig, 1, [])).toBeUndefined()
    expect([rig.events, rig.decisions]).toEqual([[], []])
  })

  it('[RS-6] a pod has the template’s labels, annotations and finalizers, if it has any', () => {
    const bare = front(1, { template: { spec: { containers: [] } } })
    const made = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        generateName: 'front-',
        namespace: 'default',
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ReplicaSet',
            name: 'front',
            uid: 'front',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: { containers: [] },
    }
    expect(podFromTemplate(bare)).toEqual(made)
    expect(podFromTemplate(front(1, { template: { metadata: {}, spec: { containers: [] } } }))).toEqual(made)
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['e/f'] }
    expect(podFromTemplate(front(1, { template: { metadata, spec: { containers: [] } } }))).toEqual({
      ...made,
      metadata: { ...made.metadata, ...metadata },
    })
  })

  it('[RS-7] all go by name, without a criterion', () => {
    const rig = unitRig()
    expect(run(rig, 0, [podOf('a'), podOf('b')])).toBeUndefined()
    expect(rig.writes).toEqual(['delete a', 'delete b'])
    const choice = { ...about, kind: 'PodChosenForDeletion', rule: 'RS-7', have: 2, want: 0 }
    const all = { criterion: 'all', over: null, value: '', overValue: '' }
    expect(rig.decisions).toEqual([
      { ...choice, pod: 'Pod/default/a', ...all },
      { ...choice, pod: 'Pod/default/b', ...all },
    ])
    expect(rig.rsc.expectations.snapshot()).toMatchObject([[KEY, { adds: 0, dels: 2 }]])
  })

  it('[RS-7] the first failure is told, the others are tried; what is gone already is done', () => {
    const rig = unitRig({ a: 'Conflict', b: 'NotFound', c: 'Timeout' })
    expect(run(rig, 0, [podOf('a'), podOf('b'), podOf('c'), podOf('d')])).toEqual({
      reason: 'Conflict',
      message: 'unable to delete pods: no',
    })
    expect(rig.writes).toHaveLength(4)
    expect(rig.events).toEqual([
      'Warning FailedDelete: Error deleting: no',
      'Warning FailedDelete: Error deleting: no',
      'Normal SuccessfulDelete: Deleted pod: d',
    ])
    expect(rig.rsc.expectations.snapshot()).toMatchObject([[KEY, { dels: 2 }]])
  })
})

describe('the reason for a choice', () => {
  const AT_10 = '2026-01-05T09:00:10Z'
  const choose = (pods: readonly Pod[], count = 1, others: readonly Pod[] = []) => {
    const { rsc, caches } = unitRig()
    for (const pod of [...pods, ...others]) caches.pods.apply('ADDED', pod)
    const rs = front(pods.length - count, {}, ownedBy(sketch('deployments', 'web')))
    caches.replicasets.apply('ADDED', rs as never)
    const sibling = {
      ...front(1, {}, { ...ownedBy(sketch('deployments', 'web')), name: 'sibling', uid: 'sibling' }),
    }
    caches.replicasets.apply('ADDED', sibling as never)
    const stranger = {
      ...front(1, {}, { ...ownedBy(sketch('deployments', 'api')), name: 'other', uid: 'other' }),
    }
    caches.replicasets.apply('ADDED', stranger as never)
    return getPodsRankedByRelatedPodsOnSameNode(rsc, rs, pods, count, EPOCH + 40).map(({ pod, reason }) => [
      pod.metadata.name,
      reason.criterion,
      reason.over,
      reason.value,
      reason.overValue,
    ])
  }
  const restarted = (count: number) => ({
    status: { conditions: [], containerStatuses: [{ restartCount: count }, { restartCount: 1 }] },
  })
  const cost = (text: string) => ({
    metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': text } },
  })

  it.each<[string, Pod, Pod, [string, string]]>([
    ['unassigned', podOf('b', { node: '' }), podOf('a'), ['', 'node-1']],
    ['phase', podOf('b', { status: { phase: 'Pending' } }), podOf('a'), ['Pending', 'Running']],
    ['notReady', podOf('b'), podOf('a', { readyAt: START }), ['false', 'true']],
    ['deletionCost', podOf('b', cost('-3')), podOf('a', cost('4')), ['-3', '4']],
    [
      'readyTime',
      podOf('b', { readyAt: '2026-01-05T09:00:35Z' }),
      podOf('a', { readyAt: AT_10 }),
      ['5', '30'],
    ],
    ['restarts', podOf('b', restarted(4)), podOf('a', restarted(0)), ['4', '1']],
    [
      'creationTime',
      podOf('b', { metadata: { creationTimestamp: AT_10 } }),
      podOf('a', { metadata: { creationTimestamp: '2026-01-05T08:00:00Z' } }),
      ['30', '3640'],
    ],
    [
      'uid',
      podOf('b', { metadata: { uid: '1', creationTimestamp: AT_10 } }),
      podOf('a', { metadata: { uid: '2', creationTimestamp: '2026-01-05T09:00:11Z' } }),
      ['1', '2'],
    ],
    ['creationTime', podOf('b', { metadata: { creationTimestamp: undefined } }), podOf('a'), ['', '40']],
  ])('[RS-7] is %s, with what both have', (criterion, goes, stays, [value, other]) => {
    expect(choose([stays, goes])).toEqual([['b', criterion, 'Pod/default/a', value, other]])
  })

  it('[RS-7] is the rank among all pods of the Deployment on the node, and no others', () => {
    const owned = (owner: string) => ({
      metadata: { ...ownedBy({ ...front(0), metadata: { ...front(0).metadata, name: owner, uid: owner } }) },
    })
    const pods = [podOf('a', { node: 'node-2' }), podOf('b')]
    const related = [podOf('c', owned('sibling')), podOf('d', owned('other'))]
    expect(choose(pods, 1, related)).toEqual([['b', 'rank', 'Pod/default/a', '2', '1']])
  })

  it('[RS-7] is told against the first that differs, else against the first that stays', () => {
    expect(choose([podOf('a'), podOf('b'), podOf('c', { readyAt: START })])).toEqual([
      ['a', 'notReady', 'Pod/default/c', 'false', 'true'],
    ])
    expect(choose([podOf('a'), podOf('b'), podOf('c')], 2)).toEqual([
      ['a', 'creationTime', 'Pod/default/c', '40', '40'],
      ['b', 'creationTime', 'Pod/default/c', '40', '40'],
    ])
  })
})
