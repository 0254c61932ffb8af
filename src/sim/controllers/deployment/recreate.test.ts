import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import type { Pod } from '../../api/types/pod.ts'
import { sketch } from '../newsrig.ts'
import { oldPodsRunning, rolloutRecreate } from './recreate.ts'
import { CONFLICT, unitRig } from './unitrig.ts'

const about = { object: 'Deployment/default/web', deployment: 'Deployment/default/web' }
const STRATEGY = { strategy: { type: 'Recreate' } }

/** A Deployment of version 1, whose ReplicaSet runs two pods, and version 2 wanted. */
function rig(spec: object = {}) {
  const rig = unitRig({ replicas: 2, spec: { ...STRATEGY, ...spec } })
  const step = (pods: Record<string, Pod[]> = {}) => {
    rig.hear()
    const heard = [...rig.caches.replicasets.values()]
    return rolloutRecreate(rig.dc, rig.sync(), heard, new Map(Object.entries(pods)))
  }
  const status = (rs: ReplicaSet, counts: object): void => {
    const observedGeneration = rs.metadata.generation ?? 0
    const set = rig.api.updateStatus('replicasets', {
      ...rs,
      status: { ...rs.status, ...counts, observedGeneration },
    } as ReplicaSet)
    if (!set.ok) throw new Error(set.status.message)
  }
  step()
  const [first] = rig.replicaSets()
  if (!first) throw new Error('no ReplicaSet')
  status(first, { replicas: 2, readyReplicas: 2, availableReplicas: 2 })
  step()
  rig.pass(1)
  rig.setImage('app:v2')
  const old = () => rig.replicaSets().find(({ metadata }) => metadata.uid === first.metadata.uid)
  const fresh = () => rig.replicaSets().find(({ metadata }) => metadata.uid !== first.metadata.uid)
  const clear = (): void => void (rig.events.length = rig.writes.length = rig.decisions.length = 0)
  clear()
  return { ...rig, step, status, old, fresh, clear, first }
}

const podsOf = (...phases: string[]): Pod[] =>
  phases.map((phase, i) => sketch('pods', `pod-${i}`, { status: { phase } }) as Pod)

