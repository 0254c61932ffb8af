/**
 * Keeps each Service's Endpoints, the deprecated single list beside its EndpointSlices, in step with its pods.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go, endpoints_tracker.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Endpoints, Service } from '../../api/types/core.ts'
import type { Status } from '../../api/types/meta.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { objectKey } from '../../runtime/indexer.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import {
  createController,
  failure,
  namespaceTerminating,
  referenceTo,
  splitKey,
  type ControllerHost,
  type ControllerState,
  type Manager,
  type SyncError,
} from '../controller.ts'
import { enqueueServicesOf, podsOf, selectedPod, selectsPods } from '../endpointslice/services.ts'
import { createChanges, type Changes, type ChangesSnapshot } from './changes.ts'
import { membershipOf, subsetsOf, updateMember, type Membership } from './membership.ts'
import { CONTROLLER_NAME, isUpToDate, newEndpoints } from './object.ts'
import { lastChangeTriggerTime, type ChangedPods } from './triggertime.ts'

const MAX_RETRIES = 15

interface EndpointsController extends ControllerHost {
  /**
   * staleEndpointsTracker: the resourceVersion that the last own write replaced, by Service; empty for a creation.
   * Simplified: upstream does not wait for its own creation to come back, but tries again and records the refusal;
   * there the answer to a creation and the news of it are closer together than here.
   */
  replaced: Map<string, string>
  /** When the Service was created, as of its last sync. */
  created: Map<string, string>
  changes: Changes
  /** Made anew when missing. */
  memberships: Map<string, Membership>
}

type Pairs = readonly (readonly [string, string])[]

export interface Remembered {
  replaced: Pairs
  created: Pairs
  changes: ChangesSnapshot
}

export const endpointsController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<Remembered>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<Remembered>> =>
    createController<Remembered>(context, manager, { maxRetries: MAX_RETRIES }, (host) => {
      const epc: EndpointsController = {
        ...host,
        replaced: new Map(),
        created: new Map(),
        changes: createChanges(),
        memberships: new Map(),
      }
      return {
        name: 'endpoints-controller',
        component: CONTROLLER_NAME,
        watches: ['services', 'endpoints', 'pods'],
        onNews: (event) => enqueueFor(epc, event),
        sync: (key) => syncService(epc, key),
        snapshot: () => ({
          replaced: [...epc.replaced],
          created: [...epc.created],
          changes: epc.changes.snapshot(),
        }),
        restore({ replaced, created, changes }) {
          epc.replaced = new Map(replaced)
          epc.created = new Map(created)
          epc.changes.restore(changes)
          epc.memberships.clear()
        },
      }
    })

/** EP-1 */
function enqueueFor(epc: EndpointsController, event: WatchEvent): void {
  switch (event.resource) {
    case 'services':
      epc.changes.serviceNews(epc.caches, event as WatchEvent<'services'>)
      return epc.queue.add(objectKey(event.object))
    case 'endpoints': {
      if (event.type !== 'DELETED') return
      const key = objectKey(event.object)
      epc.replaced.delete(key)
      return epc.queue.add(key)
    }
    case 'pods':
      epc.changes.podNews(epc.caches, event as WatchEvent<'pods'>)
      return enqueueServicesOf(epc, event as WatchEvent<'pods'>)
  }
}

const STALE: SyncError = { reason: '', message: 'endpoints informer cache is out of date' }

function syncService(epc: EndpointsController, key: string): SyncError | undefined {
  const service = epc.caches.services.get(key)
  if (!service) return serviceGone(epc, key)
  if (!selectsPods(service)) return undefined
  const changed = epc.changes.take(key)
  const podOf = (pod: string): Pod | undefined => selectedPod(epc, service, pod)
  const triggerTime = lastChangeTriggerTime(service, epc.created.get(key), changed, podOf)
  epc.created.set(key, service.metadata.creationTimestamp)
  const membership = membershipNow(epc, key, service, changed)
  const current = epc.caches.endpoints.get(key)
  if (epc.replaced.get(key) === (current?.metadata.resourceVersion ?? '')) return STALE
  const subsets = subsetsOf(membership)
  if (current && isUpToDate(current, service, subsets)) return undefined
  return write(epc, service, current, newEndpoints(service, current, subsets, triggerTime))
}

function membershipNow(
  epc: EndpointsController,
  key: string,
  service: Service,
  changed: ChangedPods,
): Membership {
  const known = epc.memberships.get(key)
  if (known?.service.spec === service.spec) {
    for (const pod of changed.keys()) updateMember(known, pod, selectedPod(epc, service, pod))
    return known
  }
  const membership = membershipOf(service)
  for (const pod of podsOf(epc, service)) updateMember(membership, objectKey(pod), pod)
  epc.memberships.set(key, membership)
  return membership
}

/** EP-7 */
function serviceGone(epc: EndpointsController, key: string): SyncError | undefined {
  const deleted = epc.context.api.delete('endpoints', ...splitKey(key))
  if (!deleted.ok && deleted.status.reason !== 'NotFound') return failure(deleted.status)
  epc.replaced.delete(key)
  epc.created.delete(key)
  epc.changes.take(key)
  epc.memberships.delete(key)
  return undefined
}

function write(
  epc: EndpointsController,
  { metadata: { namespace = '', name } }: Service,
  current: Endpoints | undefined,
  next: object,
): SyncError | undefined {
  const { api } = epc.context
  const result = current
    ? api.update('endpoints', next as Endpoints)
    : api.create('endpoints', namespace, next)
  if (!result.ok) return refused(epc, current, next as Endpoints, result.status)
  const before = current?.metadata.resourceVersion ?? ''
  if (result.object.metadata.resourceVersion !== before) epc.replaced.set(`${namespace}/${name}`, before)
  return undefined
}

/** EP-8 */
function refused(
  epc: EndpointsController,
  current: Endpoints | undefined,
  next: Endpoints,
  status: Status,
): SyncError | undefined {
  if (!current && status.reason === 'Forbidden' && namespaceTerminating(status)) return undefined
  const { namespace = '', name } = next.metadata
  const [reason, what] = current
    ? ['FailedToUpdateEndpoint', 'update endpoint']
    : ['FailedToCreateEndpoint', 'create endpoint for service']
  const message = `Failed to ${what} ${namespace}/${name}: ${status.message ?? ''}`
  epc.context.record({ object: referenceTo(next), type: 'Warning', reason, message })
  return failure(status)
}
