/**
 * All old pods go before any new one comes.
 * @see kubernetes/pkg/controller/deployment/recreate.go, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { keyOf, type SyncError } from '../controller.ts'
import { deploymentComplete } from './conditions.ts'
import type { DeploymentController, DeploymentSync, PodMap } from './state.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import { syncRolloutStatus } from './progress.ts'
import { cleanupDeployment } from './sync.ts'
import { scaleReplicaSetAndRecordEvent } from './scale.ts'
import { filterActiveReplicaSets } from './numbers.ts'
import { tellOnce } from './told.ts'

/** DEP-21: rolloutRecreate */
export function rolloutRecreate(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
  podMap: PodMap,
): SyncError | undefined {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, false)
  if (!found.ok) return found.error
  let { newRS, oldRSs, allRSs } = found.sets
  const scaledDown = scaleDownOldReplicaSetsForRecreate(dc, s.d, filterActiveReplicaSets(oldRSs))
  if (typeof scaledDown !== 'boolean') return scaledDown
  if (scaledDown) return syncRolloutStatus(dc, s, allRSs, newRS)
  const waitsFor = oldPodsRunning(newRS, oldRSs, podMap)
  if (waitsFor > 0) {
    const about = { object: keyOf(s.d), deployment: keyOf(s.d) }
    tellOnce(dc, s.d, { ...about, kind: 'RecreateWaits', rule: 'DEP-21', oldPods: waitsFor })
    return syncRolloutStatus(dc, s, allRSs, newRS)
  }
  if (!newRS) {
    const created = getAllReplicaSetsAndSyncRevision(dc, s, rsList, true)
    if (!created.ok) return created.error
    ;({ newRS, oldRSs, allRSs } = created.sets)
  }
  const scaled = newRS && scaleReplicaSetAndRecordEvent(dc, s.d, newRS, s.d.spec.replicas)
  if (scaled && !scaled.ok) return scaled.error
  if (deploymentComplete(s.d, s.d.status)) {
    const error = cleanupDeployment(dc, s.d, oldRSs)
    if (error) return error
  }
  return syncRolloutStatus(dc, s, allRSs, newRS)
}

function scaleDownOldReplicaSetsForRecreate(
  dc: DeploymentController,
  d: Deployment,
  active: readonly ReplicaSet[],
): boolean | SyncError {
  for (const rs of active) {
    const result = scaleReplicaSetAndRecordEvent(dc, d, rs, 0)
    if (!result.ok) return result.error
    dc.context.decide({
      kind: 'RecreateScaledDown',
      rule: 'DEP-21',
      object: keyOf(d),
      deployment: keyOf(d),
      replicaSet: keyOf(rs),
      from: rs.spec.replicas,
      to: 0,
    })
  }
  return active.length > 0
}

/**
 * oldPodsRunning: pods of old ReplicaSets that are still about, terminating ones included, finished ones not; by
 * the ReplicaSets' own counts if those say more.
 */
export function oldPodsRunning(
  newRS: ReplicaSet | undefined,
  oldRSs: readonly ReplicaSet[],
  podMap: PodMap,
): number {
  const counted = oldRSs.reduce((total, rs) => total + rs.status.replicas, 0)
  let seen = 0
  for (const [uid, pods] of podMap) {
    if (uid === newRS?.metadata.uid) continue
    for (const { status } of pods) if (status.phase !== 'Failed' && status.phase !== 'Succeeded') seen += 1
  }
  return Math.max(counted, seen)
}
