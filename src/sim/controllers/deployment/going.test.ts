import { expect, it } from 'vitest'
import { createNewsRig } from '../newsrig.ts'
import { deploymentOf } from '../rig.ts'
import { deploymentController } from './deploymentcontroller.ts'

/** A sync of a Deployment whose ReplicaSet is refused; the failures remembered, and the Events. */
function refusedFor(cause?: string) {
  const { api, caches, actor, refuse, work, events } = createNewsRig(deploymentController)
  const made = api.create('deployments', 'default', deploymentOf(2))
  if (!made.ok) throw new Error(made.status.message)
  caches.deployments.apply('ADDED', made.object)
  refuse('create replicasets', { reason: 'Forbidden', ...(cause ? { cause } : {}) })
  actor.onNews?.({ type: 'ADDED', resource: 'deployments', object: made.object })
  work()
  const { failures, waiting } = actor.snapshot().queue
  return [failures.length, waiting.length, events.length]
}

it('[DEP-8] a refusal is retried, but not in a namespace that is going', () => {
  expect(refusedFor()).toEqual([1, 1, 1])
  expect(refusedFor('NamespaceTerminating')).toEqual([0, 0, 0])
})
