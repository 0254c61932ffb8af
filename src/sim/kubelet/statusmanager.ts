/**
 * Keeps the newest status of each pod, writes it to the API when it differs, and deletes the object of a pod that is
 * down for good. Quick successions become one write.
 * @see kubernetes/pkg/kubelet/status/status_manager.go, v1.35
 */
import type { ContainerStatus, Pod, PodStatus } from '../api/types/pod.ts'
import { drawn } from '../runtime/drawn.ts'
import { OWNED, readyConditions, stamped } from './conditions.ts'
import { hasInitialized } from './containers.ts'
import { equalPlain } from './plain.ts'
import { publishFacts, stampOf, type Kubelet } from './node.ts'
import { statusChanged } from './probeworker.ts'
import type { PodWorker } from './state.ts'

const isTerminal = (status: PodStatus): boolean => status.phase === 'Succeeded' || status.phase === 'Failed'

/** Takes a generated status; an equal one changes nothing. */
export function setPodStatus(k: Kubelet, w: PodWorker, status: PodStatus): void {
  if (w.status && equalPlain(w.status, status)) return
  const before = w.status
  w.status = status
  schedule(k, w)
  statusChanged(k, w, before)
}

function schedule(k: Kubelet, w: PodWorker): void {
  const { state } = k
  if (w.statusQueued) return
  w.statusQueued = true
  state.statusQueue.push(w.uid)
  if (state.statusQueue.length === 1) scheduleWrite(k)
}

function scheduleWrite(k: Kubelet): void {
  const { api, jitter } = k.latencies
  k.context.after(drawn(k.context.random, api, jitter), { t: 'status' })
}

/** One write after the other; upstream takes the pods that wait in the order of a Go map: any. */
export function writeNext(k: Kubelet): void {
  const { statusQueue, pods } = k.state
  const [uid = ''] = statusQueue.splice(
    statusQueue.length > 1 ? k.context.random.below(statusQueue.length) : 0,
    1,
  )
  if (statusQueue.length > 0) scheduleWrite(k)
  const w = pods.get(uid)
  if (w) syncStatus(k, w)
}

/** A probe's result reaches the status at once, whatever the worker does. */
export function setContainerReadiness(k: Kubelet, w: PodWorker, containerID: string, ready: boolean): void {
  changeContainer(k, w, containerID, (status) => (status.ready === ready ? null : { ...status, ready }))
}

export function setContainerStartup(k: Kubelet, w: PodWorker, containerID: string, started: boolean): void {
  changeContainer(k, w, containerID, (status) => (status.started === started ? null : { ...status, started }))
}

function changeContainer(
  k: Kubelet,
  w: PodWorker,
  containerID: string,
  change: (status: ContainerStatus) => ContainerStatus | null,
): void {
  if (!w.status) return
  const { containerStatuses = [], initContainerStatuses = [] } = w.status
  const list = containerStatuses.some((one) => one.containerID === containerID)
    ? 'containerStatuses'
    : 'initContainerStatuses'
  const statuses = list === 'containerStatuses' ? containerStatuses : initContainerStatuses
  const index = statuses.findIndex((status) => status.containerID === containerID)
  const changed = index < 0 ? null : change(statuses[index] as ContainerStatus)
  if (!changed) return
  const after = { ...w.status, [list]: statuses.with(index, changed) }
  const now = stampOf(k, k.context.now())
  const all = [...(after.initContainerStatuses ?? []), ...(after.containerStatuses ?? [])]
  const drafts = readyConditions(w.pod, all, w.status.phase ?? 'Pending')
  const conditions = w.status.conditions?.map((condition) => {
    const draft = drafts.find(({ type }) => type === condition.type)
    return draft ? stamped(draft, w.status?.conditions, condition.observedGeneration, now) : condition
  })
  setPodStatus(k, w, { ...after, ...(conditions && { conditions }) })
}

const unknown = (one: ContainerStatus): ContainerStatus =>
  one.state?.terminated
    ? one
    : {
        ...one,
        ready: false,
        started: false,
        state: {
          terminated: {
            exitCode: 137,
            reason: 'ContainerStatusUnknown',
            message: 'The container could not be located when the pod was terminated',
            startedAt: null,
            finishedAt: null,
          },
        },
      }

/**
 * Nothing of the pod runs any more: what was never located has failed, and the object may go. Containers that wait for
 * init containers stay so; of these the ones after the last that was tried do.
 */
export function terminatePod(k: Kubelet, w: PodWorker, pod: Pod): void {
  const status = w.status ?? pod.status
  const initStatuses = status.initContainerStatuses
  const containerStatuses = hasInitialized(pod)
    ? status.containerStatuses?.map(unknown)
    : status.containerStatuses
  const tried = Math.max(
    initStatuses?.findLastIndex((one) => !one.state?.waiting || one.lastState?.terminated) ?? 0,
    0,
  )
  const initContainerStatuses = initStatuses?.map((one, index) => (index <= tried ? unknown(one) : one))
  w.statusFinal = true
  const phase = isTerminal(status) ? status.phase : 'Failed'
  setPodStatus(k, w, {
    ...status,
    ...(phase && { phase }),
    ...(initContainerStatuses && { initContainerStatuses }),
    ...(containerStatuses && { containerStatuses }),
  })
  schedule(k, w)
}

/** Others' conditions stand before the kubelet's; a pod that may still run does not become terminal. */
function merged(w: PodWorker, stored: Pod, status: PodStatus): PodStatus {
  const others = stored.status.conditions?.filter(({ type }) => !OWNED.includes(type)) ?? []
  const mayRun = w.stage === 'syncing' || w.stage === 'terminating'
  const hold = isTerminal(status) && !isTerminal(stored.status) && mayRun
  if (others.length === 0 && !hold) return status
  const { phase } = stored.status
  return {
    ...status,
    ...(hold && phase && { phase }),
    conditions: [...others, ...(status.conditions ?? [])],
  }
}

/** The write (and the deletion) that was due. */
function syncStatus(k: Kubelet, w: PodWorker): void {
  w.statusQueued = false
  const { api } = k.context
  const { namespace = '', name, uid } = w.pod.metadata
  const stored = api.get('pods', namespace, name)
  if (!stored || stored.metadata.uid !== uid || !w.status) return
  const status = merged(w, stored, w.status)
  if (!equalPlain(stored.status, status)) api.updateStatus('pods', { ...stored, status })
  publishFacts(k, w)
  if (!w.statusFinal || stored.metadata.deletionTimestamp === undefined || !isTerminal(status)) return
  api.delete('pods', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } })
}
