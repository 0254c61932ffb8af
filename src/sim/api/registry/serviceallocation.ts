/**
 * Cluster IPs of Services: kept, taken as asked for, or drawn; node ports after them.
 * @see kubernetes/pkg/registry/core/service/storage/alloc.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { Service } from '../types/core.ts'
import { forbiddenField, invalid } from '../validation/field.ts'
import { ipAddress, isIPv4, isIPv6, pathSegment } from '../validation/names.ts'
import { allocatePorts, drawPort, isSame, keepPorts, services } from './serviceports.ts'
import type { AllocationContext } from './strategy.ts'

/** 10.96.0.0/12, as kubeadm sets it; the first addresses are set apart for Services that name their own. */
const NETWORK = (10 << 24) | (96 << 16)
const SIZE = 1 << 20
const RESERVED = 256

const NONE = 'None'

const ipText = (offset: number): string => {
  const n = NETWORK + offset
  return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.')
}

const inRange = (ip: string): boolean => {
  const [a = 0, b = 0] = ip.split('.').map(Number)
  return a === 10 && b >= 96 && b < 112
}

function drawIP(context: AllocationContext, taken: ReadonlySet<string | undefined>): string {
  for (;;) {
    const ip = ipText(RESERVED + context.random.below(SIZE - RESERVED - 1))
    if (!taken.has(ip)) return ip
  }
}

function allocateIP(service: Service, context: AllocationContext): FieldError[] {
  const { spec, metadata } = service
  const field = 'spec.clusterIPs'
  const taken = new Set(
    services(context)
      .filter((s) => !isSame(s, service))
      .map((s) => s.spec.clusterIP),
  )
  const asked = spec.clusterIPs?.[0] || spec.clusterIP || ''
  const fail = (why: string): FieldError[] => [invalid(field, [asked], why)]
  if (asked) {
    if (!inRange(asked))
      return fail(`failed to allocate IP ${asked}: the provided network does not match the current range`)
    if (taken.has(asked)) return fail(`failed to allocate IP ${asked}: provided IP is already allocated`)
  }
  const ip = asked || drawIP(context, taken)
  // An allocated address is an object of its own that names the Service as its parent.
  const wrong = metadata.name
    ? pathSegment(metadata.name).map((why) => `Invalid value: ${JSON.stringify(metadata.name)}: ${why}`)
    : ['Required value']
  if (wrong[0] !== undefined)
    return fail(
      `failed to allocate IP: IPAddress.networking.k8s.io "${ip}" is invalid: spec.parentRef.name: ${wrong[0]}`,
    )
  spec.clusterIP = ip
  spec.clusterIPs = [ip]
  return []
}

