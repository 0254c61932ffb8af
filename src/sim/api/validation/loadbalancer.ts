/**
 * What only Services of type LoadBalancer have.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateService, ValidateLoadBalancerStatus), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Service } from '../types/core.ts'
import { forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { dnsSubdomain, ipAddress, portNumber, qualifiedName } from './names.ts'
import { cidrErrors } from './node.ts'

/** The port under which a node says whether it has an endpoint. */
export function validateHealthCheck({ spec }: Service): FieldError[] {
  const port = (spec.healthCheckNodePort ?? 0) as number
  const field = 'spec.healthCheckNodePort'
  if (spec.type !== 'LoadBalancer' || spec.externalTrafficPolicy !== 'Local')
    return port === 0
      ? []
      : [
          invalid(
            field,
            port,
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
          ),
        ]
  return port === 0 ? [required(field)] : invalids(field, port, portNumber(port))
}

/** What only a load balancer may have. */
export function validateBalancer({ spec }: Service): FieldError[] {
  const only = (field: string): FieldError =>
    forbiddenField(`spec.${field}`, "may only be used when `type` is 'LoadBalancer'")
  const isBalancer = spec.type === 'LoadBalancer'
  const ranges = (spec.loadBalancerSourceRanges ?? []) as string[]
  const name = spec.loadBalancerClass as string | undefined
  return [
    ...(ranges.length > 0 && !isBalancer ? [only('LoadBalancerSourceRanges')] : []),
    ...ranges.flatMap((range, i) => cidrErrors(range.trim(), `spec.LoadBalancerSourceRanges[${i}]`)),
    ...(spec.allocateLoadBalancerNodePorts !== undefined && !isBalancer
      ? [only('allocateLoadBalancerNodePorts')]
      : []),
    ...(name !== undefined && !isBalancer ? [only('loadBalancerClass')] : []),
    ...(name !== undefined && isBalancer
      ? invalids('spec.loadBalancerClass', name, qualifiedName(name))
      : []),
  ]
}

const MODES = ['Proxy', 'VIP']

/** The addresses that a load balancer reports. */
export function validateServiceStatus({ spec, status }: Service): FieldError[] {
  const ingress = status?.loadBalancer?.ingress ?? []
  const field = 'status.loadBalancer.ingress'
  if (ingress.length > 0 && spec.type !== 'LoadBalancer')
    return [forbiddenField(field, "may only be used when `spec.type` is 'LoadBalancer'")]
  return ingress.flatMap(({ ip, ipMode, hostname }, i) => {
    const at = `${field}[${i}]`
    const errors = ip ? invalids(`${at}.ip`, ip, ipAddress(ip)) : []
    if (ipMode === undefined && ip)
      errors.push(required(`${at}.ipMode`, 'must be specified when `ip` is set'))
    else if (ipMode !== undefined && !ip)
      errors.push(forbiddenField(`${at}.ipMode`, 'may not be specified when `ip` is not set'))
    else if (ipMode !== undefined && !MODES.includes(ipMode))
      errors.push(unsupported(`${at}.ipMode`, ipMode, MODES))
    if (!hostname) return errors
    errors.push(...invalids(`${at}.hostname`, hostname, dnsSubdomain(hostname)))
    if (ipAddress(hostname).length === 0)
      errors.push(invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address'))
    return errors
  })
}
