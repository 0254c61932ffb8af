/**
 * The look at the runtime, every second at the node's own phase: notices what started and what exited, refreshes the
 * kubelet's picture of those pods, asks for their syncs. Takes place only when something has changed or waits for it.
 * @see kubernetes/pkg/kubelet/pleg/generic.go, container/cache.go, pod_container_deletor.go, v1.35
 */
import type { Us } from '../time.ts'
import type { Kubelet } from './node.ts'
import { pump, updatePod } from './podworker.ts'
import { RELIST_PERIOD, type PodRecord, type PodWorker } from './state.ts'

/** When the last relist took place. */
export function lastRelist(k: Kubelet): Us {
  const now = k.context.now()
  const { relistPhase, relistedAt } = k.state
  const at = relistPhase + Math.floor((now - relistPhase) / RELIST_PERIOD) * RELIST_PERIOD
  return at === now && relistedAt !== now ? at - RELIST_PERIOD : at
}

function ensureRelist(k: Kubelet): void {
  const { state, context } = k
  state.relistTimer ??= context.after(lastRelist(k) + RELIST_PERIOD - context.now(), { t: 'relist' })
}

/** The runtime has changed: the next relist will see it. */
export function markDirty(k: Kubelet, w: PodWorker): void {
  k.state.dirty.add(w.uid)
  ensureRelist(k)
}

/** The pod's sync may begin after the next relist. */
export function awaitRelist(k: Kubelet, w: PodWorker): void {
  k.state.waiters.add(w.uid)
  ensureRelist(k)
}

export const recordOf = (w: PodWorker): PodRecord => ({
  sandbox: w.sandbox && { ...w.sandbox },
  containers: w.containers.map((container) => ({ ...container, log: [] })),
})

interface Seen {
  worker: PodWorker
  worthy: boolean
  died: string[]
}

export function relist(k: Kubelet): void {
  const { state } = k
  state.relistTimer = null
  state.relistedAt = k.context.now()
  const seen = [...state.dirty].flatMap((uid) => {
    const worker = state.pods.get(uid)
    return worker ? [look(worker)] : []
  })
  const waiters = [...state.waiters]
  state.dirty.clear()
  state.waiters.clear()
  for (const uid of waiters) {
    const worker = state.pods.get(uid)
    if (worker) pump(k, worker)
  }
  for (const { worker, worthy, died } of seen) {
    // Simplified: the events of one relist make one sync (upstream: one or two, by the luck of its goroutines).
    if (worthy) updatePod(k, worker)
    for (const id of died) removeOlderDead(k, worker, id)
  }
}

function look(worker: PodWorker): Seen {
  const before = worker.record
  const died: string[] = []
  let worthy = (worker.sandbox?.ready ?? false) !== (before.sandbox?.ready ?? false)
  for (const { id, state } of worker.containers) {
    const old = before.containers.find((container) => container.id === id)?.state
    if (state === old || state === 'created') continue
    worthy = true
    if (state === 'exited') died.push(id)
  }
  worker.record = recordOf(worker)
  return { worker, worthy, died }
}

/** One dead container of a name is kept: the exit of the next one removes it. */
function removeOlderDead(k: Kubelet, worker: PodWorker, id: string): void {
  const name = worker.containers.find((container) => container.id === id)?.name
  const dead = worker.containers.filter((one) => one.name === name && one.state === 'exited')
  if (dead.length < 2) return
  const [kept] = dead
  worker.containers = worker.containers.filter((one) => !dead.includes(one) || one === kept)
  markDirty(k, worker)
}
