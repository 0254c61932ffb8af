/**
 * Rows of Service, Endpoints and EndpointSlice.
 * @see kubernetes/pkg/printers/internalversion/printers.go (printService, formatEndpoints, formatDiscoveryPorts), v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import type { Endpoints, EndpointSlice, Service } from '../types/core.ts'
import { isIPv6 } from '../validation/names.ts'
import { age } from './pod.ts'
import type { Cells } from './cells.ts'

const NONE = '<none>'

function externalIPs({ spec, status }: Service): string {
  const own = spec.externalIPs ?? []
  if (spec.type === 'ExternalName') return spec.externalName ?? NONE
  if (spec.type !== 'LoadBalancer') return own.length > 0 ? own.join(',') : NONE
  const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || (hostname ?? ''))
  const all = [...new Set(ingress)].sort().concat(own)
  return all.length > 0 ? all.join(',') : '<pending>'
}

function portsText({ spec }: Service): string {
  const ports = spec.ports ?? []
  if (ports.length === 0) return NONE
  return ports
    .map(({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
    .join(',')
}

export function serviceRow(object: ObjectParts, now: number): Cells {
  const service = object as unknown as Service
  const { metadata, spec } = service
  const selector = Object.keys(spec.selector ?? {}).sort()
  return [
    metadata.name,
    spec.type ?? '',
    spec.clusterIPs?.[0] ?? spec.clusterIP ?? NONE,
    externalIPs(service),
    portsText(service),
    age(metadata.creationTimestamp, now),
    selector.length > 0 ? selector.map((key) => `${key}=${spec.selector?.[key] ?? ''}`).join(',') : NONE,
  ]
}

/** The first `max`, and how many more. */
const cut = (all: readonly string[], max: number): string =>
  all.length > max ? `${all.slice(0, max).join(',')} + ${all.length - max} more...` : all.join(',')

export function endpointsRow(object: ObjectParts, now: number): Cells {
  const { metadata, subsets = [] } = object as unknown as Endpoints
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${isIPv6(ip) ? `[${ip}]` : ip}:${port}`)),
  )
  return [metadata.name, subsets.length === 0 ? NONE : cut(all, 3), age(metadata.creationTimestamp, now)]
}

export function endpointSliceRow(object: ObjectParts, now: number): Cells {
  const { metadata, addressType, endpoints, ports } = object as unknown as EndpointSlice
  const unset = '<unset>'
  const numbers = (ports ?? []).map(({ name, port }) => (port == null ? (name ?? '') : String(port)))
  const addresses = (endpoints ?? []).flatMap((endpoint) => endpoint.addresses)
  return [
    metadata.name,
    addressType,
    numbers.length > 0 ? cut(numbers, 3) : unset,
    addresses.length > 0 ? cut(addresses, 3) : unset,
    age(metadata.creationTimestamp, now),
  ]
}
