/** apps/v1 Deployment and ReplicaSet, core/v1 ReplicationController. */
import type { ConditionStatus, IntOrString, KubeObject, LabelSelector } from './meta.ts'
import type { PodTemplateSpec } from './pod.ts'

export interface RollingUpdateDeployment {
  maxUnavailable?: IntOrString
  maxSurge?: IntOrString
}

export interface DeploymentStrategy {
  type?: 'RollingUpdate' | 'Recreate'
  rollingUpdate?: RollingUpdateDeployment
}

export interface DeploymentSpec {
  replicas: number
  selector: LabelSelector
  template: PodTemplateSpec
  strategy: DeploymentStrategy
  minReadySeconds?: number
  revisionHistoryLimit?: number
  paused?: boolean
  progressDeadlineSeconds?: number
}

export interface DeploymentCondition {
  type: 'Available' | 'Progressing' | 'ReplicaFailure'
  status: ConditionStatus
  lastUpdateTime: string
  lastTransitionTime: string
  reason?: string
  message?: string
}

export interface DeploymentStatus {
  observedGeneration?: number
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  unavailableReplicas?: number
  terminatingReplicas?: number
  conditions?: DeploymentCondition[]
  collisionCount?: number
}

export interface Deployment extends KubeObject {
  spec: DeploymentSpec
  status: DeploymentStatus
}

export interface ReplicaSetCondition {
  type: 'ReplicaFailure'
  status: ConditionStatus
  lastTransitionTime?: string
  reason?: string
  message?: string
}

export interface ReplicaSetStatus {
  replicas: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  terminatingReplicas?: number
  observedGeneration?: number
  conditions?: ReplicaSetCondition[]
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas: number; minReadySeconds?: number; selector: LabelSelector; template: PodTemplateSpec }
  status: ReplicaSetStatus
}

export interface ReplicationController extends KubeObject {
  spec: {
    replicas: number
    minReadySeconds?: number
    selector: Record<string, string>
    template: PodTemplateSpec
  }
  status: ReplicaSetStatus
}
