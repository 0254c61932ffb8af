/**
 * Objects by resource, namespace and name, the one counter of resourceVersions, and the last changes for watches
 * that start in the past. Knows nothing of kinds.
 * @see k8s.io/apiserver/pkg/storage/etcd3, pkg/storage/cacher, v1.35
 */
import type { WatchEvent } from '../contract.ts'
import type { Resource } from '../resources.ts'
import type { KubeObject } from '../types/meta.ts'
import { extended } from './extended.ts'
import { freeze } from './freeze.ts'

/** Changes kept for watches from an older resourceVersion; before them a watch is refused with 410. */
const HISTORY = 2_000

export interface StoreSnapshot {
  resourceVersion: number
  objects: { [R in Resource]?: readonly KubeObject[] }
  history: readonly WatchEvent[]
}

export interface Store {
  get(resource: Resource, namespace: string, name: string): KubeObject | undefined
  /** Sorted by namespace, then name, as etcd's keys are. */
  list(resource: Resource, namespace?: string): readonly KubeObject[]
  resourceVersion(): number
  /** Stores `object` itself, the writer's own until now, under the next resourceVersion. */
  put<T extends KubeObject>(resource: Resource, object: T): T
  remove<T extends KubeObject>(resource: Resource, object: T): T
  /** Changes after `resourceVersion`, oldest first, or undefined when some of them are forgotten. */
  since(resourceVersion: number): readonly WatchEvent[] | undefined
  onChange(listener: (event: WatchEvent) => void): () => void
  snapshot(): StoreSnapshot
  restore(snapshot: StoreSnapshot): void
}

type Namespaces = Map<string, Map<string, KubeObject>>

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function createStore(): Store {
  let version = 0
  let history: WatchEvent[] = []
  let forgotten = 0
  const resources = new Map<Resource, Namespaces>()
  const lists = new Map<Resource, Map<string, readonly KubeObject[]>>()
  const listeners = new Set<(event: WatchEvent) => void>()

  const namespacesOf = (resource: Resource): Namespaces => {
    let found = resources.get(resource)
    if (!found) resources.set(resource, (found = new Map()))
    return found
  }
  const objectsOf = (resource: Resource, namespace: string): Map<string, KubeObject> => {
    const namespaces = namespacesOf(resource)
    let found = namespaces.get(namespace)
    if (!found) namespaces.set(namespace, (found = new Map()))
    return found
  }
  const staleLists = (resource: Resource, namespace: string): void => {
    const cached = lists.get(resource)
    cached?.delete(namespace)
    cached?.delete('*')
  }
  const publish = (event: WatchEvent): void => {
    history.push(event)
    if (history.length >= 2 * HISTORY) {
      history = history.slice(-HISTORY)
      forgotten = Number(history[0]?.object.metadata.resourceVersion ?? 1) - 1
    }
    for (const listener of listeners) listener(event)
  }
  const stamped = <T extends KubeObject>(object: T): T => ({
    ...object,
    metadata: extended(object.metadata, { resourceVersion: String(++version) }),
  })
  const sorted = (resource: Resource, namespace?: string): readonly KubeObject[] => {
    if (namespace !== undefined) {
      const objects = [...(namespacesOf(resource).get(namespace)?.values() ?? [])]
      return objects.sort((a, b) => byText(a.metadata.name, b.metadata.name))
    }
    const names = [...namespacesOf(resource).keys()].sort(byText)
    return names.flatMap((name) => listOf(resource, name))
  }
  const listOf = (resource: Resource, namespace?: string): readonly KubeObject[] => {
    let cached = lists.get(resource)
    if (!cached) lists.set(resource, (cached = new Map()))
    const key = namespace ?? '*'
    let found = cached.get(key)
    if (!found) cached.set(key, (found = sorted(resource, namespace)))
    return found
  }

  return {
    get: (resource, namespace, name) => resources.get(resource)?.get(namespace)?.get(name),
    list: listOf,
    resourceVersion: () => version,
    put: (resource, object) => {
      const { namespace = '', name } = object.metadata
      const objects = objectsOf(resource, namespace)
      const previous = objects.get(name)
      const resourceVersion = String(++version)
      // The metadata of a new object is its writer's own; that of a changed one may be the stored one's.
      if (previous) object.metadata = extended(object.metadata, { resourceVersion })
      else object.metadata.resourceVersion = resourceVersion
      const stored = freeze(object)
      objects.set(name, stored)
      staleLists(resource, namespace)
      publish(
        (previous
          ? { type: 'MODIFIED', resource, object: stored, previous }
          : { type: 'ADDED', resource, object: stored }) as WatchEvent,
      )
      return stored
    },
    remove: (resource, object) => {
      const { namespace = '', name } = object.metadata
      const objects = objectsOf(resource, namespace)
      const previous = objects.get(name)
      objects.delete(name)
      staleLists(resource, namespace)
      const last = freeze(stamped(object))
      publish({ type: 'DELETED', resource, object: last, previous } as WatchEvent)
      return last
    },
    since: (resourceVersion) =>
      resourceVersion < forgotten
        ? undefined
        : history.filter((event) => Number(event.object.metadata.resourceVersion) > resourceVersion),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    snapshot: () => {
      const objects: { [R in Resource]?: readonly KubeObject[] } = {}
      for (const resource of resources.keys()) objects[resource] = listOf(resource)
      return { resourceVersion: version, objects, history: history.slice(-HISTORY) }
    },
    restore: (snapshot) => {
      version = snapshot.resourceVersion
      history = [...snapshot.history]
      forgotten = history.length < HISTORY ? 0 : Number(history[0]?.object.metadata.resourceVersion) - 1
      resources.clear()
      lists.clear()
      for (const [resource, objects] of Object.entries(snapshot.objects)) {
        for (const object of objects)
          objectsOf(resource as Resource, object.metadata.namespace ?? '').set(object.metadata.name, object)
      }
    },
  }
}
