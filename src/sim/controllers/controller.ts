/**
 * What all controllers of kube-controller-manager share: a work queue fed by news, one sync at a time, and what
 * happens after a failed one (handleErr of each upstream controller).
 */
import type { WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'
import type { KubeObject, Status } from '../api/types/meta.ts'
import type { ObjectReference } from '../api/types/core.ts'
import type { ObjectKey } from '../decisions.ts'
import type { Latencies } from '../latencies.ts'
import type { Actor, ActorContext } from '../runtime/actor.ts'
import { drawn } from '../runtime/drawn.ts'
import {
  createWorkQueue,
  type QueueTimer,
  type WorkQueue,
  type WorkQueueSnapshot,
} from '../runtime/workqueue.ts'
import type { Us } from '../time.ts'
import { CONTROLLER_MANAGER, type Caches } from './caches.ts'

/** Why a sync failed; it is retried by the queue. */
export interface SyncError {
  reason: string
  message: string
  /** Not worth a retry: the key is dropped until the next news. */
  final?: true
}

export interface ControllerHost {
  context: ActorContext<QueueTimer>
  caches: Caches
  queue: WorkQueue
}

/** What kube-controller-manager gives each controller beside its context. */
export interface Manager {
  caches: Caches
  latencies: Latencies
}

export interface ControllerParts<Extra> {
  name: string
  component: string
  watches: readonly Resource[]
  onNews(event: WatchEvent): void
  sync(key: string): SyncError | undefined
  /** What the controller remembers beside its queue. */
  snapshot?(): Extra
  restore?(extra: Extra): void
}

export interface ControllerState<Extra> {
  queue: WorkQueueSnapshot
  extra: Extra | undefined
}

/** `baseDelay`: shortest wait after a failed sync; `maxRetries`: failed syncs after which a key is dropped until the next news. */
export interface RetryRules {
  baseDelay?: Us
  maxRetries?: number
}

export function createController<Extra>(
  context: ActorContext<QueueTimer>,
  { caches, latencies }: Manager,
  { baseDelay, maxRetries = Infinity }: RetryRules,
  build: (host: ControllerHost) => ControllerParts<Extra>,
): Actor<QueueTimer, ControllerState<Extra>> {
  // A key occupies the worker for about one API request.
  const pace = (): Us => drawn(context.random, latencies.api, latencies.jitter)
  const queue = createWorkQueue(
    { now: context.now, after: context.after, cancel: context.cancel, pace },
    baseDelay,
  )
  const parts = build({ context, caches, queue })
  const sync = (key: string): void => {
    const error = parts.sync(key)
    if (!error || error.final) return queue.forget(key)
    if (queue.numRequeues(key) < maxRetries) queue.addRateLimited(key)
    else queue.forget(key)
  }
  return {
    name: parts.name,
    component: parts.component,
    process: CONTROLLER_MANAGER,
    watches: parts.watches,
    onNews: parts.onNews,
    onTimer: (timer) => queue.onTimer(timer, sync),
    snapshot: () => ({ queue: queue.snapshot(), extra: parts.snapshot?.() }),
    restore(from) {
      queue.restore(from.queue)
      if (from.extra !== undefined) parts.restore?.(from.extra)
    },
  }
}

export const failure = (status: Status): SyncError => ({
  reason: status.reason ?? '',
  message: status.message ?? '',
})

export const notFound = (resource: string, name: string): SyncError => ({
  reason: 'NotFound',
  message: `${resource} "${name}" not found`,
})

/** HasStatusCause(err, NamespaceTerminatingCause): such a failure is not worth a retry or an Event. */
export const namespaceTerminating = (status: Status): boolean =>
  status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false

export const keyOf = ({ kind, metadata }: KubeObject): ObjectKey =>
  `${kind}/${metadata.namespace ?? ''}/${metadata.name}`

export const referenceTo = ({ apiVersion, kind, metadata }: KubeObject): ObjectReference => ({
  kind,
  namespace: metadata.namespace ?? '',
  name: metadata.name,
  uid: metadata.uid,
  apiVersion,
  resourceVersion: metadata.resourceVersion,
})

export const splitKey = (key: string): [namespace: string, name: string] => {
  const slash = key.indexOf('/')
  return [key.slice(0, slash), key.slice(slash + 1)]
}
