import { describe, expect, it } from 'vitest'
import type { Deployment, ReplicaSet, ReplicaSetStatus } from '../../api/types/apps.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { DecisionBody } from '../../decisions.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import type { DeploymentController } from './state.ts'
import { oldPodsRunning } from './recreate.ts'
import { calculateStatus, cleanupDeployment } from './sync.ts'

const NOW = '2026-01-05T09:00:00Z'

const replicaSet = (
  name: string,
  replicas: number,
  status: Partial<ReplicaSetStatus>,
  metadata: object = {},
): ReplicaSet =>
  sketch('replicasets', name, { metadata, spec: { replicas }, status: { replicas, ...status } }) as ReplicaSet

const deployment = (spec: object, status: object = {}, metadata: object = {}): Deployment =>
  sketch('deployments', 'web', {
    metadata,
    spec: {
      replicas: 4,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      ...spec,
    },
    status,
  }) as Deployment

describe('the status', () => {
  it('[DEP-16] adds up what the ReplicaSets tell', () => {
    const old = replicaSet('old', 2, { readyReplicas: 2, availableReplicas: 2, terminatingReplicas: 1 })
    const fresh = replicaSet('new', 3, { replicas: 2, readyReplicas: 1, terminatingReplicas: 2 })
    const d = deployment({}, { collisionCount: 1 }, { generation: 7 })
    expect(calculateStatus(d, [old, fresh], fresh, NOW)).toEqual({
      observedGeneration: 7,
      replicas: 4,
      updatedReplicas: 2,
      readyReplicas: 3,
      availableReplicas: 2,
      unavailableReplicas: 3,
      terminatingReplicas: 3,
      collisionCount: 1,
      conditions: [
        {
          type: 'Available',
          status: 'False',
          lastUpdateTime: NOW,
          lastTransitionTime: NOW,
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
      ],
    })
  })

  it('[DEP-16] leaves counts of zero out, and is available with the floor', () => {
    const one = replicaSet('new', 3, { availableReplicas: 3 })
    expect(calculateStatus(deployment({}), [one], undefined, NOW)).toEqual({
      replicas: 3,
      availableReplicas: 3,
      terminatingReplicas: 0,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          lastUpdateTime: NOW,
          lastTransitionTime: NOW,
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
      ],
    })
    const beyond = replicaSet('new', 1, { availableReplicas: 3 })
    expect(calculateStatus(deployment({}), [beyond], beyond, NOW).unavailableReplicas).toBeUndefined()
  })

  it('[DEP-16] keeps other conditions and an Available of the same kind', () => {
    const kept = { lastUpdateTime: 'then', lastTransitionTime: 'then', message: 'm' }
    const conditions = [
      { type: 'Available' as const, status: 'True' as const, reason: 'MinimumReplicasAvailable', ...kept },
      { type: 'Progressing' as const, status: 'True' as const, reason: 'ReplicaSetUpdated', ...kept },
    ]
    const one = replicaSet('new', 4, { availableReplicas: 4 })
    expect(calculateStatus(deployment({}, { conditions }), [one], one, NOW).conditions).toEqual(conditions)
  })

  it.each<[string, Partial<ReplicaSetStatus>[], number | undefined]>([
    ['the sum', [{ terminatingReplicas: 1 }, { terminatingReplicas: 2 }], 3],
    ['none of those that nobody has seen', [{ terminatingReplicas: 1 }, {}], 1],
    [
      'unknown, when one that was seen does not tell',
      [{ terminatingReplicas: 1 }, { observedGeneration: 1 }],
      undefined,
    ],
    ['nothing, without ReplicaSets', [], 0],
  ])('[DEP-16] terminating pods are %s', (_what, statuses, terminating) => {
    const all = statuses.map((status, i) => replicaSet(`rs-${i}`, 1, status))
    expect(calculateStatus(deployment({}), all, undefined, NOW).terminatingReplicas).toBe(terminating)
  })
})

