/**
 * core/v1 Service.
 * @see kubernetes/pkg/registry/core/service/strategy.go, pkg/apis/core/v1/defaults.go, v1.35
 */
import type { Service } from '../types/core.ts'
import { validateServiceStatus } from '../validation/loadbalancer.ts'
import { validateService, validateServiceUpdate } from '../validation/service.ts'
import { serviceWarnings } from '../validation/warnings.ts'
import { allocateService, needsHealthCheck } from './serviceallocation.ts'
import { KINDS } from './kinds.ts'
import type { Strategy } from './strategy.ts'

const SESSION_SECONDS = 10_800

function defaultService({ spec }: Service): void {
  spec.sessionAffinity ||= 'None'
  spec.type ||= 'ClusterIP'
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig
  else if (spec.sessionAffinity === 'ClientIP') {
    const config = (spec.sessionAffinityConfig ??= {}) as { clientIP?: { timeoutSeconds?: number } }
    config.clientIP ??= {}
    config.clientIP.timeoutSeconds ??= SESSION_SECONDS
  }
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP'
    port.targetPort ||= port.port
  }
  const external = spec.type === 'NodePort' || spec.type === 'LoadBalancer'
  const hasExternalIPs = spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0
  if (external || hasExternalIPs) spec.externalTrafficPolicy ||= 'Cluster'
  if (external || spec.type === 'ClusterIP') spec.internalTrafficPolicy ??= 'Cluster'
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true
}

const isExternal = ({ spec }: Service): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer'

/** What a change of type leaves behind goes with it, unless the client asks for it. */
function dropDependent(service: Service, old: Service): void {
  const { spec } = service
  const same = <K extends keyof Service['spec']>(field: K): boolean => spec[field] === old.spec[field]
  if (
    old.spec.type === 'LoadBalancer' &&
    spec.type !== 'LoadBalancer' &&
    same('allocateLoadBalancerNodePorts')
  )
    delete spec.allocateLoadBalancerNodePorts
  if (old.spec.type === 'LoadBalancer' && spec.type !== 'LoadBalancer' && same('loadBalancerClass'))
    delete spec.loadBalancerClass
  if (needsHealthCheck(old) && !needsHealthCheck(service) && same('healthCheckNodePort'))
    delete spec.healthCheckNodePort
  if (isExternal(old) && !isExternal(service)) {
    if (same('externalTrafficPolicy')) delete spec.externalTrafficPolicy
    const before = new Set((old.spec.ports ?? []).map(({ nodePort }) => nodePort))
    for (const port of spec.ports ?? []) if (before.has(port.nodePort)) delete port.nodePort
  }
}

export const serviceStrategy: Strategy = {
  kind: KINDS.services,
  nameRule: 'dns1035',
  returnsDeleted: true,
  allowCreateOnUpdate: true,
  defaults: (object) => defaultService(object as Service),
  allocate: (object, context, old) => {
    const service = object as Service
    if (old) dropDependent(service, old as Service)
    return allocateService(service, context, old as Service | undefined)
  },
  prepareForCreate: (object) => {
    object.status = { loadBalancer: {} }
  },
  validate: (object) => validateService(object as Service),
  warnings: (object) => serviceWarnings(object as Service),
  prepareForUpdate: (object, old) => {
    object.status = old.status
  },
  validateUpdate: (object, old) => [
    ...validateServiceUpdate(object as Service, old as Service),
    ...validateService(object as Service),
  ],
  validateStatusUpdate: (object) => validateServiceStatus(object as Service),
  prepareForStatusUpdate: (object, old) => {
    object.spec = old.spec
    for (const ingress of (object as Service).status.loadBalancer?.ingress ?? [])
      if (ingress.ip) ingress.ipMode ??= 'VIP'
  },
}
