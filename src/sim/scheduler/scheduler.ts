/**
 * kube-scheduler: gives each pod a node, spreads, says why it cannot, tries again when something changes.
 * Simplified: scoring is "fewest pods of the same owner, then fewest pods"; nobody is preempted.
 * @see kubernetes/pkg/scheduler/schedule_one.go, backend/queue/scheduling_queue.go, v1.35
 */
import type { WatchEvent } from '../api/contract.ts'
import type { Node } from '../api/types/core.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Latencies } from '../latencies.ts'
import type { Actor, ActorContext, TimerId } from '../runtime/actor.ts'
import { drawn } from '../runtime/drawn.ts'
import { MINUTE, SECOND, type Us } from '../time.ts'
import { fitError, refusal, requestsOf, type Refusal } from './fit.ts'
import { bestNode, copyPlacement, free, place, useOf, type Placement, type Room } from './placement.ts'

const INITIAL_BACKOFF: Us = SECOND
const MAX_BACKOFF: Us = 10 * SECOND
/** A pod that waits is tried again at the latest after this. */
const FLUSH: Us = 5 * MINUTE

export type SchedulerTimer = { t: 'schedule'; uid: string }

interface Waiting {
  key: string
  attempts: number
  failedAt: Us
  timer: TimerId
}

export interface SchedulerState extends Placement {
  waiting: Map<string, Waiting>
  /** Those of them that no node took: they wait for a change (or the flush). */
  unschedulable: Set<string>
}

const isTerminal = ({ status }: Pod): boolean => status.phase === 'Succeeded' || status.phase === 'Failed'

