import { expect, it } from 'vitest'
import { createNewsRig } from '../newsrig.ts'
import { REPLICA_SETS } from './kinds.ts'
import { replicaSetController } from './replicasetcontroller.ts'

const POD = { containers: [{ name: 'app', image: 'app:v1' }] }
const labels = { app: 'front' }

/** A sync of a ReplicaSet of two beside a pod of nobody, after something that it has not heard of yet. */
function syncAfter(happens: (api: ReturnType<typeof createNewsRig>['api']) => void) {
  const { api, caches, actor, work, events } = createNewsRig((manager) =>
    replicaSetController(REPLICA_SETS, manager),
  )
  const template = { metadata: { labels }, spec: POD }
  const made = api.create('replicasets', 'default', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'front', labels },
    spec: { replicas: 2, selector: { matchLabels: labels }, template },
  })
  const pod = api.create('pods', 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'orphan', labels },
    spec: POD,
  })
  if (!made.ok || !pod.ok) throw new Error('not made')
  caches.replicasets.apply('ADDED', made.object)
  caches.pods.apply('ADDED', pod.object)
  happens(api)
  actor.onNews?.({ type: 'ADDED', resource: 'replicasets', object: made.object })
  work()
  return {
    pods: api.list('pods', 'default').length,
    events: events.length,
    failures: actor.snapshot().queue.failures.length,
  }
}

it('[RS-3] goes on when it is still there', () => {
  expect(syncAfter(() => undefined)).toEqual({ pods: 2, events: 1, failures: 0 })
})

it('[RS-3] makes no pods for a ReplicaSet that is gone or going, and tries again', () => {
  const nothing = { pods: 1, events: 0, failures: 1 }
  expect(syncAfter((api) => void api.delete('replicasets', 'default', 'front'))).toEqual(nothing)
  const foreground = { propagationPolicy: 'Foreground' } as const
  expect(syncAfter((api) => void api.delete('replicasets', 'default', 'front', foreground))).toEqual(nothing)
})
