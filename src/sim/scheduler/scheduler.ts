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
import { fitError, refusal, requestsOf, type NodeUse, type Refusal } from './fit.ts'

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

interface Placed extends NodeUse {
  node: string
  owner: string
}

export interface SchedulerState {
  waiting: Map<string, Waiting>
  /** Those of them that no node took: they wait for a change (or the flush). */
  unschedulable: Set<string>
  placed: Map<string, Placed>
  use: Map<string, NodeUse & { owners: Record<string, number> }>
}

const ownerOf = (pod: Pod): string =>
  pod.metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? ''

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

    const useOf = (node: string): NodeUse & { owners: Record<string, number> } => {
      const known = state.use.get(node)
      if (known) return known
      const fresh = { pods: 0, cpu: 0, memory: 0, owners: {} }
      state.use.set(node, fresh)
      return fresh
    }
    const place = (pod: Pod, node: string): void => {
      const { uid } = pod.metadata
      if (state.placed.has(uid)) return
      const owner = ownerOf(pod)
      const { cpu, memory } = requestsOf(pod)
      state.placed.set(uid, { node, owner, pods: 1, cpu, memory })
      const use = useOf(node)
      use.pods += 1
      use.cpu += cpu
      use.memory += memory
      use.owners[owner] = (use.owners[owner] ?? 0) + 1
    }
    const free = (uid: string): boolean => {
      const placed = state.placed.get(uid)
      if (!placed) return false
      state.placed.delete(uid)
      const use = useOf(placed.node)
      use.pods -= 1
      use.cpu -= placed.cpu
      use.memory -= placed.memory
      const left = (use.owners[placed.owner] ?? 1) - 1
      if (left > 0) use.owners[placed.owner] = left
      else delete use.owners[placed.owner]
      return true
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
    const best = (pod: Pod, fitting: readonly Node[]): Node | undefined => {
      const owner = ownerOf(pod)
      const score = ({ metadata }: Node): [number, number] => {
        const { owners, pods } = useOf(metadata.name)
        return [owner === '' ? 0 : (owners[owner] ?? 0), pods]
      }
      let chosen: Node[] = []
      let [fewestOwn, fewest] = [Infinity, Infinity]
      for (const node of fitting) {
        const [own, pods] = score(node)
        if (own > fewestOwn || (own === fewestOwn && pods > fewest)) continue
        if (own < fewestOwn || pods < fewest) chosen = []
        ;[fewestOwn, fewest] = [own, pods]
        chosen.push(node)
      }
      return chosen.length > 1 ? chosen[random.below(chosen.length)] : chosen[0]
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
      const fitting = api.list('nodes').filter((node) => {
        const refused = refusal(pod, want, node, useOf(node.metadata.name))
        if (refused) refusals.push(refused)
        return !refused
      })
      const node = best(pod, fitting)?.metadata.name
      if (node === undefined) return fail(pod, attempts, fitError(refusals))
      const bound = api.bind(namespace, name, node)
      if (!bound.ok) {
        const why = `running Bind plugin "DefaultBinder": ${bound.status.message ?? ''}`
        return say(pod, 'Warning', 'FailedScheduling', 'Scheduling', why)
      }
      place(pod, node)
      say(pod, 'Normal', 'Scheduled', 'Binding', `Successfully assigned ${namespace}/${name} to ${node}`)
      const key = `Pod/${namespace}/${name}`
      const podsOnNode = useOf(node).pods
      context.decide({ kind: 'PodScheduled', rule: 'SCH-1', object: key, pod: key, node, podsOnNode })
    }
    const onPod = ({ type, object: pod }: WatchEvent<'pods'>): void => {
      const { uid } = pod.metadata
      if (type === 'DELETED' || isTerminal(pod)) {
        forget(uid)
        if (free(uid)) moveAll()
      } else if (pod.spec.nodeName) {
        forget(uid)
        place(pod, pod.spec.nodeName)
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
      },
    }
  }
}

const isOurs = ({ spec }: Pod): boolean =>
  (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler' &&
  (spec.schedulingGates ?? []).length === 0

const copyState = ({ waiting, unschedulable, placed, use }: SchedulerState): SchedulerState => ({
  unschedulable: new Set(unschedulable),
  waiting: new Map([...waiting].map(([uid, one]) => [uid, { ...one }])),
  placed: new Map([...placed].map(([uid, one]) => [uid, { ...one }])),
  use: new Map([...use].map(([node, one]) => [node, { ...one, owners: { ...one.owners } }])),
})
