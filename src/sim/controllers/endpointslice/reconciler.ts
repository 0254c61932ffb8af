/**
 * Makes a Service's slices hold what its pods are, with as few writes as possible.
 * @see kubernetes/staging/src/k8s.io/endpointslice/reconciler.go, v1.35
 */
import type { Endpoint, EndpointSlice, Service } from '../../api/types/core.ts'
import type { Status } from '../../api/types/meta.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { failure, namespaceTerminating, type SyncError } from '../controller.ts'
import { tellChanges } from './changes.ts'
import {
  groupsOf,
  notPlaced,
  type Desired,
  type PodsInOrder,
  type PortGroup,
  type Wanted,
} from './desired.ts'
import { portsKey, type EndpointPorts } from './endpoints.ts'
import { labelsChanged, newEndpointSlice, noted, sliceLabels } from './slice.ts'
import type { EndpointSliceController } from './state.ts'

const MAX_ENDPOINTS_PER_SLICE = 100

interface Plan {
  desired: Desired
  triggerTime: string | undefined
  create: { ports: EndpointPorts; endpoints: Endpoint[] }[]
  update: { slice: EndpointSlice; endpoints: Endpoint[] }[]
  remove: EndpointSlice[]
}

interface Given {
  desired: Desired
  pods: PodsInOrder
  slices: readonly EndpointSlice[]
  triggerTime: string | undefined
}

/** EPS-4 */
export function reconcile(
  esc: EndpointSliceController,
  service: Service,
  { desired, pods, slices, triggerTime }: Given,
): SyncError | undefined {
  desired.round += 1
  const groups = groupsOf(desired, pods)
  const plan: Plan = { desired, triggerTime, create: [], update: [], remove: [] }
  const keyed = slices.map((slice) => ({ slice, key: portsKey(slice.ports) }))
  for (const { slice, key } of keyed) if (!groups.has(key)) plan.remove.push(slice)
  for (const [key, group] of groups) {
    const own = keyed.filter((one) => one.key === key).map(({ slice }) => slice)
    reconcileByPortMapping(service, group, own, pods, plan)
  }
  // A Service without endpoints keeps one slice as a placeholder.
  if (plan.remove.length === slices.length && plan.create.length === 0) {
    const reused = plan.remove.find((slice) => (slice.ports ?? []).length === 0)
    if (reused && (reused.endpoints ?? []).length === 0) plan.remove.splice(plan.remove.indexOf(reused), 1)
    else plan.create.push({ ports: [], endpoints: [] })
  }
  return finalize(esc, service, slices, plan)
}

/** EPS-5: what stays is updated in place; new endpoints fill slices that change anyway, then others with room. */
function reconcileByPortMapping(
  service: Service,
  group: PortGroup,
  slices: readonly EndpointSlice[],
  pods: PodsInOrder,
  plan: Plan,
): void {
  const { round } = plan.desired
  const changed: { slice: EndpointSlice; endpoints: Endpoint[] }[] = []
  const unchanged: EndpointSlice[] = []
  let missing = group.wanted.size
  for (const slice of slices) {
    const kept = keepWanted(slice, group, round)
    missing -= (kept ?? slice.endpoints ?? []).length
    if (kept?.length === 0) plan.remove.push(slice)
    else if (kept) changed.push({ slice, endpoints: kept })
    else if (labelsChanged(slice, service)) changed.push({ slice, endpoints: [...(slice.endpoints ?? [])] })
    else unchanged.push(slice)
  }
  const fresh = notPlaced(group, round, missing, pods)
  // Fullest first.
  const byRoom = changed.toSorted((a, b) => b.endpoints.length - a.endpoints.length)
  for (const { endpoints } of byRoom)
    endpoints.push(...fresh.splice(0, MAX_ENDPOINTS_PER_SLICE - endpoints.length))
  while (fresh.length > 0) {
    const slice = getSliceToFill(unchanged, fresh.length)
    if (!slice) {
      plan.create.push({ ports: group.ports, endpoints: fresh.splice(0, MAX_ENDPOINTS_PER_SLICE) })
      continue
    }
    changed.push({ slice, endpoints: [...(slice.endpoints ?? []), ...fresh.splice(0)] })
  }
  plan.update.push(...changed)
}

