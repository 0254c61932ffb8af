/**
 * Whether a Deployment is complete, progressing or timed out, and the list rules of its conditions.
 * @see kubernetes/pkg/controller/deployment/util/deployment_util.go, v1.35
 */
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../api/types/apps.ts'
import { parseRfc3339 } from '../../time.ts'

export const NEW_RS_AVAILABLE = 'NewReplicaSetAvailable'
export const TIMED_OUT = 'ProgressDeadlineExceeded'

/** Deadlines of this value mean that none is kept. */
const NO_DEADLINE = 2_147_483_647

type Watched = { spec: Pick<Deployment['spec'], 'replicas'> } & {
  metadata: Pick<Deployment['metadata'], 'generation'>
}

/** CALC-7: DeploymentComplete: all wanted pods are of the new template, available, and none is left of the old. */
export function deploymentComplete(deployment: Watched, newStatus: DeploymentStatus): boolean {
  const wanted = deployment.spec.replicas
  return (
    (newStatus.updatedReplicas ?? 0) === wanted &&
    (newStatus.replicas ?? 0) === wanted &&
    (newStatus.availableReplicas ?? 0) === wanted &&
    (newStatus.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

/** CALC-8: DeploymentProgressing: more new pods, fewer old ones, more ready or more available than before. */
export function deploymentProgressing(oldStatus: DeploymentStatus, newStatus: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (newStatus.updatedReplicas ?? 0) > (oldStatus.updatedReplicas ?? 0) ||
    old(newStatus) < old(oldStatus) ||
    (newStatus.readyReplicas ?? 0) > (oldStatus.readyReplicas ?? 0) ||
    (newStatus.availableReplicas ?? 0) > (oldStatus.availableReplicas ?? 0)
  )
}

export function getDeploymentCondition(
  status: DeploymentStatus,
  type: DeploymentCondition['type'],
): DeploymentCondition | undefined {
  return status.conditions?.find((condition) => condition.type === type)
}

/** HasProgressDeadline */
export const hasProgressDeadline = ({ spec }: Pick<Deployment, 'spec'>): boolean =>
  spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== NO_DEADLINE

/** CALC-9: DeploymentTimedOut. `nowSeconds`: wall clock in seconds since 1970, with its fraction. */
export function deploymentTimedOut(
  deployment: Pick<Deployment, 'spec'>,
  newStatus: DeploymentStatus,
  nowSeconds: number,
): boolean {
  const condition = getDeploymentCondition(newStatus, 'Progressing')
  if (!hasProgressDeadline(deployment) || !condition) return false
  if (condition.reason === NEW_RS_AVAILABLE) return false
  if (condition.reason === TIMED_OUT) return true
  const lastUpdate = parseRfc3339(condition.lastUpdateTime) ?? 0
  return lastUpdate + (deployment.spec.progressDeadlineSeconds ?? 0) < nowSeconds
}

/**
 * CALC-10: SetDeploymentCondition: a condition of the same status and reason stays as it is; otherwise the new
 * one goes to the end of the list and keeps the transition time when the status value did not change.
 */
export function setDeploymentCondition(
  conditions: readonly DeploymentCondition[],
  condition: DeploymentCondition,
): DeploymentCondition[] {
  const current = conditions.find(({ type }) => type === condition.type)
  if (current && current.status === condition.status && current.reason === condition.reason)
    return [...conditions]
  const kept =
    current?.status === condition.status ? current.lastTransitionTime : condition.lastTransitionTime
  return [
    ...removeDeploymentCondition(conditions, condition.type),
    { ...condition, lastTransitionTime: kept },
  ]
}

/** RemoveDeploymentCondition */
export const removeDeploymentCondition = (
  conditions: readonly DeploymentCondition[],
  type: DeploymentCondition['type'],
): DeploymentCondition[] => conditions.filter((condition) => condition.type !== type)
