import { describe, expect, it } from 'vitest'
import { SECOND } from '../../time.ts'
import { createNewsRig, ownedBy, sketch, STOPPING, type Sketch } from '../newsrig.ts'
import { REPLICA_SETS, REPLICATION_CONTROLLERS } from './kinds.ts'
import { replicaSetController } from './replicasetcontroller.ts'

const selecting = (app: string, spec: object = {}): Sketch => ({
  spec: {
    replicas: 0,
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } } },
    ...spec,
  },
})

const front = sketch('replicasets', 'front', selecting('front'))
const back = sketch('replicasets', 'back', selecting('back', { minReadySeconds: 7 }))
const away = sketch('replicasets', 'away', { ...selecting('front'), metadata: { namespace: 'other' } })

function rig(kind = REPLICA_SETS) {
  const rig = createNewsRig((manager) => replicaSetController(kind, manager))
  for (const rs of [front, back, away]) rig.hold('replicasets', rs)
  return rig
}

const pod = (app: string, owner?: object, ready = false) =>
  sketch('pods', 'a', {
    metadata: { labels: { app }, ...owner },
    status: ready ? { conditions: [{ type: 'Ready', status: 'True' }] } : {},
  })

const FRONT = 'default/front'
const BACK = 'default/back'

describe('what wakes a ReplicaSet', () => {
  it('[RS-1] itself: new, changed, gone', () => {
    const { tell } = rig()
    expect(tell('ADDED', 'replicasets', front)).toEqual([FRONT])
    expect(tell('MODIFIED', 'replicasets', front, front)).toEqual([FRONT])
    expect(tell('DELETED', 'replicasets', front)).toEqual([FRONT])
  })

  it('[RS-1] its own pods: new, changed, being deleted, gone', () => {
    const { tell } = rig()
    const own = pod('front', ownedBy(front))
    const stopping = { ...own, metadata: { ...own.metadata, ...STOPPING } }
    expect(tell('ADDED', 'pods', own)).toEqual([FRONT])
    expect(tell('MODIFIED', 'pods', { ...own }, own)).toEqual([FRONT])
    expect(tell('MODIFIED', 'pods', stopping, own)).toEqual([FRONT])
    expect(tell('DELETED', 'pods', stopping)).toEqual([FRONT])
    expect(tell('ADDED', 'pods', stopping)).toEqual([FRONT])
  })

  it('[RS-1] not by pods of what has its name but not its uid, its kind or its namespace', () => {
    const { tell } = rig()
    const reborn = sketch('replicasets', 'front', { metadata: { uid: 'before' } })
    const otherKind = sketch('replicationcontrollers', 'front')
    const elsewhere = pod('x', ownedBy(front))
    for (const owner of [reborn, otherKind]) {
      const own = pod('front', ownedBy(owner))
      expect(tell('ADDED', 'pods', own)).toEqual([])
      expect(tell('MODIFIED', 'pods', own, own)).toEqual([])
      expect(tell('DELETED', 'pods', own)).toEqual([])
    }
    const moved = { ...elsewhere, metadata: { ...elsewhere.metadata, namespace: 'third' } }
    expect(tell('ADDED', 'pods', moved)).toEqual([])
  })

  it('[RS-1] by an orphan that matches: new, given other labels, or let go', () => {
    const { tell } = rig()
    const orphan = pod('front')
    expect(tell('ADDED', 'pods', orphan)).toEqual([FRONT])
    expect(tell('MODIFIED', 'pods', { ...orphan, status: {} } as never, orphan)).toEqual([])
    expect(tell('MODIFIED', 'pods', pod('back'), orphan)).toEqual([BACK])
    expect(tell('MODIFIED', 'pods', pod('nobody'), orphan)).toEqual([])
    expect(tell('DELETED', 'pods', orphan)).toEqual([])
  })

  it('[RS-1] both, when a pod changes hands; the old one, when it lets go', () => {
    const { tell } = rig()
    const [was, is] = [pod('front', ownedBy(front)), pod('front', ownedBy(back))]
    expect(tell('MODIFIED', 'pods', is, was)).toEqual([FRONT, BACK])
    const free = { ...was, metadata: { ...was.metadata, ownerReferences: [] } }
    expect(tell('MODIFIED', 'pods', free, is)).toEqual([BACK, FRONT])
    expect(tell('MODIFIED', 'pods', is, free)).toEqual([BACK])
  })

  it('[RS-10] again minReadySeconds after a pod has become ready, and only then', () => {
    const { tell, later } = rig()
    const [not, ready] = [pod('back', ownedBy(back)), pod('back', ownedBy(back), true)]
    const change = (to: typeof not, from: typeof not) => {
      const fresh = rig()
      fresh.actor.onNews?.({
        type: 'MODIFIED',
        resource: 'pods',
        object: to as never,
        previous: from as never,
      })
      return fresh.later()
    }
    expect(change(ready, not)).toEqual([[BACK, 7 * SECOND]])
    expect(change(ready, ready)).toEqual([])
    expect(change(not, ready)).toEqual([])
    expect(change(not, not)).toEqual([])
    const quick = pod('front', ownedBy(front), true)
    expect(change(quick, pod('front', ownedBy(front)))).toEqual([])
    expect(tell('MODIFIED', 'pods', ready, not)).toEqual([BACK])
    expect(later()).toEqual([])
  })

  it('[RS-1] is of its kind: what wakes a ReplicationController', () => {
    const { tell, hold, actor } = rig(REPLICATION_CONTROLLERS)
    const old = sketch('replicationcontrollers', 'old', { spec: { replicas: 0, selector: { app: 'old' } } })
    hold('replicationcontrollers', old)
    expect(actor.watches).toEqual(['replicationcontrollers', 'pods'])
    expect(actor.component).toBe('replication-controller')
    expect(rig().actor.watches).toEqual(['replicasets', 'pods'])
    expect(rig().actor.component).toBe('replicaset-controller')
    expect(tell('ADDED', 'pods', pod('old', ownedBy(old)))).toEqual(['default/old'])
    expect(tell('ADDED', 'pods', pod('old'))).toEqual(['default/old'])
    expect(tell('ADDED', 'pods', pod('front', ownedBy(front)))).toEqual([])
  })
})
