/**
 * One worker a pod, one sync at a time: who asks while it works is served afterwards, and no sync begins before a
 * relist has seen what the one before did. After a sync the next is due: at once, or timed.
 * @see kubernetes/pkg/kubelet/pod_workers.go, util/queue/work_queue.go, v1.35
 */
import type { Pod } from '../api/types/pod.ts'
import { publishFacts, type Kubelet } from './node.ts'
import { awaitRelist, lastRelist } from './relist.ts'
import { BACKOFF_PERIOD, RESYNC_INTERVAL, SYNC_TICKER, type PodWorker, type Sync } from './state.ts'
import { syncPod } from './sync.ts'
import { syncTerminatedPod, syncTerminatingPod } from './terminate.ts'
import { giveUpVolumes } from './volumes.ts'

export function createPodWorker(pod: Pod): PodWorker {
  return {
    uid: pod.metadata.uid,
    pod,
    removed: false,
    stage: 'syncing',
    pending: false,
    taken: null,
    sync: null,
    lastSyncEnd: null,
    resync: null,
    mounted: false,
    sandbox: null,
    containers: [],
    record: { sandbox: null, containers: [] },
    starts: {},
    reasons: {},
    pullErrors: {},
    status: null,
    statusQueued: false,
    statusFinal: false,
    probes: [],
    pull: null,
    backOff: null,
  }
}

/** Something has happened to the pod: sync it, now or when its worker is free. */
export function updatePod(k: Kubelet, w: PodWorker): void {
  if (w.stage === 'finished') return
  w.pending = true
  if (w.sync && isToGo(w) && giveUpVolumes(k, w)) return completeWork(k, w, w.sync)
  pump(k, w)
}

const isToGo = (w: PodWorker): boolean => w.removed || w.pod.metadata.deletionTimestamp !== undefined

/** Lets the worker begin what is due. */
export function pump(k: Kubelet, w: PodWorker): void {
  if (w.sync) return
  if (!w.taken) {
    if (!w.pending || w.stage === 'finished') return
    w.pending = false
    if (w.stage === 'syncing' && isToGo(w)) w.stage = 'terminating'
    const kind = w.stage === 'syncing' ? 'sync' : w.stage === 'terminating' ? 'terminating' : 'terminated'
    w.taken = { kind, pod: w.pod }
  }
  if (w.lastSyncEnd !== null && lastRelist(k) <= w.lastSyncEnd) return awaitRelist(k, w)
  const { kind, pod } = w.taken
  w.taken = null
  w.sync = {
    kind,
    pod,
    record: w.record,
    steps: [],
    mounting: null,
    killing: null,
    errors: [],
    attempted: [],
  }
  if (kind === 'sync') syncPod(k, w, w.sync)
  else if (kind === 'terminating') syncTerminatingPod(k, w, w.sync)
  else syncTerminatedPod(k, w, w.sync)
}

/** The sync is over. `stage`: where the pod goes from here, at once. */
export function completeWork(k: Kubelet, w: PodWorker, sync: Sync, stage?: PodWorker['stage']): void {
  const now = k.context.now()
  w.sync = null
  w.lastSyncEnd = now
  if (w.resync !== null) k.context.cancel(w.resync)
  w.resync = null
  publishFacts(k, w)
  if (stage) {
    w.stage = stage
    if (stage === 'finished') return w.removed ? forgetPod(k, w) : undefined
    w.pending = true
  } else {
    const delay = delayAfter(k, sync, w)
    if (delay !== null) scheduleResync(k, w, delay)
  }
  pump(k, w)
}

/** µs to the next timed sync, jittered; null when it could find nothing to do. */
function delayAfter(k: Kubelet, { errors }: Sync, w: PodWorker): number | null {
  const jittered = (period: number): number => Math.round(period * (1 + k.context.random.float() / 2))
  if (errors.length === 0) {
    const settled = w.status?.containerStatuses?.every(({ ready }) => ready) ?? false
    return settled && w.containers.some(({ state }) => state === 'running') ? null : jittered(RESYNC_INTERVAL)
  }
  const expiries = errors.map(({ expiry }) => expiry)
  if (expiries.some((expiry) => expiry === null)) return jittered(BACKOFF_PERIOD)
  const rest = Math.min(...(expiries as number[])) - k.context.now()
  return jittered(Math.min(Math.max(rest, 0), RESYNC_INTERVAL))
}

function scheduleResync(k: Kubelet, w: PodWorker, delay: number): void {
  const { tickerPhase } = k.state
  const now = k.context.now()
  const tick = tickerPhase + Math.ceil((now + delay - tickerPhase) / SYNC_TICKER) * SYNC_TICKER
  w.resync = k.context.after(tick - now, { t: 'resync', uid: w.uid })
  if (w.backOff) w.backOff = { ...w.backOff, until: Math.max(w.backOff.until, tick) }
}

/** The pod is down and its object is gone. */
export function forgetPod(k: Kubelet, w: PodWorker): void {
  if (w.resync !== null) k.context.cancel(w.resync)
  k.state.pods.delete(w.uid)
  k.facts?.({ uid: w.uid, gone: true })
}
