/** For tests of the reconciler: a Service `web`, slices as they are, and an API that takes what it is given. */
import type { EndpointSlice, Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { DecisionBody } from '../../decisions.ts'
import { sketch } from '../newsrig.ts'
import { desiredOf, updateDesired } from './desired.ts'
import { podToEndpoint } from './endpoints.ts'
import type { EndpointSliceController } from './state.ts'

export const NOW = '2026-01-05T09:00:00Z'
export const PORTS = [{ name: '', port: 8080, protocol: 'TCP' }]

export const service = sketch('services', 'web', {
  metadata: { labels: { tier: 'front' } },
  spec: { selector: { app: 'web' }, clusterIP: '10.96.0.1', ports: [{ port: 80, targetPort: 8080 }] },
}) as Service

export const pod = (
  name: string,
  { ready = true, metadata = {}, ip = `ip-${name}`, node = 'node-1' } = {},
): Pod =>
  sketch('pods', name, {
    metadata,
    spec: { nodeName: node, containers: [] },
    status: {
      phase: 'Running',
      podIP: ip,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  }) as Pod

/** Pods `p<from>` to `p<to>`, the last one not included. */
export const podsOf = (from: number, to: number): Pod[] =>
  Array.from({ length: to - from }, (_, i) => pod(`p${from + i}`))

export const slice = (name: string, pods: readonly Pod[], ports = PORTS): EndpointSlice =>
  ({
    ...sketch('endpointslices', name, { metadata: { labels: { tier: 'front' } } }),
    endpoints: pods.map((one) => podToEndpoint(one, service)),
    ports,
  }) as EndpointSlice

export interface Fake {
  esc: EndpointSliceController
  /** `update a 3`, `create 3`, `delete a`: with the number of endpoints. */
  writes: string[]
  objects: EndpointSlice[]
  changes: string[]
}

/** An API that takes every write, or refuses the verb with a reason. */
export function fake(refused?: 'update' | 'create' | 'delete', reason = 'Conflict'): Fake {
  const writes: string[] = []
  const objects: EndpointSlice[] = []
  const changes: string[] = []
  const taken = (verb: string, object: EndpointSlice, text: string) => {
    writes.push(text)
    objects.push(object)
    if (verb === refused) return { ok: false, status: { reason, message: 'no' } }
    const metadata = { ...object.metadata, resourceVersion: String(40 + writes.length) }
    return { ok: true, object: { ...object, metadata: { ...metadata, name: metadata.name || 'new' } } }
  }
  const many = (object: EndpointSlice): number => (object.endpoints ?? []).length
  const context = {
    decide: (body: DecisionBody & { pod: string; change: string; address: string }) =>
      changes.push(`${body.pod} ${body.address} ${body.change}`),
    api: {
      update: (_: string, object: EndpointSlice) =>
        taken('update', object, `update ${object.metadata.name} ${many(object)}`),
      create: (_: string, _namespace: string, object: EndpointSlice) =>
        taken('create', object, `create ${many(object)}`),
      delete: (_: string, _namespace: string, name: string) =>
        taken('delete', slice(name, []), `delete ${name}`),
    },
  }
  const esc = { context, written: new Map() } as unknown as EndpointSliceController
  return { esc, writes, objects, changes }
}

/** What a Service with these pods should have. */
export function wanting(pods: readonly Pod[], of = service) {
  const desired = desiredOf(of)
  for (const pod of pods) updateDesired(desired, pod.metadata.name, pod)
  return { desired, pods: new Map(pods.map((pod) => [pod.metadata.name, pod])) }
}
