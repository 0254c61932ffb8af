/**
 * Requests of a pod as a whole that it does not give: its containers' sum, or its own limits.
 * @see kubernetes/pkg/apis/core/v1/defaults.go (defaultPodRequests), v1.35
 */
import { isPodResource, podTotals } from '../admission/podtotals.ts'
import { formatQuantity } from '../quantity.ts'
import type { PodSpec, ResourceList, ResourceRequirements } from '../types/pod.ts'

export function defaultPodRequests(spec: PodSpec): void {
  const resources = (spec as { resources?: ResourceRequirements }).resources
  if (Object.keys(resources?.limits ?? {}).length === 0) return
  const requests: ResourceList = { ...resources?.requests }
  for (const [name, sum] of Object.entries(
    podTotals({ spec: { ...spec, resources: undefined } }, 'requests'),
  ))
    if (isPodResource(name) && !name.startsWith('hugepages-')) requests[name] ??= formatQuantity(sum)
  for (const [name, limit] of Object.entries(resources?.limits ?? {}))
    if (isPodResource(name)) requests[name] ??= limit
  if (Object.keys(requests).length > 0) Object.assign(spec, { resources: { ...resources, requests } })
}
