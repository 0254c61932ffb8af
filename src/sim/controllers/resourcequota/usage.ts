/**
 * What a namespace uses of what a quota limits.
 * @see kubernetes/pkg/quota/v1/evaluator/core/pods.go, v1.35
 */
import { formatQuantity, parseQuantity, type Quantity } from '../../api/quantity.ts'
import type { Resource } from '../../api/resources.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Caches } from '../caches.ts'
import { isPodTerminal } from '../replicaset/podstate.ts'

export const COUNTED = [
  'pods',
  'services',
  'replicationcontrollers',
  'deployments',
  'replicasets',
] as const satisfies readonly Resource[]

type CountedResource = (typeof COUNTED)[number]

/** `pods`, `count/deployments.apps` … → the resource that is counted. */
function countedResource(limit: string): CountedResource | undefined {
  const name = limit.startsWith('count/') ? limit.slice('count/'.length).split('.')[0] : limit
  return COUNTED.find((resource) => resource === name)
}

/** `used` by limit name; limits that nothing here counts are 0. */
export function usageOf(
  caches: Caches,
  namespace: string,
  limits: readonly string[],
): Record<string, string> {
  const used: Record<string, string> = {}
  for (const limit of limits) {
    const resource = countedResource(limit)
    if (resource === undefined) used[limit] = sumOfPods(caches, namespace, limit)
    else if (resource === 'pods') used[limit] = String(livingPods(caches, namespace).length)
    else used[limit] = String(caches[resource].byIndex('namespace', namespace).size)
  }
  return used
}

/** Pods that have not ended; terminating ones count. */
const livingPods = (caches: Caches, namespace: string): Pod[] =>
  [...caches.pods.byIndex('namespace', namespace).values()].filter((pod) => !isPodTerminal(pod))

function sumOfPods(caches: Caches, namespace: string, limit: string): string {
  const [part, name] = limit.startsWith('limits.')
    ? (['limits', limit.slice('limits.'.length)] as const)
    : (['requests', limit.replace(/^requests\./, '')] as const)
  const total: Quantity = { nano: 0n, format: 'DecimalSI' }
  for (const pod of livingPods(caches, namespace))
    for (const { resources } of pod.spec.containers) {
      const quantity = parseQuantity(resources?.[part]?.[name] ?? '0')
      if (!quantity || quantity.nano === 0n) continue
      total.nano += quantity.nano
      total.format = quantity.format
    }
  return formatQuantity(total)
}
