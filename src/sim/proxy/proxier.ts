/**
 * kube-proxy of one node: hears of Services and EndpointSlices, writes its rules at most once a second, picks an
 * endpoint for each new connection.
 * @see kubernetes/pkg/proxy/iptables/proxier.go, util/runner (BoundedFrequencyRunner), v1.35
 */
import type { WatchEvent } from '../api/contract.ts'
import type { EndpointSlice, Service } from '../api/types/core.ts'
import type { Latencies } from '../latencies.ts'
import type { Actor, ActorContext } from '../runtime/actor.ts'
import { drawn } from '../runtime/drawn.ts'
import { SECOND, type Us } from '../time.ts'
import { chooseEndpoints, type ProxyEndpoint, type ServiceRules } from './endpoints.ts'

const MIN_SYNC_PERIOD: Us = SECOND
/** sessionAffinityConfig.clientIP.timeoutSeconds, the default. */
const AFFINITY: Us = 10_800 * SECOND
const SERVICE_LABEL = 'kubernetes.io/service-name'

export type ProxyTimer = { t: 'sync' }

export interface ProxyState {
  /** What the node has heard. Keys are namespace/name; the objects are immutable. */
  services: Map<string, Service>
  slices: Map<string, Map<string, EndpointSlice>>
  dirty: Set<string>
  /** What its rules say. */
  rules: Map<string, ServiceRules>
  syncedAt: Us | null
  due: boolean
  sticky: Map<string, { ip: string; at: Us }>
}

export type Picked = { kind: 'endpoint'; endpoint: ProxyEndpoint } | { kind: 'refused' } | { kind: 'dropped' }

export interface ProxyActor extends Actor<ProxyTimer, ProxyState> {
  /** Where a new connection to `namespace/service` goes. */
  pick(service: string, client: string): Picked
}

const keyOf = ({ metadata }: { metadata: { namespace?: string; name: string } }): string =>
  `${metadata.namespace ?? ''}/${metadata.name}`

export function createProxy(node: string, latencies: Latencies) {
  return (context: ActorContext<ProxyTimer>): ProxyActor => {
    let state: ProxyState = empty()

    const changed = (key: string): void => {
      state.dirty.add(key)
      if (state.due) return
      state.due = true
      const now = context.now()
      const soonest = now + drawn(context.random, latencies.proxy, latencies.jitter)
      const at = state.syncedAt === null ? soonest : Math.max(soonest, state.syncedAt + MIN_SYNC_PERIOD)
      context.after(at - now, { t: 'sync' })
    }
    const sync = (): void => {
      state.due = false
      state.syncedAt = context.now()
      for (const key of state.dirty) {
        const service = state.services.get(key)
        const slices = [...(state.slices.get(key)?.values() ?? [])]
        if (service) state.rules.set(key, chooseEndpoints(service, slices, node))
        else state.rules.delete(key)
      }
      state.dirty.clear()
    }
    const onService = ({ type, object }: WatchEvent<'services'>): void => {
      const key = keyOf(object)
      if (type === 'DELETED') state.services.delete(key)
      else state.services.set(key, object)
      changed(key)
    }
    const onSlice = ({ type, object }: WatchEvent<'endpointslices'>): void => {
      const { namespace = '', name, labels } = object.metadata
      const key = `${namespace}/${labels?.[SERVICE_LABEL] ?? ''}`
      const slices = state.slices.get(key) ?? new Map<string, EndpointSlice>()
      if (type === 'DELETED') slices.delete(name)
      else slices.set(name, object)
      state.slices.set(key, slices)
      changed(key)
    }
    const stuckTo = (service: string, client: string, rules: ServiceRules): ProxyEndpoint | undefined => {
      const before = state.sticky.get(`${service} ${client}`)
      if (!before || context.now() - before.at > AFFINITY) return undefined
      return rules.endpoints.find(({ ip }) => ip === before.ip)
    }
    return {
      name: `kube-proxy/${node}`,
      component: 'kube-proxy',
      watches: ['services', 'endpointslices'],
      onNews(event) {
        if (event.resource === 'services') onService(event as WatchEvent<'services'>)
        else if (event.resource === 'endpointslices') onSlice(event as WatchEvent<'endpointslices'>)
      },
      onTimer: sync,
      pick(service, client) {
        const rules = state.rules.get(service)
        if (rules?.drops) return { kind: 'dropped' }
        if (!rules || rules.endpoints.length === 0) return { kind: 'refused' }
        const stuck = rules.affinity ? stuckTo(service, client, rules) : undefined
        const endpoint = stuck ?? rules.endpoints[context.random.below(rules.endpoints.length)]
        if (!endpoint) return { kind: 'refused' }
        if (rules.affinity) state.sticky.set(`${service} ${client}`, { ip: endpoint.ip, at: context.now() })
        return { kind: 'endpoint', endpoint }
      },
      snapshot: () => copy(state),
      restore(from) {
        state = copy(from)
      },
    }
  }
}

const empty = (): ProxyState => ({
  services: new Map(),
  slices: new Map(),
  dirty: new Set(),
  rules: new Map(),
  syncedAt: null,
  due: false,
  sticky: new Map(),
})

const copy = (state: ProxyState): ProxyState => ({
  services: new Map(state.services),
  slices: new Map([...state.slices].map(([key, slices]) => [key, new Map(slices)])),
  dirty: new Set(state.dirty),
  rules: new Map(state.rules),
  syncedAt: state.syncedAt,
  due: state.due,
  sticky: new Map(state.sticky),
})
