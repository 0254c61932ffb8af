/**
 * One step of a rolling update: up first, then down as far as availability allows.
 * @see kubernetes/pkg/controller/deployment/rolling.go, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { keyOf, type SyncError } from '../controller.ts'
import { deploymentComplete } from './conditions.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'
import { getReplicaCountForReplicaSets, maxUnavailable, newRSNewReplicas } from './fenceposts.ts'
import { getAllReplicaSetsAndSyncRevision, type ReplicaSets } from './newreplicaset.ts'
import { getAvailableReplicaCountForReplicaSets, rollingNumbers, filterActiveReplicaSets } from './numbers.ts'
import { syncRolloutStatus } from './progress.ts'
import { byCreationTimestamp } from './revisions.ts'
import { cleanupDeployment } from './sync.ts'
import { scaleReplicaSetAndRecordEvent } from './scale.ts'
import { tellNothingPossible } from './told.ts'

/** DEP-10: rolloutRolling */
export function rolloutRolling(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
): SyncError | undefined {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, true)
  if (!found.ok) return found.error
  const { newRS, oldRSs, allRSs } = found.sets
  if (!newRS) return undefined
  const scaledUp = reconcileNewReplicaSet(dc, s.d, allRSs, newRS)
  if (typeof scaledUp !== 'boolean') return scaledUp
  if (scaledUp || reconcileOldReplicaSets(dc, s.d, found.sets, newRS))
    return syncRolloutStatus(dc, s, allRSs, newRS)
  if (deploymentComplete(s.d, s.d.status)) {
    const error = cleanupDeployment(dc, s.d, oldRSs)
    if (error) return error
  }
  return syncRolloutStatus(dc, s, allRSs, newRS)
}

/** DEP-10: reconcileNewReplicaSet: true when it was scaled. */
export function reconcileNewReplicaSet(
  dc: DeploymentController,
  d: Deployment,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet,
): boolean | SyncError {
  const from = newRS.spec.replicas
  const desired = d.spec.replicas
  if (from === desired) return false
  const numbers = rollingNumbers(
    d,
    allRSs.filter((rs) => rs !== newRS),
    newRS,
  )
  const about = { object: keyOf(d), deployment: keyOf(d), replicaSet: keyOf(newRS), from, numbers }
  if (from > desired) {
    const result = scaleReplicaSetAndRecordEvent(dc, d, newRS, desired)
    if (!result.ok) return result.error
    dc.context.decide({ ...about, kind: 'ScaledDownNew', rule: 'DEP-10', to: desired })
    return true
  }
  const size = newRSNewReplicas(d, allRSs, newRS)
  if (!size.ok) return { reason: '', message: size.error }
  const result = scaleReplicaSetAndRecordEvent(dc, d, newRS, size.value)
  if (!result.ok) return result.error
  if (result.scaled)
    dc.context.decide({
      ...about,
      kind: 'ScaledUpNew',
      rule: 'DEP-10',
      to: size.value,
      room: numbers.ceiling - numbers.total,
      wanted: desired - from,
    })
  return result.scaled
}

/** What one look at the old ReplicaSets goes by. */
interface Step {
  dc: DeploymentController
  d: Deployment
  sets: ReplicaSets
  newRS: ReplicaSet
  maxScaledDown: number
  newUnavailable: number
}

/** DEP-17: reconcileOldReplicaSets: true when any was scaled down. Errors in it count as nothing scaled. */
export function reconcileOldReplicaSets(
  dc: DeploymentController,
  d: Deployment,
  sets: ReplicaSets,
  newRS: ReplicaSet,
): boolean {
  const active = filterActiveReplicaSets(sets.oldRSs).toSorted(byCreationTimestamp)
  if (getReplicaCountForReplicaSets(active) === 0) return false
  const minAvailable = d.spec.replicas - maxUnavailable(d)
  const newUnavailable = newRS.spec.replicas - (newRS.status.availableReplicas ?? 0)
  const maxScaledDown = getReplicaCountForReplicaSets(sets.allRSs) - minAvailable - newUnavailable
  const step: Step = { dc, d, sets, newRS, maxScaledDown, newUnavailable }
  if (maxScaledDown <= 0) {
    tellNothingPossible(dc, d, sets, step)
    return false
  }
  const cleaned = cleanupUnhealthyReplicas(step, active)
  if (!cleaned) {
    tellNothingPossible(dc, d, sets, { ...step, stale: true })
    return false
  }
  // One of the two has done something: what may go is either not available, or available above the floor.
  if (!scaleDownOldReplicaSetsForRollingUpdate(step, cleaned, minAvailable)) {
    tellNothingPossible(dc, d, sets, { ...step, stale: true })
    return false
  }
  return true
}

/** DEP-18: cleanupUnhealthyReplicas: what is not available anyway goes first, oldest first. Undefined: it failed. */
function cleanupUnhealthyReplicas(step: Step, active: readonly ReplicaSet[]): ReplicaSet[] | undefined {
  const { dc, d, maxScaledDown } = step
  const oldRSs = [...active]
  let count = 0
  for (const [i, rs] of active.entries()) {
    if (count >= maxScaledDown) break
    const { replicas } = rs.spec
    const unhealthy = replicas - (rs.status.availableReplicas ?? 0)
    if (unhealthy === 0) continue
    const to = replicas - Math.min(maxScaledDown - count, unhealthy)
    // Its status is older than its last scaling.
    if (to > replicas) return undefined
    const result = scaleReplicaSetAndRecordEvent(dc, d, rs, to)
    if (!result.ok) return undefined
    dc.context.decide({
      kind: 'CleanedUpUnhealthy',
      rule: 'DEP-18',
      ...aboutOld(step, rs, to),
      unhealthy,
    })
    count += replicas - to
    oldRSs[i] = result.rs
  }
  return oldRSs
}

/** DEP-19: scaleDownOldReplicaSetsForRollingUpdate: oldest first, down to the available floor. False: it failed. */
function scaleDownOldReplicaSetsForRollingUpdate(
  step: Step,
  oldRSs: readonly ReplicaSet[],
  minAvailable: number,
): boolean {
  const { dc, d, newRS } = step
  const available = getAvailableReplicaCountForReplicaSets([...oldRSs, newRS])
  const budget = available - minAvailable
  let count = 0
  for (const rs of oldRSs) {
    if (count >= budget) break
    const { replicas } = rs.spec
    if (replicas === 0) continue
    const to = replicas - Math.min(replicas, budget - count)
    const result = scaleReplicaSetAndRecordEvent(dc, d, rs, to)
    if (!result.ok) return false
    dc.context.decide({
      kind: 'ScaledDownOld',
      rule: 'DEP-19',
      ...aboutOld(step, rs, to),
      budget,
      available,
    })
    count += replicas - to
  }
  return true
}

const aboutOld = ({ d, sets, newRS, maxScaledDown, newUnavailable }: Step, rs: ReplicaSet, to: number) => ({
  object: keyOf(d),
  deployment: keyOf(d),
  replicaSet: keyOf(rs),
  from: rs.spec.replicas,
  to,
  maxScaledDown,
  newUnavailable,
  numbers: rollingNumbers(d, sets.oldRSs, newRS),
})
