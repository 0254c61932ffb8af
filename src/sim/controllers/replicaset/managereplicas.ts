/**
 * Creates or deletes pods until there are as many as asked for.
 * @see kubernetes/pkg/controller/replicaset/replica_set.go (manageReplicas, slowStartBatch), v1.35
 */
import type { Pod } from '../../api/types/pod.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { backOff } from '../../runtime/workqueue.ts'
import { MILLISECOND, SECOND } from '../../time.ts'
import { failure, keyOf, namespaceTerminating, referenceTo, type SyncError } from '../controller.ts'
import { getControllerOf, newControllerRef } from '../owners.ts'
import type { Controlled } from './kinds.ts'
import { getPodsRankedByRelatedPodsOnSameNode } from './podstodelete.ts'
import type { ReplicaSetController } from './state.ts'

const BURST_REPLICAS = 500
const SLOW_START_INITIAL_BATCH_SIZE = 1

/** RS-4. `active`: how many there are; `list` gives them by name. */
export function manageReplicas(
  rsc: ReplicaSetController,
  rs: Controlled,
  key: string,
  active: number,
  list: () => readonly Pod[],
): SyncError | undefined {
  const diff = active - rs.spec.replicas
  if (diff < 0) return createPods(rsc, rs, key, active)
  if (diff > 0) return deletePods(rsc, rs, key, list())
  return undefined
}

export type Batched<E> = { successes: number; error: E | undefined; batches: number[] }

/** RS-5: slowStartBatch: 1, 2, 4, 8 … calls; a batch with a failure is the last. `call`: undefined when it worked. */
export function slowStartBatch<E>(
  count: number,
  initialBatchSize: number,
  call: () => E | undefined,
): Batched<E> {
  let successes = 0
  let remaining = count
  const batches: number[] = []
  for (let size = Math.min(remaining, initialBatchSize); size > 0; size = Math.min(2 * size, remaining)) {
    let error: E | undefined
    let failed = 0
    for (let i = 0; i < size; i++) {
      const result = call()
      if (result === undefined) continue
      failed += 1
      error ??= result
    }
    batches.push(size)
    successes += size - failed
    if (error !== undefined) return { successes, error, batches }
    remaining -= size
  }
  return { successes, error: undefined, batches }
}

function createPods(
  rsc: ReplicaSetController,
  rs: Controlled,
  key: string,
  have: number,
): SyncError | undefined {
  const want = rs.spec.replicas
  const need = Math.min(want - have, BURST_REPLICAS)
  rsc.expectations.expectCreations(key, need)
  const created: Pod[] = []
  const { successes, error, batches } = slowStartBatch(need, SLOW_START_INITIAL_BATCH_SIZE, () =>
    createPod(rsc, rs, created),
  )
  // What was not tried, or failed, will never be seen as created.
  rsc.expectations.lowerExpectations(key, need - successes)
  const about = { object: keyOf(rs), ...deploymentOf(rs), have, want }
  if (created.length > 0)
    rsc.context.decide({ ...about, kind: 'PodsCreated', rule: 'RS-5', pods: created.map(keyOf), batches })
  if (error)
    rsc.context.decide({
      ...about,
      kind: 'PodCreateFailed',
      rule: 'RS-5',
      message: error.message,
      retryInMs: backOff(rsc.queue.numRequeues(key)) / MILLISECOND,
    })
  return error
}

export const deploymentOf = (rs: Controlled): { deployment?: string } => {
  const owner = getControllerOf(rs)
  return owner?.kind === 'Deployment'
    ? { deployment: `Deployment/${rs.metadata.namespace ?? ''}/${owner.name}` }
    : {}
}

/** RS-6: GetPodFromTemplate */
export function podFromTemplate(rs: Controlled): object {
  const { metadata, spec } = rs.spec.template
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${rs.metadata.name}-`,
      namespace: rs.metadata.namespace ?? '',
      ...(metadata?.labels ? { labels: metadata.labels } : {}),
      ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
      ...(metadata?.finalizers ? { finalizers: metadata.finalizers } : {}),
      ownerReferences: [newControllerRef(rs)],
    },
    spec,
  }
}

/** A failure because the namespace is going counts as a success: there is nothing to wait for. */
function createPod(rsc: ReplicaSetController, rs: Controlled, created: Pod[]): SyncError | undefined {
  const result = rsc.context.api.create('pods', rs.metadata.namespace ?? '', podFromTemplate(rs))
  const object = referenceTo(rs)
  if (result.ok) {
    created.push(result.object)
    const message = `Created pod: ${result.object.metadata.name}`
    rsc.context.record({ object, type: 'Normal', reason: 'SuccessfulCreate', message })
    return undefined
  }
  if (namespaceTerminating(result.status)) return undefined
  const error = failure(result.status)
  const message = `Error creating: ${error.message}`
  rsc.context.record({ object, type: 'Warning', reason: 'FailedCreate', message })
  return error
}

/** Order of pods that nothing else tells apart. */
export const byName = (a: Pod, b: Pod): number => (a.metadata.name < b.metadata.name ? -1 : 1)

function deletePods(
  rsc: ReplicaSetController,
  rs: Controlled,
  key: string,
  active: readonly Pod[],
): SyncError | undefined {
  const count = Math.min(active.length - rs.spec.replicas, BURST_REPLICAS)
  const chosen = getPodsToDelete(rsc, rs, active, count)
  rsc.expectations.expectDeletions(key, chosen.map(objectKey))
  let error: SyncError | undefined
  for (const pod of chosen) {
    const failed = deletePod(rsc, rs, pod)
    if (!failed) continue
    rsc.expectations.deletionObserved(key, objectKey(pod))
    error ??= failed
  }
  return error
}

/** RS-7: getPodsToDelete: in order of ActivePodsWithRanks, unless all must go. `active` is sorted by name. */
function getPodsToDelete(
  rsc: ReplicaSetController,
  rs: Controlled,
  active: readonly Pod[],
  count: number,
): Pod[] {
  const about = {
    kind: 'PodChosenForDeletion' as const,
    rule: 'RS-7',
    object: keyOf(rs),
    ...deploymentOf(rs),
    have: active.length,
    want: rs.spec.replicas,
  }
  if (count === active.length) {
    for (const pod of active) {
      const all = { pod: keyOf(pod), criterion: 'all' as const, over: null, value: '', overValue: '' }
      rsc.context.decide({ ...about, ...all })
    }
    return [...active]
  }
  const nowSeconds = rsc.context.epochSeconds + rsc.context.now() / SECOND
  const ranked = getPodsRankedByRelatedPodsOnSameNode(rsc, rs, active, count, nowSeconds)
  for (const { pod, reason } of ranked) rsc.context.decide({ ...about, pod: keyOf(pod), ...reason })
  return ranked.map(({ pod }) => pod)
}

/** NotFound is as good as done. */
function deletePod(rsc: ReplicaSetController, rs: Controlled, pod: Pod): SyncError | undefined {
  const { namespace = '', name } = pod.metadata
  const result = rsc.context.api.delete('pods', namespace, name)
  const object = referenceTo(rs)
  if (result.ok) {
    rsc.context.record({
      object,
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${name}`,
    })
    return undefined
  }
  const { reason, message } = failure(result.status)
  if (reason === 'NotFound') return undefined
  rsc.context.record({
    object,
    type: 'Warning',
    reason: 'FailedDelete',
    message: `Error deleting: ${message}`,
  })
  return { reason, message: `unable to delete pods: ${message}` }
}
