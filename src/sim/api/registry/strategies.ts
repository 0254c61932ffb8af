/** The strategy of each resource. */
import type { Resource } from '../resources.ts'
import { autoscalerStrategy } from './autoscaler.ts'
import { limitRangeStrategy, resourceQuotaStrategy } from './limits.ts'
import { serviceStrategy } from './service.ts'
import {
  configMapStrategy,
  disruptionBudgetStrategy,
  endpointsStrategy,
  endpointSliceStrategy,
  eventStrategy,
  namespaceStrategy,
  nodeStrategy,
} from './smallkinds.ts'
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
  services: serviceStrategy,
  endpoints: endpointsStrategy,
  endpointslices: endpointSliceStrategy,
  events: eventStrategy,
  nodes: nodeStrategy,
  namespaces: namespaceStrategy,
  configmaps: configMapStrategy,
  resourcequotas: resourceQuotaStrategy,
  limitranges: limitRangeStrategy,
  horizontalpodautoscalers: autoscalerStrategy,
  serviceaccounts: plain('serviceaccounts'),
  priorityclasses: plain('priorityclasses'),
  poddisruptionbudgets: disruptionBudgetStrategy,
}
