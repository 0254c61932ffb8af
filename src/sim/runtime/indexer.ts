/**
 * A cache of one resource, fed by watch events: k8s.io/client-go tools/cache (thread_safe_store.go, index.go).
 * It holds what its process has heard, which may be older than the store, and keeps the indices that its readers need.
 */
import type { WatchEvent } from '../api/contract.ts'
import type { KubeObject } from '../api/types/meta.ts'

/** Index value of an object, or undefined when the index leaves it out. */
export type IndexFunc<T> = (object: T) => string | undefined

export const objectKey = (object: KubeObject): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`

/** Upstream's FilterActivePods index: the controller's uid, or the orphans of a namespace. */
export function controllerUidIndex(object: KubeObject): string {
  const owner = object.metadata.ownerReferences?.find((ref) => ref.controller === true)
  return owner ? owner.uid : orphansOf(object.metadata.namespace ?? '')
}

export const orphansOf = (namespace: string): string => `_orphans_/${namespace}`

export const namespaceIndex = (object: KubeObject): string => object.metadata.namespace ?? ''

export interface Indexer<T extends KubeObject> {
  get(key: string): T | undefined
  values(): IterableIterator<T>
  /** Objects under an index value; empty when there are none. */
  byIndex(index: string, value: string): ReadonlyMap<string, T>
  apply(type: WatchEvent['type'], object: T): void
  snapshot(): readonly T[]
  restore(objects: readonly T[]): void
}

const NOTHING: ReadonlyMap<string, unknown> = new Map<string, unknown>()

export function createIndexer<T extends KubeObject>(functions: Record<string, IndexFunc<T>>): Indexer<T> {
  const objects = new Map<string, T>()
  const indices = Object.entries(functions).map(([name, of]) => ({
    name,
    of,
    byValue: new Map<string, Map<string, T>>(),
  }))
  const put = (key: string, object: T, old: T | undefined): void => {
    objects.set(key, object)
    for (const { of, byValue } of indices) {
      const value = of(object)
      const before = old && of(old)
      if (before !== undefined && before !== value) removeFrom(byValue, before, key)
      if (value === undefined) continue
      const held = byValue.get(value)
      if (held) held.set(key, object)
      else byValue.set(value, new Map([[key, object]]))
    }
  }
  const remove = (key: string): void => {
    const old = objects.get(key)
    if (!old) return
    objects.delete(key)
    for (const { of, byValue } of indices) {
      const value = of(old)
      if (value !== undefined) removeFrom(byValue, value, key)
    }
  }
  return {
    get: (key) => objects.get(key),
    values: () => objects.values(),
    byIndex: (index, value) =>
      indices.find(({ name }) => name === index)?.byValue.get(value) ?? (NOTHING as ReadonlyMap<string, T>),
    apply(type, object) {
      const key = objectKey(object)
      if (type === 'DELETED') remove(key)
      else put(key, object, objects.get(key))
    },
    snapshot: () => [...objects.values()],
    restore(from) {
      objects.clear()
      for (const { byValue } of indices) byValue.clear()
      for (const object of from) put(objectKey(object), object, undefined)
    },
  }
}

function removeFrom<T>(byValue: Map<string, Map<string, T>>, value: string, key: string): void {
  const held = byValue.get(value)
  if (!held) return
  held.delete(key)
  if (held.size === 0) byValue.delete(value)
}
