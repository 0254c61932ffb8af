/**
 * A pod that goes: its containers are stopped together, its last status is written once they are all gone, and after
 * one more relist its object is deleted.
 * @see kubernetes/pkg/kubelet/kubelet.go SyncTerminatingPod, SyncTerminatedPod, v1.35
 */
import { SECOND } from '../time.ts'
import { releaseAddress } from './address.ts'
import { isSidecarNamed, sidecarsOf } from './containers.ts'
import { killContainer } from './kill.ts'
import { recordEvent, type Kubelet } from './node.ts'
import { completeWork } from './podworker.ts'
import { removeProbes, triggerReadiness } from './probeworker.ts'
import { markDirty, recordOf } from './relist.ts'
import type { PodWorker, Sync } from './state.ts'
import { generateAPIPodStatus } from './status.ts'
import { setPodStatus, terminatePod } from './statusmanager.ts'

export function syncTerminatingPod(k: Kubelet, w: PodWorker, sync: Sync): void {
  const { status, triggers } = generateAPIPodStatus(k, w, sync.pod, sync.record, false)
  setPodStatus(k, w, status)
  triggerReadiness(k, w, triggers)
  removeProbes(k, w, ['liveness', 'startup'])
  sync.from = k.context.now()
  for (const container of w.containers)
    if (container.state === 'running') {
      const message = `Stopping container ${container.name}`
      if (isSidecarNamed(w.pod, container.name))
        recordEvent(k, w.pod, container.name, 'Normal', 'Killing', message)
      else killContainer(k, w, container, message, 'deleted')
    }
  onAllStopped(k, w, sync)
}

/** Sidecars go last, in reverse order. Simplified: so do their preStop hooks. True: one is still stopping. */
function stopNextSidecar(k: Kubelet, w: PodWorker, sync: Sync): boolean {
  const waited = Math.floor((k.context.now() - (sync.from ?? 0)) / SECOND)
  for (const { name } of sidecarsOf(w.pod).toReversed()) {
    const running = w.containers.find((one) => one.name === name && one.state === 'running')
    if (!running) continue
    if (!running.kill) killContainer(k, w, running, null, 'deleted', waited)
    return true
  }
  return false
}

/** After each exit: when it was the last one, the terminal status. */
export function onAllStopped(k: Kubelet, w: PodWorker, sync: Sync): void {
  if (w.containers.some(({ state, name }) => state === 'running' && !isSidecarNamed(w.pod, name))) return
  if (stopNextSidecar(k, w, sync)) return
  if (w.sandbox?.ready) {
    w.sandbox = { ...w.sandbox, ready: false }
    markDirty(k, w)
  }
  removeProbes(k, w, ['readiness'])
  setPodStatus(k, w, generateAPIPodStatus(k, w, sync.pod, recordOf(w), true).status)
  completeWork(k, w, sync, 'terminated')
}

export function syncTerminatedPod(k: Kubelet, w: PodWorker, sync: Sync): void {
  // A terminal status says all already.
  const phase = w.status?.phase
  if (phase !== 'Succeeded' && phase !== 'Failed')
    setPodStatus(k, w, generateAPIPodStatus(k, w, sync.pod, sync.record, true).status)
  terminatePod(k, w, sync.pod)
  if (w.sandbox) releaseAddress(k, w.sandbox.ip)
  completeWork(k, w, sync, 'finished')
}
