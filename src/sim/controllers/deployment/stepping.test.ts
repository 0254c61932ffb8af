import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { DecisionBody } from '../../decisions.ts'
import { sketch } from '../newsrig.ts'
import { reconcileNewReplicaSet, reconcileOldReplicaSets, rolloutRolling } from './rolling.ts'
import { scale } from './scale.ts'
import type { DeploymentController } from './state.ts'
import { CONFLICT, unitRig } from './unitrig.ts'

/** A controller whose writes always succeed, and what it says it has done: kind, ReplicaSet and sizes. */
function fake() {
  const decisions: DecisionBody[] = []
  const context = {
    api: { update: (_: string, object: unknown) => ({ ok: true, object }) },
    record: () => undefined,
    decide: (body: DecisionBody) => decisions.push(body),
  }
  const dc = { context, told: new Map() } as unknown as DeploymentController
  const steps = (): string[] =>
    decisions.map((one) =>
      'from' in one && 'replicaSet' in one && 'to' in one
        ? `${one.kind} ${String(one.replicaSet).split('/')[2]} ${one.from}->${one.to}`
        : one.kind,
    )
  return { dc, decisions, steps }
}

const web = (
  replicas: number,
  maxSurge: number,
  maxUnavailable: number,
  type = 'RollingUpdate',
): Deployment =>
  sketch('deployments', 'web', {
    spec: { replicas, strategy: { type, rollingUpdate: { maxSurge, maxUnavailable } } },
  }) as Deployment

/** `order`: of their creation. */
const rs = (name: string, size: number, available: number, order = 0, annotations: object = {}): ReplicaSet =>
  sketch('replicasets', name, {
    metadata: { annotations, creationTimestamp: `2026-01-05T09:00:0${order}Z` },
    spec: { replicas: size },
    status: { replicas: size, availableReplicas: available },
  }) as ReplicaSet

const annotated = (desired: number, max: number) => ({
  'deployment.kubernetes.io/desired-replicas': String(desired),
  'deployment.kubernetes.io/max-replicas': String(max),
})

describe('the new ReplicaSet', () => {
  it('[DEP-10] at the ceiling stays as it is, and nothing is said', () => {
    const { dc, steps } = fake()
    const [old, fresh] = [rs('old', 4, 4), rs('new', 1, 0)]
    expect(reconcileNewReplicaSet(dc, web(4, 1, 0), [old, fresh], fresh)).toBe(false)
    expect(steps()).toEqual([])
  })
})

describe('old ReplicaSets', () => {
  type Old = readonly [size: number, available: number]
  const shrink = (d: Deployment, olds: readonly Old[], fresh: ReplicaSet) => {
    const { dc, steps } = fake()
    const oldRSs = olds.map(([size, available], i) => rs(`old${i + 1}`, size, available, i))
    const sets = { newRS: fresh, oldRSs, allRSs: [...oldRSs, fresh] }
    return [reconcileOldReplicaSets(dc, d, sets, fresh), steps()]
  }

  it.each<[string, Deployment, Old[], string[]]>([
    [
      'what is not available goes as far as may be, from the oldest on',
      web(6, 1, 0),
      [
        [3, 1],
        [4, 0],
        [2, 0],
      ],
      ['CleanedUpUnhealthy old1 3->1', 'CleanedUpUnhealthy old2 4->3'],
    ],
    [
      'available ones go as far as the floor, from the oldest on',
      web(6, 1, 0),
      [
        [2, 2],
        [3, 3],
        [4, 4],
      ],
      ['ScaledDownOld old1 2->0', 'ScaledDownOld old2 3->2'],
    ],
    [
      'one that is cleaned away entirely is not looked at again',
      web(6, 1, 0),
      [
        [2, 0],
        [8, 8],
      ],
      ['CleanedUpUnhealthy old1 2->0', 'ScaledDownOld old2 8->6'],
    ],
  ])('[DEP-18] [DEP-19] %s', (_what, d, olds, steps) => {
    expect(shrink(d, olds, rs('new', 0, 0))).toEqual([true, steps])
  })

  it('[DEP-17] are not spoken of when none has pods', () => {
    expect(shrink(web(4, 1, 0), [[0, 0]], rs('new', 4, 2))).toEqual([false, []])
    expect(shrink(web(4, 1, 0), [], rs('new', 4, 4))).toEqual([false, []])
  })
})

