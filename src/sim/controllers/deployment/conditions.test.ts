import { describe, expect, it } from 'vitest'
import type { Deployment, DeploymentCondition } from '../../api/types/apps.ts'
import { parseRfc3339 } from '../../time.ts'
import {
  deploymentComplete,
  deploymentProgressing,
  deploymentTimedOut,
  hasProgressDeadline,
  removeDeploymentCondition,
  setDeploymentCondition,
} from './conditions.ts'

const five = { metadata: { generation: 2 }, spec: { replicas: 5 } }
const full = {
  observedGeneration: 2,
  replicas: 5,
  updatedReplicas: 5,
  readyReplicas: 5,
  availableReplicas: 5,
}

const progressing = (reason: string, lastUpdateTime = '2026-01-01T12:00:00Z'): DeploymentCondition => ({
  type: 'Progressing',
  status: 'True',
  reason,
  lastUpdateTime,
  lastTransitionTime: lastUpdateTime,
})

const withDeadline = (progressDeadlineSeconds?: number): Pick<Deployment, 'spec'> =>
  ({ spec: { progressDeadlineSeconds } }) as unknown as Pick<Deployment, 'spec'>

describe('DeploymentComplete', () => {
  it('[CALC-7] needs all pods new, available, none old, and the newest generation seen', () => {
    expect(deploymentComplete(five, full)).toBe(true)
    expect(deploymentComplete(five, { ...full, observedGeneration: 3 })).toBe(true)
    expect(deploymentComplete(five, { ...full, observedGeneration: 1 })).toBe(false)
    expect(deploymentComplete(five, { ...full, updatedReplicas: 4 })).toBe(false)
  })

  it('[CALC-7] M4, M5', () => {
    expect(deploymentComplete(five, { ...full, availableReplicas: 4 })).toBe(false)
    expect(deploymentComplete(five, { ...full, replicas: 6, availableReplicas: 6 })).toBe(false)
    expect(deploymentComplete(five, { ...full, replicas: 6 })).toBe(false)
  })

  it('[CALC-7] holds for no pods at all', () => {
    expect(deploymentComplete({ metadata: {}, spec: { replicas: 0 } }, {})).toBe(true)
  })
})

describe('DeploymentProgressing', () => {
  it('[CALC-8] sees each of the four movements, and nothing else', () => {
    const old = { replicas: 5, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 3 }
    expect(deploymentProgressing(old, old)).toBe(false)
    expect(deploymentProgressing(old, { ...old, replicas: 6, updatedReplicas: 3 })).toBe(true)
    expect(deploymentProgressing(old, { ...old, replicas: 4 })).toBe(true)
    expect(deploymentProgressing(old, { ...old, readyReplicas: 4 })).toBe(true)
    expect(deploymentProgressing(old, { ...old, availableReplicas: 4 })).toBe(true)
    expect(deploymentProgressing(old, { ...old, replicas: 6, readyReplicas: 2, availableReplicas: 2 })).toBe(
      false,
    )
    expect(deploymentProgressing(old, { ...old, replicas: 6, updatedReplicas: 2 })).toBe(false)
    expect(
      deploymentProgressing({ replicas: 5, updatedReplicas: 5 }, { replicas: 5, updatedReplicas: 4 }),
    ).toBe(false)
    expect(deploymentProgressing({}, {})).toBe(false)
    expect(deploymentProgressing({}, { replicas: 1, updatedReplicas: 1 })).toBe(true)
  })
})

describe('DeploymentTimedOut', () => {
  const start = parseRfc3339('2026-01-01T12:00:00Z') ?? 0
  const after = (seconds: number, reason = 'ReplicaSetUpdated', deadline: number | undefined = 10): boolean =>
    deploymentTimedOut(withDeadline(deadline), { conditions: [progressing(reason)] }, start + seconds)

  it('[CALC-9] M6, M7: later than the last progress plus the deadline', () => {
    expect(after(11)).toBe(true)
    expect(after(9)).toBe(false)
    expect(after(10)).toBe(false)
    expect(after(10.000001)).toBe(true)
  })

  it('[CALC-9] goes by the reason of what has ended', () => {
    expect(after(0, 'ProgressDeadlineExceeded')).toBe(true)
    expect(after(1000, 'NewReplicaSetAvailable')).toBe(false)
  })

  it('[CALC-9] looks at Progressing among other conditions', () => {
    const other: DeploymentCondition = { ...progressing('ProgressDeadlineExceeded'), type: 'Available' }
    const conditions = [other, progressing('ReplicaSetUpdated')]
    expect(deploymentTimedOut(withDeadline(10), { conditions }, start + 9)).toBe(false)
  })

  it('[CALC-9] is never so without a deadline or a Progressing condition', () => {
    expect(after(1000, 'ReplicaSetUpdated', 2147483647)).toBe(false)
    expect(after(1000, 'ProgressDeadlineExceeded', 2147483647)).toBe(false)
    expect(deploymentTimedOut(withDeadline(10), {}, start + 1000)).toBe(false)
    expect(hasProgressDeadline(withDeadline())).toBe(false)
    expect(hasProgressDeadline(withDeadline(600))).toBe(true)
  })
})

describe('SetDeploymentCondition', () => {
  const available: DeploymentCondition = { ...progressing('MinimumReplicasAvailable'), type: 'Available' }
  const list = [progressing('ReplicaSetUpdated'), available]
  const later = '2026-01-01T13:00:00Z'

  it('[CALC-10] leaves a condition of equal status and reason alone', () => {
    const same = { ...progressing('ReplicaSetUpdated', later), message: 'other' }
    expect(setDeploymentCondition(list, same)).toEqual(list)
  })

  it('[CALC-10] puts a changed one last and keeps the transition time of an equal status', () => {
    const changed = progressing('NewReplicaSetAvailable', later)
    expect(setDeploymentCondition(list, changed)).toEqual([
      available,
      { ...changed, lastTransitionTime: '2026-01-01T12:00:00Z' },
    ])
    const turned: DeploymentCondition = { ...changed, status: 'False' }
    expect(setDeploymentCondition(list, turned)).toEqual([available, turned])
    expect(setDeploymentCondition([], turned)).toEqual([turned])
  })

  it('[CALC-10] compares with the condition of its own type, by status and reason', () => {
    const sameReason: DeploymentCondition = { ...available, status: 'False', lastUpdateTime: later }
    expect(setDeploymentCondition(list, sameReason)).toEqual([list[0], sameReason])
  })

  it('[CALC-10] removes by type', () => {
    expect(removeDeploymentCondition(list, 'Progressing')).toEqual([available])
  })
})
