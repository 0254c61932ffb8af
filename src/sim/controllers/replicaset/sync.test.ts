import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import { SECOND } from '../../time.ts'
import { createNewsRig, ownedBy, STOPPING } from '../newsrig.ts'
import { REPLICA_SETS } from './kinds.ts'
import { manageReplicas } from './managereplicas.ts'
import { replicaSetController } from './replicasetcontroller.ts'
import { front, podOf, unitRig } from './unitrig.ts'

const SPEC = { containers: [{ name: 'app', image: 'app:v1' }] }
const FRONT = 'default/front'
const NEVER = 1000

/** A ReplicaSet of `replicas` in the API, and in the caches when a test shows it. */
function rig(replicas: number, minReadySeconds = 0) {
  const rig = createNewsRig((manager) => replicaSetController(REPLICA_SETS, manager))
  const { api, actor, caches } = rig
  const make = (): ReplicaSet => {
    const template = { metadata: { labels: { app: 'front' } }, spec: SPEC }
    const made = api.create('replicasets', 'default', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'front' },
      spec: { replicas, minReadySeconds, selector: { matchLabels: { app: 'front' } }, template },
    })
    if (!made.ok) throw new Error(made.status.message)
    return made.object
  }
  const rs = make()
  const writes: string[] = []
  api.onChange(({ type, resource, object }) => {
    if (resource === 'pods') writes.push(`${type} ${object.metadata.name}`)
  })
  return {
    ...rig,
    rs,
    make,
    writes,
    /** A pod that the controller sees; without an owner an orphan. */
    pod(name: string, owner?: ReplicaSet, labels: object = { app: 'front' }) {
      const metadata = { name, labels, ...(owner && ownedBy(owner)) }
      const made = api.create('pods', 'default', { apiVersion: 'v1', kind: 'Pod', metadata, spec: SPEC })
      if (!made.ok) throw new Error(made.status.message)
      caches.pods.apply('ADDED', made.object)
      writes.length = 0
      return made.object
    },
    /** One sync of the ReplicaSet as the controller sees it. */
    sync(seen: ReplicaSet = rs) {
      caches.replicasets.apply('ADDED', seen)
      actor.onNews?.({ type: 'ADDED', resource: 'replicasets', object: seen })
      rig.work()
    },
    pods: () => api.list('pods', 'default').length,
    failures: () => actor.snapshot().queue.failures,
  }
}

const going = (rs: ReplicaSet): ReplicaSet => ({ ...rs, metadata: { ...rs.metadata, ...STOPPING } })

describe('a ReplicaSet that is being deleted', () => {
  it('[RS-2] creates no pods and deletes none', () => {
    const few = rig(2)
    few.sync(going(few.rs))
    expect(few.pods()).toBe(0)
    const many = rig(0)
    many.pod('a', many.rs)
    many.sync(going(many.rs))
    expect(many.pods()).toBe(1)
  })

  it('[RS-8] still counts them', () => {
    const { pod, rs, sync, api } = rig(1)
    pod('a', rs)
    sync(going(rs))
    expect(api.get('replicasets', 'default', 'front')?.status.replicas).toBe(1)
  })

  it('[RS-3] releases none', () => {
    const { pod, rs, sync, api } = rig(1)
    pod('a', rs, { app: 'other' })
    sync(going(rs))
    expect(api.get('pods', 'default', 'a')?.metadata.ownerReferences).toHaveLength(1)
  })
})

describe('claiming pods', () => {
  it('[RS-3] releases and adopts by name', () => {
    const { pod, rs, sync, writes } = rig(2)
    for (const name of ['n', 'm']) pod(name, rs, { app: 'other' })
    for (const name of ['b', 'a']) pod(name)
    sync()
    expect(writes).toEqual(['m', 'n', 'a', 'b'].map((name) => `MODIFIED ${name}`))
  })

  it('[RS-10] what it adopts is available without minReadySeconds, whatever its stamp', () => {
    const { pod, sync, api, caches } = rig(1)
    const orphan = pod('a')
    const ready = { type: 'Ready', status: 'True' as const }
    caches.pods.apply('MODIFIED', { ...orphan, status: { ...orphan.status, conditions: [ready] } })
    sync()
    expect(api.get('replicasets', 'default', 'front')?.status.availableReplicas).toBe(1)
  })

  it('[RS-3] what it adopts may be too many, and goes in the same sync', () => {
    const { pod, rs, sync, events } = rig(0)
    pod('b', rs)
    for (const name of ['c', 'a']) pod(name)
    sync()
    expect(events).toEqual(['a', 'b', 'c'].map((name) => `Normal SuccessfulDelete: Deleted pod: ${name}`))
  })
})

describe('which pod goes', () => {
  it('[RS-7] goes by ages on the clock of the cluster', () => {
    const { rsc, caches, clock, writes } = unitRig()
    clock.now = 40 * SECOND
    const pods = [
      podOf('older', { readyAt: '2026-01-05T09:00:00Z' }),
      podOf('younger', { readyAt: '2026-01-05T09:00:38Z' }),
    ]
    for (const one of pods) caches.pods.apply('ADDED', one)
    manageReplicas(rsc, front(1), FRONT, 2, () => pods)
    expect(writes).toEqual(['delete younger'])
  })
})

describe('a status that is refused', () => {
  it('[RS-8] fails the sync, which is tried again', () => {
    const { pod, rs, sync, refuse, failures } = rig(1)
    pod('a', rs)
    refuse('updateStatus replicasets', { reason: 'Conflict' })
    sync()
    expect(failures()).toEqual([[FRONT, 1]])
    refuse('updateStatus replicasets')
    sync()
    expect(failures()).toEqual([])
  })
})

describe('what it awaits', () => {
  it('[RS-2] goes with it: one of its name begins anew', () => {
    const { sync, tell, rs, api, make, pods } = rig(2)
    sync()
    sync()
    expect(pods()).toBe(2)
    tell('DELETED', 'replicasets', rs)
    api.delete('replicasets', 'default', 'front')
    sync(make())
    expect(pods()).toBe(4)
  })

  it('[RS-2] is kept when the cluster is saved and restored', () => {
    const { sync, actor, pods } = rig(2)
    sync()
    const saved = actor.snapshot()
    actor.restore({ ...saved, extra: { expectations: [], toldWaiting: [] } })
    sync()
    expect(pods()).toBe(4)
    actor.restore(saved)
    sync()
    expect(pods()).toBe(4)
  })
})

describe('what it remembers', () => {
  const READY = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-05T09:00:00Z' } as const

  it('[RS-10] of waits that it has told is saved and restored', () => {
    const { pod, rs, sync, actor, caches, decisions } = rig(1, NEVER)
    const a = pod('a', rs)
    caches.pods.apply('MODIFIED', { ...a, status: { ...a.status, conditions: [READY] } })
    const early = actor.snapshot()
    const told = () => decisions.filter(({ kind }) => kind === 'PodNotYetAvailable').length
    sync()
    expect(told()).toBe(1)
    const late = actor.snapshot()
    actor.restore(early)
    sync()
    expect(told()).toBe(2)
    actor.restore(early)
    actor.restore(late)
    sync()
    expect(told()).toBe(2)
  })

  it('[RS-8] of pods is counted again once the caches are restored', () => {
    const { pod, rs, sync, actor, caches, api } = rig(1)
    const early = actor.snapshot()
    const a = pod('a', rs)
    sync()
    caches.pods.restore([])
    actor.restore(early)
    sync({ ...rs, spec: { ...rs.spec, replicas: 0 } })
    expect(api.get('pods', 'default', a.metadata.name)).toBeDefined()
  })
})
