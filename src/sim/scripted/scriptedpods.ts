/**
 * The scheduler and kubelet of the recordings: pods do what the scenario's images say, in the same instant for all
 * that are due in the same millisecond, and nothing else takes time.
 */
import type { WatchEvent } from '../api/contract.ts'
import type { Pod, PodCondition, PodStatus } from '../api/types/pod.ts'
import type { Actor, ActorContext, ActorFactory } from '../runtime/actor.ts'
import { objectKey } from '../runtime/indexer.ts'
import { MILLISECOND, MINUTE, type Us } from '../time.ts'
import type { ScriptedCluster, ScriptedImage } from './scenario.ts'

type Act = 'bind' | 'sandbox' | 'run' | 'ready' | 'unready' | 'crash' | 'restart' | 'remove'

interface PodTimer {
  uid: string
  act: Act
  /** Run of the container that it belongs to; a timer of an earlier run is void. */
  run: number
}

/** One pod's script. */
interface Script {
  key: string
  /** Which pod of its image it is, from 0. */
  index: number
  image: string
  /** How its container behaves: fixed when its pull begins. */
  behaviour: ScriptedImage | undefined
  run: number
  startedAt: Us
  backOffMs: number
  everRan: boolean
  /** This run has been ready once: its windows of unreadiness are set. */
  wasReady: boolean
  stopping: boolean
}

export interface ScriptedPods {
  factory: ActorFactory<PodTimer, null>
  setImageBehaviour(image: string, behaviour: ScriptedImage): void
}

const STAGGERED = 40
const FIRST_BACK_OFF_MS = 10_000
const MAX_BACK_OFF_MS = 300_000
const BACK_OFF_RESET: Us = 10 * MINUTE
const DEFAULT_GRACE_SECONDS = 30

export function createScriptedPods(
  cluster: ScriptedCluster,
  nodes: number,
  given: Readonly<Record<string, ScriptedImage>>,
): ScriptedPods {
  const images = { ...given }
  return {
    setImageBehaviour(image, behaviour) {
      images[image] = behaviour
    },
    factory: (context) => scriptedPods(context, cluster, nodes, images),
  }
}

