/**
 * Scaling without rolling, the history's clean-up, and the plain status.
 * @see kubernetes/pkg/controller/deployment/sync.go, v1.35
 */
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/types/apps.ts'
import { failure, keyOf, type SyncError } from '../controller.ts'
import { semanticDeepEqual } from '../equality.ts'
import { setDeploymentCondition } from './conditions.ts'
import { getReplicaCountForReplicaSets, maxUnavailable } from './fenceposts.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { filterActiveReplicaSets, getAvailableReplicaCountForReplicaSets } from './numbers.ts'
import { DESIRED_REPLICAS, getReplicasAnnotation } from './proportion.ts'
import { byCreationTimestamp, revisionOf } from './revisions.ts'
import { getRollbackTo } from './rollback.ts'
import { scale } from './scale.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'

/** syncStatusOnly: a Deployment that is being deleted. */
export function syncStatusOnly(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
): SyncError | undefined {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, false)
  if (!found.ok) return found.error
  return syncDeploymentStatus(dc, s, found.sets.allRSs, found.sets.newRS)
}

/** DEP-12: sync: a paused Deployment, or one that has been scaled, is scaled but not rolled. */
export function sync(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
): SyncError | undefined {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, false)
  if (!found.ok) return found.error
  const { newRS, oldRSs, allRSs } = found.sets
  const error = scale(dc, s.d, newRS, oldRSs)
  if (error) return error
  if (s.d.spec.paused && getRollbackTo(s.d) === undefined) {
    const cleaned = cleanupDeployment(dc, s.d, oldRSs)
    if (cleaned) return cleaned
  }
  return syncDeploymentStatus(dc, s, allRSs, newRS)
}

/** DEP-11: isScalingEvent: an active ReplicaSet remembers another size than the Deployment's. */
export function isScalingEvent(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
): boolean | SyncError {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, false)
  if (!found.ok) return found.error
  return filterActiveReplicaSets(found.sets.allRSs).some((rs) => {
    const desired = getReplicasAnnotation(rs, DESIRED_REPLICAS)
    return desired !== undefined && desired !== s.d.spec.replicas
  })
}

/** HasRevisionHistoryLimit: more than there can be. */
const NO_LIMIT = 2_147_483_647

/** DEP-20: cleanupDeployment: only the first `excess` by revision are looked at; what cannot go yet is not replaced. */
export function cleanupDeployment(
  dc: DeploymentController,
  d: Deployment,
  oldRSs: readonly ReplicaSet[],
): SyncError | undefined {
  const { revisionHistoryLimit: limit = NO_LIMIT } = d.spec
  const candidates = oldRSs.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const byRevision = candidates.toSorted((a, b) => {
    const [left = NaN, right = NaN] = [revisionOf(a), revisionOf(b)]
    return left - right || byCreationTimestamp(a, b)
  })
  const deleted: ReplicaSet[] = []
  let error: SyncError | undefined
  for (const rs of byRevision.slice(0, Math.max(0, candidates.length - limit))) {
    const behind = (rs.metadata.generation ?? 0) > (rs.status.observedGeneration ?? 0)
    if (rs.status.replicas !== 0 || rs.spec.replicas !== 0 || behind) continue
    const { namespace = '', name } = rs.metadata
    const result = dc.context.api.delete('replicasets', namespace, name, { propagationPolicy: 'Background' })
    if (result.ok) deleted.push(rs)
    else if (result.status.reason !== 'NotFound') {
      error = failure(result.status)
      break
    }
  }
  if (deleted.length > 0)
    dc.context.decide({
      kind: 'HistoryCleaned',
      rule: 'DEP-20',
      object: keyOf(d),
      deployment: keyOf(d),
      deleted: deleted.map(keyOf),
      limit,
      candidates: candidates.length,
    })
  return error
}

/** syncDeploymentStatus: without a word on progress. */
function syncDeploymentStatus(
  dc: DeploymentController,
  s: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): SyncError | undefined {
  const status = calculateStatus(s.d, allRSs, newRS, dc.context.stamp())
  if (semanticDeepEqual(s.d.status, status)) return undefined
  const written = dc.context.api.updateStatus('deployments', { ...s.d, status })
  return written.ok ? undefined : failure(written.status)
}

const sum = (replicaSets: readonly ReplicaSet[], field: 'replicas' | 'readyReplicas'): number =>
  replicaSets.reduce((total, rs) => total + (rs.status[field] ?? 0), 0)

/** Known only when every ReplicaSet tells; one that no controller has seen yet counts as none. */
function terminatingReplicas(replicaSets: readonly ReplicaSet[]): number | undefined {
  let total = 0
  for (const { status } of replicaSets) {
    if (status.terminatingReplicas !== undefined) total += status.terminatingReplicas
    else if ((status.observedGeneration ?? 0) !== 0) return undefined
  }
  return total
}

/** DEP-16: calculateStatus. `now`: metav1.Time. */
export function calculateStatus(
  d: Deployment,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
  now: string,
): DeploymentStatus {
  const available = getAvailableReplicaCountForReplicaSets(allRSs)
  const terminating = terminatingReplicas(allRSs)
  const enough = available >= d.spec.replicas - maxUnavailable(d)
  const { collisionCount } = d.status
  const status: DeploymentStatus = {}
  // Counts of zero are left out, as they are when serialised.
  const count = (field: Exclude<keyof DeploymentStatus, 'conditions'>, n: number): void => {
    if (n !== 0) status[field] = n
  }
  count('observedGeneration', d.metadata.generation ?? 0)
  count('replicas', sum(allRSs, 'replicas'))
  count('updatedReplicas', newRS?.status.replicas ?? 0)
  count('readyReplicas', sum(allRSs, 'readyReplicas'))
  count('availableReplicas', available)
  count('unavailableReplicas', Math.max(0, getReplicaCountForReplicaSets(allRSs) - available))
  if (terminating !== undefined) status.terminatingReplicas = terminating
  status.conditions = setDeploymentCondition(d.status.conditions ?? [], {
    type: 'Available',
    status: enough ? 'True' : 'False',
    lastUpdateTime: now,
    lastTransitionTime: now,
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  })
  if (collisionCount !== undefined) status.collisionCount = collisionCount
  return status
}
