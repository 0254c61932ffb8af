/** Plays a recorded flow on our API server, scheduler and kubelet, and gives back what a watch would have recorded. */
import { createApiServer } from '../../api/server.ts'
import type { ApiServer } from '../../api/contract.ts'
import type { Resource } from '../../api/resources.ts'
import type { KubeObject } from '../../api/types/meta.ts'
import type { KubeEvent } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Latencies } from '../../latencies.ts'
import { registerNode } from '../../cluster/nodes.ts'
import { addControllers } from '../../controllers/controllermanager.ts'
import { createRandom } from '../../random.ts'
import { page } from '../../runtime/order.ts'
import { createRuntime, type Runtime } from '../../runtime/runtime.ts'
import { createScheduler } from '../../scheduler/scheduler.ts'
import { MILLISECOND, parseRfc3339 } from '../../time.ts'
import { createKubelet } from '../kubelet.ts'
import {
  scriptedWorkload,
  type Action,
  type Flow,
  type FlowEvent,
  type PodWrite,
  type Script,
} from './flow.ts'

/** What the recordings' machine took. */
export const RECORDED_LATENCIES: Latencies = {
  api: 4 * MILLISECOND,
  watch: 2 * MILLISECOND,
  scheduling: 2 * MILLISECOND,
  sandbox: 200 * MILLISECOND,
  containerCreate: 30 * MILLISECOND,
  containerStart: 50 * MILLISECOND,
  pull: 1,
  proxy: 0,
  jitter: 0,
}

/** ms beyond the last recorded change. */
const MARGIN = 40

export interface Played {
  pods: PodWrite[]
  events: FlowEvent[]
}

const RESOURCE: Record<string, Resource> = {
  Pod: 'pods',
  Service: 'services',
  Deployment: 'deployments',
  ConfigMap: 'configmaps',
}

/** Strategic enough for the flows: maps are merged, lists of named things by their name. */
function merge(base: unknown, patch: unknown): unknown {
  if (Array.isArray(patch) && Array.isArray(base)) {
    const keyOf = (item: unknown): unknown => {
      const { name, type } = item as { name?: string; type?: string }
      return name ?? type
    }
    const merged = base.map((item: unknown) => {
      const change = patch.find((one: unknown) => keyOf(one) === keyOf(item)) as unknown
      return change === undefined ? item : merge(item, change)
    })
    return [
      ...patch.filter((one: unknown) => !base.some((item: unknown) => keyOf(item) === keyOf(one))),
      ...merged,
    ]
  }
  if (typeof patch !== 'object' || typeof base !== 'object' || patch === null || base === null) return patch
  const from = base as Record<string, unknown>
  return { ...from, ...Object.fromEntries(Object.entries(patch).map(([k, v]) => [k, merge(from[k], v)])) }
}

function act(api: ApiServer, flow: Flow, action: Action, script: { now: Script }): void {
  if (action.do === 'script') script.now = { ...script.now, ...action.script }
  if (action.do === 'create') {
    const manifest = flow.manifests.find(
      ({ kind, metadata }) => kind === action.kind && metadata.name === action.name,
    )
    const result = api.create(RESOURCE[action.kind ?? ''] as Resource, 'default', manifest)
    if (!result.ok) throw new Error(`create ${action.name}: ${result.status.message}`)
  }
  if (action.do === 'delete') {
    const { gracePeriodSeconds } = action
    const options = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }
    api.delete('pods', 'default', action.name ?? '', options)
  }
  if (action.do === 'patch') {
    const [resource = '', name = '', subresource] = (action.what ?? '').split('/')
    const object = api.get(resource as Resource, 'default', name) as KubeObject
    const patched = merge(object, action.body) as KubeObject
    const write = subresource === 'status' ? api.updateStatus : api.update
    const result = write(resource as Resource, patched as never)
    if (!result.ok) throw new Error(`patch ${action.what}: ${result.status.message}`)
  }
}

export function playFlow(flow: Flow, seed: number): Played {
  const random = createRandom(seed)
  const deploys = flow.manifests.some(({ kind }) => kind === 'Deployment')
  // Rollouts depend on which of several pods is written first: that is chance.
  const latencies = deploys ? { ...RECORDED_LATENCIES, jitter: 0.3 } : RECORDED_LATENCIES
  const epoch = parseRfc3339(flow.start) ?? 0
  const clock = { now: 0, epochSeconds: Math.floor(epoch) }
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const runtime = createRuntime({ api, clock, random, order: page(latencies) })
  const script = { now: flow.script }
  const workload = scriptedWorkload(() => script.now)
  const present = Object.entries(flow.script).flatMap(([image, one]) => (one.present ? [image] : []))
  runtime.add(createScheduler(latencies))
  if (deploys) addControllers(runtime, latencies)
  runtime.add(
    createKubelet({
      node: 'minikube',
      index: 0,
      latencies,
      workload: () => workload,
      present,
    }),
  )
  const address = { type: 'InternalIP', address: '192.168.49.2' }
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'minikube' }, spec: {}, status: {} }
  registerNode(api, { ...node, status: { addresses: [address] } })
  const begin = Math.round((epoch - clock.epochSeconds) * 1e6)
  runtime.runUntil(begin)
  runtime.drain()
  const last = Math.max(
    ...[...flow.pods, ...flow.events].map(({ at }) => at),
    ...flow.actions.map(({ at }) => at),
  )
  for (const action of flow.actions) {
    runtime.runUntil(begin + arrival(flow, action) * MILLISECOND)
    act(api, flow, action, script)
  }
  runtime.runUntil(begin + (last + MARGIN) * MILLISECOND)
  return observed(runtime, begin)
}

/** When the recorded request took effect: a client needs some ms. */
function arrival(flow: Flow, action: Action): number {
  const effect = flow.pods.find(({ at, type, object: { metadata } }) => {
    if (metadata.name !== action.name || at < action.at) return false
    return action.do === 'create' ? type === 'ADDED' : metadata.deletionTimestamp !== undefined
  })
  return action.do === 'create' || action.do === 'delete' ? (effect?.at ?? action.at) : action.at
}

function observed(runtime: Runtime, begin: number): Played {
  const pods: PodWrite[] = []
  const events = new Map<string, FlowEvent>()
  for (const { at: us, event } of runtime.drain().writes) {
    const at = Math.round((us - begin) / MILLISECOND)
    if (event.resource === 'pods') {
      const pod = event.object as Pod
      pods.push({ at, t: at, type: event.type, object: pod, status: pod.status })
    }
    if (event.resource !== 'events' || event.type === 'DELETED') continue
    const {
      involvedObject: o,
      metadata,
      type = 'Normal',
      reason = '',
      message = '',
      count = 1,
    } = event.object as KubeEvent
    const object = `${o.kind}/${o.name}`
    const first = events.get(metadata.name)?.at ?? at
    events.set(metadata.name, {
      at: first,
      object,
      type,
      reason,
      message,
      count,
      fieldPath: o.fieldPath ?? null,
    })
  }
  return { pods, events: [...events.values()] }
}
