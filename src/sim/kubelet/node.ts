/** What every part of one kubelet works with: its state, its node, latencies, the runtime's workload and the outlets. */
import type { Pod } from '../api/types/pod.ts'
import type { PodFacts } from '../facts.ts'
import type { Workload } from '../images/workload.ts'
import type { Latencies } from '../latencies.ts'
import type { ActorContext } from '../runtime/actor.ts'
import { rfc3339, SECOND, type Us } from '../time.ts'
import { isInitContainer } from './containers.ts'
import type { KubeletState, KubeletTimer, PodWorker } from './state.ts'

export type FactsSink = (facts: PodFacts | { uid: string; gone: true }) => void

export interface Kubelet {
  context: ActorContext<KubeletTimer>
  node: string
  /** Index of the node: its pods have addresses 10.244.index.y unless the Node says otherwise. */
  index: number
  latencies: Latencies
  workload(): Workload
  facts: FactsSink | undefined
  state: KubeletState
}

/** metav1.Time of an instant. */
export const stampOf = (k: Kubelet, at: Us): string =>
  rfc3339(k.context.epochSeconds + Math.floor(at / SECOND))

export const podKey = (pod: Pod): string => `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}`

/** `name_namespace(uid)`, as the kubelet writes pods. */
export const formatPod = ({ metadata }: Pod): string =>
  `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid})`

/** `container`: null when the Event is about the pod as a whole. */
export function recordEvent(
  k: Kubelet,
  pod: Pod,
  container: string | null,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const { namespace, name, uid, resourceVersion } = pod.metadata
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: namespace ?? '',
    name,
    uid,
    resourceVersion,
    ...(container !== null && { fieldPath: `spec.${listOf(pod, container)}{${container}}` }),
  }
  k.context.record({ object, type, reason, message }, k.node)
}

const listOf = (pod: Pod, container: string): string =>
  isInitContainer(pod, container) ? 'initContainers' : 'containers'

/** Tells what the node knows of a pod and no API object says. */
export function publishFacts(k: Kubelet, w: PodWorker): void {
  if (!k.facts) return
  const facts: PodFacts = { uid: w.uid, hits: 0, errors: 0 }
  if (w.pull) facts.pull = { ...w.pull }
  if (w.backOff) facts.backOff = { ...w.backOff }
  for (const loop of w.probes) {
    if (facts[loop.worker.type]) continue
    const { period, origin } = loop.ticker
    const now = k.context.now()
    facts[loop.worker.type] = {
      recent: [...loop.recent],
      lastOutput: loop.lastOutput,
      nextAt: origin + (Math.floor((now - origin) / period) + 1) * period,
      every: period,
    }
  }
  const [latest] = w.containers
  const stopping = w.containers.find(({ kill, state }) => kill && state === 'running')
  if (stopping?.kill) {
    const { from, sigtermAt, sigkillAt } = stopping.kill
    const signal = stopping.sigtermAt === null ? 'preStop' : 'SIGTERM'
    facts.stop = { from, sigtermAt, sigkillAt, signal }
  }
  if (latest && latest.state !== 'created') facts.startedAt = latest.startedAt
  if (latest?.state === 'exited') facts.exitCode = latest.exitCode
  for (const { hits, errors } of w.containers) {
    facts.hits += hits
    facts.errors += errors
  }
  k.facts(facts)
}
