import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/types/pod.ts'
import { front, replicaSet, resize, rigWith } from '../frontrig.ts'
import { createRig, deploymentOf } from '../rig.ts'
import { isPodActive } from './podstate.ts'
import { slowStartBatch } from './managereplicas.ts'
import { firstOf } from './podstodelete.ts'

const quota = (pods: number): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods: String(pods) } },
})

describe('creating pods', () => {
  it('[RS-5] M14: batches of 1, 2, 4, and what is left', () => {
    expect(rigWith(8).decisions('PodsCreated')).toMatchObject([{ batches: [1, 2, 4, 1], have: 0, want: 8 }])
  })

  it('[RS-5] M15: a failure ends it with its batch', () => {
    let calls = 0
    const result = slowStartBatch(8, 1, () => (++calls === 3 ? 'refused' : undefined))
    expect(result).toEqual({ successes: 2, error: 'refused', batches: [1, 2] })
  })

  it('[RS-4] at most 500 in one sync', () => {
    const rig = rigWith(501)
    const [first, second] = rig.decisions('PodsCreated')
    expect(first).toMatchObject({ have: 0 })
    expect(first && 'pods' in first && first.pods).toHaveLength(500)
    expect(second).toMatchObject({ have: 500 })
    expect(rig.pods()).toHaveLength(501)
  })

  it('[RS-6] pods are the template, owned, and named after it', () => {
    const [pod] = rigWith(1).pods()
    expect(pod?.metadata.name).toMatch(/^front-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(pod?.metadata.labels).toEqual({ app: 'front' })
    expect(pod?.metadata.ownerReferences).toMatchObject([
      { kind: 'ReplicaSet', name: 'front', controller: true, blockOwnerDeletion: true },
    ])
  })

  it('[RS-2] waits until its own creations have been seen', () => {
    const rig = createRig()
    rig.create('replicasets', replicaSet(3))
    while (rig.pods().length === 0) rig.runtime.next()
    expect(rig.pods()).toHaveLength(3)
    expect(front(rig).status.replicas).toBe(0)
    rig.pass(1)
    expect(rig.pods()).toHaveLength(3)
    expect(front(rig).status.replicas).toBe(3)
  })
})

describe('deleting pods', () => {
  it('[RS-1] replaces a pod as soon as it is being deleted', () => {
    const rig = rigWith(2)
    rig.setReady(rig.pods())
    const [pod] = rig.pods()
    rig.api.delete('pods', 'default', pod!.metadata.name)
    rig.pass(1)
    expect(rig.pods()).toHaveLength(3)
    expect(front(rig).status).toMatchObject({ replicas: 2, terminatingReplicas: 1 })
  })

  it('[RS-7] M16: not ready before ready, with the reason', () => {
    const rig = rigWith(3)
    const [a, b, c] = rig.pods()
    rig.setReady([b!, c!])
    rig.pass(1)
    resize(rig, 2)
    rig.pass(1)
    const [chosen] = rig.decisions('PodChosenForDeletion')
    expect(chosen).toMatchObject({ pod: `Pod/default/${a!.metadata.name}`, criterion: 'unassigned' })
    expect(rig.events()).toContain(`Deleted pod: ${a!.metadata.name}`)
  })

  it('[RS-7] M17: the node with more pods of the Deployment loses one', () => {
    const rig = createRig()
    rig.create('deployments', deploymentOf(3))
    rig.pass(1)
    const [a, b, c] = rig.pods()
    for (const [pod, node] of [
      [a!, 'one'],
      [b!, 'one'],
      [c!, 'two'],
    ] as [Pod, string][])
      rig.api.bind('default', pod.metadata.name, node)
    rig.setReady(rig.pods())
    rig.pass(1)
    rig.edit((spec) => ({ ...spec, replicas: 2 }))
    rig.pass(1)
    const [chosen] = rig.decisions('PodChosenForDeletion')
    expect(chosen).toMatchObject({ criterion: 'rank', value: '2', overValue: '1' })
  })

  it('[RS-7] tells no order when all go', () => {
    const rig = rigWith(2)
    resize(rig, 0)
    rig.pass(1)
    const criteria = rig.decisions('PodChosenForDeletion').map((d) => 'criterion' in d && d.criterion)
    expect(criteria).toEqual(['all', 'all'])
  })
})

describe('owning pods', () => {
  it('[RS-3] adopts what matches, releases what does not', () => {
    const rig = rigWith(1)
    const [pod] = rig.pods()
    const metadata = { ...pod!.metadata, labels: { app: 'other' } }
    rig.api.update('pods', { ...pod!, metadata })
    rig.pass(1)
    const released = rig.api.get('pods', 'default', pod!.metadata.name)!
    expect(released.metadata.ownerReferences).toBeUndefined()
    expect(rig.pods()).toHaveLength(2)
    rig.api.update('pods', { ...released, metadata: { ...released.metadata, labels: { app: 'front' } } })
    rig.pass(1)
    expect(rig.pods().filter(isPodActive)).toHaveLength(1)
    expect(rig.events().filter((message) => message.startsWith('Deleted pod'))).toHaveLength(1)
  })
})

describe('the status', () => {
  it('[RS-8] counts what there is', () => {
    const rig = rigWith(3)
    rig.setReady(rig.pods().slice(0, 2))
    rig.pass(1)
    expect(front(rig).status).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      terminatingReplicas: 0,
      observedGeneration: 1,
    })
    const before = front(rig).metadata.resourceVersion
    rig.pass(10)
    expect(front(rig).metadata.resourceVersion).toBe(before)
  })

  it('[RS-8] ReplicationControllers do not count terminating pods', () => {
    const rig = createRig()
    rig.create('replicationcontrollers', {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'rc' },
      spec: {
        replicas: 2,
        selector: { app: 'rc' },
        template: { metadata: { labels: { app: 'rc' } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
      },
    })
    rig.pass(1)
    const { status } = rig.api.get('replicationcontrollers', 'default', 'rc')!
    expect(status).toEqual({ replicas: 2, fullyLabeledReplicas: 2, observedGeneration: 1 })
  })

  it('[RS-9] [DEP-24] the first failure stays until a sync succeeds, and reaches the Deployment', () => {
    const rig = createRig()
    rig.api.create('resourcequotas', 'default', quota(1))
    rig.pass(1)
    rig.create('deployments', deploymentOf(2))
    rig.pass(5)
    const failureOf = (conditions: readonly { type: string; message?: string }[] = []) =>
      conditions.find(({ type }) => type === 'ReplicaFailure')
    const [rs] = rig.replicaSets()
    const told = failureOf(rs?.status.conditions)
    expect(told?.message).toMatch(
      /^pods "web-\w+-\w{5}" is forbidden: exceeded quota: few, requested: pods=1/,
    )
    expect(failureOf(rig.d().status.conditions)?.message).toBe(told?.message)
    expect(rig.decisions('PodCreateFailed').length).toBeGreaterThan(3)
    rig.api.delete('resourcequotas', 'default', 'few')
    rig.pass(20)
    expect(failureOf(rig.replicaSets()[0]?.status.conditions)).toBeUndefined()
    expect(failureOf(rig.d().status.conditions)).toBeUndefined()
    expect(rig.pods()).toHaveLength(2)
  })

  it('[RS-10] M10: available minReadySeconds after the stamp, not after the moment', () => {
    const rig = rigWith(1, { minReadySeconds: 10 })
    rig.pass(2.8)
    rig.setReady(rig.pods())
    const available = (): number => front(rig).status.availableReplicas ?? 0
    rig.pass(9.1)
    expect([rig.clock.now, available()]).toEqual([12_900_000, 0])
    rig.pass(0.2)
    expect(available()).toBe(1)
    expect(rig.decisions('PodNotYetAvailable')).toMatchObject([
      { readyAt: 3_000_000, availableAt: 13_000_000, minReadySeconds: 10 },
    ])
  })

  it('[RS-10] readiness lost starts the wait anew', () => {
    const rig = rigWith(1, { minReadySeconds: 10 })
    rig.setReady(rig.pods())
    rig.pass(5)
    rig.setReady(rig.pods(), false)
    rig.pass(1)
    rig.setReady(rig.pods())
    rig.pass(9)
    expect(front(rig).status.availableReplicas).toBeUndefined()
    rig.pass(2)
    expect(front(rig).status.availableReplicas).toBe(1)
  })
})

describe('the first of many', () => {
  test.prop([fc.array(fc.nat(30), { maxLength: 120 }), fc.integer({ min: 1, max: 20 })])(
    '[RS-7] are those that sorting would put first',
    (numbers, size) => {
      const items = numbers.map((value, i) => ({ value, i }))
      const compare = (a: { value: number; i: number }, b: { value: number; i: number }): number =>
        a.value - b.value || a.i - b.i
      expect(firstOf(items, size, compare)).toEqual(items.toSorted(compare).slice(0, size))
    },
  )
})
