/**
 * Which endpoints of a Service a node sends new connections to.
 * @see kubernetes/pkg/proxy/topology.go CategorizeEndpoints, endpointslicecache.go, v1.35
 */
import type { EndpointSlice, Service } from '../api/types/core.ts'

export interface ProxyEndpoint {
  ip: string
  port: number
  node: string
  pod: string
}

export interface ServiceRules {
  endpoints: ProxyEndpoint[]
  /** Traffic policy Local without a local endpoint: packets are dropped, not refused. */
  drops: boolean
  affinity: boolean
}

interface Known extends ProxyEndpoint {
  ready: boolean
  serving: boolean
  terminating: boolean
}

function known(slices: readonly EndpointSlice[], portName: string): Known[] {
  return slices.flatMap((slice) => {
    const port = slice.ports?.find(({ name }) => (name ?? '') === portName)?.port
    if (port === undefined) return []
    return (slice.endpoints ?? []).map(({ addresses, conditions, nodeName = '', targetRef }) => ({
      ip: addresses[0] ?? '',
      port,
      node: nodeName,
      pod: targetRef?.name ?? '',
      // nil counts as true for ready and serving, as false for terminating.
      ready: conditions.ready ?? true,
      serving: conditions.serving ?? conditions.ready ?? true,
      terminating: conditions.terminating ?? false,
    }))
  })
}

/** Ready ones; if there is none, those that still serve while they terminate; with policy Local only the node's own. */
export function chooseEndpoints(
  service: Service,
  slices: readonly EndpointSlice[],
  node: string,
): ServiceRules {
  const local = service.spec.internalTrafficPolicy === 'Local'
  const [port] = service.spec.ports ?? []
  const all = known(slices, port?.name ?? '').filter((endpoint) => !local || endpoint.node === node)
  const ready = all.filter((endpoint) => endpoint.ready)
  const chosen = ready.length > 0 ? ready : all.filter(({ serving, terminating }) => serving && terminating)
  return {
    endpoints: chosen.map(({ ip, port: number, node: on, pod }) => ({ ip, port: number, node: on, pod })),
    drops: local && chosen.length === 0,
    affinity: service.spec.sessionAffinity === 'ClientIP',
  }
}
