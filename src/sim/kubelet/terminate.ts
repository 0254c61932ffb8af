/**
 * A pod that goes: its containers are stopped together, its last status is written once they are all gone, and after
 * one more relist its object is deleted.
 * @see kubernetes/pkg/kubelet/kubelet.go SyncTerminatingPod, SyncTerminatedPod, v1.35
 */
import { releaseAddress } from './address.ts'
import { killContainer } from './kill.ts'
import type { Kubelet } from './node.ts'
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
  for (const container of w.containers)
    if (container.state === 'running')
      killContainer(k, w, container, `Stopping container ${container.name}`, 'deleted')
  onAllStopped(k, w, sync)
}

/** After each exit: when it was the last one, the terminal status. */
export function onAllStopped(k: Kubelet, w: PodWorker, sync: Sync): void {
  if (w.containers.some(({ state }) => state === 'running')) return
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
  terminatePod(k, w)
  if (w.sandbox) releaseAddress(k, w.sandbox.ip)
  completeWork(k, w, sync, 'finished')
}
