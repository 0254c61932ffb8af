/**
 * Requests to a Service: the load generator's, evenly spaced with some chance, and single ones (curl). Each goes by the
 * rules that a node has at that moment to a pod's process, and ends as answered, error, refused or cut off.
 */
import type { RequestRecord } from '../facts.ts'
import type { KubeletActor } from '../kubelet/kubelet.ts'
import { accept, cutAt, type Accepted } from '../kubelet/serving.ts'
import type { ProxyActor } from '../proxy/proxier.ts'
import type { Actor, ActorContext, TimerId } from '../runtime/actor.ts'
import { SECOND, type Us } from '../time.ts'

export interface Load {
  requestsPerSecond: number
  /** `namespace/name` */
  service: string
}

interface InFlight {
  at: Us
  doneAt: Us
  node: string
  accepted: Accepted
}

export interface TrafficState {
  load: Load | null
  timer: TimerId | null
  /** When the next request would be sent without jitter. */
  nextAt: Us
  lastId: number
  inFlight: Map<number, InFlight>
}

export type TrafficTimer = { t: 'send' } | { t: 'done'; id: number }

export interface TrafficOptions {
  kubelets: readonly KubeletActor[]
  /** One of each node; clients' connections come in at all of them in turn. */
  proxies: readonly ProxyActor[]
  onRequest: (record: RequestRecord) => void
}

export type Target = { service: string } | { podIP: string; port: number }

export interface TrafficActor extends Actor<TrafficTimer, TrafficState> {
  setLoad(load: Load | null): void
  curl(target: Target): RequestRecord
}

/** Share of the interval by which a request may come early or late. */
const JITTER = 0.3
/** A refusal costs a round trip. */
const REFUSED_US: Us = 1_000

type Sent = { node: string; pod: string; accepted: Accepted | null }

export function createTraffic({ kubelets, proxies, onRequest }: TrafficOptions) {
  return (context: ActorContext<TrafficTimer>): TrafficActor => {
    let state: TrafficState = { load: null, timer: null, nextAt: 0, lastId: 0, inFlight: new Map() }

    const kubeletOf = (node: string): KubeletActor | undefined =>
      kubelets.find((actor) => actor.kubelet.node === node)

    const connect = (id: number, target: Target): Sent => {
      if ('podIP' in target) {
        const holder = kubelets.find(({ kubelet }) => kubelet.state.addresses.owners.has(target.podIP))
        const accepted = holder ? accept(holder.kubelet, target.podIP, target.port) : null
        return { node: holder?.kubelet.node ?? '', pod: accepted?.pod ?? '', accepted }
      }
      const proxy = proxies[id % Math.max(1, proxies.length)]
      const picked = proxy?.pick(target.service, 'client')
      if (picked?.kind !== 'endpoint') return { node: '', pod: '', accepted: null }
      const { ip, port, node, pod } = picked.endpoint
      const kubelet = kubeletOf(node)?.kubelet
      return { node, pod, accepted: kubelet ? accept(kubelet, ip, port) : null }
    }
    const refused = (id: number, pod: string): RequestRecord => {
      const at = context.now()
      const none = { status: 0, version: null, body: '' }
      return { id, at, doneAt: at + REFUSED_US, outcome: 'refused', pod: pod === '' ? null : pod, ...none }
    }
    const ended = (
      id: number,
      at: Us,
      doneAt: Us,
      { status, pod, version, body }: Accepted,
    ): RequestRecord => {
      const outcome = status >= 500 ? 'error' : 'answered'
      return { id, at, doneAt, outcome, status, pod, version, body }
    }
    const send = (): void => {
      const { load } = state
      if (!load) return
      const id = ++state.lastId
      const at = context.now()
      const { node, pod, accepted } = connect(id, { service: load.service })
      if (accepted) {
        const doneAt = at + accepted.us
        state.inFlight.set(id, { at, doneAt, node, accepted })
        context.after(accepted.us, { t: 'done', id })
      } else onRequest(refused(id, pod))
      plan()
    }
    const done = (id: number): void => {
      const flight = state.inFlight.get(id)
      if (!flight) return
      state.inFlight.delete(id)
      const { at, doneAt, node, accepted } = flight
      const kubelet = kubeletOf(node)?.kubelet
      const cut = kubelet ? cutAt(kubelet, accepted, doneAt) : doneAt
      const { pod, version } = accepted
      if (cut === null) onRequest(ended(id, at, doneAt, accepted))
      else onRequest({ id, at, doneAt: cut, outcome: 'cut', status: 0, pod, version, body: '' })
    }
    const plan = (): void => {
      if (!state.load || state.load.requestsPerSecond <= 0) return
      const now = context.now()
      const interval = SECOND / state.load.requestsPerSecond
      state.nextAt = Math.max(state.nextAt + interval, now)
      const late = state.nextAt + interval * JITTER * (context.random.float() - 0.5)
      state.timer = context.after(late - now, { t: 'send' })
    }
    return {
      name: 'traffic',
      component: 'traffic',
      watches: [],
      onTimer: (timer) => (timer.t === 'send' ? send() : done(timer.id)),
      setLoad(load) {
        if (state.timer !== null) context.cancel(state.timer)
        state.timer = null
        state.load = load
        state.nextAt = context.now()
        plan()
      },
      curl(target) {
        const id = ++state.lastId
        const at = context.now()
        const { pod, accepted } = connect(id, target)
        return accepted ? ended(id, at, at + accepted.us, accepted) : refused(id, pod)
      },
      snapshot: () => ({ ...state, inFlight: new Map(state.inFlight) }),
      restore(from) {
        state = { ...from, inFlight: new Map(from.inFlight) }
      },
    }
  }
}
