/**
 * kube-controller-manager's shared informers: one cache per resource for all controllers, brought up to date before
 * any of them hears the news.
 */
import type { Resource, ResourceTypes } from '../api/resources.ts'
import type { Deployment, ReplicaSet, ReplicationController } from '../api/types/apps.ts'
import type { Endpoints, EndpointSlice, ResourceQuota, Service } from '../api/types/core.ts'
import type { KubeObject } from '../api/types/meta.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Actor, ActorFactory } from '../runtime/actor.ts'
import { controllerUidIndex, createIndexer, namespaceIndex, type Indexer } from '../runtime/indexer.ts'

export const CONTROLLER_MANAGER = 'kube-controller-manager'
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name'

const CACHED = [
  'deployments',
  'replicasets',
  'replicationcontrollers',
  'pods',
  'services',
  'endpointslices',
  'endpoints',
  'resourcequotas',
] as const satisfies readonly Resource[]

export type CachedResource = (typeof CACHED)[number]
export type Caches = { readonly [R in CachedResource]: Indexer<ResourceTypes[R]> }

const sliceIndex = (slice: EndpointSlice): string =>
  `${slice.metadata.namespace ?? ''}/${slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? ''}`

export function createCaches(): Caches {
  const owned = { namespace: namespaceIndex, controllerUid: controllerUidIndex }
  return {
    deployments: createIndexer<Deployment>({ namespace: namespaceIndex }),
    replicasets: createIndexer<ReplicaSet>(owned),
    replicationcontrollers: createIndexer<ReplicationController>({ namespace: namespaceIndex }),
    pods: createIndexer<Pod>(owned),
    services: createIndexer<Service>({ namespace: namespaceIndex }),
    endpointslices: createIndexer<EndpointSlice>({ service: sliceIndex }),
    endpoints: createIndexer<Endpoints>({}),
    resourcequotas: createIndexer<ResourceQuota>({ namespace: namespaceIndex }),
  }
}

type CachesSnapshot = Record<string, readonly KubeObject[]>

/** Must be added before the controllers, so that it hears first. */
export const sharedInformers =
  (caches: Caches): ActorFactory<never, CachesSnapshot> =>
  (): Actor<never, CachesSnapshot> => {
    const cacheOf = (resource: Resource): Indexer<KubeObject> =>
      caches[resource as CachedResource] as unknown as Indexer<KubeObject>
    return {
      name: 'shared-informers',
      component: CONTROLLER_MANAGER,
      process: CONTROLLER_MANAGER,
      watches: CACHED,
      onNews: (event) => cacheOf(event.resource).apply(event.type, event.object),
      snapshot: () => Object.fromEntries(CACHED.map((resource) => [resource, caches[resource].snapshot()])),
      restore(from) {
        for (const resource of CACHED) cacheOf(resource).restore(from[resource] ?? [])
      },
    }
  }
