/**
 * A Service's pods as the subsets of its Endpoints: addresses that offer the same ports stand together.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (syncService, addEndpointSubset),
 * pkg/api/v1/endpoints/util.go (RepackSubsets), v1.35
 */
import type { EndpointPort, EndpointSubset, Service, ServicePort } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { md5OfDump } from '../../hash/md5.ts'
import { findPort } from '../endpointslice/endpoints.ts'
import { isPodReady, isPodTerminal } from '../replicaset/podstate.ts'
import { sortedAddresses } from './addresses.ts'
import { subsetOf } from './overcapacity.ts'

/** The pods that offer a port; `port` undefined: a headless Service without ports. */
interface Offer {
  port: EndpointPort | undefined
  ready: Pod[]
  notReady: Pod[]
}

/** ShouldPodBeInEndpoints: has an address, has not ended, and is not stopping unless unready addresses are published. */
const shouldPodBeInEndpoints = (pod: Pod, includeTerminating: boolean): boolean =>
  Boolean(pod.status.podIP) &&
  !isPodTerminal(pod) &&
  (includeTerminating || pod.metadata.deletionTimestamp === undefined)

/** EP-2, EP-3: `before`: the subsets as they are now, whose addresses are taken over where they still hold. */
export function subsetsFor(
  service: Service,
  pods: readonly Pod[],
  before: readonly EndpointSubset[] = [],
): EndpointSubset[] {
  const subsets: EndpointSubset[] = []
  for (const { offer, ports } of repacked(offersOf(service, pods))) {
    const sorted = sortedByHash('v1.EndpointPort', ports)
    const old = before.find((subset) => samePorts(subset.ports ?? [], sorted))
    const ready = sortedAddresses(service, offer.ready, old?.addresses)
    const notReady = sortedAddresses(service, offer.notReady, old?.notReadyAddresses)
    subsets.push(subsetOf(ready, notReady, sorted))
  }
  return sortedByHash('v1.EndpointSubset', subsets)
}

function offersOf(service: Service, pods: readonly Pod[]): Offer[] {
  const { ports = [], clusterIP, publishNotReadyAddresses: published = false } = service.spec
  const found = new Map<string, Offer>()
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, published)) continue
    const group = published || isPodReady(pod) ? 'ready' : 'notReady'
    if (ports.length === 0 && clusterIP === 'None') offerAt(found, '', () => undefined)[group].push(pod)
    for (const [i, port] of ports.entries()) {
      const number = findPort(pod, port)
      if (number === undefined) continue
      offerAt(found, `${i}/${number}`, () => endpointPort(port, number))[group].push(pod)
    }
  }
  return [...found.values()]
}

function offerAt(found: Map<string, Offer>, key: string, port: () => EndpointPort | undefined): Offer {
  let offer = found.get(key)
  if (!offer) found.set(key, (offer = { port: port(), ready: [], notReady: [] }))
  return offer
}

/** endpointPortFromServicePort */
const endpointPort = ({ name, protocol = 'TCP', appProtocol }: ServicePort, port: number): EndpointPort => ({
  ...(name ? { name } : {}),
  port,
  protocol,
  ...(appProtocol === undefined ? {} : { appProtocol }),
})

/** Ports that the same pods offer, together. */
function repacked(offers: readonly Offer[]): { offer: Offer; ports: EndpointPort[] }[] {
  const groups: { offer: Offer; ports: EndpointPort[] }[] = []
  for (const offer of offers) {
    const ports = offer.port ? [offer.port] : []
    const same = groups.find(
      (group) => sameItems(group.offer.ready, offer.ready) && sameItems(group.offer.notReady, offer.notReady),
    )
    if (same) same.ports.push(...ports)
    else groups.push({ offer, ports })
  }
  return groups
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

const portKey = ({ name, port, protocol }: EndpointPort): string => `${name ?? ''}/${port}/${protocol}`

const samePorts = (a: readonly EndpointPort[], b: readonly EndpointPort[]): boolean =>
  sameItems(a.map(portKey), b.map(portKey))

/** portsByHash, subsetsByHash: in the order of the MD5 sums of their dumps. */
function sortedByHash<T>(goType: string, items: T[]): T[] {
  if (items.length < 2) return items
  const sums = new Map(items.map((item) => [item, md5OfDump(goType, item)]))
  const sum = (item: T): string => sums.get(item) ?? ''
  return items.sort((a, b) => (sum(a) < sum(b) ? -1 : 1))
}
