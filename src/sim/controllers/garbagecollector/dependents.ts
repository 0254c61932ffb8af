/**
 * Who depends on whom, by uid.
 * @see kubernetes/pkg/controller/garbagecollector/graph.go, v1.35
 */
import type { ApiServer } from '../../api/contract.ts'
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

const RESOURCES: Readonly<Record<string, Resource>> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  ReplicationController: 'replicationcontrollers',
  Pod: 'pods',
  Service: 'services',
  EndpointSlice: 'endpointslices',
  ConfigMap: 'configmaps',
  Node: 'nodes',
}

/** The owner as it is stored, or undefined when it is gone (or another one of that name). */
export function ownerOf(
  api: ApiServer,
  { metadata }: KubeObject,
  ref: OwnerReference,
): { resource: Resource; object: KubeObject } | undefined {
  const resource = RESOURCES[ref.kind]
  if (!resource) return undefined
  const object = api.get(resource, resource === 'nodes' ? '' : (metadata.namespace ?? ''), ref.name)
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
