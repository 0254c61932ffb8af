import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import { calculateStatus, cleanupDeployment, isScalingEvent, sync, syncStatusOnly } from './sync.ts'
import { scaleReplicaSet, scaleReplicaSetAndRecordEvent } from './scale.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { CONFLICT, START, unitRig } from './unitrig.ts'

const DESIRED = 'deployment.kubernetes.io/desired-replicas'
const MAX = 'deployment.kubernetes.io/max-replicas'

/** A Deployment with its ReplicaSet, both as the first sync has left them. */
function rig(options: Parameters<typeof unitRig>[0] = {}) {
  const rig = unitRig(options)
  getAllReplicaSetsAndSyncRevision(rig.dc, rig.sync(), [], true)
  rig.hear()
  const list = () => [...rig.caches.replicasets.values()]
  const rs = (): ReplicaSet => {
    const [made] = rig.replicaSets()
    if (!made) throw new Error('no ReplicaSet')
    return made
  }
  const clear = (): void => void (rig.events.length = rig.writes.length = rig.decisions.length = 0)
  clear()
  return { ...rig, list, rs, clear }
}

describe('one ReplicaSet is scaled', () => {
  it('[DEP-9] with its annotations, and an Event of where it comes from', () => {
    const { dc, d, rs, events, replicaSets } = rig()
    const result = scaleReplicaSet(dc, d(), rs(), 6)
    expect(result).toEqual({ ok: true, scaled: true, rs: rs() })
    expect(rs().spec.replicas).toBe(6)
    expect(rs().metadata.annotations).toMatchObject({ [DESIRED]: '4', [MAX]: '5' })
    scaleReplicaSet(dc, d(), rs(), 1)
    const { name } = replicaSets()[0]!.metadata
    expect(events).toEqual([
      `Normal ScalingReplicaSet: Scaled up replica set ${name} from 4 to 6`,
      `Normal ScalingReplicaSet: Scaled down replica set ${name} from 6 to 1`,
    ])
  })

  it('[DEP-9] not at all when size and annotations are right', () => {
    const { dc, d, rs, writes } = rig()
    const before = rs()
    expect(scaleReplicaSet(dc, d(), before, 4)).toEqual({ ok: true, scaled: false, rs: before })
    expect(scaleReplicaSetAndRecordEvent(dc, d(), before, 4)).toEqual({ ok: true, scaled: false, rs: before })
    expect(writes).toEqual([])
  })

  it('[DEP-9] in its annotations alone, without a word', () => {
    const { dc, d, rs, edit, writes, events } = rig()
    edit(({ spec }) => ({ spec: { ...spec, replicas: 8 } }))
    writes.length = 0
    const before = rs()
    expect(scaleReplicaSetAndRecordEvent(dc, d(), before, 4)).toEqual({ ok: true, scaled: false, rs: before })
    expect(writes).toEqual([])
    expect(scaleReplicaSet(dc, d(), before, 4)).toEqual({ ok: true, scaled: false, rs: rs() })
    expect(rs().metadata.annotations).toMatchObject({ [DESIRED]: '8', [MAX]: '10' })
    expect([writes.length, events]).toEqual([1, []])
  })

  it('[DEP-9] or not, when that is refused', () => {
    const { dc, d, rs, refuse, events } = rig()
    refuse('update replicasets')
    expect(scaleReplicaSet(dc, d(), rs(), 6)).toEqual({ ok: false, error: CONFLICT })
    expect(events).toEqual([])
  })
})

