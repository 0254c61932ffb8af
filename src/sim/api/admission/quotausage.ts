/**
 * What an object uses of a quota.
 * @see kubernetes/pkg/quota/v1/evaluator/core/{pods,services}.go, generic.ObjectCountQuotaResourceNameFor, v1.35
 */
import type { Quantity } from '../quantity.ts'
import { qualifiedResource } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import type { Service } from '../types/core.ts'
import type { Container, Pod } from '../types/pod.ts'
import { podTotals } from './podtotals.ts'

export type Usage = Record<string, Quantity>

const count = (n: number): Quantity => ({ nano: BigInt(n) * 1_000_000_000n, format: 'DecimalSI' })

/** Resources that a quota may count by their plain name, too. */
const COUNTED = ['configmaps', 'replicationcontrollers', 'resourcequotas', 'services', 'pods']
const REQUESTS = ['cpu', 'memory', 'ephemeral-storage']

function podUsage(pod: Pod): Usage {
  const usage: Usage = {}
  for (const [name, value] of Object.entries(podTotals(pod, 'requests'))) {
    usage[`requests.${name}`] = value
    if (REQUESTS.includes(name)) usage[name] = value
  }
  for (const [name, value] of Object.entries(podTotals(pod, 'limits')))
    if (REQUESTS.includes(name)) usage[`limits.${name}`] = value
  return usage
}

function serviceUsage({ spec }: Service): Usage {
  const ports = spec.ports?.length ?? 0
  const balanced = spec.type === 'LoadBalancer'
  const nodePorts = spec.type === 'NodePort' || (balanced && spec.allocateLoadBalancerNodePorts !== false)
  return {
    'services.nodeports': count(nodePorts ? ports : 0),
    'services.loadbalancers': count(balanced ? 1 : 0),
  }
}

/** Finished pods use nothing; zero amounts are left out. */
export function usageOf({ kind }: Strategy, object: ObjectParts): Usage {
  const { resource } = kind
  if (resource === 'pods' && ['Succeeded', 'Failed'].includes((object as unknown as Pod).status?.phase ?? ''))
    return {}
  const usage: Usage = { [`count/${qualifiedResource(kind)}`]: count(1) }
  if (COUNTED.includes(resource)) usage[resource] = count(1)
  if (resource === 'pods') Object.assign(usage, podUsage(object as unknown as Pod))
  if (resource === 'services') Object.assign(usage, serviceUsage(object as unknown as Service))
  return Object.fromEntries(Object.entries(usage).filter(([, { nano }]) => nano > 0n))
}

const MUST_SPECIFY = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']

function specifies({ resources }: Container, name: string): boolean {
  const [part, resource] = name.includes('.') ? name.split('.') : ['requests', name]
  return resources?.[part as 'requests' | 'limits']?.[resource ?? ''] !== undefined
}

/** `must specify limits.cpu for: a,b; …` of the names in `hard` that a container leaves open; empty when none. */
export function missingResources({ kind }: Strategy, pod: Pod, hard: readonly string[]): string {
  if (kind.resource !== 'pods') return ''
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]
  const missing = MUST_SPECIFY.filter((name) => hard.includes(name)).flatMap((name) => {
    const names = containers
      .filter((container) => !specifies(container, name))
      .map((container) => container.name)
    return names.length > 0 ? [`${name} for: ${names.sort().join(',')}`] : []
  })
  return missing.length > 0 ? `must specify ${missing.sort().join('; ')}` : ''
}
