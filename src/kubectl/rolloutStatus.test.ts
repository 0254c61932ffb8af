import { describe, expect, it } from 'vitest'
import type { Deployment, DeploymentStatus } from '../sim/api/types/apps.ts'
import { deploymentRolloutStatus } from './rolloutStatus.ts'

const REVISION = 'deployment.kubernetes.io/revision'

function web(status: DeploymentStatus, revision?: string, replicas = 4): Deployment {
  const annotations = revision === undefined ? {} : { [REVISION]: revision }
  return {
    metadata: { name: 'web', generation: 2, annotations },
    spec: { replicas },
    status: { observedGeneration: 2, ...status },
  } as unknown as Deployment
}

const done = { replicas: 4, updatedReplicas: 4, availableReplicas: 4 }
const exceeded: DeploymentStatus = {
  conditions: [
    {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      lastUpdateTime: '',
      lastTransitionTime: '',
    },
  ],
}

describe('kubectl rollout status', () => {
  it.each<[string, Deployment, string]>([
    [
      'the spec is newer than the status',
      web({ ...done, ...exceeded, observedGeneration: 1 }),
      'Waiting for deployment spec update to be observed...\n',
    ],
    [
      'new pods are missing',
      web({ ...done, updatedReplicas: 3 }),
      'Waiting for deployment "web" rollout to finish: 3 out of 4 new replicas have been updated...\n',
    ],
    [
      'old pods are left',
      web({ ...done, replicas: 6 }),
      'Waiting for deployment "web" rollout to finish: 2 old replicas are pending termination...\n',
    ],
    [
      'pods are not available',
      web({ ...done, availableReplicas: 1 }),
      'Waiting for deployment "web" rollout to finish: 1 of 4 updated replicas are available...\n',
    ],
  ])('[ROLL-1] waits while %s', (_, deployment, message) => {
    expect(deploymentRolloutStatus(deployment, 0)).toEqual({ message, done: false })
  })

  it('[ROLL-1] is done when nothing is missing', () => {
    expect(deploymentRolloutStatus(web(done), 0)).toEqual({
      message: 'deployment "web" successfully rolled out\n',
      done: true,
    })
    expect(deploymentRolloutStatus(web({}, undefined, 0), 0).done).toBe(true)
  })

  it('[ROLL-2] fails once the deadline is exceeded, even if all pods came later', () => {
    expect(deploymentRolloutStatus(web({ ...done, ...exceeded }), 0)).toEqual({
      message: '',
      done: false,
      error: 'deployment "web" exceeded its progress deadline',
    })
  })

  it('[ROLL-3] fails when another revision runs than was asked for', () => {
    expect(deploymentRolloutStatus(web(done, '3'), 1).error).toBe(
      'desired revision (1) is different from the running revision (3)',
    )
    expect(deploymentRolloutStatus(web(done), 1).error).toBe(
      'desired revision (1) is different from the running revision (0)',
    )
    expect(deploymentRolloutStatus(web(done, '3'), 3).done).toBe(true)
    expect(deploymentRolloutStatus(web(done, 'x'), 0).done).toBe(true)
    expect(deploymentRolloutStatus(web(done, 'x'), 3).error).toBe(
      'cannot get the revision of deployment "web": strconv.ParseInt: parsing "x": invalid syntax',
    )
  })
})
