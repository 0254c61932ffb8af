/**
 * Endpoints and EndpointSlices.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateEndpoints), pkg/apis/discovery/validation, v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { KubeObject } from '../types/meta.ts'
import { PROTOCOLS } from './container.ts'
import { duplicate, invalid, invalids, required, unsupported } from './field.ts'
import {
  dnsLabel,
  dnsSubdomain,
  ipAddress,
  isIPv4,
  isIPv6,
  portNumber,
  qualifiedName,
  specialAddress,
} from './names.ts'

interface Port {
  name?: string
  port?: number
  protocol?: string
  appProtocol?: string
}
interface Address {
  ip?: string
  hostname?: string
  nodeName?: string
}
export interface EndpointsParts extends KubeObject {
  subsets?: { addresses?: Address[]; notReadyAddresses?: Address[]; ports?: Port[] }[]
}
export interface SliceParts extends KubeObject {
  addressType?: string
  endpoints?: { addresses?: string[]; hostname?: string; nodeName?: string }[] | null
  ports?: Port[] | null
}

const TYPES = ['FQDN', 'IPv4', 'IPv6']
const MAX_ADDRESSES = 100

const special = (ip: string, at: string): FieldError[] =>
  ipAddress(ip).length > 0
    ? [invalid(at, ip, 'must be a valid IP address')]
    : invalids(at, ip, specialAddress(ip))

const addressErrors = ({ ip = '', hostname, nodeName }: Address, at: string): FieldError[] => [
  ...invalids(`${at}.ip`, ip, ipAddress(ip)),
  ...(hostname ? invalids(`${at}.hostname`, hostname, dnsLabel(hostname)) : []),
  ...(nodeName === undefined ? [] : invalids(`${at}.nodeName`, nodeName, dnsSubdomain(nodeName))),
  ...special(ip, `${at}.ip`),
]

function portErrors(
  { name, port = 0, protocol, appProtocol }: Port,
  named: boolean,
  at: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (named && !name) errors.push(required(`${at}.name`))
  else if (name) errors.push(...invalids(`${at}.name`, name, dnsLabel(name)))
  errors.push(...invalids(`${at}.port`, port, portNumber(port)))
  if (!PROTOCOLS.includes(protocol ?? '')) errors.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS))
  if (appProtocol !== undefined)
    errors.push(...invalids(`${at}.appProtocol`, appProtocol, qualifiedName(appProtocol)))
  return errors
}

export function validateEndpoints({ subsets = [] }: EndpointsParts): FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, i) => {
    const at = `subsets[${i}]`
    return [
      ...(addresses.length + notReadyAddresses.length === 0
        ? [required(at, 'must specify `addresses` or `notReadyAddresses`')]
        : []),
      ...addresses.flatMap((address, j) => addressErrors(address, `${at}.addresses[${j}]`)),
      ...notReadyAddresses.flatMap((address, j) => addressErrors(address, `${at}.notReadyAddresses[${j}]`)),
      ...ports.flatMap((port, j) => portErrors(port, ports.length > 1, `${at}.ports[${j}]`)),
    ]
  })
}

function sliceAddress(address: string, type: string, at: string): FieldError[] {
  if (type === 'FQDN') return invalids(at, address, dnsSubdomain(address))
  if (type !== 'IPv4' && type !== 'IPv6') return []
  const ok = type === 'IPv4' ? isIPv4(address) : isIPv6(address)
  return [...(ok ? [] : [invalid(at, address, `must be a valid ${type} address`)]), ...special(address, at)]
}

function slicePorts(ports: readonly Port[]): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap(({ name = '', protocol, appProtocol }, i) => {
    const at = `ports[${i}]`
    const errors = name ? invalids(`${at}.name`, name, dnsLabel(name)) : []
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name))
    names.add(name)
    if (!PROTOCOLS.includes(protocol ?? '')) errors.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS))
    if (appProtocol !== undefined)
      errors.push(...invalids(`${at}.appProtocol`, appProtocol, qualifiedName(appProtocol)))
    return errors
  })
}

export function validateEndpointSlice({ addressType = '', endpoints, ports }: SliceParts): FieldError[] {
  const errors: FieldError[] = []
  if (!addressType) errors.push(required('addressType'))
  else if (!TYPES.includes(addressType)) errors.push(unsupported('addressType', addressType, TYPES))
  for (const [i, { addresses = [], hostname, nodeName }] of (endpoints ?? []).entries()) {
    const at = `endpoints[${i}]`
    if (addresses.length === 0) errors.push(required(`${at}.addresses`, 'must contain at least 1 address'))
    else if (addresses.length > MAX_ADDRESSES)
      errors.push({
        reason: 'FieldValueTooMany',
        field: `${at}.addresses`,
        message: `Too many: ${addresses.length}: must have at most ${MAX_ADDRESSES} items`,
      })
    errors.push(
      ...addresses.flatMap((address, j) => sliceAddress(address, addressType, `${at}.addresses[${j}]`)),
      ...(nodeName === undefined ? [] : invalids(`${at}.nodeName`, nodeName, dnsSubdomain(nodeName))),
      ...(hostname === undefined ? [] : invalids(`${at}.hostname`, hostname, dnsLabel(hostname))),
    )
  }
  return [...errors, ...slicePorts(ports ?? [])]
}

export const validateEndpointSliceUpdate = (slice: SliceParts, old: SliceParts): FieldError[] => [
  ...validateEndpointSlice(slice),
  ...(deepEqual(slice.addressType, old.addressType)
    ? []
    : [invalid('addressType', slice.addressType, 'field is immutable')]),
]
