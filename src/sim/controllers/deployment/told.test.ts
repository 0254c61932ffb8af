import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { DecisionBody } from '../../decisions.ts'
import { sketch } from '../newsrig.ts'
import type { DeploymentController } from './state.ts'
import { tellNothingPossible, tellOnce, type Blocked } from './told.ts'

function rig() {
  const decisions: DecisionBody[] = []
  const context = { decide: (body: DecisionBody) => decisions.push(body) }
  return { dc: { context, told: new Map() } as unknown as DeploymentController, decisions }
}

const deployment = (name: string): Deployment =>
  sketch('deployments', name, {
    spec: {
      replicas: 4,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    },
  }) as Deployment

const rs = (name: string, replicas: number): ReplicaSet =>
  sketch('replicasets', name, {
    spec: { replicas },
    status: { replicas, availableReplicas: replicas },
  }) as ReplicaSet

describe('what is told once', () => {
  const about = {
    object: 'Deployment/default/web',
    deployment: 'Deployment/default/web',
    rule: 'DEP-21',
  } as const

  it('[DEP-17] is told again when it has changed, for each Deployment and kind', () => {
    const { dc, decisions } = rig()
    const [web, api] = [deployment('web'), deployment('api')]
    const waits = (oldPods: number): DecisionBody => ({ ...about, kind: 'RecreateWaits', oldPods })
    for (const oldPods of [2, 2, 1, 1, 2]) tellOnce(dc, web, waits(oldPods))
    expect(decisions).toEqual([waits(2), waits(1), waits(2)])
    tellOnce(dc, api, waits(2))
    tellOnce(dc, web, { ...about, kind: 'Paused' })
    tellOnce(dc, web, waits(2))
    expect(decisions).toHaveLength(5)
  })
})

describe('why a rollout does not move', () => {
  const blocked = (newSize: number, oldSize: number, numbers: Blocked): unknown => {
    const { dc, decisions } = rig()
    tellNothingPossible(
      dc,
      deployment('web'),
      { newRS: rs('new', newSize), oldRSs: [rs('old', oldSize)] },
      numbers,
    )
    expect(decisions).toMatchObject([
      { kind: 'NothingPossible', rule: 'DEP-17', numbers: { newSpec: newSize, oldSpec: oldSize } },
    ])
    return decisions.map((body) => 'blockedBy' in body && body.blockedBy).flat()
  }

  it.each<[string, number, number, Blocked, string[]]>([
    ['all is used', 2, 3, { maxScaledDown: 0, newUnavailable: 0 }, ['ceiling', 'floor']],
    ['the new one is whole', 4, 1, { maxScaledDown: 0, newUnavailable: 0 }, ['floor']],
    ['there is room above', 2, 2, { maxScaledDown: 0, newUnavailable: 0 }, ['floor']],
    [
      'new pods are not available',
      2,
      3,
      { maxScaledDown: 0, newUnavailable: 2 },
      ['ceiling', 'unavailableNew'],
    ],
    [
      'new pods take all of it',
      2,
      3,
      { maxScaledDown: -1, newUnavailable: 2 },
      ['ceiling', 'unavailableNew'],
    ],
    ['new pods are not the reason', 2, 3, { maxScaledDown: -2, newUnavailable: 2 }, ['ceiling', 'floor']],
    ['new pods leave something', 2, 3, { maxScaledDown: 1, newUnavailable: 2 }, ['ceiling', 'floor']],
    ['no new pod is unavailable', 2, 3, { maxScaledDown: 0, newUnavailable: 0 }, ['ceiling', 'floor']],
    [
      'a status is old',
      2,
      3,
      { maxScaledDown: 0, newUnavailable: 2, stale: true },
      ['staleStatus', 'ceiling'],
    ],
    ['a status is old', 4, 1, { maxScaledDown: 1, newUnavailable: 0, stale: true }, ['staleStatus']],
  ])('[DEP-17] %s: %i new, %i old', (_why, newSize, oldSize, numbers, by) => {
    expect(blocked(newSize, oldSize, numbers)).toEqual(by)
  })
})
