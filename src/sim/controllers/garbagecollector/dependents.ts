/**
 * Who depends on whom, by uid.
 * @see kubernetes/pkg/controller/garbagecollector/graph.go, garbagecollector.go (getObject), v1.35
 */
import type { ApiServer } from '../../api/contract.ts'
import { RESOURCES } from '../../api/discovery/resources.ts'
import { KINDS } from '../../api/registry/kinds.ts'
import type { Resource } from '../../api/resources.ts'
import type { KubeObject, OwnerReference } from '../../api/types/meta.ts'

export interface Dependent {
  resource: Resource
  /** `namespace/name` */
  key: string
  uid: string
}

export type DependentsSnapshot = readonly (readonly [string, readonly Dependent[]])[]

export interface Dependents {
  of(ownerUid: string): readonly Dependent[]
  update(item: Dependent, previous: KubeObject | undefined, object: KubeObject): void
  remove(item: Dependent, last: KubeObject): void
  snapshot(): DependentsSnapshot
  restore(snapshot: DependentsSnapshot): void
}

/** Resources by `apiVersion/Kind`, as discovery lists them; of some of them nothing can be stored. */
const SERVED: ReadonlyMap<string, string> = new Map(
  Object.entries(RESOURCES).flatMap(([apiVersion, lines]) =>
    lines.map((line): [string, string] => {
      const [name = '', , kind = ''] = line.split(' ')
      return name.includes('/') ? ['', ''] : [`${apiVersion}/${kind}`, name]
    }),
  ),
)

const resourceOf = ({ apiVersion, kind }: OwnerReference): string | undefined =>
  SERVED.get(`${apiVersion}/${kind}`)

/** Has the REST mapper a resource of that kind? Of an owner of no known kind nobody can say whether it is gone. */
export const isMapped = (ref: OwnerReference): boolean => resourceOf(ref) !== undefined

/** The owner as it is stored, or undefined when it is gone (or another one of that name). */
export function ownerOf(
  api: ApiServer,
  { metadata }: KubeObject,
  ref: OwnerReference,
): { resource: Resource; object: KubeObject } | undefined {
  const resource = resourceOf(ref) as Resource | undefined
  if (!resource) return undefined
  const { namespaced } = KINDS[resource] ?? {}
  const object = api.get(resource, namespaced ? (metadata.namespace ?? '') : '', ref.name)
  return object?.metadata.uid === ref.uid ? { resource, object } : undefined
}

export function createDependents(): Dependents {
  const byOwner = new Map<string, Map<string, Dependent>>()
  const forget = (item: Dependent, object: KubeObject): void => {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const items = byOwner.get(uid)
      items?.delete(item.uid)
      if (items?.size === 0) byOwner.delete(uid)
    }
  }
  return {
    of: (ownerUid) => [...(byOwner.get(ownerUid)?.values() ?? [])],
    update(item, previous, object) {
      if (previous) forget(item, previous)
      for (const { uid } of object.metadata.ownerReferences ?? []) {
        const items = byOwner.get(uid)
        if (items) items.set(item.uid, item)
        else byOwner.set(uid, new Map([[item.uid, item]]))
      }
    },
    remove: forget,
    snapshot: () => [...byOwner].map(([uid, items]) => [uid, [...items.values()]] as const),
    restore(from) {
      byOwner.clear()
      for (const [uid, items] of from) byOwner.set(uid, new Map(items.map((item) => [item.uid, item])))
    },
  }
}
