/**
 * Keeps each Service's EndpointSlices in step with its pods.
 * @see kubernetes/pkg/controller/endpointslice/endpointslice_controller.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { EndpointSlice, Service } from '../../api/types/core.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { namespaceIndex, objectKey } from '../../runtime/indexer.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import { SECOND } from '../../time.ts'
import { SERVICE_NAME_LABEL } from '../caches.ts'
import {
  createController,
  referenceTo,
  type ControllerState,
  type Manager,
  type SyncError,
} from '../controller.ts'
import { createChanges, type ChangesSnapshot } from '../endpoints/changes.ts'
import { lastChangeTriggerTime, type ChangedPods } from '../endpoints/triggertime.ts'
import { desiredOf, updateDesired, type Desired } from './desired.ts'
import { reconcile } from './reconciler.ts'
import { isManaged, isOwnedBy } from './slice.ts'
import type { EndpointSliceController } from './state.ts'
import { enqueueServicesOf, podsOf, selectedPod, selectsPods } from './services.ts'

const SYNC_BACK_OFF = SECOND
const MAX_RETRIES = 15
/** endpointSliceChangeMinSyncDelay */
const SLICE_CHANGE_DELAY = SECOND

interface Remembered {
  written: readonly (readonly [string, readonly (readonly [string, number])[]])[]
  created: readonly (readonly [string, string])[]
  changes: ChangesSnapshot
}

export const endpointSliceController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<Remembered>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<Remembered>> =>
    createController<Remembered>(
      context,
      manager,
      { baseDelay: SYNC_BACK_OFF, maxRetries: MAX_RETRIES },
      (host) => {
        const esc: EndpointSliceController = {
          ...host,
          written: new Map(),
          created: new Map(),
          changes: createChanges(),
          desired: new Map(),
        }
        return {
          name: 'endpointslice-controller',
          component: 'endpoint-slice-controller',
          watches: ['services', 'endpointslices', 'pods'],
          onNews: (event) => enqueueFor(esc, event),
          sync: (key) => syncService(esc, key),
          snapshot: () => ({
            written: [...esc.written].map(([key, slices]) => [key, [...slices]] as const),
            created: [...esc.created],
            changes: esc.changes.snapshot(),
          }),
          restore({ written, created, changes }) {
            esc.written = new Map(written.map(([key, slices]) => [key, new Map(slices)]))
            esc.created = new Map(created)
            esc.changes.restore(changes)
            esc.desired.clear()
          },
        }
      },
    )

/** EPS-1 */
function enqueueFor(esc: EndpointSliceController, event: WatchEvent): void {
  switch (event.resource) {
    case 'services':
      esc.changes.serviceNews(esc.caches, event as WatchEvent<'services'>)
      return esc.queue.add(objectKey(event.object))
    case 'endpointslices':
      return sliceNews(esc, event as WatchEvent<'endpointslices'>)
    case 'pods':
      esc.changes.podNews(esc.caches, event as WatchEvent<'pods'>)
      return enqueueServicesOf(esc, event as WatchEvent<'pods'>)
  }
}

/** Slices that somebody else changed or deleted are put right, a second later at the earliest. */
function sliceNews(
  esc: EndpointSliceController,
  { type, object, previous }: WatchEvent<'endpointslices'>,
): void {
  const name = object.metadata.labels?.[SERVICE_NAME_LABEL]
  const before = previous?.metadata.labels?.[SERVICE_NAME_LABEL]
  if (type === 'MODIFIED' && before !== name) {
    for (const one of [name, before])
      if (one !== undefined) esc.queue.addAfter(`${namespaceIndex(object)}/${one}`, SLICE_CHANGE_DELAY)
    return
  }
  if (name === undefined || !(isManaged(object) || (previous && isManaged(previous)))) return
  const key = `${namespaceIndex(object)}/${name}`
  const own = esc.written.get(key)
  const expected = own?.get(object.metadata.name)
  if (type === 'DELETED') own?.delete(object.metadata.name)
  const foreign =
    type === 'DELETED' ? expected !== undefined : Number(object.metadata.resourceVersion) > (expected ?? 0)
  if (foreign) esc.queue.addAfter(key, SLICE_CHANGE_DELAY)
}

const STALE: SyncError = { reason: '', message: 'EndpointSlice informer cache is out of date' }

/** EPS-2: syncService */
function syncService(esc: EndpointSliceController, key: string): SyncError | undefined {
  const service = esc.caches.services.get(key)
  if (!service) {
    esc.written.delete(key)
    esc.created.delete(key)
    esc.changes.take(key)
    esc.desired.delete(key)
    return undefined
  }
  if (!selectsPods(service)) return undefined
  const managed = [...esc.caches.endpointslices.byIndex('service', key).values()].filter(
    (slice) => isManaged(slice) && slice.metadata.deletionTimestamp === undefined,
  )
  if (staleSlices(esc, key, managed)) return STALE
  const slices = managed.filter((slice) => isOwnedBy(slice, service))
  for (const { metadata } of managed)
    if (!slices.some((slice) => slice.metadata === metadata))
      esc.context.api.delete('endpointslices', namespaceIndex(service), metadata.name)
  const changed = esc.changes.take(key)
  const podOf = (pod: string) => selectedPod(esc, service, pod)
  const triggerTime = lastChangeTriggerTime(service, esc.created.get(key), changed, podOf)
  esc.created.set(key, service.metadata.creationTimestamp)
  const pods = esc.caches.pods.byIndex('namespace', namespaceIndex(service))
  const desired = desiredNow(esc, key, service, changed)
  const error = reconcile(esc, service, { desired, pods, slices, triggerTime })
  if (error)
    esc.context.record({
      object: referenceTo(service),
      type: 'Warning',
      reason: 'FailedToUpdateEndpointSlices',
      message: `Error updating Endpoint Slices for Service ${key}: ${error.message}`,
    })
  return error
}

function desiredNow(
  esc: EndpointSliceController,
  key: string,
  service: Service,
  changed: ChangedPods,
): Desired {
  const known = esc.desired.get(key)
  if (known?.service.spec === service.spec) {
    for (const pod of changed.keys()) updateDesired(known, pod, selectedPod(esc, service, pod))
    return known
  }
  const desired = desiredOf(service)
  for (const pod of podsOf(esc, service)) updateDesired(desired, objectKey(pod), pod)
  esc.desired.set(key, desired)
  return desired
}

/** StaleSlices: the cache does not hold the controller's own last writes yet. */
function staleSlices(esc: EndpointSliceController, key: string, slices: readonly EndpointSlice[]): boolean {
  const known = new Map(slices.map(({ metadata }) => [metadata.name, Number(metadata.resourceVersion)]))
  for (const [name, version] of esc.written.get(key) ?? []) if ((known.get(name) ?? 0) < version) return true
  return false
}
