import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import { about, newReplicaSetRig as rig, NO_DEADLINE } from './newreplicasetrig.ts'
import { CONFLICT, REVISION, START } from './unitrig.ts'

const HISTORY = 'deployment.kubernetes.io/revision-history'

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
    expect(step().found.ok).toBe(true)
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
    const { settled, caches, step, decisions, d, edit, replicaSets } = rig()
    const made = settled()
    const annotations = { ...made.metadata.annotations, [REVISION]: 'x' }
    caches.replicasets.apply('MODIFIED', { ...made, metadata: { ...made.metadata, annotations } })
    step()
    expect(d().metadata.annotations?.[REVISION]).toBe('x')
    expect(decisions).toMatchObject([{ kind: 'NewReplicaSetFound', revision: 0 }])
    edit(({ spec }) => ({ spec: { ...spec, minReadySeconds: 7 } }))
    step()
    expect(replicaSets()[0]?.spec.minReadySeconds).toBe(7)
    expect(decisions).toHaveLength(1)
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
