/** What the API server fills in on create; only what captures can show. */
import { copy, isObject, objects, put, type JsonObject } from '../../../src/kubectl/json.ts'

function podSpec(spec: JsonObject): void {
  for (const container of [...objects(spec, 'containers'), ...objects(spec, 'initContainers')]) {
    const image = typeof container.image === 'string' ? container.image : ''
    const latest = !/:[^/]+$/.test(image) || image.endsWith(':latest')
    container.imagePullPolicy ??= latest ? 'Always' : 'IfNotPresent'
    container.resources ??= {}
    container.terminationMessagePath ??= '/dev/termination-log'
    container.terminationMessagePolicy ??= 'File'
    for (const port of objects(container, 'ports')) port.protocol ??= 'TCP'
  }
  spec.dnsPolicy ??= 'ClusterFirst'
  spec.restartPolicy ??= 'Always'
  spec.schedulerName ??= 'default-scheduler'
  spec.securityContext ??= {}
  spec.terminationGracePeriodSeconds ??= 30
}

export function withDefaults(object: JsonObject): JsonObject {
  const made = copy(object)
  const spec = isObject(made.spec) ? made.spec : {}
  const template = isObject(spec.template) && isObject(spec.template.spec) ? spec.template.spec : undefined
  if (template) podSpec(template)
  if (made.kind === 'Deployment') {
    spec.progressDeadlineSeconds ??= 600
    spec.replicas ??= 1
    spec.revisionHistoryLimit ??= 10
    const strategy = isObject(spec.strategy) ? spec.strategy : {}
    strategy.type ??= 'RollingUpdate'
    if (strategy.type === 'RollingUpdate')
      strategy.rollingUpdate = {
        maxSurge: '25%',
        maxUnavailable: '25%',
        ...(isObject(strategy.rollingUpdate) ? strategy.rollingUpdate : {}),
      }
    spec.strategy = strategy
    put(made, ['metadata', 'generation'], 1)
    made.status = {}
  }
  if (made.kind === 'ReplicationController' || made.kind === 'ReplicaSet') {
    spec.replicas ??= 1
    put(made, ['metadata', 'generation'], 1)
    made.status = { replicas: 0 }
  }
  if (made.kind === 'Pod') {
    podSpec(spec)
    made.status = { phase: 'Pending', qosClass: 'BestEffort' }
  }
  if (made.kind === 'Service') {
    spec.type ??= 'ClusterIP'
    spec.sessionAffinity ??= 'None'
    if (spec.type !== 'ExternalName') {
      spec.clusterIP ??= '10.101.7.7'
      spec.clusterIPs ??= [spec.clusterIP]
      spec.internalTrafficPolicy ??= 'Cluster'
      spec.ipFamilies ??= ['IPv4']
      spec.ipFamilyPolicy ??= 'SingleStack'
    }
    made.status ??= { loadBalancer: {} }
    for (const port of objects(spec, 'ports')) {
      port.protocol ??= 'TCP'
      port.targetPort ??= port.port ?? 0
      if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') port.nodePort ??= 31999
    }
  }
  if (made.kind === 'HorizontalPodAutoscaler') {
    spec.minReplicas ??= 1
    spec.metrics ??= [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ]
    made.status = { currentMetrics: null, desiredReplicas: 0 }
  }
  if (made.kind === 'Namespace') made.status = { phase: 'Active' }
  if (Object.keys(spec).length > 0) made.spec = spec
  return made
}