describe('the history', () => {
  const REVISION = 'deployment.kubernetes.io/revision'
  const gone = (
    revision: string,
    { replicas = 0, status = {}, metadata = {}, name = `r${revision}` } = {},
  ): ReplicaSet =>
    replicaSet(name, replicas, status, {
      annotations: { [REVISION]: revision },
      creationTimestamp: NOW,
      ...metadata,
    })

  function clean(limit: number | undefined, oldRSs: readonly ReplicaSet[], refusal?: string) {
    const deleted: string[] = []
    const decisions: DecisionBody[] = []
    const context = {
      decide: (body: DecisionBody) => decisions.push(body),
      api: {
        delete(resource: string, namespace: string, name: string, options: object) {
          expect([resource, namespace, options]).toEqual([
            'replicasets',
            'default',
            { propagationPolicy: 'Background' },
          ])
          if (name === 'r2' && refusal !== undefined)
            return { ok: false, status: { reason: refusal, message: 'no' } }
          deleted.push(name)
          return { ok: true }
        },
      },
    }
    const d = deployment({ revisionHistoryLimit: limit })
    const error = cleanupDeployment({ context } as unknown as DeploymentController, d, oldRSs)
    return { deleted, decisions, error }
  }

  it.each<[string, number | undefined, ReplicaSet[], string[]]>([
    ['the lowest revisions beyond the limit', 1, [gone('3'), gone('1'), gone('2')], ['r1', 'r2']],
    ['none within the limit', 3, [gone('3'), gone('1'), gone('2')], []],
    ['all of them with a limit of 0', 0, [gone('1'), gone('2')], ['r1', 'r2']],
    ['none without a limit', undefined, [gone('1')], []],
    ['none with the limit that means none', 2_147_483_647, [gone('1')], []],
    ['revisions by number', 1, [gone('10'), gone('9')], ['r9']],
    ['the older of one revision', 1, [gone('1', { name: 'b' }), gone('1', { name: 'a' })], ['a']],
    ['unreadable revisions by age and name', 1, [gone('x'), gone('1')], ['r1']],
    ['none that is going already', 1, [gone('1', { metadata: STOPPING }), gone('2')], []],
    ['none with pods, nor the next for it', 1, [gone('1', { status: { replicas: 1 } }), gone('2')], []],
    ['none that should have pods', 1, [gone('1', { replicas: 1, status: { replicas: 0 } }), gone('2')], []],
    [
      'none whose status is behind',
      1,
      [
        gone('1', {
          metadata: { annotations: { [REVISION]: '1' }, generation: 2 },
          status: { observedGeneration: 1 },
        }),
        gone('2'),
      ],
      [],
    ],
    [
      'those whose status is not',
      1,
      [
        gone('1', {
          metadata: { annotations: { [REVISION]: '1' }, generation: 2 },
          status: { observedGeneration: 2 },
        }),
        gone('2'),
      ],
      ['r1'],
    ],
  ])('[DEP-20] loses %s', (_what, limit, oldRSs, deleted) => {
    const result = clean(limit, oldRSs)
    expect(result.error).toBeUndefined()
    expect(result.deleted).toEqual(deleted)
    expect(result.decisions).toEqual(
      deleted.length === 0
        ? []
        : [
            {
              kind: 'HistoryCleaned',
              rule: 'DEP-20',
              object: 'Deployment/default/web',
              deployment: 'Deployment/default/web',
              deleted: deleted.map((name) => `ReplicaSet/default/${name}`),
              limit,
              candidates: oldRSs.length,
            },
          ],
    )
  })

  it('[DEP-20] stops at a refusal, and goes on when one is gone already', () => {
    const all = [gone('1'), gone('2'), gone('3'), gone('4')]
    expect(clean(1, all, 'Conflict')).toMatchObject({
      deleted: ['r1'],
      error: { reason: 'Conflict', message: 'no' },
      decisions: [{ deleted: ['ReplicaSet/default/r1'] }],
    })
    const result = clean(1, all, 'NotFound')
    expect([result.deleted, result.error]).toEqual([['r1', 'r3'], undefined])
  })
})

describe('old pods that a recreation waits for', () => {
  const pod = (name: string, phase: string): Pod => sketch('pods', name, { status: { phase } }) as Pod
  const running = (statuses: number[], pods: Record<string, Pod[]>, newRS?: ReplicaSet): number =>
    oldPodsRunning(
      newRS,
      statuses.map((replicas, i) => replicaSet(`old-${i}`, 0, { replicas })),
      new Map(Object.entries(pods)),
    )

  it('[DEP-21] are those that have not ended, or those that the ReplicaSets count', () => {
    const pods = {
      a: [pod('1', 'Running'), pod('2', 'Succeeded'), pod('3', 'Failed')],
      b: [pod('4', 'Pending')],
    }
    expect(running([0, 0], pods)).toBe(2)
    expect(running([2, 1], pods)).toBe(3)
    expect(running([], {})).toBe(0)
    expect(running([0], pods, replicaSet('a', 0, {}))).toBe(1)
  })
})
