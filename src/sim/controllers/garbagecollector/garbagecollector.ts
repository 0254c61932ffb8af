/**
 * The garbage collector: deletes what has lost its owner, orphans what should stay, and lets owners go that wait for
 * their dependents.
 * @see kubernetes/pkg/controller/garbagecollector/garbagecollector.go, graph_builder.go, v1.35
 *
 * Simplified: dependents are looked at a fixed time after their owner is gone, instead of a queue with retries.
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Resource } from '../../api/resources.ts'
import type { KubeObject, OwnerReference } from '../../api/types/meta.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { MILLISECOND } from '../../time.ts'
import { CONTROLLER_MANAGER } from '../caches.ts'
import { splitKey } from '../controller.ts'
import { createDependents, isMapped, ownerOf, type Dependent, type DependentsSnapshot } from './dependents.ts'

/** From an owner's removal to its dependents'. */
const COLLECT_DELAY = 10 * MILLISECOND
const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'

/** `collect`: look at these dependents; `orphan` and `wait`: see to an owner that is being deleted. */
export type GarbageTimer =
  { kind: 'collect'; items: readonly Dependent[] } | { kind: 'orphan' | 'wait'; owner: Dependent }

const WATCHED = [
  'deployments',
  'replicasets',
  'replicationcontrollers',
  'pods',
  'services',
  'endpointslices',
  'configmaps',
] as const satisfies readonly Resource[]

const has = ({ metadata }: KubeObject, finalizer: string): boolean =>
  metadata.finalizers?.includes(finalizer) ?? false

const isOfNoConcern = (now: KubeObject['metadata'], before: KubeObject['metadata'] | undefined): boolean =>
  now.ownerReferences === before?.ownerReferences && now.finalizers === undefined

const itemOf = (resource: Resource, object: KubeObject): Dependent => ({
  resource,
  key: objectKey(object),
  uid: object.metadata.uid,
})

export const garbageCollector: ActorFactory<GarbageTimer, DependentsSnapshot> = (
  context: ActorContext<GarbageTimer>,
): Actor<GarbageTimer, DependentsSnapshot> => {
  const dependents = createDependents()
  const { api } = context

  const collect = (items: readonly Dependent[]): void => {
    if (items.length > 0) context.after(COLLECT_DELAY, { kind: 'collect', items })
  }
  const stored = ({ resource, key, uid }: Dependent): KubeObject | undefined => {
    const object = api.get(resource, ...splitKey(key))
    return object?.metadata.uid === uid ? object : undefined
  }
  /** Owners that go last look again at what holds them. */
  const wakeWaiting = (object: KubeObject, refs: readonly OwnerReference[] = []): void => {
    for (const ref of refs) {
      const owner = ownerOf(api, object, ref)
      if (owner && has(owner.object, FOREGROUND))
        context.after(0, { kind: 'wait', owner: itemOf(owner.resource, owner.object) })
    }
  }
  const onNews = ({ type, resource, object, previous }: WatchEvent): void => {
    // Most news is of a status: nothing here depends on that.
    if (type === 'MODIFIED' && isOfNoConcern(object.metadata, previous?.metadata)) return
    const item = itemOf(resource, object)
    if (type === 'DELETED') {
      dependents.remove(item, object)
      collect(dependents.of(object.metadata.uid))
      return wakeWaiting(object, object.metadata.ownerReferences)
    }
    const refs = object.metadata.ownerReferences
    if (refs !== previous?.metadata.ownerReferences) {
      dependents.update(item, previous, object)
      wakeWaiting(object, previous?.metadata.ownerReferences)
      // It may have come after its owner had gone.
      if (refs?.some((ref) => !ownerOf(api, object, ref))) collect([item])
    }
    if (object.metadata.deletionTimestamp === undefined) return
    if (has(object, ORPHAN)) context.after(0, { kind: 'orphan', owner: item })
    else if (has(object, FOREGROUND) && previous && !has(previous, FOREGROUND))
      context.after(0, { kind: 'wait', owner: item })
  }

  /** GC-1: attemptToDeleteItem */
  const attemptToDeleteItem = (item: Dependent): void => {
    const object = stored(item)
    if (!object) return
    if (object.metadata.deletionTimestamp !== undefined && !has(object, FOREGROUND)) return
    const refs = object.metadata.ownerReferences ?? []
    // Upstream tries such a one again and again.
    if (!refs.every(isMapped)) return
    const owners = refs.map((ref) => ({ ref, owner: ownerOf(api, object, ref)?.object }))
    const waits = (owner: KubeObject): boolean =>
      owner.metadata.deletionTimestamp !== undefined && has(owner, FOREGROUND)
    const solid = owners.filter(({ owner }) => owner && !waits(owner))
    if (solid.length === refs.length) return
    const [namespace, name] = splitKey(item.key)
    if (solid.length > 0) {
      const ownerReferences = solid.map(({ ref }) => ref)
      api.update(item.resource, { ...object, metadata: { ...object.metadata, ownerReferences } } as never)
      return
    }
    const foreground = owners.some(({ owner }) => owner) && dependents.of(item.uid).length > 0
    const keep = has(object, ORPHAN) ? 'Orphan' : has(object, FOREGROUND) ? 'Foreground' : 'Background'
    api.delete(item.resource, namespace, name, {
      propagationPolicy: foreground ? 'Foreground' : keep,
      preconditions: { uid: item.uid },
    })
  }

  const removeFinalizer = (item: Dependent, finalizer: string): void => {
    const object = stored(item)
    if (!object) return
    const { finalizers = [], ...metadata } = object.metadata
    const rest = finalizers.filter((name) => name !== finalizer)
    const next = rest.length > 0 ? { ...metadata, finalizers: rest } : metadata
    api.update(item.resource, { ...object, metadata: next } as never)
  }

  /** GC-2: orphanDependents: the dependents lose the reference, then the owner its finalizer. */
  const orphanDependents = (owner: Dependent): void => {
    for (const item of dependents.of(owner.uid)) {
      const object = stored(item)
      if (!object) continue
      const { ownerReferences = [], ...metadata } = object.metadata
      const rest = ownerReferences.filter(({ uid }) => uid !== owner.uid)
      const next = rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata
      api.update(item.resource, { ...object, metadata: next } as never)
    }
    removeFinalizer(owner, ORPHAN)
  }

  /** GC-3: processDeletingDependentsItem: an owner goes when no dependent holds it any more. */
  const processDeletingDependents = (owner: Dependent): void => {
    const blocking = dependents.of(owner.uid).filter((item) => {
      const refs = stored(item)?.metadata.ownerReferences ?? []
      return refs.some(({ uid, blockOwnerDeletion }) => uid === owner.uid && blockOwnerDeletion === true)
    })
    if (blocking.length === 0) return removeFinalizer(owner, FOREGROUND)
    collect(dependents.of(owner.uid))
  }

  return {
    name: 'garbage-collector-controller',
    component: 'garbage-collector-controller',
    process: CONTROLLER_MANAGER,
    watches: WATCHED,
    onNews,
    onTimer(timer) {
      if (timer.kind === 'collect') for (const item of timer.items) attemptToDeleteItem(item)
      else if (timer.kind === 'orphan') orphanDependents(timer.owner)
      else processDeletingDependents(timer.owner)
    },
    snapshot: () => dependents.snapshot(),
    restore: (from) => dependents.restore(from),
  }
}
