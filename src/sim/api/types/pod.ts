/** core/v1: Pod and what is inside. Fields that no rule of ours reads are kept as `unknown` parts of the object. */
import type { ConditionStatus, IntOrString, KubeObject, TemplateMeta } from './meta.ts'

export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never'
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'
export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
/** Quantities by resource name, as written (`500m`, `64Mi`). */
export type ResourceList = Record<string, string>

export interface ContainerPort {
  name?: string
  hostPort?: number
  containerPort: number
  protocol?: string
  hostIP?: string
}

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: {
    fieldRef?: { apiVersion?: string; fieldPath: string }
    configMapKeyRef?: { name?: string; key: string; optional?: boolean }
    secretKeyRef?: { name?: string; key: string; optional?: boolean }
    resourceFieldRef?: { containerName?: string; resource: string; divisor?: string }
  }
}

export interface ResourceRequirements {
  limits?: ResourceList
  requests?: ResourceList
  claims?: { name: string; request?: string }[]
}

export interface HTTPGetAction {
  path?: string
  port: IntOrString
  host?: string
  scheme?: string
  httpHeaders?: { name: string; value: string }[]
}

export interface ProbeHandler {
  exec?: { command?: string[] }
  httpGet?: HTTPGetAction
  tcpSocket?: { port: IntOrString; host?: string }
  grpc?: { port: number; service?: string }
}

export interface Probe extends ProbeHandler {
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
  terminationGracePeriodSeconds?: number
}

export interface LifecycleHandler {
  exec?: { command?: string[] }
  httpGet?: HTTPGetAction
  tcpSocket?: { port: IntOrString; host?: string }
  sleep?: { seconds: number }
}

export interface Container {
  name: string
  image?: string
  command?: string[]
  args?: string[]
  workingDir?: string
  ports?: ContainerPort[]
  envFrom?: unknown[]
  env?: EnvVar[]
  resources?: ResourceRequirements
  resizePolicy?: unknown[]
  restartPolicy?: string
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean; subPath?: string }[]
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { postStart?: LifecycleHandler; preStop?: LifecycleHandler; stopSignal?: string }
  terminationMessagePath?: string
  terminationMessagePolicy?: string
  imagePullPolicy?: PullPolicy
  securityContext?: unknown
  stdin?: boolean
  stdinOnce?: boolean
  tty?: boolean
}

export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

export interface PodSpec {
  volumes?: { name: string; [source: string]: unknown }[]
  initContainers?: Container[]
  containers: Container[]
  ephemeralContainers?: unknown[]
  restartPolicy?: RestartPolicy
  terminationGracePeriodSeconds?: number
  activeDeadlineSeconds?: number
  dnsPolicy?: string
  nodeSelector?: Record<string, string>
  serviceAccountName?: string
  serviceAccount?: string
  automountServiceAccountToken?: boolean
  nodeName?: string
  hostNetwork?: boolean
  securityContext?: Record<string, unknown>
  imagePullSecrets?: { name?: string }[]
  hostname?: string
  subdomain?: string
  affinity?: unknown
  schedulerName?: string
  tolerations?: Toleration[]
  priorityClassName?: string
  priority?: number
  readinessGates?: { conditionType: string }[]
  enableServiceLinks?: boolean
  preemptionPolicy?: string
  topologySpreadConstraints?: unknown[]
  schedulingGates?: { name: string }[]
}

export interface PodTemplateSpec {
  metadata?: TemplateMeta
  spec: PodSpec
}

export interface PodCondition {
  type: string
  status: ConditionStatus
  observedGeneration?: number
  lastProbeTime?: string | null
  lastTransitionTime?: string | null
  reason?: string
  message?: string
}

export interface ContainerStateTerminated {
  exitCode: number
  signal?: number
  reason?: string
  message?: string
  startedAt?: string | null
  finishedAt?: string | null
  containerID?: string
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: string | null }
  terminated?: ContainerStateTerminated
}

export interface ContainerStatus {
  name: string
  state?: ContainerState
  lastState?: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started?: boolean
  [more: string]: unknown
}

export interface PodStatus {
  observedGeneration?: number
  phase?: PodPhase
  conditions?: PodCondition[]
  message?: string
  reason?: string
  nominatedNodeName?: string
  hostIP?: string
  hostIPs?: { ip: string }[]
  podIP?: string
  podIPs?: { ip: string }[]
  startTime?: string
  initContainerStatuses?: ContainerStatus[]
  containerStatuses?: ContainerStatus[]
  qosClass?: string
}

export interface Pod extends KubeObject {
  spec: PodSpec
  status: PodStatus
}
