/**
 * Keys in the order of the Go structs: so objects that kubectl decoded into its own types look as JSON.
 * @see k8s.io/api/{apps,core,autoscaling}, k8s.io/apimachinery/pkg/apis/meta/v1 types.go
 */
import { isObject, sortedKeys, type Json, type JsonObject } from '../json.ts'

const lists: Record<string, string> = {
  root: 'kind apiVersion metadata spec status data revision',
  metadata:
    'name generateName namespace uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields',
  ownerReferences: 'apiVersion kind name uid controller blockOwnerDeletion',
  managedFields: 'manager operation apiVersion time fieldsType fieldsV1 subresource',
  'spec Deployment':
    'replicas selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  'status Deployment':
    'observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions collisionCount',
  'spec ReplicaSet': 'replicas minReadySeconds selector template',
  'spec ReplicationController': 'replicas minReadySeconds selector template',
  'status ReplicaSet':
    'replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions',
  'status ReplicationController':
    'replicas fullyLabeledReplicas readyReplicas availableReplicas observedGeneration conditions',
  'spec DaemonSet': 'selector template updateStrategy minReadySeconds revisionHistoryLimit',
  'status DaemonSet':
    'currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions',
  'spec StatefulSet':
    'replicas selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  'status StatefulSet':
    'observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions availableReplicas',
  strategy: 'type rollingUpdate',
  updateStrategy: 'type rollingUpdate',
  rollingUpdate: 'partition maxUnavailable maxSurge',
  conditions: 'type observedGeneration status lastProbeTime lastUpdateTime lastTransitionTime reason message',
  template: 'metadata spec',
  'spec Pod':
    'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints',
  'status Pod':
    'observedGeneration phase conditions message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses containerStatuses qosClass',
  containers:
    'name image command args workingDir ports envFrom env resources resizePolicy restartPolicy volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  'ports containers': 'name hostPort containerPort protocol hostIP',
  env: 'name value valueFrom',
  resources: 'limits requests claims',
  volumeMounts: 'name readOnly mountPath subPath',
  tolerations: 'key operator value effect tolerationSeconds',
  'spec Service':
    'ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts internalTrafficPolicy',
  'ports spec': 'name protocol appProtocol port targetPort nodePort',
  'spec HorizontalPodAutoscaler': 'scaleTargetRef minReplicas maxReplicas metrics behavior',
  'status HorizontalPodAutoscaler':
    'observedGeneration lastScaleTime currentReplicas desiredReplicas currentMetrics conditions',
  scaleTargetRef: 'kind name apiVersion',
  metrics: 'type resource',
  resource: 'name target',
  target: 'type value averageValue averageUtilization',
  taints: 'key value effect timeAdded',
}
const orders = new Map(Object.entries(lists).map(([name, keys]) => [name, keys.split(' ')]))

/** @param field where the value stands; @param parent the field above; @param kind of the object, 'Pod' inside a template */
function ordered(value: Json, field: string, parent: string, kind: string): Json {
  if (Array.isArray(value)) return value.map((item) => ordered(item, field, parent, kind))
  if (!isObject(value)) return value
  const name = field === 'initContainers' ? 'containers' : field
  const order = orders.get(`${name} ${kind}`) ?? orders.get(`${name} ${parent}`) ?? orders.get(name) ?? []
  const inner = field === 'template' ? 'Pod' : kind
  const out: JsonObject = {}
  const keys = [
    ...order.filter((key) => value[key] !== undefined),
    ...sortedKeys(value).filter((key) => !order.includes(key)),
  ]
  for (const key of keys) out[key] = ordered(value[key] ?? null, key, name, inner)
  return out
}

export const goOrder = (value: JsonObject): Json =>
  ordered(value, 'root', '', typeof value.kind === 'string' ? value.kind : '')
