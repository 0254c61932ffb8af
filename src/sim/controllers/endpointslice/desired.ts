/**
 * What a Service's slices should hold: its pods as endpoints, by the ports that they have. It is kept from sync to
 * sync, since of many pods few change at a time; made anew from all pods it is the same.
 * @see kubernetes/staging/src/k8s.io/endpointslice/reconciler.go (reconcileByAddressType), v1.35
 */
import type { Endpoint, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import {
  getEndpointPorts,
  podToEndpoint,
  portsKey,
  shouldPodBeInEndpoints,
  type EndpointPorts,
} from './endpoints.ts'

export interface Wanted {
  readonly endpoint: Endpoint
  /** The object in a slice that was found to be the same. */
  stored: Endpoint | undefined
  /** The last round of reconciling that found it in a slice. */
  placed: number
}

export interface PortGroup {
  readonly ports: EndpointPorts
  /** By pod uid; in no order that means anything. */
  wanted: Map<string, Wanted>
}

/** Where the endpoint of a pod is found: the key of its group, its key there. */
interface Place {
  group: string
  uid: string
}

export interface Desired {
  readonly service: Service
  /** By key of the pod, `namespace/name`. */
  places: Map<string, Place>
  /** By portsKey; none is empty. */
  groups: Map<string, PortGroup>
  /** Counts how often the slices were compared with it. */
  round: number
}

/** Pods by key, in the order in which new endpoints and groups are put into slices. */
export type PodsInOrder = ReadonlyMap<string, Pod>

export const desiredOf = (service: Service): Desired => ({
  service,
  places: new Map(),
  groups: new Map(),
  round: 0,
})

/** `pod` undefined: it is gone, or selected no more. */
export function updateDesired({ service, places, groups }: Desired, key: string, pod: Pod | undefined): void {
  const before = places.get(key)
  if (before) leave(groups, before)
  if (!pod || !shouldPodBeInEndpoints(pod)) return void places.delete(key)
  const { uid } = pod.metadata
  const ports = getEndpointPorts(service, pod)
  const place = { group: portsKey(ports), uid }
  let group = groups.get(place.group)
  if (!group) groups.set(place.group, (group = { ports, wanted: new Map() }))
  group.wanted.set(uid, { endpoint: podToEndpoint(pod, service), stored: undefined, placed: 0 })
  places.set(key, place)
}

function leave(groups: Map<string, PortGroup>, { group: key, uid }: Place): void {
  const group = groups.get(key)
  group?.wanted.delete(uid)
  if (group?.wanted.size === 0) groups.delete(key)
}

export function isDesired({ groups }: Desired, uid = ''): boolean {
  for (const { wanted } of groups.values()) if (wanted.has(uid)) return true
  return false
}

/** The groups in the order of their first pods. */
export function groupsOf({ places, groups }: Desired, pods: PodsInOrder): ReadonlyMap<string, PortGroup> {
  if (groups.size < 2) return groups
  const sorted = new Map<string, PortGroup>()
  for (const key of pods.keys()) {
    const place = places.get(key)
    const group = place && groups.get(place.group)
    if (group) sorted.set(place.group, group)
    if (sorted.size === groups.size) break
  }
  return sorted
}

/** The `count` endpoints of a group that this round found in no slice, in the order of their pods. */
export function notPlaced(
  { wanted }: PortGroup,
  round: number,
  count: number,
  pods: PodsInOrder,
): Endpoint[] {
  const endpoints: Endpoint[] = []
  if (count === 0) return endpoints
  for (const { metadata } of pods.values()) {
    const one = wanted.get(metadata.uid)
    if (!one || one.placed === round) continue
    endpoints.push(one.endpoint)
    if (endpoints.length === count) break
  }
  return endpoints
}