describe('a rolling step', () => {
  /** Complete, with the ReplicaSet of another template behind it. */
  function rig() {
    const rig = unitRig({ replicas: 0, spec: { revisionHistoryLimit: 0 } })
    const roll = () => {
      for (const one of rig.replicaSets()) {
        const { generation = 1 } = one.metadata
        rig.api.updateStatus('replicasets', {
          ...one,
          status: { replicas: 0, observedGeneration: generation },
        })
      }
      rig.hear()
      return rolloutRolling(rig.dc, rig.sync(), rig.replicaSets())
    }
    for (const image of ['app:v1', 'app:v2']) {
      rig.setImage(image)
      // The second sync of each sees what the first has written of the revision.
      roll()
      roll()
    }
    return { ...rig, roll }
  }

  it('[DEP-20] cleans the history when it is complete, and fails when it may not', () => {
    const { roll, refuse, allow, replicaSets } = rig()
    refuse('delete replicasets')
    expect(roll()).toEqual(CONFLICT)
    expect(replicaSets()).toHaveLength(2)
    allow()
    expect(roll()).toBeUndefined()
    expect(replicaSets()).toHaveLength(1)
  })

  it('[DEP-10] fails when the new ReplicaSet cannot grow', () => {
    const { roll, refuse, edit, d } = rig()
    edit(({ spec }) => ({ spec: { ...spec, replicas: 2 } }))
    refuse('update replicasets')
    expect(roll()).toEqual(CONFLICT)
    expect(d().status.observedGeneration).toBe(2)
  })
})

describe('a new size', () => {
  const shared = (d: Deployment, sizes: readonly number[], [desired, max]: readonly [number, number]) => {
    const { dc, steps } = fake()
    const olds = sizes.map((size, i) => rs(`rs${i + 1}`, size, size, i, annotated(desired, max)))
    expect(scale(dc, d, undefined, olds)).toBeUndefined()
    return steps()
  }

  it('[DEP-14] leaves what rounding leaves to the largest, of equals the newest', () => {
    const { dc, decisions, steps } = fake()
    const olds = [1, 2, 3].map((i) => rs(`rs${i}`, 3, 3, i, annotated(9, 9)))
    expect(scale(dc, web(13, 0, 1), undefined, olds)).toBeUndefined()
    expect(steps()).toEqual([3, 2, 1].map((i) => `ScaledProportionally rs${i} 3->${i === 3 ? 5 : 4}`))
    expect(decisions.map((one) => 'leftover' in one && one.leftover)).toEqual([1, 0, 0])
  })

  it('[DEP-14] is not shared with Recreate', () => {
    expect(shared(web(10, 0, 0, 'Recreate'), [3, 2], [5, 5])).toEqual([])
  })

  it('[DEP-14] of zero takes all, whatever the surge', () => {
    expect(shared(web(0, 3, 0), [4, 2], [5, 8])).toEqual([
      'ScaledProportionally rs1 4->0',
      'ScaledProportionally rs2 2->0',
    ])
  })

  it('[DEP-13] goes to the newest of several without pods', () => {
    expect(shared(web(5, 1, 0), [0, 0, 0], [0, 0])).toEqual(['ScaledOnly rs3 0->5'])
  })

  it.each<[string, ReplicaSet]>([
    ['has another size', rs('new', 9, 10, 5, annotated(10, 11))],
    ['remembers another', rs('new', 10, 10, 5, annotated(9, 10))],
    ['is not available', rs('new', 10, 9, 5, annotated(10, 11))],
  ])('[DEP-13] the old ones do not end while the new one %s', (_what, fresh) => {
    const { dc, steps } = fake()
    expect(scale(dc, web(10, 1, 0), fresh, [rs('old', 1, 1, 0, annotated(10, 11))])).toBeUndefined()
    expect(steps().filter((step) => step.startsWith('ScaledOnly'))).toEqual([])
  })

  it('[DEP-13] says nothing of one that has it already', () => {
    expect(shared(web(5, 1, 0), [5], [5, 6])).toEqual([])
  })
})
