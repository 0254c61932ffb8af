import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/types/apps.ts'
import { sketch } from '../newsrig.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { about, newReplicaSetRig as rig, NO_DEADLINE } from './newreplicasetrig.ts'
import { CONFLICT, REVISION, START } from './unitrig.ts'

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

  it('[DEP-8] is not worth a word, nor a retry, in a namespace that is going', () => {
    const { step, refuse, condition, events, writes } = rig()
    refuse('create replicasets', { ...QUOTA, cause: 'NamespaceTerminating' })
    expect(step().found).toEqual({ ok: false, error: { ...QUOTA, final: true } })
    expect(condition('Progressing')).toBeUndefined()
    expect([events, writes]).toEqual([[], []])
  })
})