describe('a Deployment that has been scaled', () => {
  it('[DEP-11] is known by an active ReplicaSet that remembers another size', () => {
    const { dc, sync: s, list, edit, api, rs, hear, refuse } = rig()
    expect(isScalingEvent(dc, s(), list())).toBe(false)
    edit(({ spec }) => ({ spec: { ...spec, replicas: 5 } }))
    expect(isScalingEvent(dc, s(), list())).toBe(true)
    expect(isScalingEvent(dc, s(), [])).toBe(false)
    const { [DESIRED]: _, ...annotations } = rs().metadata.annotations ?? {}
    api.update('replicasets', { ...rs(), metadata: { ...rs().metadata, annotations } })
    hear()
    expect(isScalingEvent(dc, s(), list())).toBe(false)
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 3 } }))
    refuse('update replicasets')
    expect(isScalingEvent(dc, s(), list())).toEqual(CONFLICT)
  })

  it('[DEP-11] is not known by one of no pods', () => {
    const { dc, sync: s, list, edit } = rig({ replicas: 0 })
    edit(({ spec }) => ({ spec: { ...spec, replicas: 5 } }))
    expect(isScalingEvent(dc, s(), list())).toBe(false)
  })

  it('[DEP-12] is scaled, and its status written', () => {
    const { dc, sync: s, list, edit, rs, d } = rig()
    edit(({ spec }) => ({ spec: { ...spec, replicas: 7 } }))
    expect(sync(dc, s(), list())).toBeUndefined()
    expect(rs().spec.replicas).toBe(7)
    expect(d().status.observedGeneration).toBe(2)
  })

  it('[DEP-12] fails when it cannot be scaled, written, or looked at', () => {
    const { dc, sync: s, list, edit, refuse, allow, writes, hear } = rig()
    edit(({ spec }) => ({ spec: { ...spec, replicas: 7 } }))
    writes.length = 0
    refuse('update replicasets')
    expect(sync(dc, s(), list())).toEqual(CONFLICT)
    expect(writes).toEqual([])
    allow()
    refuse('updateStatus deployments')
    expect(sync(dc, s(), list())).toEqual(CONFLICT)
    allow()
    hear()
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 3 } }))
    writes.length = 0
    refuse('update replicasets')
    expect(sync(dc, s(), list())).toEqual(CONFLICT)
    expect(writes).toEqual([])
  })
})

describe('a Deployment that is going', () => {
  it('[DEP-2] has its status written, and no more', () => {
    const { dc, sync: s, list, edit, writes, d, setImage, refuse } = rig()
    setImage('app:v2')
    edit(({ spec }) => ({ spec: { ...spec, replicas: 7 } }))
    writes.length = 0
    expect(syncStatusOnly(dc, s(), list())).toBeUndefined()
    expect(writes).toEqual(['MODIFIED deployments web'])
    expect(d().status).toMatchObject({ observedGeneration: 3 })
    expect(d().status.updatedReplicas).toBeUndefined()
    setImage('app:v1')
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 3 } }))
    refuse('update replicasets')
    expect(syncStatusOnly(dc, s(), list())).toEqual(CONFLICT)
  })
})

