/**
 * The quality-of-service class of a pod.
 * @see kubernetes/pkg/apis/core/v1/helper/qos/qos.go, v1.35
 */
import { parseQuantity } from '../quantity.ts'
import type { PodSpec, ResourceList, ResourceRequirements } from '../types/pod.ts'

const COMPUTE = ['cpu', 'memory'] as const

/** Sums of the containers that name the resource with more than zero. */
function total(lists: (ResourceList | undefined)[], resource: string): bigint | undefined {
  let sum: bigint | undefined
  for (const list of lists) {
    const value = list?.[resource]
    const nano = value === undefined ? undefined : parseQuantity(value)?.nano
    if (nano !== undefined && nano > 0n) sum = (sum ?? 0n) + nano
  }
  return sum
}

export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const whole = (spec as { resources?: ResourceRequirements }).resources
  // A pod that says what it needs as a whole is judged by that alone.
  const containers = whole ? [{ resources: whole }] : [...spec.containers, ...(spec.initContainers ?? [])]
  if (containers.every((container) => !container.resources?.limits && !container.resources?.requests))
    return 'BestEffort'
  const requests = COMPUTE.map((name) =>
    total(
      containers.map((c) => c.resources?.requests),
      name,
    ),
  )
  const limits = COMPUTE.map((name) =>
    total(
      containers.map((c) => c.resources?.limits),
      name,
    ),
  )
  if ([...requests, ...limits].every((sum) => sum === undefined)) return 'BestEffort'
  const everyLimited = containers.every((container) =>
    COMPUTE.every((name) => (parseQuantity(container.resources?.limits?.[name] ?? '0')?.nano ?? 0n) > 0n),
  )
  const equal = COMPUTE.every((_, i) => requests[i] === limits[i])
  return everyLimited && equal ? 'Guaranteed' : 'Burstable'
}