/** The slice's endpoints that are still wanted, as they are now; undefined when nothing changed. */
function keepWanted(slice: EndpointSlice, { wanted }: PortGroup, round: number): Endpoint[] | undefined {
  const endpoints = slice.endpoints ?? []
  let kept: Endpoint[] | undefined
  let alike = 0
  for (const old of endpoints) {
    const found = wanted.get(old.targetRef?.uid ?? '')
    const one = found?.placed === round ? undefined : found
    if (one) one.placed = round
    if (!one || !isStored(one, old)) {
      kept ??= endpoints.slice(0, alike)
      if (one) kept.push(one.endpoint)
    } else if (kept) kept.push(old)
    else alike += 1
  }
  return kept
}

/** Of what has not changed since it was last compared only the reference is. */
function isStored(one: Wanted, old: Endpoint): boolean {
  if (one.stored === old) return true
  if (!sameEndpoint(old, one.endpoint)) return false
  one.stored = old
  return true
}

const sameEndpoint = (a: Endpoint, b: Endpoint): boolean =>
  a.conditions.ready === b.conditions.ready &&
  a.conditions.serving === b.conditions.serving &&
  a.conditions.terminating === b.conditions.terminating &&
  a.nodeName === b.nodeName &&
  a.addresses[0] === b.addresses[0]

/** getSliceToFill: the fullest slice that still has room for all of them. */
function getSliceToFill(unchanged: readonly EndpointSlice[], needed: number): EndpointSlice | undefined {
  const size = (slice: EndpointSlice): number => (slice.endpoints ?? []).length
  const fitting = unchanged.filter((slice) => size(slice) + needed <= MAX_ENDPOINTS_PER_SLICE)
  return fitting.toSorted((a, b) => size(b) - size(a))[0]
}

function finalize(
  esc: EndpointSliceController,
  service: Service,
  before: readonly EndpointSlice[],
  { desired, triggerTime, create, update, remove }: Plan,
): SyncError | undefined {
  const { api } = esc.context
  const { namespace = '' } = service.metadata
  const written = trackOf(esc, service)
  const after = new Map(before.map((slice) => [slice.metadata.name, slice.endpoints]))
  // A slice that would be deleted is given the endpoints of one that would be created.
  while (create.length > 0 && remove.length > 0) {
    const [slice, fresh] = [remove.pop(), create.pop()]
    if (slice && fresh) update.push({ slice: { ...slice, ports: fresh.ports }, endpoints: fresh.endpoints })
  }
  // Not while the Service is going: the garbage collector is after its slices.
  for (const { ports, endpoints } of service.metadata.deletionTimestamp === undefined ? create : []) {
    const fresh = newEndpointSlice(service, ports, endpoints)
    const metadata = noted(fresh.metadata, triggerTime)
    const result = api.create('endpointslices', namespace, { ...fresh, metadata })
    if (!result.ok)
      return namespaceTerminating(result.status)
        ? undefined
        : refused('create EndpointSlice', service, result.status)
    written.set(result.object.metadata.name, Number(result.object.metadata.resourceVersion))
    after.set(result.object.metadata.name, endpoints)
  }
  for (const { slice, endpoints } of update) {
    const metadata = { ...noted(slice.metadata, triggerTime), labels: sliceLabels(service) }
    const result = api.update('endpointslices', { ...slice, metadata, endpoints })
    if (!result.ok) return refused(`update ${metadata.name} EndpointSlice`, service, result.status)
    written.set(slice.metadata.name, Number(result.object.metadata.resourceVersion))
    after.set(slice.metadata.name, endpoints)
  }
  for (const { metadata } of remove) {
    written.delete(metadata.name)
    after.delete(metadata.name)
    const result = api.delete('endpointslices', namespace, metadata.name)
    if (!result.ok && result.status.reason !== 'NotFound')
      return refused(`delete ${metadata.name} EndpointSlice`, service, result.status)
  }
  tellChanges(esc, service, desired, { before, after })
  return undefined
}

function refused(what: string, { metadata: { namespace = '', name } }: Service, status: Status): SyncError {
  const { reason, message } = failure(status)
  return { reason, message: `failed to ${what} for Service ${namespace}/${name}: ${message}` }
}

function trackOf(esc: EndpointSliceController, service: Service): Map<string, number> {
  const key = objectKey(service)
  let written = esc.written.get(key)
  if (!written) esc.written.set(key, (written = new Map()))
  return written
}
