/**
 * The cluster: API server, controllers, scheduler, kubelets, endpoints and proxies on one event queue.
 * The only door of the core for worker, runners and tests.
 */
import type { ApiServer, ApiSnapshot, WatchEvent } from './api/contract.ts'
import { createApiServer } from './api/server.ts'
import { createFactStore } from './cluster/factstore.ts'
import { addKubernetesService } from './cluster/kubernetesservice.ts'
import { nodeAddress, nodeObject, registerNode } from './cluster/nodes.ts'
import { addControllers } from './controllers/controllermanager.ts'
import type { Decision } from './decisions.ts'
import type { PodFacts, RequestRecord } from './facts.ts'
import type { ImageRegistry } from './images/behaviour.ts'
import { createWorkload } from './images/workload.ts'
import { createKubelet } from './kubelet/kubelet.ts'
import { logsOf } from './kubelet/serving.ts'
import type { Latencies } from './latencies.ts'
import { createRandom, type RandomState } from './random.ts'
import { stamp, type Clock } from './runtime/clock.ts'
import { createEventTtl } from './runtime/eventttl.ts'
import { createProxy } from './proxy/proxier.ts'
import { page, RECORDING } from './runtime/order.ts'
import { createRuntime, type RuntimeSnapshot } from './runtime/runtime.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import type { Us } from './time.ts'
import { createTraffic } from './traffic/traffic.ts'

export interface ClusterOptions {
  seed: number
  /** Wall clock at virtual time 0, in seconds since 1970. */
  epochSeconds: number
  /** Names of the nodes. */
  nodes: string[]
  images: ImageRegistry
  latencies: Latencies
}

/** All that happened since the last `drain`, in order. */
export interface Changes {
  writes: { at: Us; event: WatchEvent }[]
  facts: { at: Us; facts: PodFacts | { uid: string; gone: true } }[]
  decisions: Decision[]
  requests: RequestRecord[]
}

export interface Traffic {
  requestsPerSecond: number
  /** Service that the load generator asks, `namespace/name`. */
  service: string
}

export interface Cluster {
  readonly options: ClusterOptions
  readonly now: Us
  readonly api: ApiServer
  /** When the next thing will happen, or undefined when nothing is due. */
  nextAt(): Us | undefined
  /** Lets everything happen that is due up to and including `at`; then `now` is `at`. */
  runUntil(at: Us): void
  /** Lets everything happen that is due at the next instant. False when nothing is due. */
  step(): boolean
  setTraffic(traffic: Traffic | null): void
  setImages(images: ImageRegistry): void
  /** One request from inside the cluster (curl) to `namespace/service`, or to a pod's address. */
  curl(target: { service: string } | { podIP: string; port: number }): RequestRecord
  /** The list of a pod's log lines, for kubectl logs; `previous`: those of the process before the present one. */
  logs(namespace: string, pod: string, container?: string, previous?: boolean): { at: Us; line: string }[]
  facts(podUid: string): PodFacts | undefined
  drain(): Changes
  /** Plain data; shares the immutable API objects, so that it costs little. */
  snapshot(): ClusterSnapshot
  restore(snapshot: ClusterSnapshot): void
}

export interface ClusterSnapshot {
  now: Us
  random: RandomState
  api: ApiSnapshot
  queue: unknown
  actors: Record<string, unknown>
}

/** What the cluster keeps beside its actors. */
interface Rest {
  facts: readonly PodFacts[]
  images: ImageRegistry
}

export function createCluster(options: ClusterOptions): Cluster {
  const { seed, epochSeconds, nodes, latencies } = options
  const clock: Clock = { now: 0, epochSeconds }
  const random = createRandom(seed)
  const api = createApiServer({ now: () => clock.now, epochSeconds, random })
  const order = latencies.watch === 0 ? RECORDING : page(latencies)
  const runtime = createRuntime({ api, clock, random, order })
  const facts = createFactStore()
  let images = options.images
  let workload = createWorkload(images, latencies.pull)

  if (order.kind === 'latencies') runtime.add(createEventTtl)
  addControllers(runtime, latencies)
  runtime.add(createScheduler(latencies))
  const kubelets = nodes.map((node, index) =>
    runtime.add(
      createKubelet({
        node,
        index,
        latencies,
        workload: () => workload,
        facts: (one) => facts.note(clock.now, one),
      }),
    ),
  )
  const proxies = nodes.map((node) => runtime.add(createProxy(node, latencies)))
  let requests: RequestRecord[] = []
  const onRequest = (record: RequestRecord): void => void requests.push(record)
  const traffic = runtime.add(createTraffic({ kubelets, proxies, onRequest }))
  for (const [index, name] of nodes.entries()) registerNode(api, nodeObject(name, index, stamp(clock)))
  // The recordings were made without it.
  if (order.kind === 'latencies') addKubernetesService(api, nodeAddress(0))

  const setImages = (next: ImageRegistry): void => {
    images = next
    workload = createWorkload(images, latencies.pull)
  }
  return {
    options,
    get now() {
      return clock.now
    },
    api,
    nextAt: runtime.nextAt,
    runUntil: runtime.runUntil,
    step() {
      const at = runtime.nextAt()
      if (at === undefined) return false
      runtime.runUntil(at)
      return true
    },
    setImages(next) {
      setImages(next)
      for (const kubelet of kubelets) kubelet.behaviourChanged()
    },
    setTraffic: (load) => traffic.setLoad(load),
    curl: (target) => traffic.curl(target),
    logs(namespace, name, container, previous = false) {
      const pod = api.get('pods', namespace, name)
      const kubelet = kubelets.find(({ node }) => node === pod?.spec.nodeName)?.kubelet
      const worker = pod && kubelet?.state.pods.get(pod.metadata.uid)
      if (!worker || !kubelet) return []
      return logsOf(kubelet, worker, container ?? pod.spec.containers[0]?.name ?? '', previous) ?? []
    },
    facts: facts.get,
    drain() {
      const drained = requests
      requests = []
      return { ...runtime.drain(), facts: facts.drain(), requests: drained }
    },
    snapshot() {
      const { now, random: words, actors, ...queue } = runtime.snapshot()
      const rest: Rest = { facts: facts.snapshot(), images }
      return { now, random: words, api: api.snapshot(), queue: { ...queue, rest }, actors }
    },
    restore({ now, random: words, api: stored, queue, actors }) {
      const { rest, ...runtimeQueue } = queue as Omit<RuntimeSnapshot, 'actors' | 'now' | 'random'> & {
        rest: Rest
      }
      setImages(rest.images)
      requests = []
      facts.restore(rest.facts)
      api.restore(stored)
      runtime.restore({ ...runtimeQueue, now, random: words, actors })
    },
  }
}
