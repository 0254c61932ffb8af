/** A small cluster for tests: API server, controllers, scheduler, kubelets, proxies and traffic on one queue. */
import { createApiServer } from '../api/server.ts'
import type { ApiServer } from '../api/contract.ts'
import type { Pod, PodSpec } from '../api/types/pod.ts'
import type { KubeEvent } from '../api/types/core.ts'
import { registerNode } from '../cluster/nodes.ts'
import { addControllers } from '../controllers/controllermanager.ts'
import type { Decision } from '../decisions.ts'
import type { PodFacts, RequestRecord } from '../facts.ts'
import type { ImageRegistry } from '../images/behaviour.ts'
import { PRESETS } from '../images/presets.ts'
import { createWorkload } from '../images/workload.ts'
import type { Latencies } from '../latencies.ts'
import { createProxy, type ProxyActor } from '../proxy/proxier.ts'
import { createRandom } from '../random.ts'
import { page } from '../runtime/order.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { DEFAULT_EPOCH_SECONDS, MILLISECOND, SECOND, type Us } from '../time.ts'
import { createTraffic, type TrafficActor } from '../traffic/traffic.ts'
import { createKubelet, type KubeletActor } from './kubelet.ts'

/** Short and exact: nothing is jittered. */
export const EXACT: Latencies = {
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

export interface RigOptions {
  seed?: number
  nodes?: number
  latencies?: Latencies
  images?: ImageRegistry
  present?: readonly string[]
  controllers?: boolean
  /** status.allocatable of every node. */
  allocatable?: Record<string, string>
}

export interface Rig {
  runtime: Runtime
  api: ApiServer
  kubelets: KubeletActor[]
  proxies: ProxyActor[]
  traffic: TrafficActor
  requests: RequestRecord[]
  facts: Map<string, PodFacts>
  decisions: Decision[]
  /** Every write of a pod, with its time in ms. */
  writes: { at: number; type: string; pod: Pod }[]
  createPod(name: string, spec: Partial<PodSpec> & { image?: string }): void
  pod(name: string): Pod | undefined
  events(pod: string): KubeEvent[]
  run(seconds: number): void
}

export function createRig(options: RigOptions = {}): Rig {
  const { seed = 1, nodes = 1, latencies = EXACT, images = PRESETS, present = [], allocatable } = options
  const random = createRandom(seed)
  const clock: { now: Us; epochSeconds: number } = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const api = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const runtime = createRuntime({ api, clock, random, order: page(latencies) })
  const workload = createWorkload(images, latencies.pull)
  const facts = new Map<string, PodFacts>()
  const requests: RequestRecord[] = []
  const names = Array.from({ length: nodes }, (_, i) => `node-${i + 1}`)
  runtime.add(createScheduler(latencies))
  if (options.controllers) addControllers(runtime, latencies)
  const sink = (one: PodFacts | { uid: string; gone: true }): void => {
    if ('gone' in one) facts.delete(one.uid)
    else facts.set(one.uid, one)
  }
  const kubelets = names.map((node, index) => {
    const kubelet = createKubelet({ node, index, latencies, workload: () => workload, present, facts: sink })
    return runtime.add(kubelet) as KubeletActor
  })
  const proxies = names.map((node) => runtime.add(createProxy(node, latencies)) as ProxyActor)
  const traffic = runtime.add(
    createTraffic({ kubelets, proxies, onRequest: (record) => requests.push(record) }),
  ) as TrafficActor
  for (const name of names)
    registerNode(api, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: {},
      status: allocatable ? { allocatable } : {},
    })
  const rig: Rig = {
    runtime,
    api,
    kubelets,
    proxies,
    traffic,
    requests,
    facts,
    decisions: [],
    writes: [],
    createPod(name, { image, ...spec }) {
      const containers = image === undefined ? [] : [{ name: 'app', image }]
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, ...spec } }
      const result = api.create('pods', 'default', pod)
      if (!result.ok) throw new Error(result.status.message)
    },
    pod: (name) => api.get('pods', 'default', name),
    events: (pod) =>
      api.list('events', 'default').filter(({ involvedObject }) => involvedObject.name === pod),
    run(seconds) {
      runtime.runUntil(clock.now + Math.round(seconds * SECOND))
      const { writes, decisions } = runtime.drain()
      rig.decisions.push(...decisions)
      for (const { at, event } of writes)
        if (event.resource === 'pods')
          rig.writes.push({ at: Math.round(at / MILLISECOND), type: event.type, pod: event.object as Pod })
    },
  }
  return rig
}
