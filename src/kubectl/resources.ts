/**
 * What the API server serves: kubectl's discovery cache of a v1.35 cluster, and the ways a user may name a type.
 * Simplified: the cache is fixed data; kubectl asks again (GET /api, /apis) only for a type it does not find.
 * @see k8s.io/client-go/restmapper, k8s.io/cli-runtime/pkg/resource/builder.go (mappingFor)
 */
import { resourceRows } from './resource-rows.ts'

export interface ResourceMapping {
  resource: string
  singular: string
  shortNames: string[]
  group: string
  version: string
  kind: string
  namespaced: boolean
  verbs: string[]
  categories: string[]
  /** Whether the type has a `/scale` subresource. */
  scale: boolean
}

const verbSets: Record<string, string> = {
  A: 'create delete deletecollection get list patch update watch',
  L: 'get list',
  C: 'create',
  S: 'delete get list patch update watch',
  N: 'create delete get list patch update watch',
}

const scalable = new Set(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers'])

export const resourceMappings: readonly ResourceMapping[] = resourceRows.map((row) => {
  const [resource = '', short = '', apiVersion = '', scope = '', kind = '', verbs = 'A', categories = ''] =
    row.split(' ')
  const slash = apiVersion.indexOf('/')
  return {
    resource,
    singular: kind.toLowerCase(),
    shortNames: short === '-' ? [] : short.split(','),
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    namespaced: scope === 'n',
    verbs: (verbSets[verbs] ?? '').split(' '),
    categories: categories === '' ? [] : categories.split(','),
    scale: scalable.has(resource),
  }
})

export const apiVersionOf = (mapping: ResourceMapping): string =>
  mapping.group === '' ? mapping.version : `${mapping.group}/${mapping.version}`
/** `deployments.apps`, `pods`. */
export const groupResource = (mapping: ResourceMapping): string =>
  mapping.group === '' ? mapping.resource : `${mapping.resource}.${mapping.group}`
/** `deployment.apps`, `pod`: how objects are printed. */
export const lowerGroupKind = (mapping: ResourceMapping): string =>
  mapping.group === '' ? mapping.kind.toLowerCase() : `${mapping.kind.toLowerCase()}.${mapping.group}`
/** `Deployment.apps`, `Pod`: schema.GroupKind.String(). */
export const groupKind = (mapping: ResourceMapping): string =>
  mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`

export const mappingForKind = (apiVersion: string, kind: string): ResourceMapping | undefined =>
  resourceMappings.find((mapping) => mapping.kind === kind && apiVersionOf(mapping) === apiVersion)
export const mappingForResource = (resource: string): ResourceMapping => {
  const found = resourceMappings.find((mapping) => mapping.resource === resource)
  if (found === undefined) throw new Error(`no mapping for ${resource}`)
  return found
}

const names = (mapping: ResourceMapping, word: string): boolean =>
  mapping.resource === word || mapping.singular === word || mapping.shortNames.includes(word)

/** A type as typed: plural, singular, kind, short name, `TYPE.GROUP` (or the group's beginning), `TYPE.VERSION.GROUP`. */
export function findMapping(typed: string): ResourceMapping | undefined {
  const word = typed.toLowerCase()
  const [type = '', ...rest] = word.split('.')
  if (rest.length === 0) return resourceMappings.find((mapping) => names(mapping, type))
  const candidates = resourceMappings.filter((mapping) => names(mapping, type))
  const full = candidates.find(
    (mapping) => rest.length > 1 && mapping.version === rest[0] && mapping.group === rest.slice(1).join('.'),
  )
  const group = rest.join('.')
  return (
    full ??
    candidates.find((mapping) => mapping.group === group || (group !== '' && mapping.group.startsWith(group)))
  )
}

/** Other types that a short name stands for, too; the first one is taken. @see client-go/restmapper/shortcut.go */
export const sharingShortName = (typed: string, taken: ResourceMapping): ResourceMapping[] =>
  resourceMappings.filter(
    (one) => one !== taken && one.shortNames.includes(typed) && taken.shortNames.includes(typed),
  )

const categoryAll = [
  'pods',
  'replicationcontrollers',
  'services',
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'horizontalpodautoscalers.autoscaling',
  'cronjobs.batch',
  'jobs.batch',
]

/** Expands the category `all`. */
export const expandCategories = (types: string): string =>
  types
    .split(',')
    .map((type) => (type === 'all' ? categoryAll.join(',') : type))
    .join(',')

export function collectionPath(mapping: ResourceMapping, namespace: string): string {
  const root = mapping.group === '' ? `/api/${mapping.version}` : `/apis/${apiVersionOf(mapping)}`
  return mapping.namespaced && namespace !== ''
    ? `${root}/namespaces/${namespace}/${mapping.resource}`
    : `${root}/${mapping.resource}`
}

export const objectPath = (mapping: ResourceMapping, namespace: string, name: string): string =>
  `${collectionPath(mapping, namespace)}/${name}`
