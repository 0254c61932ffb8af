/**
 * Keeps status.hard and status.used of ResourceQuotas right. Admission raises `used` by itself; this lowers it when
 * something has gone, and fills it for a new quota.
 * @see kubernetes/pkg/controller/resourcequota/resource_quota_controller.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { ResourceQuota } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { namespaceIndex, objectKey } from '../../runtime/indexer.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import { MINUTE } from '../../time.ts'
import {
  createController,
  failure,
  type ControllerHost,
  type ControllerState,
  type Manager,
  type SyncError,
} from '../controller.ts'
import { semanticDeepEqual } from '../equality.ts'
import { isPodTerminal } from '../replicaset/podstate.ts'
import { COUNTED, usageOf } from './usage.ts'

/** --resource-quota-sync-period */
const RESYNC = 5 * MINUTE

export const resourceQuotaController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<undefined>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<undefined>> =>
    createController<undefined>(context, manager, {}, (host) => ({
      name: 'resourcequota-controller',
      component: 'resourcequota-controller',
      watches: ['resourcequotas', ...COUNTED],
      onNews: (event) => enqueueFor(host, event),
      sync: (key) => syncResourceQuota(host, key),
    }))

/** QUO-1: a quota that is new or has other limits; anything counted that has gone, or a pod that has ended. */
function enqueueFor({ queue, caches }: ControllerHost, event: WatchEvent): void {
  const { type, resource, object } = event
  if (resource === 'resourcequotas') {
    const before = event.previous as ResourceQuota | undefined
    if (type !== 'DELETED' && before?.spec !== (object as ResourceQuota).spec) queue.add(objectKey(object))
    return
  }
  const ended =
    resource === 'pods' &&
    event.previous !== undefined &&
    isPodTerminal(object as Pod) !== isPodTerminal(event.previous as Pod)
  // What comes was charged by admission, and the cache may know less than that.
  if (type !== 'DELETED' && !ended) return
  for (const quota of caches.resourcequotas.byIndex('namespace', namespaceIndex(object)).values())
    queue.add(objectKey(quota))
}

/** QUO-3: what was charged for nothing (a creation that failed afterwards) is put right five minutes later. */
function syncResourceQuota({ caches, context, queue }: ControllerHost, key: string): SyncError | undefined {
  const quota = caches.resourcequotas.get(key)
  if (!quota) return undefined
  queue.addAfter(key, RESYNC)
  const { hard = {} } = quota.spec
  const status = { hard, used: usageOf(caches, namespaceIndex(quota), Object.keys(hard)) }
  if (semanticDeepEqual(quota.status, status)) return undefined
  const written = context.api.updateStatus('resourcequotas', { ...quota, status })
  return written.ok ? undefined : failure(written.status)
}
