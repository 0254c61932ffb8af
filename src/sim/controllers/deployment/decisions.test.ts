import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { DecisionBody, RollingNumbers } from '../../decisions.ts'
import { sketch } from '../newsrig.ts'
import type { DeploymentController } from './state.ts'
import { reconcileNewReplicaSet, reconcileOldReplicaSets } from './rolling.ts'
import { scale } from './scale.ts'

/** Writes succeed until `refusals` says that one does not: then it and all after it fail. */
function fake(refuseFrom = Infinity) {
  const decisions: DecisionBody[] = []
  let writes = 0
  const context = {
    api: {
      update: (_: string, object: unknown) =>
        ++writes > refuseFrom
          ? { ok: false, status: { reason: 'Conflict', message: 'no' } }
          : { ok: true, object },
    },
    record: () => undefined,
    decide: (body: DecisionBody) => decisions.push(body),
  }
  return { dc: { context, told: new Map() } as unknown as DeploymentController, decisions }
}

const CONFLICT = { reason: 'Conflict', message: 'no' }

const web = (replicas: number, maxSurge: number, maxUnavailable: number): Deployment =>
  sketch('deployments', 'web', {
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
  }) as Deployment

let born = 0
const rs = (name: string, replicas: number, available: number, annotations: object = {}): ReplicaSet =>
  sketch('replicasets', name, {
    metadata: { annotations, creationTimestamp: `2026-01-05T09:${String(10 + (born += 1))}:00Z` },
    spec: { replicas },
    status: { replicas, availableReplicas: available },
  }) as ReplicaSet

const about = { object: 'Deployment/default/web', deployment: 'Deployment/default/web' }

describe('a rolling step says why', () => {
  it('[DEP-10] how far the new ReplicaSet could grow', () => {
    const { dc, decisions } = fake()
    const [old, fresh] = [rs('old', 8, 7), rs('new', 1, 1)]
    expect(reconcileNewReplicaSet(dc, web(8, 3, 2), [old, fresh], fresh)).toBe(true)
    const numbers: RollingNumbers = {
      desired: 8,
      surge: 3,
      unavailable: 2,
      ceiling: 11,
      floor: 6,
      newSpec: 1,
      oldSpec: 8,
      total: 9,
      newAvailable: 1,
      oldAvailable: 7,
    }
    expect(decisions).toEqual([
      {
        ...about,
        kind: 'ScaledUpNew',
        rule: 'DEP-10',
        replicaSet: 'ReplicaSet/default/new',
        from: 1,
        to: 3,
        room: 2,
        wanted: 7,
        numbers,
      },
    ])
  })

  it('[DEP-10] that the new ReplicaSet was too large; a refused write is an error', () => {
    const { dc, decisions } = fake()
    const fresh = rs('new', 5, 5)
    expect(reconcileNewReplicaSet(dc, web(3, 1, 0), [fresh], fresh)).toBe(true)
    expect(decisions).toMatchObject([{ ...about, kind: 'ScaledDownNew', rule: 'DEP-10', from: 5, to: 3 }])
    expect(reconcileNewReplicaSet(fake(0).dc, web(3, 1, 0), [fresh], fresh)).toEqual(CONFLICT)
    const small = rs('new', 1, 1)
    const refused = fake(0)
    expect(reconcileNewReplicaSet(refused.dc, web(3, 1, 0), [small], small)).toEqual(CONFLICT)
    expect(refused.decisions).toEqual([])
  })

  it('[DEP-10] an unreadable maxSurge is an error', () => {
    const fresh = rs('new', 1, 1)
    const d = web(3, 1, 0)
    const rollingUpdate = { maxSurge: 'some', maxUnavailable: 0 }
    const odd = { ...d, spec: { ...d.spec, strategy: { type: 'RollingUpdate' as const, rollingUpdate } } }
    expect(reconcileNewReplicaSet(fake().dc, odd, [fresh], fresh)).toEqual({
      reason: '',
      message: 'invalid value for IntOrString: invalid type: string is not a percentage',
    })
  })

  it('[DEP-18] [DEP-19] what went because it was not available, and what within the budget', () => {
    const { dc, decisions } = fake()
    const [a, b, fresh] = [rs('a', 3, 1), rs('b', 4, 4), rs('new', 5, 4)]
    expect(
      reconcileOldReplicaSets(
        dc,
        web(8, 4, 2),
        { newRS: fresh, oldRSs: [b, a], allRSs: [a, b, fresh] },
        fresh,
      ),
    ).toBe(true)
    const numbers: RollingNumbers = {
      desired: 8,
      surge: 4,
      unavailable: 2,
      ceiling: 12,
      floor: 6,
      newSpec: 5,
      oldSpec: 7,
      total: 12,
      newAvailable: 4,
      oldAvailable: 5,
    }
    const step = { ...about, maxScaledDown: 5, newUnavailable: 1, numbers }
    const [forA, forB] = ['ReplicaSet/default/a', 'ReplicaSet/default/b']
    expect(decisions).toEqual([
      { ...step, kind: 'CleanedUpUnhealthy', rule: 'DEP-18', replicaSet: forA, from: 3, to: 1, unhealthy: 2 },
      {
        ...step,
        kind: 'ScaledDownOld',
        rule: 'DEP-19',
        replicaSet: forA,
        from: 1,
        to: 0,
        budget: 3,
        available: 9,
      },
      {
        ...step,
        kind: 'ScaledDownOld',
        rule: 'DEP-19',
        replicaSet: forB,
        from: 4,
        to: 2,
        budget: 3,
        available: 9,
      },
    ])
  })

  it.each<[string, [number, number, number], [number, number], [number, number], string[], [number, number]]>(
    [
      ['new pods that are not available', [3, 1, 0], [3, 3], [1, 0], ['ceiling', 'unavailableNew'], [0, 1]],
      ['the ceiling and the floor', [3, 1, 0], [3, 3], [0, 0], ['floor'], [0, 0]],
      ['the floor alone, with too few old pods', [10, 2, 0], [5, 5], [2, 2], ['floor'], [-3, 0]],
      [
        'new pods alone, with too few old ones',
        [10, 2, 0],
        [5, 5],
        [7, 2],
        ['ceiling', 'unavailableNew'],
        [-3, 5],
      ],
      ['a status that is older than its size', [4, 1, 1], [3, 4], [2, 2], ['staleStatus', 'ceiling'], [2, 0]],
    ],
  )(
    '[DEP-17] %s',
    (
      _what,
      [n, surge, unavailable],
      [size, available],
      [newSize, newAvailable],
      blockedBy,
      [max, missing],
    ) => {
      const { dc, decisions } = fake()
      const [old, fresh] = [rs('old', size, available), rs('new', newSize, newAvailable)]
      const sets = { newRS: fresh, oldRSs: [old], allRSs: [old, fresh] }
      const look = (): boolean => reconcileOldReplicaSets(dc, web(n, surge, unavailable), sets, fresh)
      expect(look()).toBe(false)
      expect(look()).toBe(false)
      expect(decisions).toMatchObject([
        {
          ...about,
          kind: 'NothingPossible',
          rule: 'DEP-17',
          blockedBy,
          maxScaledDown: max,
          newUnavailable: missing,
        },
      ])
      expect(decisions).toHaveLength(1)
    },
  )

  it('[DEP-17] a refused write counts as nothing done', () => {
    for (const [unhealthy, from] of [
      [1, 0],
      [0, 0],
      [1, 1],
    ] as const) {
      const { dc, decisions } = fake(from)
      const [old, fresh] = [rs('old', 4, 4 - unhealthy), rs('new', 4, 4)]
      const sets = { newRS: fresh, oldRSs: [old], allRSs: [old, fresh] }
      expect(reconcileOldReplicaSets(dc, web(4, 4, 1), sets, fresh)).toBe(false)
      expect(decisions.at(-1)).toMatchObject({ kind: 'NothingPossible', blockedBy: ['staleStatus'] })
    }
  })
})