/** Addresses that contradict each other; only one family is there to draw from. */
function contradictions({ spec }: Service): FieldError[] {
  const { clusterIP, clusterIPs = [] } = spec
  const field = 'spec.clusterIPs'
  if (clusterIP && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP)
    return [invalid(field, clusterIPs, 'first value must match `clusterIP`')]
  if (clusterIPs[0] === NONE && clusterIPs.length > 1)
    return [invalid(field, clusterIPs, "'None' must be the first and only value")]
  if (clusterIPs.length > 2) return [invalid(field, clusterIPs, 'may only hold up to 2 values')]
  const [first = '', second] = clusterIPs
  if (
    second !== undefined &&
    isIPv6(first) === isIPv6(second) &&
    clusterIPs.every((ip) => isIPv4(ip) || isIPv6(ip))
  )
    return [invalid(field, clusterIPs, 'may specify no more than one IP for each IP family')]
  if (spec.ipFamilyPolicy === 'RequireDualStack')
    return [
      invalid(
        'spec.ipFamilyPolicy',
        spec.ipFamilyPolicy,
        'this cluster is not configured for dual-stack services',
      ),
    ]
  return (spec.ipFamilies ?? []).flatMap((family, i) =>
    family === 'IPv6' ? [invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster')] : [],
  )
}

/** Addresses that are none at all, before one is drawn. */
function wrongIPs({ spec }: Service): FieldError[] {
  const given = spec.clusterIPs?.length ? spec.clusterIPs : spec.clusterIP ? [spec.clusterIP] : []
  return given.flatMap((ip, i) => {
    if (ip === NONE && i === 0) return []
    const [wrong] = ipAddress(ip)
    if (wrong !== undefined) return [invalid(`spec.clusterIPs[${i}]`, ip, wrong)]
    return isIPv6(ip)
      ? [invalid(`spec.clusterIPs[${i}]`, [ip], 'IPv6 is not configured on this cluster')]
      : []
  })
}

function keepIP(service: Service, old: Service): FieldError[] {
  const { spec } = service
  const before = old.spec.clusterIPs?.[0] ?? old.spec.clusterIP ?? ''
  if (before === '' || spec.type === 'ExternalName') return []
  const cleared = !spec.clusterIP && !spec.clusterIPs?.length
  if (cleared) {
    spec.clusterIP = before
    spec.clusterIPs = [before]
    return []
  }
  // Either of the two fields says it for both when the other is left as it was.
  const asked =
    spec.clusterIP !== undefined && spec.clusterIP !== before
      ? spec.clusterIP
      : (spec.clusterIPs?.[0] ?? spec.clusterIP ?? before)
  spec.clusterIP = asked
  spec.clusterIPs = [asked]
  return asked === before ? [] : [invalid('spec.clusterIPs[0]', [asked], 'may not change once set')]
}

export const needsHealthCheck = ({ spec }: Service): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'

/** A load balancer that keeps to nodes with endpoints asks each node for them at a port of its own. */
function allocateHealthCheck(
  service: Service,
  context: AllocationContext,
  old: Service | undefined,
): FieldError[] {
  const { spec } = service
  if (!needsHealthCheck(service)) return []
  if (old && needsHealthCheck(old)) {
    const before = old.spec.healthCheckNodePort
    spec.healthCheckNodePort ||= before
    return spec.healthCheckNodePort === before
      ? []
      : [forbiddenField('spec.healthCheckNodePort', 'field is immutable')]
  }
  const port = spec.healthCheckNodePort || drawPort(context, service)
  if (port === undefined) return [invalid('spec.healthCheckNodePort', 0, 'range is full')]
  spec.healthCheckNodePort = port
  return []
}

/** What an ExternalName has no use for goes, unless the client changed it. */
function dropAddresses({ spec }: Service, { spec: old }: Service): void {
  if (spec.clusterIP === old.clusterIP) {
    delete spec.clusterIP
    delete spec.clusterIPs
  }
  if (deepEqual(spec.ipFamilies, old.ipFamilies)) delete spec.ipFamilies
  if (spec.ipFamilyPolicy === old.ipFamilyPolicy) delete spec.ipFamilyPolicy
}

export function allocateService(
  service: Service,
  context: AllocationContext,
  old: Service | undefined,
): FieldError[] {
  const { spec } = service
  if (spec.type === 'ExternalName') {
    if (old && old.spec.type !== 'ExternalName') dropAddresses(service, old)
    if (spec.clusterIP && !spec.clusterIPs) spec.clusterIPs = [spec.clusterIP]
    return []
  }
  if (!['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type ?? '')) return []
  if (old) {
    const changed = keepIP(service, old)
    if (changed.length > 0) return changed
    keepPorts(service, old)
  }
  const wrong = [...wrongIPs(service), ...contradictions(service)]
  if (wrong.length > 0) return wrong
  const headless = (spec.clusterIPs?.[0] ?? spec.clusterIP) === NONE
  spec.ipFamilyPolicy ??= 'SingleStack'
  spec.ipFamilies ??= ['IPv4']
  if (headless) {
    spec.clusterIP = NONE
    spec.clusterIPs = [NONE]
  } else if (!old || !spec.clusterIP || old.spec.type === 'ExternalName') {
    const failed = allocateIP(service, context)
    if (failed.length > 0) return failed
  }
  const failed = allocatePorts(service, context, old)
  return failed.length > 0 ? failed : allocateHealthCheck(service, context, old)
}
