/** The Service card: its address and who stands in its EndpointSlices, with what condition. */
import type { EndpointSlice, Service } from '../../sim/api/types/core.ts'
import type { Deployment } from '../../sim/api/types/apps.ts'
import { SERVICE_NAME_LABEL } from '../../sim/controllers/caches.ts'
import { matchesSet } from '../../sim/controllers/selectors.ts'
import type { Instant } from './instant.ts'
import type { Hue, ServiceView } from './picture.ts'

/** The first Service (by name) that selects the Deployment's pods. */
export function serviceOf(instant: Instant, deployment: Deployment | undefined): Service | undefined {
  const services = [...instant.list('services')]
    .filter(({ spec }) => Object.keys(spec.selector ?? {}).length > 0)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  if (!deployment) return services[0]
  const labels = deployment.spec.template.metadata?.labels ?? {}
  return services.find(
    ({ metadata, spec }) =>
      metadata.namespace === deployment.metadata.namespace && matchesSet(spec.selector ?? {}, labels),
  )
}

export const slicesOf = (instant: Instant, service: Service): EndpointSlice[] =>
  instant
    .list('endpointslices')
    .filter(
      ({ metadata }) =>
        metadata.namespace === service.metadata.namespace &&
        metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name,
    )

type EndpointView = ServiceView['endpoints'][number]
const ORDER: readonly EndpointView['state'][] = ['ready', 'notReady', 'draining']

/** More than any place can be, and more than there are endpoints. */
const MOST_PLACES = 1e9
const MANY = 1e5

/** Old before new within one state, as the lanes stand. `place` of a pod: lane age, then slot. */
export function serviceView(
  service: Service,
  slices: readonly EndpointSlice[],
  podOf: (uid: string) => { hue: Hue; place: number } | undefined,
): ServiceView {
  const counts: Record<EndpointView['state'], number> = { ready: 0, notReady: 0, draining: 0 }
  let lastResort = 0
  const unsorted: EndpointView[] = []
  // Numbers are sorted much faster than objects: order first, then the index.
  const order: number[] = []
  for (const slice of slices) {
    for (const { conditions, targetRef } of slice.endpoints ?? []) {
      const pod = targetRef && podOf(targetRef.uid)
      if (!pod) continue
      const state = conditions.terminating ? 'draining' : conditions.ready ? 'ready' : 'notReady'
      counts[state]++
      if (conditions.terminating && conditions.serving) lastResort++
      order.push((ORDER.indexOf(state) * MOST_PLACES + pod.place) * MANY + unsorted.length)
      unsorted.push({ pod: targetRef.uid, hue: pod.hue, state })
    }
  }
  return {
    name: service.metadata.name,
    clusterIP: service.spec.clusterIP ?? '',
    port: service.spec.ports?.[0]?.port ?? 0,
    endpoints: Array.from(Float64Array.from(order).sort(), (place) => unsorted[place % MANY] as EndpointView),
    ...counts,
    lastResort,
  }
}

type Conditions = NonNullable<EndpointSlice['endpoints']>[number]['conditions']

function uidsOf(slices: readonly EndpointSlice[], holds: (conditions: Conditions) => boolean): Set<string> {
  const uids = new Set<string>()
  for (const { endpoints } of slices) {
    for (const { conditions, targetRef } of endpoints ?? []) {
      if (targetRef && holds(conditions)) uids.add(targetRef.uid)
    }
  }
  return uids
}

/** Uids of pods that are ready endpoints. */
export const readyEndpoints = (slices: readonly EndpointSlice[]): Set<string> =>
  uidsOf(slices, ({ ready }) => ready === true)

/** Uids of pods that kube-proxy sends requests to: where none is ready, those that leave and still serve. */
export function askedEndpoints(slices: readonly EndpointSlice[]): Set<string> {
  const ready = readyEndpoints(slices)
  if (ready.size > 0) return ready
  return uidsOf(slices, ({ serving, terminating }) => serving === true && terminating === true)
}
