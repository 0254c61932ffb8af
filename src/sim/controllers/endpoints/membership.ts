/**
 * The pods of a Service as the subsets of its Endpoints: addresses that offer the same ports stand together. It is
 * kept from sync to sync, since of many pods few change at a time; made anew from all pods it is the same.
 * @see kubernetes/pkg/controller/endpoint/endpoints_controller.go (syncService, addEndpointSubset),
 * pkg/api/v1/endpoints/util.go (RepackSubsets), v1.35
 */
import type {
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  Service,
  ServicePort,
} from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { md5OfDump } from '../../hash/md5.ts'
import { findPort } from '../endpointslice/endpoints.ts'
import { isPodReady, isPodTerminal } from '../replicaset/podstate.ts'
import { addressOf, insert, remove } from './addresses.ts'
import { subsetOf } from './overcapacity.ts'

type Group = 'addresses' | 'notReadyAddresses'

/** What a pod is in the Endpoints; `offers`: keys of the ports that it has. */
interface Member {
  address: EndpointAddress
  group: Group
  offers: readonly string[]
}

/** The addresses that offer a port, sorted; `port` undefined: a headless Service without ports. */
interface Offer extends Record<Group, EndpointAddress[]> {
  port: EndpointPort | undefined
  /** The lists are part of an object that is stored: copied before they change. */
  shared: boolean
}

export interface Membership {
  readonly service: Service
  /** By key, `namespace/name`. */
  members: Map<string, Member>
  /** By the place of the Service's port and the number that it has in the pods. */
  offers: Map<string, Offer>
}

export const membershipOf = (service: Service): Membership => ({
  service,
  members: new Map(),
  offers: new Map(),
})

/** ShouldPodBeInEndpoints: has an address, has not ended, and is not stopping unless unready addresses are published. */
const shouldPodBeInEndpoints = (pod: Pod, includeTerminating: boolean): boolean =>
  Boolean(pod.status.podIP) &&
  !isPodTerminal(pod) &&
  (includeTerminating || pod.metadata.deletionTimestamp === undefined)

/** EP-2: `pod` undefined: it is gone, or selected no more. */
export function updateMember(
  { service, members, offers }: Membership,
  key: string,
  pod: Pod | undefined,
): void {
  const before = members.get(key)
  const after = pod && memberOf(service, pod, before, offers)
  if (after === before) return
  if (before) for (const offer of before.offers) remove(listOf(offers, offer, before.group), before.address)
  if (!after) return void members.delete(key)
  members.set(key, after)
  for (const offer of after.offers) insert(listOf(offers, offer, after.group), after.address)
}

function memberOf(
  service: Service,
  pod: Pod,
  before: Member | undefined,
  offers: Map<string, Offer>,
): Member | undefined {
  const { publishNotReadyAddresses: published = false } = service.spec
  if (!shouldPodBeInEndpoints(pod, published)) return undefined
  // A container's ports never change; another pod of that name is another address.
  const known = before?.address.targetRef?.uid === pod.metadata.uid ? before : undefined
  const address = addressOf(service, pod, known?.address)
  const group = published || isPodReady(pod) ? 'addresses' : 'notReadyAddresses'
  if (known?.address === address && known.group === group) return known
  return { address, group, offers: known?.offers ?? offersOf(service, pod, offers) }
}

function offersOf(
  { spec: { ports = [], clusterIP } }: Service,
  pod: Pod,
  offers: Map<string, Offer>,
): string[] {
  const keys: string[] = []
  const offer = (key: string, port: EndpointPort | undefined): void => {
    keys.push(key)
    if (!offers.has(key)) offers.set(key, { port, addresses: [], notReadyAddresses: [], shared: false })
  }
  if (ports.length === 0 && clusterIP === 'None') offer('', undefined)
  for (const [i, port] of ports.entries()) {
    const number = findPort(pod, port)
    if (number !== undefined) offer(`${i}/${number}`, endpointPort(port, number))
  }
  return keys
}

/** endpointPortFromServicePort */
const endpointPort = ({ name, protocol = 'TCP', appProtocol }: ServicePort, port: number): EndpointPort => ({
  ...(name ? { name } : {}),
  port,
  protocol,
  ...(appProtocol === undefined ? {} : { appProtocol }),
})

/** A list that may be changed. */
function listOf(offers: Map<string, Offer>, key: string, group: Group): EndpointAddress[] {
  const offer = offers.get(key)
  if (offer?.shared) {
    offer.addresses = [...offer.addresses]
    offer.notReadyAddresses = [...offer.notReadyAddresses]
    offer.shared = false
  }
  return offer?.[group] ?? []
}

/** EP-3: RepackSubsets */
export function subsetsOf({ offers }: Membership): EndpointSubset[] {
  const groups: { offer: Offer; ports: EndpointPort[] }[] = []
  for (const offer of offers.values()) {
    if (offer.addresses.length + offer.notReadyAddresses.length === 0) continue
    offer.shared = true
    const ports = offer.port ? [offer.port] : []
    const same = groups.find((group) => sameAddresses(group.offer, offer))
    if (same) same.ports.push(...ports)
    else groups.push({ offer, ports })
  }
  const subsets = groups.map(({ offer: { addresses, notReadyAddresses }, ports }) =>
    subsetOf(addresses, notReadyAddresses, sortedByHash('v1.EndpointPort', ports)),
  )
  return sortedByHash('v1.EndpointSubset', subsets)
}

const sameAddresses = (a: Offer, b: Offer): boolean =>
  sameItems(a.addresses, b.addresses) && sameItems(a.notReadyAddresses, b.notReadyAddresses)

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** portsByHash, subsetsByHash: in the order of the MD5 sums of their dumps. */
function sortedByHash<T>(goType: string, items: T[]): T[] {
  if (items.length < 2) return items
  const sums = new Map(items.map((item) => [item, md5OfDump(goType, item)]))
  const sum = (item: T): string => sums.get(item) ?? ''
  return items.sort((a, b) => (sum(a) < sum(b) ? -1 : 1))
}
