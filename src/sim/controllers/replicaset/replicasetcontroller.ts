/**
 * The ReplicaSet controller (and, through the same code, the ReplicationController's): what wakes it, and one sync.
 * @see kubernetes/pkg/controller/replicaset/replica_set.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { OwnerReference } from '../../api/types/meta.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { createExpectations, type ExpectationsSnapshot } from '../../runtime/expectations.ts'
import { namespaceIndex, objectKey, orphansOf, type Indexer } from '../../runtime/indexer.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import { SECOND } from '../../time.ts'
import { createController, type ControllerState, type Manager, type SyncError } from '../controller.ts'
import { adopt, getControllerOf, recheckOwner, release } from '../owners.ts'
import type { Controlled, ControlledKind } from './kinds.ts'
import { byName, manageReplicas } from './managereplicas.ts'
import type { PodCounts } from './podcounts.ts'
import { isPodActive, isPodReady } from './podstate.ts'
import { countsOf, type ReplicaSetController } from './state.ts'
import { calculateStatus, requeueForAvailability, tellWaiting, updateReplicaSetStatus } from './status.ts'

interface Memory {
  expectations: ExpectationsSnapshot
  toldWaiting: readonly (readonly [string, number])[]
}

export const replicaSetController =
  (kind: ControlledKind, manager: Manager): ActorFactory<QueueTimer, ControllerState<Memory>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<Memory>> =>
    createController<Memory>(context, manager, {}, (host) => {
      const rsc: ReplicaSetController = {
        ...host,
        kind,
        controlled: host.caches[kind.resource] as unknown as Indexer<Controlled>,
        expectations: createExpectations(context.now),
        counts: new Map(),
        toldWaiting: new Map(),
      }
      return {
        name: kind.name,
        component: kind.component,
        watches: [kind.resource, 'pods'],
        onNews: (event) =>
          event.resource === 'pods'
            ? podNews(rsc, event as WatchEvent<'pods'>)
            : controlledNews(rsc, event as WatchEvent<'replicasets'>),
        sync: (key) => syncReplicaSet(rsc, key),
        snapshot: () => ({
          expectations: rsc.expectations.snapshot(),
          toldWaiting: [...rsc.toldWaiting],
        }),
        restore(memory) {
          rsc.expectations.restore(memory.expectations)
          rsc.counts.clear()
          rsc.toldWaiting.clear()
          for (const [uid, at] of memory.toldWaiting) rsc.toldWaiting.set(uid, at)
        },
      }
    })

/** RS-1 */
function controlledNews(rsc: ReplicaSetController, { type, object }: WatchEvent<'replicasets'>): void {
  const key = objectKey(object)
  if (type === 'DELETED') {
    rsc.expectations.deleteExpectations(key)
    rsc.counts.delete(object.metadata.uid)
  }
  rsc.queue.add(key)
}

/** Keeps the counts in step with the cache, which has this news already. */
function recount(rsc: ReplicaSetController, { type, object, previous }: WatchEvent<'pods'>): void {
  const before = previous && getControllerOf(previous)
  if (
    previous &&
    type === 'MODIFIED' &&
    previous.metadata.ownerReferences === object.metadata.ownerReferences
  ) {
    if (before) rsc.counts.get(before.uid)?.replace(previous, object)
    return
  }
  if (before && previous) rsc.counts.get(before.uid)?.remove(previous)
  const owner = getControllerOf(object)
  if (owner && type !== 'DELETED') rsc.counts.get(owner.uid)?.add(object)
}

/** RS-1: addPod, updatePod, deletePod */
function podNews(rsc: ReplicaSetController, event: WatchEvent<'pods'>): void {
  const { type, object, previous } = event
  recount(rsc, event)
  if (type === 'DELETED') return deletePod(rsc, object)
  if (object.metadata.deletionTimestamp !== undefined) return deletePod(rsc, object)
  const ref = getControllerOf(object)
  if (type === 'ADDED') {
    if (!ref) return enqueueMatching(rsc, object)
    const rs = resolveControllerRef(rsc, object, ref)
    if (!rs) return
    rsc.expectations.creationObserved(objectKey(rs))
    return rsc.queue.add(objectKey(rs))
  }
  const before = previous && getControllerOf(previous)
  const moved = before?.uid !== ref?.uid
  if (moved && before) enqueueOwner(rsc, object, before)
  if (!ref) {
    if (moved || previous?.metadata.labels !== object.metadata.labels) enqueueMatching(rsc, object)
    return
  }
  const rs = resolveControllerRef(rsc, object, ref)
  if (!rs) return
  rsc.queue.add(objectKey(rs))
  const minReadySeconds = rs.spec.minReadySeconds ?? 0
  if (minReadySeconds > 0 && previous && !isPodReady(previous) && isPodReady(object))
    rsc.queue.addAfter(objectKey(rs), minReadySeconds * SECOND)
}

