/**
 * The status of a ReplicaSet, and when it must be looked at again.
 * @see kubernetes/pkg/controller/replicaset/replica_set_utils.go, v1.35
 */
import type { ReplicaSetCondition, ReplicaSetStatus } from '../../api/types/apps.ts'
import type { Pod } from '../../api/types/pod.ts'
import { SECOND } from '../../time.ts'
import { failure, keyOf, type SyncError } from '../controller.ts'
import { semanticDeepEqual } from '../equality.ts'
import { carriesAll } from '../selectors.ts'
import type { Controlled } from './kinds.ts'
import { deploymentOf } from './managereplicas.ts'
import type { Availability, PodCounts } from './podcounts.ts'
import { isPodReady, readySince } from './podstate.ts'
import type { ReplicaSetController } from './state.ts'

/** The pods as they were when the sync began. */
export interface Counted {
  counts: PodCounts
  /** Adopted in this sync, and not in the counts yet. */
  adopted: readonly Pod[]
  availability: Availability
  active: number
}

/** RS-8: calculateStatus */
export function calculateStatus(
  rsc: ReplicaSetController,
  rs: Controlled,
  { counts, adopted, availability, active }: Counted,
  error: SyncError | undefined,
): ReplicaSetStatus {
  const labels = rs.spec.template.metadata?.labels
  const now = rsc.context.epochSeconds + rsc.context.now() / SECOND
  const minReady = rs.spec.minReadySeconds ?? 0
  const isAvailable = (pod: Pod): boolean => minReady === 0 || (readySince(pod) ?? Infinity) + minReady <= now
  const ready = adopted.filter(isPodReady)
  const labeled = adopted.filter((pod) => carriesAll(labels, pod.metadata.labels))
  const conditions = failureConditions(rs, active, error, rsc.context.stamp())
  const status: ReplicaSetStatus = { replicas: active }
  // Counts of zero are left out, as they are when serialised.
  const count = (field: Exclude<keyof ReplicaSetStatus, 'conditions'>, n: number): void => {
    if (n !== 0) status[field] = n
  }
  count('fullyLabeledReplicas', counts.fullyLabeled + labeled.length)
  count('readyReplicas', counts.ready + ready.length)
  count('availableReplicas', availability.available + ready.filter(isAvailable).length)
  if (rsc.kind.countsTerminating) status.terminatingReplicas = counts.terminating
  count('observedGeneration', rs.metadata.generation ?? 0)
  if (conditions.length > 0) status.conditions = conditions
  return status
}

/** RS-9: ReplicaFailure is set once and then left as it is, until a sync succeeds. */
function failureConditions(
  rs: Controlled,
  active: number,
  error: SyncError | undefined,
  now: string,
): ReplicaSetCondition[] {
  const conditions = rs.status.conditions ?? []
  const others = conditions.filter(({ type }) => type !== 'ReplicaFailure')
  if (!error) return others
  if (others.length < conditions.length) return conditions
  const { replicas } = rs.spec
  const reason = active < replicas ? 'FailedCreate' : active > replicas ? 'FailedDelete' : ''
  const condition: ReplicaSetCondition = {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: now,
    ...(reason ? { reason } : {}),
    message: error.message,
  }
  return [...others, condition]
}

/** RS-8: updateReplicaSetStatus: written only when it differs; one more try with a fresh read. */
export function updateReplicaSetStatus(
  rsc: ReplicaSetController,
  rs: Controlled,
  status: ReplicaSetStatus,
): SyncError | undefined {
  const { api } = rsc.context
  const { generation = 0, namespace = '', name } = rs.metadata
  if (semanticDeepEqual(rs.status, status) && generation === (rs.status.observedGeneration ?? 0))
    return undefined
  const write = (object: Controlled) =>
    api.updateStatus(rsc.kind.resource as 'replicasets', { ...object, status } as never)
  const first = write(rs)
  if (first.ok) return undefined
  const fresh = api.get(rsc.kind.resource, namespace, name)
  if (!fresh) return failure(first.status)
  const second = write(fresh)
  return second.ok ? undefined : failure(second.status)
}

/** RS-10: a pod that is ready but not available yet brings the ReplicaSet back when its time has come. */
export function requeueForAvailability(
  rsc: ReplicaSetController,
  rs: Controlled,
  key: string,
  status: ReplicaSetStatus,
  { waiting }: Availability,
): void {
  const minReadySeconds = rs.spec.minReadySeconds ?? 0
  if (minReadySeconds === 0 || (status.readyReplicas ?? 0) === (status.availableReplicas ?? 0)) return
  const now = rsc.context.epochSeconds + rsc.context.now() / SECOND
  const soonest = Math.min(...waiting.map(({ since }) => since + minReadySeconds - now))
  const delay = Number.isFinite(soonest) ? Math.max(0, soonest) : minReadySeconds
  rsc.queue.addAfter(key, Math.ceil(delay * SECOND))
}

/** Each wait for minReadySeconds is told once. */
export function tellWaiting(rsc: ReplicaSetController, rs: Controlled, { waiting }: Availability): void {
  const minReadySeconds = rs.spec.minReadySeconds ?? 0
  const readyAtOf = (since: number): number => (since - rsc.context.epochSeconds) * SECOND
  const untold = waiting.filter(
    ({ pod, since }) => rsc.toldWaiting.get(pod.metadata.uid) !== readyAtOf(since),
  )
  // The counts keep no order that a restored cluster would have, too.
  untold.sort((a, b) => a.since - b.since || (a.pod.metadata.name < b.pod.metadata.name ? -1 : 1))
  for (const { pod, since } of untold) {
    const readyAt = readyAtOf(since)
    const { uid } = pod.metadata
    rsc.toldWaiting.set(uid, readyAt)
    rsc.context.decide({
      kind: 'PodNotYetAvailable',
      rule: 'RS-10',
      object: keyOf(rs),
      ...deploymentOf(rs),
      pod: keyOf(pod),
      readyAt,
      availableAt: readyAt + minReadySeconds * SECOND,
      minReadySeconds,
    })
  }
}
