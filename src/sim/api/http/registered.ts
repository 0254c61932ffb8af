/**
 * Kinds that the server's scheme knows beside those it serves: it reads them, and then cannot convert them.
 * @see k8s.io/api, the register.go of each group version, v1.35
 */
import { apiVersionOf } from '../registry/kinds.ts'
import { SERVED } from '../registry/versions.ts'

const APPS = 'StatefulSet ControllerRevision'
const REGISTERED: Readonly<Record<string, string>> = {
  v1: 'Secret PersistentVolumeClaim PersistentVolume PodTemplate ServiceAccount Binding ComponentStatus List',
  'apps/v1': `${APPS} DaemonSet`,
  'apps/v1beta1': `Deployment ${APPS} Scale`,
  'apps/v1beta2': `Deployment ReplicaSet ${APPS} DaemonSet Scale`,
  'extensions/v1beta1': 'Deployment ReplicaSet DaemonSet Ingress NetworkPolicy Scale',
  'batch/v1': 'Job CronJob',
  'batch/v1beta1': 'CronJob',
  'policy/v1': 'Eviction',
  'policy/v1beta1': 'PodDisruptionBudget Eviction',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1beta1': 'Event',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass',
  'rbac.authorization.k8s.io/v1': 'Role ClusterRole RoleBinding ClusterRoleBinding',
  'storage.k8s.io/v1': 'StorageClass VolumeAttachment CSIDriver CSINode',
  'coordination.k8s.io/v1': 'Lease',
  'scheduling.k8s.io/v1': 'PriorityClass',
}

/** The Go type of a kind that the schema has. */
export const structOfKind = (kind: string, apiVersion: string): string | undefined =>
  kind === 'Scale' && apiVersion === 'autoscaling/v1'
    ? 'v1.Scale'
    : SERVED.find((s) => s.kind.kind === kind && apiVersionOf(s) === apiVersion)?.struct

const isRegistered = (kind: string, apiVersion: string): boolean =>
  (REGISTERED[apiVersion] ?? '').split(' ').includes(kind)

/** The Go type of a kind that the scheme has, a list too. */
export function goTypeOf(kind: string, apiVersion: string): string | undefined {
  const struct = structOfKind(kind, apiVersion)
  if (struct !== undefined) return struct.slice(struct.indexOf('/') + 1)
  const item = kind.endsWith('List') ? kind.slice(0, -'List'.length) : kind
  const known = isRegistered(kind, apiVersion) || isRegistered(item, apiVersion)
  return known || structOfKind(item, apiVersion) !== undefined
    ? `${apiVersion.slice(apiVersion.indexOf('/') + 1)}.${kind}`
    : undefined
}
