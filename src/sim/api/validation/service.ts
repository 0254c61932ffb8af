/**
 * Services.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateService), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Service, ServicePort } from '../types/core.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { PROTOCOLS } from './container.ts'
import { validateBalancer, validateHealthCheck } from './loadbalancer.ts'
import { validateLabels } from './meta.ts'
import { dnsLabel, dnsSubdomain, ipAddress, portNumber, qualifiedName, specialAddress } from './names.ts'
import { validatePortNumOrName } from './probe.ts'

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const POLICIES = ['Cluster', 'Local']
const KUBELET_PORT = 10_250
const MAX_SESSION_SECONDS = 86_400
const NONE = 'None'
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode']
const FAMILIES = ['IPv4', 'IPv6']
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack']

const headless = ({ spec }: Service): boolean => spec.clusterIPs?.[0] === NONE

function validatePort(port: ServicePort, named: boolean, names: Set<string>, at: string): FieldError[] {
  const errors: FieldError[] = []
  if (named && !port.name) errors.push(required(`${at}.name`))
  else if (port.name) {
    errors.push(...invalids(`${at}.name`, port.name, dnsLabel(port.name)))
    if (names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name))
    names.add(port.name)
  }
  errors.push(...invalids(`${at}.port`, port.port ?? 0, portNumber(port.port ?? 0)))
  if (!PROTOCOLS.includes(port.protocol ?? ''))
    errors.push(unsupported(`${at}.protocol`, port.protocol, PROTOCOLS))
  errors.push(...validatePortNumOrName(port.targetPort, `${at}.targetPort`))
  if (port.appProtocol)
    errors.push(...invalids(`${at}.appProtocol`, port.appProtocol, qualifiedName(port.appProtocol)))
  return errors
}

/** Load balancers that open too much must not open the kubelet. */
const validateExposed = ({ spec }: Service): FieldError[] =>
  (spec.ports ?? []).flatMap(({ port }, i) =>
    port === KUBELET_PORT
      ? [
          invalid(
            `spec.ports[${i}]`,
            port,
            `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`,
          ),
        ]
      : [],
  )

function validateByType(service: Service): FieldError[] {
  const { spec } = service
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort')
    return [
      ...(spec.type === 'LoadBalancer' ? validateExposed(service) : []),
      ...(headless(service)
        ? [invalid('spec.clusterIPs[0]', NONE, `may not be set to 'None' for ${spec.type} services`)]
        : []),
    ]
  if (spec.type !== 'ExternalName') return []
  const errors: FieldError[] = []
  const forbid = (field: string): void => {
    errors.push(forbiddenField(`spec.${field}`, 'may not be set for ExternalName services'))
  }
  if (spec.clusterIPs?.length) forbid('clusterIPs')
  if (spec.ipFamilies?.length) forbid('ipFamilies')
  if (spec.ipFamilyPolicy !== undefined) forbid('ipFamilyPolicy')
  const name = (spec.externalName ?? '').replace(/\.$/, '')
  return name
    ? [...errors, ...invalids('spec.externalName', name, dnsSubdomain(name))]
    : [...errors, required('spec.externalName')]
}

function validateSession({ spec }: Service): FieldError[] {
  const affinity = spec.sessionAffinity ?? ''
  if (!['ClientIP', NONE].includes(affinity))
    return [unsupported('spec.sessionAffinity', affinity, ['ClientIP', NONE])]
  const config = spec.sessionAffinityConfig as { clientIP?: { timeoutSeconds?: number } } | undefined
  if (affinity === NONE)
    return config
      ? [forbiddenField('spec.sessionAffinityConfig', 'must not be set when session affinity is None')]
      : []
  const seconds = config?.clientIP?.timeoutSeconds
  return seconds !== undefined && (seconds <= 0 || seconds > MAX_SESSION_SECONDS)
    ? [
        invalid(
          'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
          seconds,
          `must be greater than 0 and less than ${MAX_SESSION_SECONDS}`,
        ),
      ]
    : []
}

function validateExternalIPs({ spec }: Service): FieldError[] {
  return (spec.externalIPs ?? []).flatMap((ip, i) => {
    const at = `spec.externalIPs[${i}]`
    const wrong = invalids(at, ip, ipAddress(ip))
    return wrong.length > 0 ? wrong : invalids(at, ip, specialAddress(ip))
  })
}

