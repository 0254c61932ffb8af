/**
 * Pods as addresses of an Endpoints object, and sorted lists of them.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (podToEndpointAddressForService),
 * pkg/api/v1/endpoints/util.go (LessEndpointAddress), v1.35
 */
import type { EndpointAddress, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'

/** ShouldSetHostname: the pod names this Service as its subdomain. */
function hostnameIn({ metadata }: Service, { spec }: Pod): string | undefined {
  return spec.hostname && spec.subdomain === metadata.name ? spec.hostname : undefined
}

/** `known`: what it was; the same object when nothing has changed, so that versions of a list share it. */
export function addressOf(service: Service, pod: Pod, known?: EndpointAddress): EndpointAddress {
  const { namespace = '', name, uid } = pod.metadata
  const { podIP: ip = '' } = pod.status
  const { nodeName = '' } = pod.spec
  const hostname = hostnameIn(service, pod)
  if (known?.ip === ip && known.nodeName === nodeName && known.hostname === hostname) return known
  return {
    ip,
    ...(hostname === undefined ? {} : { hostname }),
    nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid },
  }
}

const uidOf = ({ targetRef }: EndpointAddress): string => targetRef?.uid ?? ''

/** EP-3: LessEndpointAddress: addresses as text, not as numbers. */
const isLess = (a: EndpointAddress, b: EndpointAddress): boolean =>
  a.ip < b.ip || (a.ip === b.ip && uidOf(a) < uidOf(b))

/** Where it stands in a sorted list, or would stand. */
function placeOf(list: readonly EndpointAddress[], address: EndpointAddress): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const at = list[middle]
    if (at && isLess(at, address)) low = middle + 1
    else high = middle
  }
  return low
}

export const insert = (list: EndpointAddress[], address: EndpointAddress): unknown =>
  list.splice(placeOf(list, address), 0, address)

export const remove = (list: EndpointAddress[], address: EndpointAddress): unknown =>
  list.splice(placeOf(list, address), 1)
