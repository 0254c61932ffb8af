/**
 * An Endpoints object holds a thousand addresses; of more, the ready ones stay first.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (truncateEndpoints), v1.35
 */
import type { EndpointSubset } from '../../api/types/core.ts'

export const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity'
const MAX_CAPACITY = 1000

const total = (subsets: readonly EndpointSubset[], field: 'addresses' | 'notReadyAddresses'): number =>
  subsets.reduce((sum, subset) => sum + (subset[field]?.length ?? 0), 0)

export const isOverCapacity = (subsets: readonly EndpointSubset[]): boolean =>
  total(subsets, 'addresses') + total(subsets, 'notReadyAddresses') > MAX_CAPACITY

/**
 * EP-6: each subset gives up its share of what is too much, rounded in its favour, so that the last ones give more.
 * Ready addresses are cut only when they alone are too many; then no others stay.
 */
export function truncateEndpoints(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  if (!isOverCapacity(subsets)) return subsets
  const ready = total(subsets, 'addresses')
  const field = ready > MAX_CAPACITY ? 'addresses' : 'notReadyAddresses'
  const room = field === 'addresses' ? MAX_CAPACITY : MAX_CAPACITY - ready
  const all = total(subsets, field)
  let left = room
  return subsets.map(({ addresses, notReadyAddresses, ports }) => {
    const given = (field === 'addresses' ? addresses : notReadyAddresses) ?? []
    const kept = given.slice(0, Math.min(Math.ceil((given.length / all) * room), left))
    left -= kept.length
    return subsetOf(field === 'addresses' ? kept : addresses, field === 'addresses' ? [] : kept, ports)
  })
}

/** A subset without its empty parts, as Go writes it. */
export const subsetOf = (
  addresses: EndpointSubset['addresses'] = [],
  notReadyAddresses: EndpointSubset['notReadyAddresses'] = [],
  ports: EndpointSubset['ports'] = [],
): EndpointSubset => ({
  ...(addresses.length > 0 && { addresses }),
  ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
  ...(ports.length > 0 && { ports }),
})
