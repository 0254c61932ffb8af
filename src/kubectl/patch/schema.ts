/**
 * Which lists of the API's types are merged by a key, and which maps keep only the named fields.
 * @see patchStrategy and patchMergeKey in k8s.io/api/{core,apps}/v1/types.go
 */

const mergeKeys: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  resourceClaims: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid',
  conditions: 'type',
  addresses: 'type',
  secrets: 'name',
  podIPs: 'ip',
  hostIPs: 'ip',
}

/** Lists of plain values that merge as sets. */
const mergedPrimitives = new Set(['finalizers'])
const retained = new Set(['strategy', 'volumes'])

/** The merge key of a list field, or undefined when the list is replaced whole. @param parent field names above it */
export function mergeKeyOf(field: string, parent: readonly string[]): string | undefined {
  if (field === 'ports') {
    const above = parent.at(-1)
    return above === 'containers' || above === 'initContainers'
      ? 'containerPort'
      : above === 'spec'
        ? 'port'
        : undefined
  }
  if (field === 'addresses' && parent.at(-1) !== 'status') return undefined
  return mergeKeys[field]
}

export const mergesPrimitives = (field: string): boolean => mergedPrimitives.has(field)
/** Maps with patch strategy `retainKeys`: fields that the patch does not name are dropped. */
export const retainsKeys = (field: string): boolean => retained.has(field)