function scriptedPods(
  context: ActorContext<PodTimer>,
  cluster: ScriptedCluster,
  nodes: number,
  images: Readonly<Record<string, ScriptedImage>>,
): Actor<PodTimer, null> {
  const { api } = context
  const scripts = new Map<string, Script>()
  const created = new Map<string, number>()
  const unscheduled: string[] = []
  const bound = new Set<string>()
  let [bindings, addresses] = [0, 0]

  const after = (uid: string, delayMs: number, act: Act): void => {
    // Whole milliseconds, so that what is due in one of them happens together.
    const at = Math.floor(context.now() / MILLISECOND + delayMs) * MILLISECOND
    context.after(at - context.now(), { uid, act, run: scripts.get(uid)?.run ?? 0 })
  }
  const stored = (uid: string): Pod | undefined => {
    const script = scripts.get(uid)
    const slash = script?.key.indexOf('/') ?? 0
    const pod = script && api.get('pods', script.key.slice(0, slash), script.key.slice(slash + 1))
    return pod?.metadata.uid === uid ? pod : undefined
  }
  const write = (pod: Pod, status: PodStatus): void => {
    api.updateStatus('pods', { ...pod, status })
  }

  const onChange = ({ type, object }: WatchEvent<'pods'>): void => {
    const { uid } = object.metadata
    if (type === 'ADDED') return begin(object)
    if (type === 'DELETED') return end(uid)
    const script = scripts.get(uid)
    if (!script || script.stopping || object.metadata.deletionTimestamp === undefined) return
    script.stopping = true
    const stopMs = script.everRan ? (images[script.image]?.stopMs ?? 0) : cluster.sandboxMs
    const graceMs = (object.metadata.deletionGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS) * 1000
    after(uid, Math.min(stopMs, graceMs), 'remove')
  }
  const begin = (pod: Pod): void => {
    const image = pod.spec.containers[0]?.image ?? ''
    const index = created.get(image) ?? 0
    created.set(image, index + 1)
    scripts.set(pod.metadata.uid, {
      key: objectKey(pod),
      index,
      image,
      behaviour: undefined,
      run: 0,
      startedAt: 0,
      backOffMs: 0,
      everRan: false,
      wasReady: false,
      stopping: false,
    })
    const stagger = (cluster.staggerMs ?? 0) * (index % STAGGERED)
    after(pod.metadata.uid, cluster.scheduleMs + stagger, 'bind')
  }
  const end = (uid: string): void => {
    scripts.delete(uid)
    if (!bound.delete(uid)) return
    for (let next = unscheduled.shift(); next !== undefined; next = unscheduled.shift()) {
      const pod = stored(next)
      if (pod) return bind(pod)
    }
  }

  const schedule = (pod: Pod): void => {
    if (cluster.podsFit === undefined || bound.size < cluster.podsFit) return bind(pod)
    unscheduled.push(pod.metadata.uid)
    write(pod, withCondition(pod.status, context, ['PodScheduled', 'False', 'Unschedulable']))
  }
  const bind = (pod: Pod): void => {
    const { uid, namespace = '', name } = pod.metadata
    bound.add(uid)
    api.bind(namespace, name, `node-${(bindings % nodes) + 1}`)
    bindings += 1
    after(uid, cluster.sandboxMs, 'sandbox')
  }
  const sandbox = (pod: Pod, script: Script): void => {
    addresses += 1
    const podIP = `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`
    const status = withCondition(pod.status, context, ['PodReadyToStartContainers', 'True'])
    script.behaviour = images[script.image]
    write(pod, { ...status, phase: 'Pending', podIP, podIPs: [{ ip: podIP }] })
    const { behaviour } = script
    if (behaviour && behaviour.missing !== true)
      after(pod.metadata.uid, behaviour.pullMs + behaviour.startMs, 'run')
  }
  const run = (pod: Pod, script: Script): void => {
    const { behaviour } = script
    if (!behaviour) return
    script.run += 1
    script.wasReady = false
    script.startedAt = context.now()
    script.everRan = true
    const readyAfterMs = listed(behaviour.readyAfterMs, script.index)
    write(pod, withReady(containersRunning(pod, context.stamp()), context, false))
    if (behaviour.crashAfterMs !== undefined) after(pod.metadata.uid, behaviour.crashAfterMs, 'crash')
    if (readyAfterMs >= 0) after(pod.metadata.uid, readyAfterMs, 'ready')
  }
  const becomeReady = (uid: string, script: Script): void => {
    setReady(uid, true)
    if (script.wasReady) return
    script.wasReady = true
    for (const { afterMs, forMs } of script.behaviour?.unready ?? []) {
      after(uid, afterMs, 'unready')
      after(uid, afterMs + forMs, 'ready')
    }
  }
  const setReady = (uid: string, ready: boolean): void => {
    const pod = stored(uid)
    if (pod) write(pod, withReady(pod.status, context, ready))
  }
  const crash = (pod: Pod, script: Script): void => {
    const longRun = context.now() - script.startedAt > BACK_OFF_RESET
    script.backOffMs =
      longRun || script.backOffMs === 0 ? FIRST_BACK_OFF_MS : Math.min(2 * script.backOffMs, MAX_BACK_OFF_MS)
    script.run += 1
    write(pod, withReady(restarted(pod.status), context, false))
    after(pod.metadata.uid, script.backOffMs, 'restart')
  }

  const act = ({ uid, act: what }: PodTimer, pod: Pod, script: Script): void => {
    switch (what) {
      case 'bind':
        return schedule(pod)
      case 'sandbox':
        return sandbox(pod, script)
      case 'run':
      case 'restart':
        return run(pod, script)
      case 'ready':
        return becomeReady(uid, script)
      case 'unready':
        return setReady(uid, false)
      case 'crash':
        return crash(pod, script)
      case 'remove': {
        const { namespace = '', name } = pod.metadata
        api.delete('pods', namespace, name, { gracePeriodSeconds: 0 })
      }
    }
  }
  api.onChange((event) => {
    if (event.resource === 'pods') onChange(event as WatchEvent<'pods'>)
  })
  return {
    name: 'scripted-pods',
    component: 'scripted-pods',
    watches: [],
    onTimer(timer) {
      const script = scripts.get(timer.uid)
      const pod = stored(timer.uid)
      if (!script || !pod) return
      if (timer.act !== 'remove' && (script.stopping || timer.run !== script.run)) return
      act(timer, pod, script)
    },
    snapshot: () => null,
    restore: () => undefined,
  }
}

const listed = (value: number | number[], index: number): number =>
  typeof value === 'number' ? value : (value[Math.min(index, value.length - 1)] ?? -1)

function withCondition(
  status: PodStatus,
  context: ActorContext<PodTimer>,
  [type, value, reason]: [string, 'True' | 'False', string?],
): PodStatus {
  const conditions = status.conditions ?? []
  const old = conditions.find((condition) => condition.type === type)
  if (old?.status === value) return status
  const next: PodCondition = {
    type,
    status: value,
    lastProbeTime: null,
    lastTransitionTime: context.stamp(),
    ...(reason === undefined ? {} : { reason }),
  }
  return {
    ...status,
    conditions: old ? conditions.map((c) => (c === old ? next : c)) : [...conditions, next],
  }
}

function withReady(status: PodStatus, context: ActorContext<PodTimer>, ready: boolean): PodStatus {
  const value = ready ? 'True' : 'False'
  const next = withCondition(withCondition(status, context, ['ContainersReady', value]), context, [
    'Ready',
    value,
  ])
  const containerStatuses = (next.containerStatuses ?? []).map((container) => ({ ...container, ready }))
  return { ...next, containerStatuses }
}

function containersRunning(pod: Pod, startedAt: string): PodStatus {
  const containerStatuses = pod.spec.containers.map(({ name, image = '' }, i) => ({
    name,
    image,
    imageID: '',
    ready: false,
    started: true,
    restartCount: pod.status.containerStatuses?.[i]?.restartCount ?? 0,
    state: { running: { startedAt } },
  }))
  return { ...pod.status, phase: 'Running', containerStatuses }
}

const restarted = (status: PodStatus): PodStatus => ({
  ...status,
  containerStatuses: (status.containerStatuses ?? []).map((container) => ({
    ...container,
    restartCount: container.restartCount + 1,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
  })),
})
