/** The strategy of each resource. */
import type { Resource } from '../resources.ts'
import { deploymentStrategy } from './deployment.ts'
import { KINDS } from './kinds.ts'
import { podStrategy } from './pod.ts'
import { replicaSetStrategy, replicationControllerStrategy } from './replicaset.ts'
import type { Strategy } from './strategy.ts'

const plain = (resource: Resource): Strategy => ({ kind: KINDS[resource] })

export const STRATEGIES: Readonly<Record<Resource, Strategy>> = {
  deployments: deploymentStrategy,
  replicasets: replicaSetStrategy,
  replicationcontrollers: replicationControllerStrategy,
  pods: podStrategy,
  services: { ...plain('services'), returnsDeleted: true },
  endpoints: plain('endpoints'),
  endpointslices: plain('endpointslices'),
  events: plain('events'),
  nodes: plain('nodes'),
  namespaces: plain('namespaces'),
  configmaps: plain('configmaps'),
  resourcequotas: plain('resourcequotas'),
  limitranges: plain('limitranges'),
  horizontalpodautoscalers: plain('horizontalpodautoscalers'),
  serviceaccounts: plain('serviceaccounts'),
  priorityclasses: plain('priorityclasses'),
  poddisruptionbudgets: plain('poddisruptionbudgets'),
}
