/** Which ReplicaSets count, and the numbers that a rolling step is reckoned with, for the decision that tells of it. */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { RollingNumbers } from '../../decisions.ts'
import { getReplicaCountForReplicaSets, maxSurge, maxUnavailable } from './fenceposts.ts'

export const getAvailableReplicaCountForReplicaSets = (replicaSets: readonly ReplicaSet[]): number =>
  replicaSets.reduce((sum, rs) => sum + (rs.status.availableReplicas ?? 0), 0)

export const filterActiveReplicaSets = (replicaSets: readonly ReplicaSet[]): ReplicaSet[] =>
  replicaSets.filter((rs) => rs.spec.replicas > 0)

export function rollingNumbers(
  d: Deployment,
  oldRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): RollingNumbers {
  const desired = d.spec.replicas
  const [surge, unavailable] = [maxSurge(d), maxUnavailable(d)]
  const [newSpec, oldSpec] = [newRS?.spec.replicas ?? 0, getReplicaCountForReplicaSets(oldRSs)]
  return {
    desired,
    surge,
    unavailable,
    ceiling: desired + surge,
    floor: desired - unavailable,
    newSpec,
    oldSpec,
    total: newSpec + oldSpec,
    newAvailable: newRS?.status.availableReplicas ?? 0,
    oldAvailable: getAvailableReplicaCountForReplicaSets(oldRSs),
  }
}
