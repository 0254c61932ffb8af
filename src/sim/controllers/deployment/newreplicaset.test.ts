import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import { sketch } from '../newsrig.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { CONFLICT, REVISION, START, unitRig } from './unitrig.ts'

const HISTORY = 'deployment.kubernetes.io/revision-history'
const about = { object: 'Deployment/default/web', deployment: 'Deployment/default/web' }
const NO_DEADLINE = { progressDeadlineSeconds: 2_147_483_647 }

/** The first step of a sync, with the ReplicaSets that the cache has heard of. */
function rig(options: Parameters<typeof unitRig>[0] = {}) {
  const rig = unitRig(options)
  const step = (
    createIfNotExisted = true,
    heard: readonly ReplicaSet[] = [...rig.caches.replicasets.values()],
  ) => {
    const s = rig.sync()
    return { s, found: getAllReplicaSetsAndSyncRevision(rig.dc, s, heard, createIfNotExisted) }
  }
  /** The ReplicaSet of the present template: created, heard of, and all about it settled. */
  const settled = (): ReplicaSet => {
    step()
    rig.hear()
    const [made] = rig.replicaSets()
    if (!made) throw new Error('no ReplicaSet')
    rig.writes.length = 0
    rig.decisions.length = 0
    rig.events.length = 0
    return made
  }
  return { ...rig, step, settled }
}

