/**
 * Pods as addresses of an Endpoints object, in its order.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (podToEndpointAddressForService),
 * pkg/api/v1/endpoints/util.go (LessEndpointAddress), v1.35
 */
import type { EndpointAddress, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'

/** ShouldSetHostname: the pod names this Service as its subdomain. */
function hostnameIn({ metadata }: Service, { spec }: Pod): string | undefined {
  return spec.hostname && spec.subdomain === metadata.name ? spec.hostname : undefined
}

function addressOf(service: Service, pod: Pod): EndpointAddress {
  const { namespace = '', name, uid } = pod.metadata
  const hostname = hostnameIn(service, pod)
  return {
    ip: pod.status.podIP ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    nodeName: pod.spec.nodeName ?? '',
    targetRef: { kind: 'Pod', namespace, name, uid },
  }
}

/** Does this address say what the pod is now? The pod's resourceVersion does not matter. */
function isAddressOf(address: EndpointAddress, service: Service, pod: Pod): boolean {
  const { targetRef } = address
  return (
    address.ip === pod.status.podIP &&
    address.nodeName === (pod.spec.nodeName ?? '') &&
    targetRef?.name === pod.metadata.name &&
    targetRef.namespace === pod.metadata.namespace &&
    targetRef.kind === 'Pod' &&
    targetRef.apiVersion === undefined &&
    targetRef.fieldPath === undefined &&
    address.hostname === hostnameIn(service, pod)
  )
}

const uidOf = ({ targetRef }: EndpointAddress): string => targetRef?.uid ?? ''

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** LessEndpointAddress: addresses as text, not as numbers. */
const byIpAndUid = (a: EndpointAddress, b: EndpointAddress): number =>
  text(a.ip, b.ip) || text(uidOf(a), uidOf(b))

/**
 * EP-3: the pods' addresses, sorted. `before`: the sorted addresses that were here; those that still hold are taken
 * over as they are, so that versions of a long list share them and little is left to sort.
 */
export function sortedAddresses(
  service: Service,
  pods: readonly Pod[],
  before: readonly EndpointAddress[] = [],
): EndpointAddress[] {
  const wanted = new Map(pods.map((pod) => [pod.metadata.uid, pod]))
  const addresses: EndpointAddress[] = []
  for (const address of before) {
    const pod = wanted.get(uidOf(address))
    if (!pod || !isAddressOf(address, service, pod)) continue
    wanted.delete(pod.metadata.uid)
    addresses.push(address)
  }
  for (const pod of wanted.values()) addresses.push(addressOf(service, pod))
  return addresses.sort(byIpAndUid)
}
