/** core/v1, discovery.k8s.io/v1 and autoscaling/v2 objects around a rollout. */
import type { IntOrString, KubeObject } from './meta.ts'

export interface ServicePort {
  name?: string
  protocol?: string
  appProtocol?: string
  port: number
  targetPort?: IntOrString
  nodePort?: number
}

export interface Service extends KubeObject {
  spec: {
    ports?: ServicePort[]
    selector?: Record<string, string>
    clusterIP?: string
    clusterIPs?: string[]
    type?: string
    externalIPs?: string[]
    sessionAffinity?: string
    externalName?: string
    externalTrafficPolicy?: string
    internalTrafficPolicy?: string
    publishNotReadyAddresses?: boolean
    ipFamilies?: string[]
    ipFamilyPolicy?: string
    [more: string]: unknown
  }
  status: { loadBalancer: { ingress?: { ip?: string; hostname?: string; ipMode?: string }[] } }
}

export interface Endpoint {
  addresses: string[]
  conditions: { ready?: boolean; serving?: boolean; terminating?: boolean }
  nodeName?: string
  targetRef?: { kind: string; namespace: string; name: string; uid: string }
}

export interface EndpointSlice extends KubeObject {
  addressType: 'IPv4'
  endpoints: Endpoint[] | null
  ports: { name: string; port: number; protocol: string }[] | null
}

export interface EndpointAddress {
  ip: string
  hostname?: string
  nodeName?: string
  targetRef?: ObjectReference
}

/** Of Endpoints; those of EndpointSlices always have a name. */
export interface EndpointPort {
  name?: string
  port: number
  protocol: string
  appProtocol?: string
}

export interface EndpointSubset {
  addresses?: EndpointAddress[]
  notReadyAddresses?: EndpointAddress[]
  ports?: EndpointPort[]
}

export interface Endpoints extends KubeObject {
  subsets?: EndpointSubset[]
}

export interface NodeCondition {
  type: string
  status: string
  lastHeartbeatTime?: string
  lastTransitionTime?: string
  reason?: string
  message?: string
}

export interface Node extends KubeObject {
  spec: {
    podCIDR?: string
    podCIDRs?: string[]
    unschedulable?: boolean
    taints?: unknown[]
    [more: string]: unknown
  }
  status: {
    capacity?: Record<string, string>
    allocatable?: Record<string, string>
    conditions?: NodeCondition[]
    addresses?: { type: string; address: string }[]
    nodeInfo?: Record<string, unknown>
    images?: { names: string[]; sizeBytes: number }[]
    [more: string]: unknown
  }
}

export interface ObjectReference {
  apiVersion?: string
  kind?: string
  name?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  fieldPath?: string
}

export interface KubeEvent extends KubeObject {
  involvedObject: ObjectReference
  reason?: string
  message?: string
  source: { component?: string; host?: string }
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  count?: number
  type?: 'Normal' | 'Warning'
  eventTime?: string | null
  action?: string
  reportingComponent?: string
  reportingInstance?: string
  series?: { count: number; lastObservedTime: string }
}

export interface Namespace extends KubeObject {
  spec: { finalizers?: string[] }
  status: { phase: 'Active' | 'Terminating' }
}

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  immutable?: boolean
}

export interface ResourceQuota extends KubeObject {
  spec: { hard?: Record<string, string>; scopes?: string[]; scopeSelector?: unknown }
  status: { hard?: Record<string, string>; used?: Record<string, string> }
}

export interface LimitRangeItem {
  type: string
  max?: Record<string, string>
  min?: Record<string, string>
  default?: Record<string, string>
  defaultRequest?: Record<string, string>
  maxLimitRequestRatio?: Record<string, string>
}

export interface LimitRange extends KubeObject {
  spec: { limits: LimitRangeItem[] }
}

export interface Binding extends KubeObject {
  target: ObjectReference
}