export function createScheduler(latencies: Latencies) {
  return (context: ActorContext<SchedulerTimer>): Actor<SchedulerTimer, SchedulerState> => {
    let state: SchedulerState = {
      waiting: new Map(),
      unschedulable: new Set(),
      placed: new Map(),
      use: new Map(),
    }
    const { api, random } = context

    /** The nodes as they were listed, and the room on each: every pod looks at all of them. */
    let known: { nodes: readonly Node[]; rooms: readonly Room[] } = { nodes: [], rooms: [] }
    const rooms = (): readonly Room[] => {
      const nodes = api.list('nodes')
      if (known.nodes !== nodes)
        known = { nodes, rooms: nodes.map((node) => ({ node, use: useOf(state, node.metadata.name) })) }
      return known.rooms
    }
    const wait = (pod: Pod, delay: Us, attempts: number, unschedulable: boolean): void => {
      const { uid, namespace = '', name } = pod.metadata
      const before = state.waiting.get(uid)
      if (before) context.cancel(before.timer)
      const timer = context.after(delay, { t: 'schedule', uid })
      const key = `${namespace}/${name}`
      state.waiting.set(uid, { key, attempts, failedAt: context.now(), timer })
      if (unschedulable) state.unschedulable.add(uid)
    }
    const forget = (uid: string): void => {
      const waiting = state.waiting.get(uid)
      if (waiting) context.cancel(waiting.timer)
      state.waiting.delete(uid)
      state.unschedulable.delete(uid)
    }
    /** Something has changed that may make room: whoever waits is tried again, at the earliest after its back-off. */
    const moveAll = (): void => {
      for (const uid of state.unschedulable) {
        const one = state.waiting.get(uid)
        if (!one) continue
        const backOff = Math.min(INITIAL_BACKOFF * 2 ** (one.attempts - 1), MAX_BACKOFF)
        context.cancel(one.timer)
        one.timer = context.after(one.failedAt + backOff - context.now(), { t: 'schedule', uid })
      }
      state.unschedulable.clear()
    }
    const say = (
      pod: Pod,
      type: 'Normal' | 'Warning',
      reason: string,
      action: string,
      message: string,
    ): void => {
      const { namespace = '', name, uid, resourceVersion } = pod.metadata
      const object = { apiVersion: 'v1', kind: 'Pod', namespace, name, uid, resourceVersion }
      context.record({ object, type, reason, message, action })
    }
    const fail = (pod: Pod, attempts: number, message: string): void => {
      say(pod, 'Warning', 'FailedScheduling', 'Scheduling', message)
      const key = `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}`
      context.decide({ kind: 'PodUnschedulable', rule: 'SCH-3', object: key, pod: key, message })
      wait(pod, FLUSH, attempts, true)
      const before = pod.status.conditions?.find(({ type }) => type === 'PodScheduled')
      if (before?.status === 'False' && before.message === message) return
      const condition = {
        type: 'PodScheduled',
        ...(pod.metadata.generation !== undefined && { observedGeneration: pod.metadata.generation }),
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime:
          before?.status === 'False' ? (before.lastTransitionTime ?? null) : context.stamp(),
        reason: 'Unschedulable',
        message,
      } as const
      const others = pod.status.conditions?.filter(({ type }) => type !== 'PodScheduled') ?? []
      api.updateStatus('pods', { ...pod, status: { ...pod.status, conditions: [...others, condition] } })
    }
    const schedule = (uid: string): void => {
      const waiting = state.waiting.get(uid)
      state.waiting.delete(uid)
      state.unschedulable.delete(uid)
      if (!waiting) return
      const [namespace = '', name = ''] = waiting.key.split('/')
      const pod = api.get('pods', namespace, name)
      if (!pod || pod.metadata.uid !== uid || pod.spec.nodeName || pod.metadata.deletionTimestamp) return
      const attempts = waiting.attempts + 1
      const refusals: Refusal[] = []
      const want = requestsOf(pod)
      const fitting: Room[] = []
      for (const room of rooms()) {
        const refused = refusal(pod, want, room.node, room.use)
        if (refused) refusals.push(refused)
        else fitting.push(room)
      }
      const node = bestNode(pod, fitting, random)?.metadata.name
      if (node === undefined) return fail(pod, attempts, fitError(refusals))
      const bound = api.bind(namespace, name, node)
      if (!bound.ok) {
        const why = `running Bind plugin "DefaultBinder": ${bound.status.message ?? ''}`
        return say(pod, 'Warning', 'FailedScheduling', 'Scheduling', why)
      }
      place(state, pod, node)
      say(pod, 'Normal', 'Scheduled', 'Binding', `Successfully assigned ${namespace}/${name} to ${node}`)
      const key = `Pod/${namespace}/${name}`
      const podsOnNode = useOf(state, node).pods
      context.decide({ kind: 'PodScheduled', rule: 'SCH-1', object: key, pod: key, node, podsOnNode })
    }
    const onPod = ({ type, object: pod }: WatchEvent<'pods'>): void => {
      const { uid } = pod.metadata
      if (type === 'DELETED' || isTerminal(pod)) {
        forget(uid)
        if (free(state, uid)) moveAll()
      } else if (pod.spec.nodeName) {
        forget(uid)
        place(state, pod, pod.spec.nodeName)
      } else if (type === 'ADDED' && isOurs(pod))
        wait(pod, drawn(random, latencies.scheduling, latencies.jitter), 0, false)
    }
    return {
      name: 'scheduler',
      component: 'default-scheduler',
      watches: ['nodes', 'pods'],
      onNews(event) {
        if (event.resource === 'pods') onPod(event as WatchEvent<'pods'>)
        else if (event.resource === 'nodes') moveAll()
      },
      onTimer: ({ uid }) => schedule(uid),
      snapshot: () => copyState(state),
      restore(from) {
        state = copyState(from)
        known = { nodes: [], rooms: [] }
      },
    }
  }
}

const isOurs = ({ spec }: Pod): boolean =>
  (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler' &&
  (spec.schedulingGates ?? []).length === 0

const copyState = (state: SchedulerState): SchedulerState => ({
  unschedulable: new Set(state.unschedulable),
  waiting: new Map([...state.waiting].map(([uid, one]) => [uid, { ...one }])),
  ...copyPlacement(state),
})
