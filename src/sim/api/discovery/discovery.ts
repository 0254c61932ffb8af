/**
 * Discovery: /version, /api, /apis, group versions, and the aggregated form of both.
 * @see k8s.io/apiserver/pkg/endpoints/discovery, v1.35
 */
import type { ApiResponse } from '../contract.ts'
import { respond } from '../http/respond.ts'
import { openApiAnswer } from './openapi.ts'
import { GROUPS, RESOURCES } from './resources.ts'

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const SUB_VERBS = ['get', 'patch', 'update']

const VERSION = {
  major: '1',
  minor: '35',
  emulationMajor: '1',
  emulationMinor: '35',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '34',
  gitVersion: 'v1.35.4',
  gitCommit: '$Format:%H$',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
}

interface DiscoveredResource {
  name: string
  singular: string
  kind: string
  /** Group and version of the kind, when they are not the resource's own. */
  group?: string
  version?: string
  namespaced: boolean
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  hash?: string
}

function readResource(text: string): DiscoveredResource {
  const words = text.split(' ')
  const name = words[0] ?? ''
  const sub = name.includes('/')
  const given = (sub ? words[1] : words[2]) ?? ''
  const dot = given.lastIndexOf('.')
  const [group = '', version = ''] = dot < 0 ? [] : given.slice(0, dot).split('/')
  const option = (key: string): string | undefined =>
    words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
  const short = option('short')
  const hash = option('hash')
  return {
    name,
    singular: sub ? '' : (words[1] ?? ''),
    kind: given.slice(dot + 1),
    ...(dot < 0 ? {} : { group, version }),
    namespaced: !words.includes('!'),
    verbs: option('verbs')?.split(',') ?? (sub ? SUB_VERBS : ALL_VERBS),
    ...(short === undefined ? {} : { shortNames: [short] }),
    ...(words.includes('*') ? { categories: ['all'] } : {}),
    ...(hash === undefined ? {} : { hash }),
  }
}

const resourcesOf = (groupVersion: string): DiscoveredResource[] =>
  (RESOURCES[groupVersion] ?? []).map(readResource)

function resourceList(groupVersion: string): unknown {
  return {
    kind: 'APIResourceList',
    ...(groupVersion === 'v1' ? {} : { apiVersion: 'v1' }),
    groupVersion,
    resources: resourcesOf(groupVersion).map(
      ({ singular, hash, name, kind, namespaced, verbs, ...rest }) => ({
        name,
        singularName: singular,
        namespaced,
        ...(rest.group === undefined ? {} : { group: rest.group, version: rest.version }),
        kind,
        verbs,
        ...(rest.shortNames ? { shortNames: rest.shortNames } : {}),
        ...(rest.categories ? { categories: rest.categories } : {}),
        ...(hash === undefined ? {} : { storageVersionHash: hash }),
      }),
    ),
  }
}

const groupVersions = (group: string, versions: readonly string[]): unknown[] =>
  versions.map((version) => ({ groupVersion: `${group}/${version}`, version }))

const groupOf = (group: string, versions: readonly string[]): Record<string, unknown> => ({
  name: group,
  versions: groupVersions(group, versions),
  preferredVersion: groupVersions(group, versions)[0],
})

function aggregatedVersion(version: string, groupVersion: string): unknown {
  const all = resourcesOf(groupVersion)
  const responseKind = ({ group = '', version: own = '', kind }: DiscoveredResource): unknown => ({
    group,
    version: own,
    kind,
  })
  const resources = all
    .filter(({ name }) => !name.includes('/'))
    .map((resource) => {
      const subresources = all
        .filter(({ name }) => name.startsWith(`${resource.name}/`))
        .map((sub) => ({
          subresource: sub.name.slice(resource.name.length + 1),
          responseKind: responseKind(sub),
          verbs: sub.verbs,
        }))
      return {
        resource: resource.name,
        responseKind: responseKind(resource),
        scope: resource.namespaced ? 'Namespaced' : 'Cluster',
        singularResource: resource.singular,
        verbs: resource.verbs,
        ...(resource.shortNames ? { shortNames: resource.shortNames } : {}),
        ...(resource.categories ? { categories: resource.categories } : {}),
        ...(subresources.length > 0 ? { subresources } : {}),
      }
    })
  return { version, resources, freshness: 'Current' }
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

function aggregated(items: unknown[]): ApiResponse {
  const body = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items }
  return { ...respond(200, body), contentType: AGGREGATED }
}

const wantsAggregated = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((range) => {
    const parts = range.trim().split(';')
    return ['g=apidiscovery.k8s.io', 'v=v2', 'as=APIGroupDiscoveryList'].every((part) => parts.includes(part))
  })

function apiRoot(accept: string | undefined): ApiResponse {
  if (wantsAggregated(accept))
    return aggregated([{ metadata: {}, versions: [aggregatedVersion('v1', 'v1')] }])
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: '192.168.49.2:8443' }]
  return respond(200, { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs })
}

function apisRoot(accept: string | undefined): ApiResponse {
  if (wantsAggregated(accept))
    return aggregated(
      GROUPS.map(([group, versions]) => ({
        metadata: { name: group },
        versions: versions.map((version) => aggregatedVersion(version, `${group}/${version}`)),
      })),
    )
  const groups = GROUPS.map(([group, versions]) => groupOf(group, versions))
  return respond(200, { kind: 'APIGroupList', apiVersion: 'v1', groups })
}

/** The document at a path, or undefined where there is none. */
export function discoveryAnswer(path: string, accept: string | undefined): ApiResponse | undefined {
  if (path === '/version') return respond(200, VERSION)
  if (path === '/api') return apiRoot(accept)
  if (path === '/apis') return apisRoot(accept)
  if (path.startsWith('/openapi/')) return openApiAnswer(path)
  const groupVersion = path === '/api/v1' ? 'v1' : path.replace(/^\/apis\//, '')
  if (RESOURCES[groupVersion] && (path === '/api/v1' || path.startsWith('/apis/')))
    return respond(200, resourceList(groupVersion))
  const group = GROUPS.find(([name]) => path === `/apis/${name}`)
  return group && respond(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(...group) })
}