/** As Go writes a port of which only protocol and number count. */
const portKey = ({ protocol, port }: ServicePort): unknown => ({
  Name: '',
  Protocol: protocol,
  AppProtocol: null,
  Port: port,
  TargetPort: 0,
  NodePort: 0,
})

function validateDuplicates({ spec }: Service): FieldError[] {
  const errors: FieldError[] = []
  const nodePorts = new Set<string>()
  const ports = new Set<string>()
  for (const [i, port] of (spec.ports ?? []).entries()) {
    if (!port.nodePort) continue
    const key = `${port.protocol ?? ''}/${port.nodePort}`
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${i}].nodePort`, port.nodePort))
    nodePorts.add(key)
  }
  for (const [i, port] of (spec.ports ?? []).entries()) {
    const key = `${port.protocol ?? ''}/${port.port}`
    if (ports.has(key)) errors.push(duplicate(`spec.ports[${i}]`, portKey(port)))
    ports.add(key)
  }
  return errors
}

function validateFamilies({ spec }: Service): FieldError[] {
  const seen = new Set<string>()
  const errors = (spec.ipFamilies ?? []).flatMap((family, i) => {
    const at = `spec.ipFamilies[${i}]`
    const found = FAMILIES.includes(family) ? [] : [unsupported(at, family, FAMILIES)]
    if (seen.has(family)) found.push(duplicate(at, family))
    seen.add(family)
    return found
  })
  const policy = spec.ipFamilyPolicy
  return policy === undefined || FAMILY_POLICIES.includes(policy)
    ? errors
    : [...errors, unsupported('spec.ipFamilyPolicy', policy, FAMILY_POLICIES)]
}

function validateTraffic(service: Service): FieldError[] {
  const { spec } = service
  const errors: FieldError[] = []
  const external = spec.externalTrafficPolicy ?? ''
  const reachable =
    spec.type === 'LoadBalancer' ||
    spec.type === 'NodePort' ||
    (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)
  if (!reachable) {
    if (external)
      errors.push(
        invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'),
      )
  } else if (external && !POLICIES.includes(external))
    errors.push(unsupported('spec.externalTrafficPolicy', external, POLICIES))
  else if (!external) errors.push(required('spec.externalTrafficPolicy'))
  errors.push(...validateHealthCheck(service))
  const internal = spec.internalTrafficPolicy
  if (internal !== undefined && !POLICIES.includes(internal))
    errors.push(unsupported('spec.internalTrafficPolicy', internal, POLICIES))
  const distribution = spec.trafficDistribution as string | undefined
  if (distribution !== undefined && !DISTRIBUTIONS.includes(distribution))
    errors.push(unsupported('spec.trafficDistribution', distribution, DISTRIBUTIONS))
  return errors
}

export function validateService(service: Service): FieldError[] {
  const { spec } = service
  const ports = spec.ports ?? []
  const errors: FieldError[] = []
  if (ports.length === 0 && !headless(service) && spec.type !== 'ExternalName')
    errors.push(required('spec.ports'))
  errors.push(...validateByType(service))
  const names = new Set<string>()
  for (const [i, port] of ports.entries())
    errors.push(...validatePort(port, ports.length > 1, names, `spec.ports[${i}]`))
  errors.push(
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateSession(service),
    ...(spec.type === 'ExternalName' ? [] : validateFamilies(service)),
    ...validateExternalIPs(service),
  )
  if (!TYPES.includes(spec.type ?? '')) errors.push(unsupported('spec.type', spec.type, TYPES))
  if (spec.type === 'ClusterIP')
    for (const [i, port] of ports.entries())
      if (port.nodePort)
        errors.push(forbiddenField(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"))
  return [
    ...errors,
    ...validateDuplicates(service),
    ...validateBalancer(service),
    ...validateTraffic(service),
  ]
}

/** A cluster IP stays as long as the Service has one, and so does whose load balancer it is. */
export function validateServiceUpdate({ spec }: Service, { spec: old }: Service): FieldError[] {
  const fixed = 'may not change once set'
  const addressed = spec.type !== 'ExternalName' && old.type !== 'ExternalName' && old.clusterIP
  const balanced = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer'
  return [
    ...(addressed && spec.clusterIP !== old.clusterIP
      ? [invalid('spec.clusterIPs[0]', spec.clusterIPs, fixed)]
      : []),
    ...(balanced && spec.loadBalancerClass !== old.loadBalancerClass
      ? [invalid('spec.loadBalancerClass', spec.loadBalancerClass, fixed)]
      : []),
  ]
}
