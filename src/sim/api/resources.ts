/** The resources of the API, by their plural names, and the type each holds. */
import type { Deployment, ReplicaSet, ReplicationController } from './types/apps.ts'
import type {
  ConfigMap,
  Endpoints,
  EndpointSlice,
  KubeEvent,
  LimitRange,
  Namespace,
  Node,
  ResourceQuota,
  Service,
} from './types/core.ts'
import type { KubeObject } from './types/meta.ts'
import type { Pod } from './types/pod.ts'

export interface ResourceTypes {
  deployments: Deployment
  replicasets: ReplicaSet
  replicationcontrollers: ReplicationController
  pods: Pod
  services: Service
  endpoints: Endpoints
  endpointslices: EndpointSlice
  events: KubeEvent
  nodes: Node
  namespaces: Namespace
  configmaps: ConfigMap
  resourcequotas: ResourceQuota
  limitranges: LimitRange
  horizontalpodautoscalers: KubeObject
  serviceaccounts: KubeObject
  priorityclasses: KubeObject
  poddisruptionbudgets: KubeObject
}

export type Resource = keyof ResourceTypes
