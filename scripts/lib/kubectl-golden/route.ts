/** What a path means, and the Scale of a workload. */
import { at, int, isObject, text, type JsonObject } from '../../../src/kubectl/json.ts'
import type { ResourceMapping } from '../../../src/kubectl/resources.ts'
import { knownResource, type Stored } from './store.ts'

export interface Target {
  mapping: ResourceMapping
  namespace: string
  name: string
  subresource: string
}

export function route(path: string): Target | undefined {
  const [, rest = ''] = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\/(.*)$/.exec(path) ?? []
  const namespaced = /^namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(rest)
  const [namespace = '', resource = '', name = '', subresource = ''] = namespaced
    ? namespaced.slice(1)
    : ['', ...rest.split('/')]
  const mapping = knownResource(resource)
  if (mapping === undefined || (namespaced && !mapping.namespaced)) {
    const [, cluster = '', own = '', sub = ''] = /^(namespaces)\/([^/]+)(?:\/(.+))?$/.exec(rest) ?? []
    const kind = knownResource(cluster)
    return kind && { mapping: kind, namespace: '', name: own, subresource: sub }
  }
  return { mapping, namespace, name, subresource }
}

export function scaleOf(stored: Stored): JsonObject {
  const { object } = stored
  const metadata: JsonObject = {}
  for (const field of ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp'])
    metadata[field] = text(object, 'metadata', field)
  const labels = at(object, 'spec', 'selector', 'matchLabels') ?? at(object, 'spec', 'selector')
  const selector = isObject(labels) ? Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`).join(',') : '' // prettier-ignore
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata,
    spec: { replicas: int(object, 'spec', 'replicas') },
    status: { replicas: int(object, 'status', 'replicas'), selector },
  }
}
