/** The fixture's objects, as a small generic store: what the recorded fake API server held. */
import { copy, isObject, objects, put, text, type Json, type JsonObject } from '../../../src/kubectl/json.ts'
import { mappingForKind, resourceMappings, type ResourceMapping } from '../../../src/kubectl/resources.ts'

export interface Stored {
  mapping: ResourceMapping
  namespace: string
  name: string
  object: JsonObject
}

export interface FixtureStore {
  now: string
  list(resource: string, namespace: string): Stored[]
  find(resource: string, namespace: string, name: string): Stored | undefined
  /** The object as it would be stored. */
  made(mapping: ResourceMapping, namespace: string, object: JsonObject): JsonObject
  add(mapping: ResourceMapping, namespace: string, object: JsonObject): JsonObject
  replace(stored: Stored, object: JsonObject): JsonObject
  remove(stored: Stored): void
  /** Objects under graceful deletion go. */
  reap(): void
}

export function createStore(fixture: Json): FixtureStore {
  let version = 5000
  const stored: Stored[] = objects(fixture, 'items').map((object) => {
    const mapping = mappingForKind(text(object, 'apiVersion'), text(object, 'kind'))
    if (mapping === undefined) throw new Error(`fixture of unknown kind ${text(object, 'kind')}`)
    return {
      mapping,
      namespace: text(object, 'metadata', 'namespace'),
      name: text(object, 'metadata', 'name'),
      object,
    }
  })
  const order = (a: Stored, b: Stored) =>
    a.namespace !== b.namespace
      ? a.namespace < b.namespace
        ? -1
        : 1
      : a.name < b.name
        ? -1
        : a.name > b.name
          ? 1
          : 0
  const now = text(fixture, 'metadata', 'x-virtual-now') || '2025-03-05T10:00:00Z'
  return {
    now,
    list: (resource, namespace) =>
      stored
        .filter(
          (one) => one.mapping.resource === resource && (namespace === '' || one.namespace === namespace),
        )
        .toSorted(order),
    find: (resource, namespace, name) =>
      stored.find(
        (one) => one.mapping.resource === resource && one.namespace === namespace && one.name === name,
      ),
    made(mapping, namespace, object) {
      const made = copy(object)
      const generate = text(made, 'metadata', 'generateName')
      const name = text(made, 'metadata', 'name') || `${generate}xk2pq`
      put(made, ['metadata', 'name'], name)
      if (mapping.namespaced) put(made, ['metadata', 'namespace'], namespace)
      put(made, ['metadata', 'creationTimestamp'], now)
      put(made, ['metadata', 'uid'], `00000000-0000-4000-8000-${String(++version).padStart(12, '0')}`)
      put(made, ['metadata', 'resourceVersion'], String(version))
      return made
    },
    add(mapping, namespace, object) {
      const made = this.made(mapping, namespace, object)
      const name = text(made, 'metadata', 'name')
      stored.push({ mapping, namespace: mapping.namespaced ? namespace : '', name, object: made })
      return made
    },
    replace(one, object) {
      if (JSON.stringify(object) === JSON.stringify(one.object)) return one.object
      const made = copy(object)
      put(made, ['metadata', 'resourceVersion'], String(++version))
      const before = JSON.stringify(one.object.spec)
      if (
        isObject(made.metadata) &&
        typeof made.metadata.generation === 'number' &&
        before !== JSON.stringify(made.spec)
      )
        made.metadata.generation += 1
      one.object = made
      return made
    },
    remove(one) {
      const at = stored.indexOf(one)
      if (at >= 0) stored.splice(at, 1)
    },
    reap() {
      for (const one of [...stored]) {
        if (text(one.object, 'metadata', 'deletionTimestamp') === 'going')
          stored.splice(stored.indexOf(one), 1)
      }
    },
  }
}

export const knownResource = (resource: string): ResourceMapping | undefined =>
  resourceMappings.find((mapping) => mapping.resource === resource)
