/** What the server says it serves, each type in its preferred version. @see client-go/discovery/aggregated_discovery.go */
import type { Factory } from '../factory.ts'
import { compareText, list, objects, text, type Json, type JsonObject } from '../json.ts'
import { resourceMappings, type ResourceMapping } from '../resources.ts'

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json'

function mappingOf(group: string, version: string, value: JsonObject): ResourceMapping {
  const words = (field: string) => list(value, field).map(String)
  return {
    resource: text(value, 'resource'),
    singular: text(value, 'singularResource'),
    shortNames: words('shortNames'),
    group,
    version,
    kind: text(value, 'responseKind', 'kind'),
    namespaced: text(value, 'scope') === 'Namespaced',
    verbs: words('verbs'),
    categories: words('categories'),
    scale: objects(value, 'subresources').some((one) => text(one, 'subresource') === 'scale'),
  }
}

function groupMappings(group: JsonObject): ResourceMapping[] {
  const name = text(group, 'metadata', 'name')
  const found = new Map<string, ResourceMapping>()
  for (const version of objects(group, 'versions'))
    for (const value of objects(version, 'resources')) {
      const mapping = mappingOf(name, text(version, 'version'), value)
      if (!found.has(mapping.resource)) found.set(mapping.resource, mapping)
    }
  return [...found.values()]
}

/** By group, then by name. A server that does not aggregate is taken to serve what a v1.35 cluster does. */
export async function servedResources(f: Factory): Promise<readonly ResourceMapping[]> {
  const ask = (path: string): Promise<Json> =>
    f.client.call({ method: 'GET', path, query: { timeout: '32s' }, accept: AGGREGATED })
  const answers = [await ask('/api'), await ask('/apis')]
  const groups = answers.flatMap((answer) => objects(answer, 'items'))
  if (groups.length === 0) return resourceMappings
  return groups
    .flatMap(groupMappings)
    .toSorted((a, b) => compareText(a.group, b.group) || compareText(a.resource, b.resource))
}
