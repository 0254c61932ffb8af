/** Names of every resource: what discovery, paths and errors call it. */
import type { Resource } from '../resources.ts'

export interface KindInfo {
  resource: Resource
  /** '' for core. */
  group: string
  /** The version objects are stored in. */
  version: string
  kind: string
  singular: string
  namespaced: boolean
  shortNames: readonly string[]
  /** Member of `kubectl get all`. */
  inAll?: true
}

const kind = (
  resource: Resource,
  apiVersion: string,
  name: string,
  shortNames: readonly string[],
  more: Partial<KindInfo> = {},
): KindInfo => {
  const slash = apiVersion.indexOf('/')
  return {
    resource,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: name,
    singular: name.toLowerCase(),
    namespaced: true,
    shortNames,
    ...more,
  }
}

export const KINDS: Readonly<Record<Resource, KindInfo>> = {
  deployments: kind('deployments', 'apps/v1', 'Deployment', ['deploy'], { inAll: true }),
  replicasets: kind('replicasets', 'apps/v1', 'ReplicaSet', ['rs'], { inAll: true }),
  replicationcontrollers: kind('replicationcontrollers', 'v1', 'ReplicationController', ['rc'], {
    inAll: true,
  }),
  pods: kind('pods', 'v1', 'Pod', ['po'], { inAll: true }),
  services: kind('services', 'v1', 'Service', ['svc'], { inAll: true }),
  endpoints: kind('endpoints', 'v1', 'Endpoints', ['ep'], { singular: 'endpoints' }),
  endpointslices: kind('endpointslices', 'discovery.k8s.io/v1', 'EndpointSlice', []),
  events: kind('events', 'v1', 'Event', ['ev']),
  nodes: kind('nodes', 'v1', 'Node', ['no'], { namespaced: false }),
  namespaces: kind('namespaces', 'v1', 'Namespace', ['ns'], { namespaced: false }),
  configmaps: kind('configmaps', 'v1', 'ConfigMap', ['cm']),
  resourcequotas: kind('resourcequotas', 'v1', 'ResourceQuota', ['quota']),
  limitranges: kind('limitranges', 'v1', 'LimitRange', ['limits']),
  horizontalpodautoscalers: kind(
    'horizontalpodautoscalers',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    ['hpa'],
    { inAll: true },
  ),
  serviceaccounts: kind('serviceaccounts', 'v1', 'ServiceAccount', ['sa']),
  priorityclasses: kind('priorityclasses', 'scheduling.k8s.io/v1', 'PriorityClass', ['pc'], {
    namespaced: false,
  }),
  poddisruptionbudgets: kind('poddisruptionbudgets', 'policy/v1', 'PodDisruptionBudget', ['pdb']),
}

export const apiVersionOf = ({ group, version }: { group: string; version: string }): string =>
  group ? `${group}/${version}` : version
