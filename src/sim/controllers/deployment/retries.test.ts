import { describe, expect, it } from 'vitest'
import { createNewsRig } from '../newsrig.ts'
import { deploymentOf } from '../rig.ts'
import { deploymentController } from './deploymentcontroller.ts'

const WEB = 'default/web'

/** A Deployment that has not been looked at yet. */
function rig(spec: object = {}) {
  const rig = createNewsRig(deploymentController)
  const made = rig.api.create('deployments', 'default', deploymentOf(2, {}, spec))
  if (!made.ok) throw new Error(made.status.message)
  const sync = () => {
    const d = rig.api.get('deployments', 'default', 'web') ?? made.object
    rig.hold('deployments', d)
    for (const rs of rig.api.list('replicasets', 'default')) rig.hold('replicasets', rs)
    rig.actor.onNews?.({ type: 'ADDED', resource: 'deployments', object: d })
    rig.work()
  }
  return { ...rig, sync, failures: () => rig.actor.snapshot().queue.failures }
}

describe('a sync that fails', () => {
  it('[DEP-2] is retried fifteen times, and then no more', () => {
    const { sync, failures, refuse, actor } = rig()
    refuse('create replicasets', { reason: 'Forbidden' })
    sync()
    for (let i = 1; i <= 15; i++) {
      expect(failures()).toEqual([[WEB, i]])
      actor.onTimer?.({ kind: 'ready', key: WEB })
      actor.onTimer?.({ kind: 'work' })
    }
    expect(failures()).toEqual([])
    expect(actor.snapshot().queue.waiting).toEqual([])
  })

  it('[DEP-15] does nothing else when the pause cannot be marked', () => {
    const { sync, api, refuse, failures } = rig()
    for (let i = 0; i < 3; i++) sync()
    const d = api.get('deployments', 'default', 'web')!
    api.update('deployments', { ...d, spec: { ...d.spec, paused: true, replicas: 5 } })
    refuse('updateStatus deployments', { reason: 'Conflict' })
    sync()
    const sizes = () => api.list('replicasets', 'default').map(({ spec }) => spec.replicas)
    expect([sizes(), failures()]).toEqual([[2], [[WEB, 1]]])
    refuse('updateStatus deployments')
    sync()
    expect(sizes()).toEqual([5])
  })
})