describe('creating the new ReplicaSet', () => {
  it('[DEP-7] posts it with all that it needs, and notes it in the Deployment', () => {
    const annotations = { note: 'mine', 'kubectl.kubernetes.io/last-applied-configuration': '{}' }
    const { step, replicaSets, d, decisions, events, condition, writes } = rig({
      annotations,
      spec: { minReadySeconds: 5 },
    })
    const { s, found } = step()
    const [made] = replicaSets()
    const hash = made?.metadata.labels?.['pod-template-hash'] ?? ''
    expect(hash).toMatch(/^[a-z0-9]{5,10}$/)
    expect(found).toEqual({ ok: true, sets: { newRS: made, oldRSs: [], allRSs: [made] } })
    expect(made).toMatchObject({
      metadata: {
        name: `web-${hash}`,
        namespace: 'default',
        labels: { app: 'web', 'pod-template-hash': hash },
        annotations: {
          note: 'mine',
          [REVISION]: '1',
          'deployment.kubernetes.io/desired-replicas': '4',
          'deployment.kubernetes.io/max-replicas': '5',
        },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'web',
            uid: d().metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        replicas: 4,
        minReadySeconds: 5,
        selector: { matchLabels: { app: 'web', 'pod-template-hash': hash } },
        template: {
          metadata: { labels: { app: 'web', 'pod-template-hash': hash } },
          spec: { containers: [{ name: 'app', image: 'app:v1' }] },
        },
      },
    })
    expect(Object.keys(made?.metadata.annotations ?? {})).toHaveLength(4)
    expect(writes).toEqual([`ADDED replicasets web-${hash}`, 'MODIFIED deployments web'])
    expect(d().metadata.annotations?.[REVISION]).toBe('1')
    expect(d().metadata.generation).toBe(1)
    expect(condition('Progressing')).toEqual({
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set "web-${hash}"`,
      lastUpdateTime: START,
      lastTransitionTime: START,
    })
    expect(s.d.status.conditions).toEqual(d().status.conditions)
    expect(events).toEqual([`Normal ScalingReplicaSet: Scaled up replica set web-${hash} from 0 to 4`])
    expect(decisions).toEqual([
      {
        ...about,
        kind: 'NewReplicaSetCreated',
        rule: 'DEP-7',
        replicaSet: `ReplicaSet/default/web-${hash}`,
        hash,
        revision: 1,
        replicas: 4,
        numbers: expect.objectContaining({ desired: 4, newSpec: 4, oldSpec: 0 }) as unknown,
      },
    ])
  })

  it('[DEP-7] leaves out what is zero, and says nothing of a size of none', () => {
    const { step, replicaSets, events, decisions } = rig({ replicas: 0 })
    step()
    expect(replicaSets()[0]?.spec).not.toHaveProperty('minReadySeconds')
    expect(replicaSets()[0]?.spec.replicas).toBe(0)
    expect(events).toEqual([])
    expect(decisions).toMatchObject([{ kind: 'NewReplicaSetCreated', replicas: 0 }])
  })

  it('[DEP-7] has no numbers of a rolling update when it is none', () => {
    const { step, decisions } = rig({ spec: { strategy: { type: 'Recreate' } } })
    step()
    expect(decisions).toMatchObject([{ replicas: 4, numbers: null }])
  })

  it('[DEP-7] sets no condition without a deadline, but the revision', () => {
    const { step, d, condition } = rig({ spec: NO_DEADLINE })
    step()
    expect(condition('Progressing')).toBeUndefined()
    expect(d().metadata.annotations?.[REVISION]).toBe('1')
  })

  it('[DEP-7] is only done when it is asked for', () => {
    const { step, writes } = rig()
    expect(step(false).found).toEqual({ ok: true, sets: { newRS: undefined, oldRSs: [], allRSs: [] } })
    expect(writes).toEqual([])
  })

  it('[DEP-7] counts on from the old ones, which stay oldest first, and gets what they leave', () => {
    const { settled, setImage, step, replicaSets, d } = rig({ limits: { maxSurge: 1, maxUnavailable: 0 } })
    const first = settled()
    setImage('app:v2')
    const { found } = step()
    const second = replicaSets().find(({ metadata }) => metadata.uid !== first.metadata.uid)
    expect(second?.metadata.annotations?.[REVISION]).toBe('2')
    expect(second?.spec.replicas).toBe(1)
    expect(found).toEqual({ ok: true, sets: { newRS: second, oldRSs: [first], allRSs: [first, second] } })
    expect(d().metadata.annotations?.[REVISION]).toBe('2')
  })

  it('[DEP-7] fails when the status cannot be written', () => {
    const { step, refuse, decisions } = rig()
    refuse('updateStatus deployments')
    expect(step().found).toEqual({ ok: false, error: CONFLICT })
    expect(decisions).toHaveLength(1)
  })

  it('[DEP-7] fails before anything is written when its size cannot be told', () => {
    const { dc, sync, writes } = rig()
    const { d } = sync()
    const rollingUpdate = { maxSurge: 'x', maxUnavailable: 0 }
    const broken = { ...d, spec: { ...d.spec, strategy: { type: 'RollingUpdate' as const, rollingUpdate } } }
    const old = sketch('replicasets', 'old', { spec: { replicas: 1, template: { spec: {} } } }) as ReplicaSet
    const found = getAllReplicaSetsAndSyncRevision(dc, { d: broken }, [old], true)
    expect(found).toEqual({
      ok: false,
      error: {
        reason: '',
        message: 'invalid value for IntOrString: invalid type: string is not a percentage',
      },
    })
    expect(writes).toEqual([])
  })
})

describe('a creation that is refused', () => {
  const QUOTA = { reason: 'Forbidden', message: 'exceeded quota: few' }

  it('[DEP-8] is told in condition and Event, and fails', () => {
    const { step, refuse, condition, events, decisions, d } = rig()
    refuse('create replicasets', QUOTA)
    expect(step().found).toEqual({ ok: false, error: QUOTA })
    expect(condition('Progressing')).toMatchObject({ status: 'False', reason: 'ReplicaSetCreateError' })
    const message = condition('Progressing')?.message ?? ''
    expect(message).toMatch(/^Failed to create new replica set "web-[a-z0-9]+": exceeded quota: few$/)
    expect(events).toEqual([`Warning ReplicaSetCreateError: ${message}`])
    expect(decisions).toEqual([])
    expect(d().metadata.annotations?.[REVISION]).toBeUndefined()
  })

  it('[DEP-8] is told in the Event alone without a deadline', () => {
    const { step, refuse, condition, events, writes } = rig({ spec: NO_DEADLINE })
    refuse('create replicasets', QUOTA)
    expect(step().found.ok).toBe(false)
    expect(condition('Progressing')).toBeUndefined()
    expect(writes).toEqual([])
    expect(events).toHaveLength(1)
  })

  it('[DEP-8] stays the error when the condition cannot be written either', () => {
    const { step, refuse, events } = rig()
    refuse('create replicasets', QUOTA)
    refuse('updateStatus deployments')
    expect(step().found).toEqual({ ok: false, error: QUOTA })
    expect(events).toHaveLength(1)
  })

  it('[DEP-8] is not worth a word in a namespace that is going', () => {
    const { step, refuse, condition, events, writes } = rig()
    refuse('create replicasets', { ...QUOTA, cause: 'NamespaceTerminating' })
    expect(step().found).toEqual({ ok: false, error: QUOTA })
    expect(condition('Progressing')).toBeUndefined()
    expect([events, writes]).toEqual([[], []])
  })
})

describe('a ReplicaSet that is there already', () => {
  it('[DEP-8] is looked for again when the cache has not heard of it', () => {
    const { step, replicaSets, d } = rig()
    step()
    const [made] = replicaSets()
    expect(step().found).toEqual({
      ok: false,
      error: { reason: 'NotFound', message: `replicasets.apps "${made?.metadata.name}" not found` },
    })
    expect(d().status.collisionCount).toBeUndefined()
  })

  it('[DEP-8] is taken when it is the own one of this template, without a word of its creation', () => {
    const { settled, step, events, decisions, condition, d, pass } = rig()
    const made = settled()
    pass(5)
    const { s, found } = step(true, [])
    expect(found).toEqual({ ok: true, sets: { newRS: made, oldRSs: [], allRSs: [made] } })
    expect([events, decisions]).toEqual([[], []])
    expect(condition('Progressing')?.lastUpdateTime).toBe(START)
    expect(s.d).toBe(d())
  })

  it('[DEP-8] brings its revision into the Deployment, which is all that is written', () => {
    const { settled, step, edit, writes, d } = rig()
    settled()
    edit(({ metadata }) => ({ metadata: { ...metadata, annotations: {} } }))
    writes.length = 0
    expect(step(true, []).found.ok).toBe(true)
    expect(d().metadata.annotations?.[REVISION]).toBe('1')
    expect(writes).toEqual(['MODIFIED deployments web'])
  })

  it.each<[string, (made: ReplicaSet) => object]>([
    ['of nobody', ({ metadata }) => ({ metadata: { ...metadata, ownerReferences: [] } })],
    [
      'of another Deployment',
      ({ metadata }) => ({
        metadata: {
          ...metadata,
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'other', controller: true },
          ],
        },
      }),
    ],
    [
      'of another template',
      ({ spec }) => {
        const containers = [{ name: 'app', image: 'app:v9' }]
        return { spec: { ...spec, template: { ...spec.template, spec: { containers } } } }
      },
    ],
  ])('[DEP-8] is a collision when it is one %s', (_whose, change) => {
    const { settled, caches, step, d, decisions, replicaSets } = rig()
    const made = settled()
    caches.replicasets.apply('MODIFIED', { ...made, ...change(made) } as ReplicaSet)
    const { s, found } = step(true, [])
    expect(found).toMatchObject({ ok: false, error: { reason: 'AlreadyExists' } })
    expect(s.d.status.collisionCount).toBe(1)
    expect(d().status.collisionCount).toBe(1)
    const key = `ReplicaSet/default/${made.metadata.name}`
    expect(decisions).toEqual([
      { ...about, kind: 'HashCollision', rule: 'DEP-8', replicaSet: key, collisionCount: 1 },
    ])
    expect(step(true, []).found.ok).toBe(true)
    const names = replicaSets().map(({ metadata }) => metadata.name)
    expect(new Set(names).size).toBe(2)
  })

  it('[DEP-8] is not told when it could not be noted, and counts on when it could', () => {
    const { settled, caches, step, hear, d, decisions, refuse, allow } = rig()
    const foreign = (rs: ReplicaSet): void => {
      const { ownerReferences: _, ...metadata } = rs.metadata
      caches.replicasets.apply('MODIFIED', { ...rs, metadata })
    }
    const made = settled()
    foreign(made)
    refuse('updateStatus deployments')
    expect(step(true, []).found).toMatchObject({ ok: false, error: { reason: 'AlreadyExists' } })
    expect([decisions, d().status.collisionCount]).toEqual([[], undefined])
    allow()
    step(true, [])
    expect(d().status.collisionCount).toBe(1)
    step(true, [])
    hear()
    for (const rs of caches.replicasets.values()) foreign(rs)
    step(true, [])
    expect(d().status.collisionCount).toBe(2)
  })
})

describe('the new ReplicaSet that is found', () => {
  it('[DEP-6] is left alone when all is as it should be', () => {
    const { settled, step, writes, decisions, d } = rig()
    const made = settled()
    const { s, found } = step()
    expect(found).toEqual({ ok: true, sets: { newRS: made, oldRSs: [], allRSs: [made] } })
    expect(s.d).toBe(d())
    expect([writes, decisions]).toEqual([[], []])
  })

  it('[DEP-6] is given the revision, alone at first; the Deployment follows', () => {
    const { settled, setImage, step, hear, replicaSets, writes, decisions, d } = rig()
    const first = settled()
    setImage('app:v2')
    step()
    hear()
    setImage('app:v1')
    writes.length = decisions.length = 0
    const { found } = step()
    const back = replicaSets().find(({ metadata }) => metadata.uid === first.metadata.uid)
    expect(found).toMatchObject({ ok: true, sets: { newRS: back } })
    expect(back?.metadata.annotations).toMatchObject({ [REVISION]: '3', [HISTORY]: '1' })
    expect(writes).toEqual([`MODIFIED replicasets ${first.metadata.name}`])
    const replicaSet = `ReplicaSet/default/${first.metadata.name}`
    expect(decisions).toEqual([
      {
        kind: 'RevisionBumped',
        rule: 'DEP-6',
        object: replicaSet,
        deployment: about.deployment,
        replicaSet,
        from: 1,
        to: 3,
      },
    ])
    hear()
    writes.length = decisions.length = 0
    step()
    expect(d().metadata.annotations?.[REVISION]).toBe('3')
    expect(writes).toEqual(['MODIFIED deployments web'])
    expect(decisions).toEqual([
      { ...about, kind: 'NewReplicaSetFound', rule: 'DEP-6', replicaSet, revision: 3 },
    ])
  })

  it('[DEP-6] fails when it cannot be updated, and the Deployment when its status cannot', () => {
    const { settled, setImage, step, hear, refuse, allow, decisions } = rig()
    settled()
    setImage('app:v2')
    step()
    hear()
    setImage('app:v1')
    decisions.length = 0
    refuse('update replicasets')
    expect(step().found).toEqual({ ok: false, error: CONFLICT })
    expect(decisions).toEqual([])
    allow()
    step()
    hear()
    refuse('updateStatus deployments')
    expect(step().found).toEqual({ ok: false, error: CONFLICT })
  })

  it('[DEP-6] follows minReadySeconds, to none as well', () => {
    const { settled, edit, step, hear, replicaSets, writes, decisions } = rig()
    const made = settled()
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 7 } }))
    writes.length = 0
    step()
    expect(replicaSets()[0]?.spec.minReadySeconds).toBe(7)
    expect(writes).toEqual([`MODIFIED replicasets ${made.metadata.name}`])
    hear()
    step()
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 0 } }))
    step()
    expect(replicaSets()[0]?.spec).not.toHaveProperty('minReadySeconds')
    expect(decisions).toEqual([])
  })

  it('[DEP-6] gets a first revision, which comes from none', () => {
    const { settled, caches, api, step, decisions } = rig()
    const made = settled()
    const bare = api.update('replicasets', { ...made, metadata: { ...made.metadata, annotations: {} } })
    if (!bare.ok) throw new Error(bare.status.message)
    caches.replicasets.apply('MODIFIED', bare.object)
    step()
    expect(decisions).toMatchObject([{ kind: 'RevisionBumped', from: null, to: 1 }])
  })

  it('[DEP-6] tells no revision that is no number', () => {
    const { settled, caches, step, decisions, d } = rig()
    const made = settled()
    const annotations = { ...made.metadata.annotations, [REVISION]: 'x' }
    caches.replicasets.apply('MODIFIED', { ...made, metadata: { ...made.metadata, annotations } })
    step()
    expect(d().metadata.annotations?.[REVISION]).toBe('x')
    expect(decisions).toMatchObject([{ kind: 'NewReplicaSetFound', revision: 0 }])
  })

  it('[DEP-6] is said to be found where nothing was said of progress yet', () => {
    const { settled, api, d, step, condition, writes, pass } = rig()
    const made = settled()
    api.updateStatus('deployments', { ...d(), status: {} })
    writes.length = 0
    pass(3)
    const { s } = step()
    expect(condition('Progressing')).toEqual({
      type: 'Progressing',
      status: 'True',
      reason: 'FoundNewReplicaSet',
      message: `Found new replica set "${made.metadata.name}"`,
      lastUpdateTime: '2026-01-05T09:00:03Z',
      lastTransitionTime: '2026-01-05T09:00:03Z',
    })
    expect(s.d.status).toEqual(d().status)
    expect(writes).toEqual(['MODIFIED deployments web'])
  })

  it('[DEP-6] is not said to be found without a deadline', () => {
    const { settled, step, writes } = rig({ spec: NO_DEADLINE })
    settled()
    step()
    expect(writes).toEqual([])
  })
})
