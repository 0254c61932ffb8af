/** Controller references: k8s.io/kubernetes pkg/controller/controller_ref_manager.go. */
import type { ApiServer } from '../api/contract.ts'
import type { KubeObject, OwnerReference } from '../api/types/meta.ts'
import type { SyncError } from './controller.ts'

/** Resources that controllers adopt and release. */
type Owned = 'replicasets' | 'pods'

export function getControllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  for (const ref of metadata.ownerReferences ?? []) if (ref.controller === true) return ref
  return undefined
}

export const newControllerRef = (owner: KubeObject): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
})

/**
 * RS-3, DEP-4: RecheckDeletionTimestamp: before it adopts, an owner makes sure that it is still there. An error fails the
 * sync: what the cache says of it is too old to act on.
 */
export function recheckOwner(
  api: ApiServer,
  resource: 'deployments' | 'replicasets' | 'replicationcontrollers',
  { metadata: { namespace = '', name, uid } }: KubeObject,
): SyncError | undefined {
  const fresh = api.get(resource, namespace, name)
  if (!fresh || fresh.metadata.uid !== uid)
    return { reason: '', message: `can't recheck DeletionTimestamp: original ${namespace}/${name} is gone` }
  const { deletionTimestamp } = fresh.metadata
  return deletionTimestamp === undefined
    ? undefined
    : { reason: '', message: `${namespace}/${name} has just been deleted at ${deletionTimestamp}` }
}

/**
 * Adopts: upstream patches the reference in, with the uid as its only precondition, so the stored object is what
 * is changed. False: the object is gone (or another one of that name).
 */
export function adopt(api: ApiServer, resource: Owned, object: KubeObject, owner: KubeObject): boolean {
  // The patch merges references by uid: adopting what is adopted already changes nothing.
  return patchOwners(api, resource, object, (refs) => [
    ...refs.filter((ref) => ref.uid !== owner.metadata.uid),
    newControllerRef(owner),
  ])
}

export function release(api: ApiServer, resource: Owned, object: KubeObject, ownerUid: string): boolean {
  return patchOwners(api, resource, object, (refs) => refs.filter((ref) => ref.uid !== ownerUid))
}

function patchOwners(
  api: ApiServer,
  resource: Owned,
  { metadata }: KubeObject,
  change: (refs: readonly OwnerReference[]) => OwnerReference[],
): boolean {
  const stored = api.get(resource, metadata.namespace ?? '', metadata.name)
  if (!stored || stored.metadata.uid !== metadata.uid) return false
  const { ownerReferences, ...rest } = stored.metadata
  const refs = change(ownerReferences ?? [])
  const changed = refs.length > 0 ? { ...rest, ownerReferences: refs } : rest
  return api.update(resource, { ...stored, metadata: changed } as typeof stored).ok
}
