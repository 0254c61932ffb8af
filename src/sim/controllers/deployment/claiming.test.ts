import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { createNewsRig, STOPPING } from '../newsrig.ts'
import { deploymentOf } from '../rig.ts'
import { deploymentController } from './deploymentcontroller.ts'

/** A paused Deployment, and a ReplicaSet that it selects and nobody owns. */
function rig() {
  const rig = createNewsRig(deploymentController)
  const made = rig.api.create('deployments', 'default', deploymentOf(2, {}, { paused: true }))
  const template = {
    metadata: { labels: { app: 'web', 'pod-template-hash': 'x' } },
    spec: { containers: [{ name: 'app', image: 'app:v0' }] },
  }
  const orphan = rig.api.create('replicasets', 'default', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'orphan', labels: template.metadata.labels },
    spec: { replicas: 0, selector: { matchLabels: template.metadata.labels }, template },
  })
  if (!made.ok || !orphan.ok) throw new Error('not made')
  const stored = (): ReplicaSet | undefined => rig.api.get('replicasets', 'default', 'orphan')
  const sync = (d: Deployment = made.object, rs: ReplicaSet = stored() ?? orphan.object) => {
    rig.caches.deployments.apply('ADDED', d)
    rig.caches.replicasets.apply('ADDED', rs)
    rig.actor.onNews?.({ type: 'ADDED', resource: 'deployments', object: d })
    rig.work()
    return stored()?.metadata.ownerReferences?.map(({ uid }) => uid)
  }
  return { ...rig, d: made.object, orphan: orphan.object, stored, sync }
}

const stopping = <T extends Deployment | ReplicaSet>(object: T): T => ({
  ...object,
  metadata: { ...object.metadata, ...STOPPING },
})

describe('a Deployment and a ReplicaSet of nobody', () => {
  it('[DEP-4] adopts it', () => {
    const { sync, d } = rig()
    expect(sync()).toEqual([d.metadata.uid])
  })

  it('[DEP-4] leaves it when either of them is going', () => {
    const { sync, d, orphan } = rig()
    expect(sync(stopping(d))).toBeUndefined()
    expect(sync(d, stopping(orphan))).toBeUndefined()
  })

  it('[DEP-4] leaves it when it finds itself gone, replaced or going, makes none itself, and tries again', () => {
    const gone = rig()
    gone.api.delete('deployments', 'default', 'web')
    expect(gone.sync({ ...gone.d, spec: { ...gone.d.spec, paused: false } })).toBeUndefined()
    expect(gone.api.list('replicasets', 'default')).toHaveLength(1)
    expect(gone.actor.snapshot().queue.failures).toEqual([['default/web', 1]])
    const replaced = rig()
    replaced.api.delete('deployments', 'default', 'web')
    replaced.api.create('deployments', 'default', deploymentOf(2))
    expect(replaced.sync()).toBeUndefined()
    const going = rig()
    going.api.delete('deployments', 'default', 'web', { propagationPolicy: 'Foreground' })
    expect(going.sync()).toBeUndefined()
  })

  it('[DEP-4] releases it when it matches no more, unless the Deployment is going', () => {
    const { sync, d, stored } = rig()
    sync()
    const other = (): ReplicaSet => {
      const rs = stored()
      if (!rs) throw new Error('no ReplicaSet')
      return { ...rs, metadata: { ...rs.metadata, labels: { app: 'api' } } }
    }
    expect(sync(stopping(d), other())).toEqual([d.metadata.uid])
    expect(sync(d, other())).toBeUndefined()
  })

  it('[DEP-2] does nothing of its own once it is going', () => {
    const { sync, d, api, events } = rig()
    sync(stopping({ ...d, spec: { ...d.spec, paused: false } }))
    expect(api.list('replicasets', 'default')).toHaveLength(1)
    expect(api.get('deployments', 'default', 'web')?.status.observedGeneration).toBe(1)
    expect(events).toEqual([])
  })

  it('[DEP-2] fails on a strategy that nobody knows', () => {
    const { sync, d, actor, api } = rig()
    const strategy = { type: 'BlueGreen' as never }
    sync({ ...d, spec: { ...d.spec, paused: false, strategy } })
    expect(actor.snapshot().queue.failures).toEqual([['default/web', 1]])
    expect(api.list('replicasets', 'default')).toHaveLength(1)
  })

  it('[DEP-3] says that it selects everything, and is observed once', () => {
    const { sync, d, api, events } = rig()
    const all = { ...d, spec: { ...d.spec, selector: {} } }
    expect(sync(all)).toBeUndefined()
    const observed = api.get('deployments', 'default', 'web')
    expect(observed?.status.observedGeneration).toBe(1)
    expect(events).toEqual([
      'Warning SelectingAll: This deployment is selecting all pods. A non-empty selector is required.',
    ])
    const seen = { ...all, status: { observedGeneration: 5 } }
    sync(seen)
    expect(api.get('deployments', 'default', 'web')).toBe(observed)
    expect(events).toHaveLength(2)
  })
})