function deletePod(rsc: ReplicaSetController, pod: Pod): void {
  const ref = getControllerOf(pod)
  const rs = ref && resolveControllerRef(rsc, pod, ref)
  if (!rs) return
  rsc.toldWaiting.delete(pod.metadata.uid)
  rsc.expectations.deletionObserved(objectKey(rs), objectKey(pod))
  rsc.queue.add(objectKey(rs))
}

function enqueueOwner(rsc: ReplicaSetController, pod: Pod, ref: OwnerReference): void {
  const rs = resolveControllerRef(rsc, pod, ref)
  if (rs) rsc.queue.add(objectKey(rs))
}

function resolveControllerRef(
  rsc: ReplicaSetController,
  pod: Pod,
  ref: OwnerReference,
): Controlled | undefined {
  if (ref.kind !== rsc.kind.kind) return undefined
  const rs = rsc.controlled.get(`${namespaceIndex(pod)}/${ref.name}`)
  return rs?.metadata.uid === ref.uid ? rs : undefined
}

function enqueueMatching(rsc: ReplicaSetController, pod: Pod): void {
  for (const rs of rsc.controlled.byIndex('namespace', namespaceIndex(pod)).values())
    if (rsc.kind.matches(rs, pod.metadata.labels)) rsc.queue.add(objectKey(rs))
}

/** RS-2: syncReplicaSet, in upstream's order. */
function syncReplicaSet(rsc: ReplicaSetController, key: string): SyncError | undefined {
  const rs = rsc.controlled.get(key)
  if (!rs) {
    rsc.expectations.deleteExpectations(key)
    return undefined
  }
  const needsSync = rsc.expectations.satisfied(key)
  const counts = countsOf(rsc, rs)
  const claimed = claimPods(rsc, rs, counts)
  if (!claimed.ok) return claimed.error
  const { adopted } = claimed
  const now = rsc.context.epochSeconds + rsc.context.now() / SECOND
  // Counted before pods are created and deleted: what that changes is news for the next sync.
  const availability = counts.availability(rs.spec.minReadySeconds ?? 0, now)
  const before = { counts, adopted, availability, active: counts.active.size + adopted.length }
  let error: SyncError | undefined
  if (needsSync && rs.metadata.deletionTimestamp === undefined)
    error = manageReplicas(rsc, rs, key, before.active, () => listed(counts, adopted))
  const status = calculateStatus(rsc, rs, before, error)
  const written = updateReplicaSetStatus(rsc, rs, status)
  if (written) return written
  tellWaiting(rsc, rs, availability)
  requeueForAvailability(rsc, rs, key, status, availability)
  return error
}

/** The active pods by name. */
const listed = (counts: PodCounts, adopted: readonly Pod[]): readonly Pod[] =>
  adopted.length === 0 ? counts.sorted() : [...counts.sorted(), ...adopted].sort(byName)

type Claimed = { ok: true; adopted: Pod[] } | { ok: false; error: SyncError }

/** RS-3: ClaimPods: releases own pods that match no longer, adopts matching orphans (which it returns). */
function claimPods(rsc: ReplicaSetController, rs: Controlled, counts: PodCounts): Claimed {
  const { api } = rsc.context
  if (rs.metadata.deletionTimestamp !== undefined) return { ok: true, adopted: [] }
  for (const pod of [...counts.mismatched.values()].sort(byName)) release(api, 'pods', pod, rs.metadata.uid)
  const adopted: Pod[] = []
  const orphans = rsc.caches.pods.byIndex('controllerUid', orphansOf(namespaceIndex(rs)))
  for (const pod of [...orphans.values()].sort(byName)) {
    if (!isPodActive(pod) || !rsc.kind.matches(rs, pod.metadata.labels)) continue
    const error = recheckOwner(api, rsc.kind.resource, rs)
    if (error) return { ok: false, error }
    if (adopt(api, 'pods', pod, rs)) adopted.push(pod)
  }
  return { ok: true, adopted }
}