describe('the history', () => {
  const revision = (
    name: string,
    number: string,
    { born = 0, ...more }: Record<string, unknown> = {},
  ): ReplicaSet =>
    sketch('replicasets', name, {
      metadata: {
        annotations: { 'deployment.kubernetes.io/revision': number },
        creationTimestamp: `2026-01-05T09:00:0${born as number}Z`,
        generation: 1,
        ...(more['metadata'] as object),
      },
      spec: { replicas: 0, ...(more['spec'] as object) },
      status: { replicas: 0, observedGeneration: 1, ...(more['status'] as object) },
    }) as ReplicaSet

  /** What is deleted of these, in that order. */
  function clean(limit: number | undefined, old: readonly ReplicaSet[], refused?: string) {
    const deleted: string[] = []
    const decisions: unknown[] = []
    const api = {
      delete: (_: string, _namespace: string, name: string, options: object) => {
        const reason = refused && (name === 'b' ? refused : undefined)
        if (reason) return { ok: false, status: { reason, message: 'no' } }
        deleted.push(name)
        expect(options).toEqual({ propagationPolicy: 'Background' })
        return { ok: true }
      },
    }
    const dc = { context: { api, decide: (body: unknown) => decisions.push(body) } } as never
    const d = sketch('deployments', 'web', {
      spec: limit === undefined ? {} : { revisionHistoryLimit: limit },
    }) as Deployment
    return { error: cleanupDeployment(dc, d, old), deleted, decisions }
  }

  const [a, b, c] = [revision('a', '1'), revision('b', '2'), revision('c', '3')]

  it('[DEP-20] keeps as many as the limit, the highest revisions', () => {
    expect(clean(1, [c, a, b])).toEqual({
      error: undefined,
      deleted: ['a', 'b'],
      decisions: [
        {
          kind: 'HistoryCleaned',
          rule: 'DEP-20',
          object: 'Deployment/default/web',
          deployment: 'Deployment/default/web',
          deleted: ['ReplicaSet/default/a', 'ReplicaSet/default/b'],
          limit: 1,
          candidates: 3,
        },
      ],
    })
    expect(clean(0, [c, a, b]).deleted).toEqual(['a', 'b', 'c'])
    expect(clean(3, [c, a, b])).toEqual({ error: undefined, deleted: [], decisions: [] })
    expect(clean(4, [c, a, b]).deleted).toEqual([])
  })

  it('[DEP-20] keeps all without a limit', () => {
    expect(clean(undefined, [a, b]).deleted).toEqual([])
    expect(clean(2_147_483_647, [a, b]).deleted).toEqual([])
  })

  it('[DEP-20] goes by age among equal revisions, and where one is no number', () => {
    const [old, young, none] = [
      revision('x', '2', { born: 1 }),
      revision('w', '2', { born: 2 }),
      revision('z', 'no number', { born: 3 }),
    ]
    expect(clean(0, [none, young, old]).deleted).toEqual(['x', 'w', 'z'])
  })

  it.each<[string, Record<string, unknown>]>([
    ['has pods', { status: { replicas: 1 } }],
    ['is to have pods', { spec: { replicas: 1 } }],
    ['has not been looked at', { metadata: { generation: 2 } }],
    ['has never been looked at', { status: { observedGeneration: undefined } }],
  ])('[DEP-20] keeps what %s, and takes no other instead', (_what, more) => {
    expect(clean(1, [revision('a', '1', more), b, c]).deleted).toEqual(['b'])
    expect(clean(2, [revision('a', '1', more), b, c]).deleted).toEqual([])
  })

  it('[DEP-20] does not count what is going already', () => {
    expect(clean(1, [revision('a', '1', { metadata: STOPPING }), b, c]).deleted).toEqual(['b'])
  })

  it('[DEP-20] stops at a refusal, and minds nothing that is gone', () => {
    const refusedAt = clean(0, [a, b, c], 'Conflict')
    expect(refusedAt).toMatchObject({ error: { reason: 'Conflict', message: 'no' }, deleted: ['a'] })
    expect(refusedAt.decisions).toMatchObject([{ deleted: ['ReplicaSet/default/a'] }])
    expect(clean(0, [a, b, c], 'NotFound')).toMatchObject({ error: undefined, deleted: ['a', 'c'] })
  })

  it('[DEP-12] [DEP-20] is cleaned while the Deployment is paused, unless it is to be rolled back', () => {
    const paused = (annotations: Record<string, string>) => {
      const all = rig({ spec: { revisionHistoryLimit: 0 } })
      const { api, rs, setImage, edit, hear, clear } = all
      api.updateStatus('replicasets', { ...rs(), status: { replicas: 0, observedGeneration: 1 } })
      const small = api.update('replicasets', { ...rs(), spec: { ...rs().spec, replicas: 0 } })
      if (!small.ok) throw new Error(small.status.message)
      api.updateStatus('replicasets', { ...small.object, status: { replicas: 0, observedGeneration: 2 } })
      setImage('app:v2')
      edit(({ metadata, spec }) => ({
        metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
        spec: { ...spec, replicas: 0, paused: true },
      }))
      hear()
      clear()
      return all
    }
    const one = paused({})
    one.refuse('delete replicasets')
    expect(sync(one.dc, one.sync(), one.list())).toEqual(CONFLICT)
    one.allow()
    expect(sync(one.dc, one.sync(), one.list())).toBeUndefined()
    expect(one.replicaSets()).toEqual([])
    const two = paused({ 'deprecated.deployment.rollback.to': '1' })
    expect(sync(two.dc, two.sync(), two.list())).toBeUndefined()
    expect(two.replicaSets()).toHaveLength(1)
    const three = paused({})
    three.edit(({ spec }) => ({ spec: { ...spec, paused: false } }))
    expect(sync(three.dc, three.sync(), three.list())).toBeUndefined()
    expect(three.replicaSets()).toHaveLength(1)
  })
})

describe('the status', () => {
  it('[DEP-16] leaves out what is not known or zero', () => {
    const { d } = rig({ replicas: 0 })
    const status = calculateStatus(d(), [], undefined, START)
    expect(Object.keys(status).toSorted()).toEqual([
      'conditions',
      'observedGeneration',
      'terminatingReplicas',
    ])
    const silent = sketch('replicasets', 'a', {
      spec: { replicas: 0 },
      status: { observedGeneration: 1 },
    }) as ReplicaSet
    expect(calculateStatus(d(), [silent], undefined, START)).not.toHaveProperty('terminatingReplicas')
    const counted = { ...d(), status: { ...d().status, collisionCount: 2 } }
    expect(calculateStatus(counted, [], undefined, START).collisionCount).toBe(2)
  })
})
