/**
 * How lists and maps are owned by server-side apply: keys of list elements by `type.field`; '' is a set of plain
 * values. Lists that are not named here, and the types of ATOMIC, are owned as a whole.
 * @see listType, listMapKey, structType in k8s.io/api, v1.35
 */
import { MERGE_KEYS } from './mergekeys.ts'

const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  'v1.Container.ports': ['containerPort', 'protocol'],
  'v1.ServiceSpec.ports': ['port', 'protocol'],
  'v1.PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
}

/** Merged by patches, yet owned as a whole. */
const ATOMIC_LISTS: readonly string[] = ['v1.PodStatus.hostIPs']

export const ATOMIC: readonly string[] = [
  'v1.LabelSelector',
  'v1.NodeSelector',
  'v1.NodeSelectorTerm',
  'v1.ObjectReference',
  'v1.LocalObjectReference',
  'v1.ObjectFieldSelector',
  'v1.ResourceFieldSelector',
  'v1.ConfigMapKeySelector',
  'v1.SecretKeySelector',
  'v1.FileKeySelector',
  'v1.SecretReference',
  'v1.TypedLocalObjectReference',
  'v1.ScopeSelector',
  'v1.ScopedResourceSelectorRequirement',
  'v1.CrossVersionObjectReference',
]

/** Maps that are owned as a whole. */
export const ATOMIC_MAPS: readonly string[] = [
  'v1.PodSpec.nodeSelector',
  'v1.ServiceSpec.selector',
  'v1.ReplicationControllerSpec.selector',
]

/** undefined: the list is atomic. */
export function listKeysOf(place: string): readonly string[] | undefined {
  if (ATOMIC_LISTS.includes(place)) return undefined
  const several = SEVERAL[place]
  if (several) return several
  const key = MERGE_KEYS[place]
  return key === undefined ? undefined : key === '' ? [] : [key]
}
