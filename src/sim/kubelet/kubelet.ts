/**
 * The kubelet of one node: hears of the pods bound to it, runs them, writes their status.
 * The runtime beneath it (containers, images) is its own state; what processes do comes from the workload.
 * @see kubernetes/pkg/kubelet/kubelet.go syncLoop, HandlePod*, v1.35
 */
import type { WatchEvent } from '../api/contract.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Workload } from '../images/workload.ts'
import type { Latencies } from '../latencies.ts'
import type { Actor, ActorContext } from '../runtime/actor.ts'
import { normalizeImage } from '../images/reference.ts'
import { onPullEnd } from './images.ts'
import { onExit, sigterm } from './kill.ts'
import type { FactsSink, Kubelet } from './node.ts'
import { copyPlain, equalPlain } from './plain.ts'
import { createPodWorker, forgetPod, updatePod } from './podworker.ts'
import { behaviourChanged, onProbed, onTick } from './probeworker.ts'
import { relist } from './relist.ts'
import { RELIST_PERIOD, SYNC_TICKER, type KubeletState, type KubeletTimer, type PodWorker } from './state.ts'
import { writeNext } from './statusmanager.ts'
import { runSteps } from './sync.ts'

export interface KubeletOptions {
  node: string
  /** Counts the nodes from 0: the third number of its pods' addresses, unless the Node has a podCIDR. */
  index: number
  latencies: Latencies
  /** Asked each time: the registry may be exchanged while the cluster runs. */
  workload: () => Workload
  /** Images on the node from the beginning. */
  present?: readonly string[]
  facts?: FactsSink
}

export interface KubeletActor extends Actor<KubeletTimer, KubeletState> {
  readonly kubelet: Kubelet
  /** The registry has changed: probes that rested look again. */
  behaviourChanged(): void
}

/** Immutable parts of the state: shared by snapshots. */
const SHARED: ReadonlySet<string> = new Set(['pod', 'status', 'record', 'spec'])

export function createKubelet(options: KubeletOptions) {
  return (context: ActorContext<KubeletTimer>): KubeletActor => {
    const { node, index, latencies, workload, present = [], facts } = options
    const state: KubeletState = {
      relistPhase: context.random.below(RELIST_PERIOD),
      tickerPhase: context.random.below(SYNC_TICKER),
      relistedAt: -1,
      relistTimer: null,
      dirty: new Set(),
      waiters: new Set(),
      pods: new Map(),
      statusQueue: [],
      present: new Set(present.map(normalizeImage)),
      pulls: [],
      pullBackOff: new Map(),
      crashBackOff: new Map(),
      addresses: { last: -1, owners: new Map() },
    }
    const k: Kubelet = { context, node, index, latencies, workload, facts, state }
    return {
      name: `kubelet/${node}`,
      component: 'kubelet',
      watches: ['pods'],
      node,
      kubelet: k,
      onNews: (event) => onNews(k, event as WatchEvent<'pods'>),
      onTimer: (timer) => onTimer(k, timer),
      behaviourChanged: () => {
        for (const w of k.state.pods.values()) behaviourChanged(k, w)
      },
      snapshot: () => copyPlain(k.state, SHARED),
      restore(from) {
        k.state = copyPlain(from, SHARED)
      },
    }
  }
}

function onNews(k: Kubelet, { type, object }: WatchEvent<'pods'>): void {
  if (object.spec.nodeName !== k.node) return
  const { uid } = object.metadata
  const w = k.state.pods.get(uid)
  if (type === 'DELETED') {
    if (w) onRemoved(k, w, object)
    return
  }
  if (!w) return onAdded(k, object)
  const before = w.pod
  w.pod = object
  if (isForTheWorker(before, object)) updatePod(k, w)
}

/** Of a pod's changes the kubelet acts on spec, labels, annotations, deletion, and others' conditions behind readiness gates. */
function isForTheWorker(before: Pod, after: Pod): boolean {
  const [old, now] = [before.metadata, after.metadata]
  if (old.deletionTimestamp !== now.deletionTimestamp) return true
  if (old.labels !== now.labels && !equalPlain(old.labels ?? {}, now.labels ?? {})) return true
  if (old.annotations !== now.annotations && !equalPlain(old.annotations ?? {}, now.annotations ?? {}))
    return true
  if (before.spec !== after.spec && !equalPlain(before.spec, after.spec)) return true
  const gates = after.spec.readinessGates ?? []
  const gate = (pod: Pod, name: string): string | undefined =>
    pod.status.conditions?.find(({ type }) => type === name)?.status
  return gates.some(({ conditionType: name }) => gate(before, name) !== gate(after, name))
}

function onAdded(k: Kubelet, pod: Pod): void {
  const { phase } = pod.status
  if ((phase === 'Succeeded' || phase === 'Failed') && pod.metadata.deletionTimestamp === undefined) return
  const w = createPodWorker(pod)
  k.state.pods.set(w.uid, w)
  updatePod(k, w)
}

function onRemoved(k: Kubelet, w: PodWorker, pod: Pod): void {
  w.pod = pod
  w.removed = true
  if (w.stage === 'finished') forgetPod(k, w)
  else updatePod(k, w)
}

function onTimer(k: Kubelet, timer: KubeletTimer): void {
  if (timer.t === 'relist') return relist(k)
  if (timer.t === 'pulled') return onPullEnd(k)
  if (timer.t === 'status') return writeNext(k)
  const w = k.state.pods.get(timer.uid)
  if (!w) return
  switch (timer.t) {
    case 'step':
      return runSteps(k, w)
    case 'resync':
      w.resync = null
      return updatePod(k, w)
    case 'probe':
      return onTick(k, w, timer.container, timer.type)
    case 'probed':
      return onProbed(k, w, timer.container, timer.type)
    default: {
      const container = w.containers.find(({ id }) => id === timer.id)
      if (!container) return
      if (timer.t === 'hook') sigterm(k, w, container)
      else if (container.state === 'running') onExit(k, w, container)
    }
  }
}
