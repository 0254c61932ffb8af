/** A rig for tests of the garbage collector: a cluster, and owners and dependents by name. */
import type { DeleteOptions } from '../../api/contract.ts'
import type { KubeObject, OwnerReference } from '../../api/types/meta.ts'
import { createRig, type Rig } from '../rig.ts'

/** ConfigMaps: no other controller minds them. */
export function configs() {
  const rig: Rig = createRig()
  const get = (name: string): KubeObject | undefined => rig.api.get('configmaps', 'default', name)
  const refTo = (name: string, blockOwnerDeletion = true): OwnerReference => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name,
    uid: get(name)?.metadata.uid ?? 'gone',
    blockOwnerDeletion,
  })
  return {
    rig,
    get,
    refTo,
    make(name: string, owners: readonly OwnerReference[] = [], finalizers: readonly string[] = []): void {
      const metadata = { name, ownerReferences: owners, finalizers }
      const made = rig.api.create('configmaps', 'default', { apiVersion: 'v1', kind: 'ConfigMap', metadata })
      if (!made.ok) throw new Error(made.status.message)
    },
    remove(name: string, propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>): void {
      rig.api.delete('configmaps', 'default', name, { propagationPolicy })
    },
    change(name: string, metadata: object): void {
      const object = get(name)
      const changed = { ...object, metadata: { ...object?.metadata, ...metadata } }
      rig.api.update('configmaps', changed as never)
    },
    left: () =>
      rig.api
        .list('configmaps', 'default')
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    owners: (name: string) => get(name)?.metadata.ownerReferences?.map((ref) => ref.name),
  }
}