describe('a new size says how it was shared', () => {
  const annotated = (max: number) => ({
    'deployment.kubernetes.io/desired-replicas': '10',
    'deployment.kubernetes.io/max-replicas': String(max),
  })

  it('[DEP-14] with the share of each and the rest for the largest', () => {
    const { dc, decisions } = fake()
    const [old, fresh] = [rs('old', 8, 8, annotated(13)), rs('new', 5, 0, annotated(13))]
    expect(scale(dc, web(15, 4, 0), fresh, [old])).toBeUndefined()
    const step = { ...about, kind: 'ScaledProportionally', rule: 'DEP-14', allowed: 19, toAdd: 6 }
    expect(decisions).toEqual([
      {
        ...step,
        replicaSet: 'ReplicaSet/default/old',
        from: 8,
        to: 12,
        fraction: 4,
        leftover: 0,
        maxReplicasAnnotation: 13,
      },
      {
        ...step,
        replicaSet: 'ReplicaSet/default/new',
        from: 5,
        to: 7,
        fraction: 2,
        leftover: 0,
        maxReplicasAnnotation: 13,
      },
    ])
  })

  it('[DEP-13] or that one takes it all, or that the old ones end, the newest first', () => {
    const { dc, decisions } = fake()
    const only = rs('only', 3, 3, annotated(3))
    expect(scale(dc, web(5, 1, 0), only, [])).toBeUndefined()
    const step = { ...about, kind: 'ScaledOnly', rule: 'DEP-13' }
    expect(decisions).toEqual([{ ...step, replicaSet: 'ReplicaSet/default/only', from: 3, to: 5 }])
    const ending = fake()
    const [a, b, fresh] = [rs('a', 1, 1), rs('b', 2, 2), rs('new', 10, 10, annotated(10))]
    expect(scale(ending.dc, web(10, 0, 1), fresh, [a, b])).toBeUndefined()
    expect(ending.decisions).toEqual([
      { ...step, replicaSet: 'ReplicaSet/default/b', from: 2, to: 0 },
      { ...step, replicaSet: 'ReplicaSet/default/a', from: 1, to: 0 },
    ])
  })

  it('[DEP-13] a refused write ends it with an error', () => {
    const [old, fresh] = [rs('old', 8, 8, annotated(13)), rs('new', 5, 0, annotated(13))]
    expect(scale(fake(1).dc, web(15, 4, 0), fresh, [old])).toEqual(CONFLICT)
    expect(scale(fake(0).dc, web(15, 4, 0), undefined, [old])).toEqual(CONFLICT)
    const full = rs('new', 10, 10, annotated(10))
    expect(scale(fake(0).dc, web(10, 0, 1), full, [rs('a', 1, 1), rs('b', 2, 2)])).toEqual(CONFLICT)
  })

  it('[DEP-13] the latest takes it when none is active; nothing to do without any', () => {
    const { dc, decisions } = fake()
    const [older, newer] = [rs('older', 0, 0), rs('newer', 0, 0)]
    expect(scale(dc, web(5, 1, 0), undefined, [newer, older])).toBeUndefined()
    expect(decisions).toMatchObject([{ replicaSet: 'ReplicaSet/default/newer', from: 0, to: 5 }])
    expect(scale(dc, web(5, 1, 0), undefined, [])).toBeUndefined()
    expect(decisions).toHaveLength(1)
  })
})
