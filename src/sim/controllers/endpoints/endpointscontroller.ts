/**
 * Keeps each Service's Endpoints, the deprecated single list beside its EndpointSlices, in step with its pods.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go, endpoints_tracker.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Endpoints, EndpointSubset, Service } from '../../api/types/core.ts'
import type { Status } from '../../api/types/meta.ts'
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
import { enqueueServicesOf, HEADLESS, isHeadless, podsOf, selectsPods } from '../endpointslice/services.ts'
import { semanticDeepEqual } from '../equality.ts'
import { isOverCapacity, OVER_CAPACITY, truncateEndpoints } from './overcapacity.ts'
import { subsetsFor } from './subsets.ts'
import {
  computeEndpointLastChangeTriggerTime,
  withTriggerTime,
  type TriggerTimes,
  type TriggerTimeTracker,
} from './triggertime.ts'

const MAX_RETRIES = 15
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'
const CONTROLLER_NAME = 'endpoint-controller'

interface EndpointsController extends ControllerHost {
  /**
   * staleEndpointsTracker: the resourceVersion that the last own write replaced, by Service; empty for a creation.
   * Simplified: upstream does not wait for its own creation to come back, but tries again and records the refusal;
   * there the answer to a creation and the news of it are closer together than here.
   */
  replaced: Map<string, string>
  triggerTimes: TriggerTimeTracker
}

interface Remembered {
  replaced: readonly (readonly [string, string])[]
  triggerTimes: readonly (readonly [string, TriggerTimes])[]
}

export const endpointsController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<Remembered>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<Remembered>> =>
    createController<Remembered>(context, manager, { maxRetries: MAX_RETRIES }, (host) => {
      const epc: EndpointsController = { ...host, replaced: new Map(), triggerTimes: new Map() }
      return {
        name: 'endpoints-controller',
        component: CONTROLLER_NAME,
        watches: ['services', 'endpoints', 'pods'],
        onNews: (event) => enqueueFor(epc, event),
        sync: (key) => syncService(epc, key),
        snapshot: () => ({ replaced: [...epc.replaced], triggerTimes: [...epc.triggerTimes] }),
        restore({ replaced, triggerTimes }) {
          epc.replaced = new Map(replaced)
          epc.triggerTimes = new Map(triggerTimes)
        },
      }
    })

/** EP-1 */
function enqueueFor(epc: EndpointsController, event: WatchEvent): void {
  switch (event.resource) {
    case 'services':
      return epc.queue.add(objectKey(event.object))
    case 'endpoints': {
      if (event.type !== 'DELETED') return
      const key = objectKey(event.object)
      epc.replaced.delete(key)
      return epc.queue.add(key)
    }
    case 'pods':
      return enqueueServicesOf(epc, event as WatchEvent<'pods'>)
  }
}

const STALE: SyncError = { reason: '', message: 'endpoints informer cache is out of date' }

function syncService(epc: EndpointsController, key: string): SyncError | undefined {
  const service = epc.caches.services.get(key)
  if (!service) return serviceGone(epc, key)
  if (!selectsPods(service)) return undefined
  const pods = podsOf(epc, service)
  const triggerTime = computeEndpointLastChangeTriggerTime(epc.triggerTimes, key, service, pods)
  const current = epc.caches.endpoints.get(key)
  if (epc.replaced.get(key) === (current?.metadata.resourceVersion ?? '')) return STALE
  const subsets = subsetsFor(service, pods, current?.subsets)
  if (current && isUpToDate(current, service, subsets)) return undefined
  return write(epc, service, current, newEndpoints(service, current, subsets, triggerTime))
}

/** EP-7 */
function serviceGone(epc: EndpointsController, key: string): SyncError | undefined {
  const deleted = epc.context.api.delete('endpoints', ...splitKey(key))
  if (!deleted.ok && deleted.status.reason !== 'NotFound') return failure(deleted.status)
  epc.triggerTimes.delete(key)
  epc.replaced.delete(key)
  return undefined
}

/** EP-5: nothing is written that is there already. */
const isUpToDate = (
  { metadata: { labels = {}, annotations = {} }, subsets: stored = [] }: Endpoints,
  { metadata }: Service,
  subsets: readonly EndpointSubset[],
): boolean =>
  semanticDeepEqual(stored, subsets) &&
  labelsCorrect(labels, metadata.labels ?? {}) &&
  !isOverCapacity(stored) &&
  annotations[OVER_CAPACITY] === undefined

/** labelsCorrectForEndpoints: the Service's own, the controller's mark, and whatever is said of headlessness. */
function labelsCorrect(
  stored: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const { [MANAGED_BY]: manager, [HEADLESS]: _, ...others } = stored
  return manager === CONTROLLER_NAME && semanticDeepEqual(others, labels)
}

function newEndpoints(
  service: Service,
  current: Endpoints | undefined,
  wanted: readonly EndpointSubset[],
  triggerTime: string | undefined,
): object {
  const { namespace = '', name } = service.metadata
  const { [OVER_CAPACITY]: _, ...others } = withTriggerTime(current?.metadata.annotations, triggerTime)
  const annotations = isOverCapacity(wanted) ? { ...others, [OVER_CAPACITY]: 'truncated' } : others
  const { annotations: __, ...metadata } = current?.metadata ?? { name, namespace }
  const subsets = truncateEndpoints(wanted)
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...metadata,
      labels: {
        ...service.metadata.labels,
        [MANAGED_BY]: CONTROLLER_NAME,
        ...(isHeadless(service) ? { [HEADLESS]: '' } : {}),
      },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(subsets.length > 0 ? { subsets } : {}),
  }
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
