import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import { createNewsRig, STOPPING } from '../newsrig.ts'
import { REPLICA_SETS } from './kinds.ts'
import { replicaSetController } from './replicasetcontroller.ts'

const POD = { containers: [{ name: 'app', image: 'app:v1' }] }
const ONE = { metadata: { labels: { app: 'front' } }, spec: POD }

/** A ReplicaSet of one, and a pod that it selects and nobody owns. */
function rig() {
  const rig = createNewsRig((manager) => replicaSetController(REPLICA_SETS, manager))
  const make = () =>
    rig.api.create('replicasets', 'default', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'front', labels: { app: 'front' } },
      spec: { replicas: 1, selector: { matchLabels: { app: 'front' } }, template: ONE },
    })
  const made = make()
  const pod = rig.api.create('pods', 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'orphan', labels: { app: 'front' } },
    spec: POD,
  })
  if (!made.ok || !pod.ok) throw new Error('not made')
  const sync = (rs: ReplicaSet = made.object) => {
    rig.caches.replicasets.apply('ADDED', rs as never)
    for (const one of rig.api.list('pods', 'default')) {
      rig.caches.pods.apply('ADDED', one)
      rig.actor.onNews?.({ type: 'ADDED', resource: 'pods', object: one })
    }
    rig.actor.onNews?.({ type: 'ADDED', resource: 'replicasets', object: rs as never })
    rig.work()
    return rig.api.get('pods', 'default', 'orphan')?.metadata.ownerReferences?.map(({ uid }) => uid)
  }
  return { ...rig, rs: made.object, make, sync }
}

describe('a ReplicaSet and a pod of nobody', () => {
  it('[RS-3] adopts it, and makes no other', () => {
    const { sync, rs, api } = rig()
    expect(sync()).toEqual([rs.metadata.uid])
    expect(api.list('pods', 'default')).toHaveLength(1)
  })

  it('[RS-3] leaves it when it is going, or finds itself gone, replaced or going', () => {
    const stopping = rig()
    expect(
      stopping.sync({ ...stopping.rs, metadata: { ...stopping.rs.metadata, ...STOPPING } }),
    ).toBeUndefined()
    const gone = rig()
    gone.api.delete('replicasets', 'default', 'front')
    expect(gone.sync()).toBeUndefined()
    const replaced = rig()
    replaced.api.delete('replicasets', 'default', 'front')
    replaced.make()
    expect(replaced.sync()).toBeUndefined()
    const going = rig()
    going.api.delete('replicasets', 'default', 'front', { propagationPolicy: 'Foreground' })
    expect(going.sync()).toBeUndefined()
  })
})