describe('a recreation', () => {
  it('[DEP-21] takes all old pods down first, and writes how it stands', () => {
    const { step, old, fresh, first, decisions, events, writes } = rig()
    expect(step()).toBeUndefined()
    expect(old()?.spec.replicas).toBe(0)
    expect(fresh()).toBeUndefined()
    const replicaSet = `ReplicaSet/default/${first.metadata.name}`
    expect(decisions).toEqual([
      { ...about, kind: 'RecreateScaledDown', rule: 'DEP-21', replicaSet, from: 2, to: 0 },
    ])
    expect(events).toEqual([
      `Normal ScalingReplicaSet: Scaled down replica set ${first.metadata.name} from 2 to 0`,
    ])
    expect(writes.at(-1)).toBe('MODIFIED deployments web')
  })

  it('[DEP-21] waits for the pods that its old ReplicaSets count, and says so once', () => {
    const { step, fresh, decisions, clear, d } = rig()
    step()
    clear()
    expect(step()).toBeUndefined()
    step()
    expect(decisions.filter(({ kind }) => kind !== 'DeadlineChecked')).toEqual([
      { ...about, kind: 'RecreateWaits', rule: 'DEP-21', oldPods: 2 },
    ])
    expect(fresh()).toBeUndefined()
    expect(d().status.updatedReplicas ?? 0).toBe(0)
  })

  it('[DEP-21] makes the new ones when the last is gone', () => {
    const { step, status, old, fresh, decisions, clear } = rig()
    step()
    status(old()!, { replicas: 0, readyReplicas: 0, availableReplicas: 0 })
    clear()
    expect(step({ [old()!.metadata.uid]: podsOf('Running') })).toBeUndefined()
    expect(fresh()).toBeUndefined()
    clear()
    // Its second write of the status comes too late, and is done by the retry.
    expect(step({ [old()!.metadata.uid]: podsOf('Failed', 'Succeeded') })).toMatchObject({
      reason: 'Conflict',
    })
    expect(fresh()?.spec.replicas).toBe(2)
    expect(decisions).toMatchObject([{ kind: 'NewReplicaSetCreated', replicas: 2 }])
    expect(step()).toBeUndefined()
  })

  it('[DEP-21] gives the new one its size again, and creates it once', () => {
    const { step, status, old, fresh, api, replicaSets, clear, writes } = rig()
    step()
    status(old()!, { replicas: 0, readyReplicas: 0, availableReplicas: 0 })
    step()
    api.update('replicasets', { ...fresh()!, spec: { ...fresh()!.spec, replicas: 1 } })
    clear()
    expect(step()).toBeUndefined()
    expect(fresh()?.spec.replicas).toBe(2)
    expect(replicaSets()).toHaveLength(2)
    expect(writes.filter((write) => write.includes('replicasets'))).toHaveLength(1)
  })

  it('[DEP-20] [DEP-21] cleans the history when it is complete, not before', () => {
    const { step, status, old, fresh, edit, replicaSets, decisions } = rig()
    step()
    status(old()!, { replicas: 0, readyReplicas: 0, availableReplicas: 0 })
    step()
    edit(({ spec }) => ({ spec: { ...spec, revisionHistoryLimit: 0 } }))
    step()
    expect(replicaSets()).toHaveLength(2)
    status(fresh()!, { replicas: 2, readyReplicas: 2, availableReplicas: 2 })
    step()
    expect(replicaSets()).toHaveLength(2)
    step()
    expect(replicaSets()).toEqual([fresh()])
    expect(decisions.at(-1)).toMatchObject({ kind: 'HistoryCleaned' })
  })

  it('[DEP-21] stops at the first write that is refused', () => {
    const { step, status, old, fresh, refuse, allow, decisions, edit, writes, clear } = rig()
    refuse('update replicasets')
    expect(step()).toEqual(CONFLICT)
    expect([decisions, writes]).toEqual([[], []])
    allow()
    step()
    status(old()!, { replicas: 0, readyReplicas: 0, availableReplicas: 0 })
    refuse('create replicasets', { reason: 'Forbidden', message: 'no room' })
    expect(step()).toEqual({ reason: 'Forbidden', message: 'no room' })
    allow()
    step()
    edit(({ spec }) => ({ spec: { ...spec, replicas: 3 } }))
    refuse('update replicasets')
    clear()
    expect(step()).toEqual(CONFLICT)
    expect(writes).toEqual([])
    allow()
    step()
    status(fresh()!, { replicas: 3, readyReplicas: 3, availableReplicas: 3 })
    while (step()) continue
    edit(({ spec }) => ({ spec: { ...spec, revisionHistoryLimit: 0 } }))
    refuse('delete replicasets')
    step()
    clear()
    expect(step()).toEqual(CONFLICT)
    expect(writes).toEqual([])
  })

  it('[DEP-21] fails with what is found out before', () => {
    const { step, refuse, setImage, edit, decisions } = rig()
    setImage('app:v1')
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 3 } }))
    refuse('update replicasets')
    expect(step()).toEqual(CONFLICT)
    expect(decisions).toEqual([])
  })
})

describe('old pods that are still about', () => {
  const replicaSet = (uid: string, replicas: number): ReplicaSet =>
    sketch('replicasets', uid, { status: { replicas } }) as ReplicaSet

  it('[DEP-21] are those of other ReplicaSets that have not ended, or as many as these count', () => {
    const pods = new Map([
      ['old', podsOf('Running', 'Pending', 'Failed', 'Succeeded')],
      ['new', podsOf('Running', 'Running', 'Running')],
    ])
    expect(oldPodsRunning(replicaSet('new', 3), [replicaSet('old', 0)], pods)).toBe(2)
    expect(oldPodsRunning(undefined, [replicaSet('old', 0)], pods)).toBe(5)
    expect(oldPodsRunning(replicaSet('new', 3), [replicaSet('old', 2), replicaSet('older', 4)], pods)).toBe(6)
    expect(oldPodsRunning(undefined, [], new Map())).toBe(0)
  })
})
