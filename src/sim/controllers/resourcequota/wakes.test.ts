import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../time.ts'
import { createNewsRig, sketch } from '../newsrig.ts'
import { resourceQuotaController } from './resourcequotacontroller.ts'

const few = sketch('resourcequotas', 'few')
const pod = sketch('pods', 'a', { status: { phase: 'Running' } })
const ended = sketch('pods', 'a', { status: { phase: 'Succeeded' } })

function rigWithQuota() {
  const rig = createNewsRig(resourceQuotaController)
  rig.hold('resourcequotas', few)
  rig.hold('resourcequotas', sketch('resourcequotas', 'elsewhere', { metadata: { namespace: 'other' } }))
  return rig
}

describe('what wakes the quota controller', () => {
  it('[QUO-1] a quota that is new or has other limits, not one whose usage was written, nor one that is gone', () => {
    const rig = createNewsRig(resourceQuotaController)
    expect(rig.tell('ADDED', 'resourcequotas', few)).toEqual(['default/few'])
    const used = { ...few, status: { used: { pods: '1' } } }
    expect(rig.tell('MODIFIED', 'resourcequotas', used, few)).toEqual([])
    const limits = sketch('resourcequotas', 'few', { spec: { hard: { pods: '3' } } })
    expect(rig.tell('MODIFIED', 'resourcequotas', limits, used)).toEqual(['default/few'])
    expect(rig.tell('DELETED', 'resourcequotas', few)).toEqual([])
    expect(rig.tell('DELETED', 'resourcequotas', few, limits)).toEqual([])
  })

  it('[QUO-1] what is counted, when it goes, in its own namespace', () => {
    const rig = rigWithQuota()
    for (const resource of [
      'pods',
      'services',
      'deployments',
      'replicasets',
      'replicationcontrollers',
    ] as const) {
      const object = sketch(resource, 'a')
      expect(rig.actor.watches).toContain(resource)
      expect(rig.tell('ADDED', resource, object)).toEqual([])
      expect(rig.tell('MODIFIED', resource, object, object)).toEqual([])
      expect(rig.tell('DELETED', resource, object)).toEqual(['default/few'])
    }
  })

  it('[QUO-1] a pod that has ended, and no other change of it', () => {
    const rig = rigWithQuota()
    expect(rig.tell('MODIFIED', 'pods', { ...pod }, pod)).toEqual([])
    expect(rig.tell('MODIFIED', 'pods', ended, pod)).toEqual(['default/few'])
    expect(rig.tell('MODIFIED', 'pods', { ...ended }, ended)).toEqual([])
    const finished = sketch('services', 'a', { status: { phase: 'Succeeded' } })
    expect(rig.tell('MODIFIED', 'services', finished, sketch('services', 'a'))).toEqual([])
  })

  it('[QUO-3] itself, five minutes after it was looked at, while there is a quota', () => {
    const rig = createNewsRig(resourceQuotaController)
    const made = rig.api.create('resourcequotas', 'default', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard: { pods: '3' } },
    })
    if (!made.ok) throw new Error(made.status.message)
    rig.hold('resourcequotas', made.object)
    rig.actor.onTimer?.({ kind: 'ready', key: 'default/few' })
    rig.work()
    expect(rig.later()).toEqual([['default/few', 5 * MINUTE]])
    rig.caches.resourcequotas.apply('DELETED', made.object)
    rig.actor.onTimer?.({ kind: 'ready', key: 'default/few' })
    rig.work()
    expect(rig.later()).toEqual([])
  })

  it('[QUO-1] is known by its name', () => {
    const { actor } = createNewsRig(resourceQuotaController)
    expect([actor.name, actor.component]).toEqual(['resourcequota-controller', 'resourcequota-controller'])
  })
})
