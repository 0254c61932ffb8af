/**
 * The status of a rollout: whether it is getting on, done, or too late.
 * @see kubernetes/pkg/controller/deployment/progress.go, sync.go (checkPausedConditions), v1.35
 */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/types/apps.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { parseRfc3339, SECOND, type Us } from '../../time.ts'
import { failure, keyOf, type SyncError } from '../controller.ts'
import { semanticDeepEqual } from '../equality.ts'
import {
  deploymentComplete,
  deploymentProgressing,
  deploymentTimedOut,
  getDeploymentCondition,
  hasProgressDeadline,
  NEW_RS_AVAILABLE,
  removeDeploymentCondition,
  setDeploymentCondition,
  TIMED_OUT,
} from './conditions.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'
import { setCondition } from './newreplicaset.ts'
import { calculateStatus } from './sync.ts'
import { tellOnce } from './told.ts'

/** DEP-15: checkPausedConditions: pausing and resuming leave their mark, and restart the deadline's clock. */
export function checkPausedConditions(dc: DeploymentController, s: DeploymentSync): SyncError | undefined {
  if (!hasProgressDeadline(s.d)) return undefined
  const current = getDeploymentCondition(s.d.status, 'Progressing')
  if (current?.reason === TIMED_OUT) return undefined
  const pausedBefore = current?.reason === 'DeploymentPaused'
  const paused = s.d.spec.paused ?? false
  if (paused === pausedBefore) return undefined
  if (paused) setCondition(dc, s, ['Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused'])
  else setCondition(dc, s, ['Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed'])
  const written = dc.context.api.updateStatus('deployments', s.d)
  if (!written.ok) return failure(written.status)
  const about = { rule: 'DEP-15', object: keyOf(s.d), deployment: keyOf(s.d) }
  dc.context.decide({ ...about, kind: paused ? 'Paused' : 'Resumed' })
  return undefined
}

/** DEP-22: syncRolloutStatus */
export function syncRolloutStatus(
  dc: DeploymentController,
  s: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): SyncError | undefined {
  const now = dc.context.stamp()
  const computed = calculateStatus(s.d, allRSs, newRS, now)
  let conditions = progressConditions(dc, s.d, computed, newRS)
  const failed = getReplicaFailures(allRSs, newRS)
  conditions = failed
    ? setDeploymentCondition(conditions, failed)
    : removeDeploymentCondition(conditions, 'ReplicaFailure')
  const status = { ...computed, conditions }
  if (semanticDeepEqual(s.d.status, status)) {
    requeueStuckDeployment(dc, s.d, status)
    return undefined
  }
  const written = dc.context.api.updateStatus('deployments', { ...s.d, status })
  return written.ok ? undefined : failure(written.status)
}

/** The conditions with Progressing brought up to date. */
function progressConditions(
  dc: DeploymentController,
  d: Deployment,
  status: DeploymentStatus,
  newRS: ReplicaSet | undefined,
): DeploymentCondition[] {
  const conditions = status.conditions ?? []
  if (!hasProgressDeadline(d)) return removeDeploymentCondition(conditions, 'Progressing')
  const current = getDeploymentCondition(d.status, 'Progressing')
  const alreadyComplete =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === NEW_RS_AVAILABLE
  if (alreadyComplete) return conditions
  const subject = newRS ? `ReplicaSet "${newRS.metadata.name}"` : `Deployment "${d.metadata.name}"`
  const condition = (value: 'True' | 'False', reason: string, text: string): DeploymentCondition => {
    const now = dc.context.stamp()
    return {
      type: 'Progressing',
      status: value,
      lastUpdateTime: now,
      lastTransitionTime: now,
      reason,
      message: `${subject} ${text}`,
    }
  }
  if (deploymentComplete(d, status)) {
    tellComplete(dc, d, newRS)
    return setDeploymentCondition(
      conditions,
      condition('True', NEW_RS_AVAILABLE, 'has successfully progressed.'),
    )
  }
  if (deploymentProgressing(d.status, status)) {
    const progressing = condition('True', 'ReplicaSetUpdated', 'is progressing.')
    // Put in afresh even when status and reason are the same: its time of update is the deadline's clock.
    const kept = current?.status === 'True' ? { lastTransitionTime: current.lastTransitionTime } : {}
    return [...removeDeploymentCondition(conditions, 'Progressing'), { ...progressing, ...kept }]
  }
  if (deploymentTimedOut(d, status, dc.context.epochSeconds + dc.context.now() / SECOND)) {
    if (current && current.reason !== TIMED_OUT) tellDeadline(dc, d, current, true)
    return setDeploymentCondition(conditions, condition('False', TIMED_OUT, 'has timed out progressing.'))
  }
  return conditions
}

function tellComplete(dc: DeploymentController, d: Deployment, newRS: ReplicaSet | undefined): void {
  if (!newRS) return
  dc.context.decide({
    kind: 'RolloutComplete',
    rule: 'DEP-22',
    object: keyOf(d),
    deployment: keyOf(d),
    replicaSet: keyOf(newRS),
    replicas: d.spec.replicas,
  })
}

/** DEP-24: getReplicaFailures: the new ReplicaSet's failure, else the first there is. */
function getReplicaFailures(
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): DeploymentCondition | undefined {
  const failureOf = (rs: ReplicaSet) => rs.status.conditions?.find(({ type }) => type === 'ReplicaFailure')
  const found = (newRS && failureOf(newRS)) ?? allRSs.map(failureOf).find((c) => c !== undefined)
  if (!found) return undefined
  const { type, status, reason, message, lastTransitionTime = '' } = found
  const told = { ...(reason ? { reason } : {}), ...(message ? { message } : {}) }
  return { type, status, lastUpdateTime: lastTransitionTime, lastTransitionTime, ...told }
}

/** Instant of the deadline, in virtual time. */
function deadlineOf(dc: DeploymentController, d: Deployment, progressing: DeploymentCondition): Us {
  const lastUpdate = parseRfc3339(progressing.lastUpdateTime) ?? 0
  return (lastUpdate + (d.spec.progressDeadlineSeconds ?? 0) - dc.context.epochSeconds) * SECOND
}

function tellDeadline(
  dc: DeploymentController,
  d: Deployment,
  progressing: DeploymentCondition,
  exceeded: boolean,
): void {
  const deadlineAt = deadlineOf(dc, d, progressing)
  const deadlineSeconds = d.spec.progressDeadlineSeconds ?? 0
  tellOnce(dc, d, {
    kind: 'DeadlineChecked',
    rule: 'DEP-23',
    object: keyOf(d),
    deployment: keyOf(d),
    exceeded,
    lastProgressAt: deadlineAt - deadlineSeconds * SECOND,
    deadlineAt,
    deadlineSeconds,
  })
}

/** DEP-23: requeueStuckDeployment: nobody else would look again when the deadline has passed. */
function requeueStuckDeployment(dc: DeploymentController, d: Deployment, status: DeploymentStatus): void {
  const current = getDeploymentCondition(d.status, 'Progressing')
  if (!hasProgressDeadline(d) || !current) return
  if (deploymentComplete(d, status) || current.reason === TIMED_OUT) return
  const after = deadlineOf(dc, d, current) - dc.context.now()
  tellDeadline(dc, d, current, false)
  if (after < SECOND) dc.queue.addRateLimited(objectKey(d))
  else dc.queue.addAfter(objectKey(d), after + SECOND)
}
