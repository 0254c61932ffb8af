/**
 * One sync of a pod that is to run: write what was seen, then act, one step after the other. While a step takes its
 * time (volumes, sandbox, pull, kill) the worker is busy and no status is generated.
 * @see kubernetes/pkg/kubelet/kubelet.go SyncPod, kuberuntime/kuberuntime_manager.go computePodActions, SyncPod, v1.35
 */
import type { Pod } from '../api/types/pod.ts'
import { drawn } from '../runtime/drawn.ts'
import type { Us } from '../time.ts'
import { allocateAddress } from './address.ts'
import { isSidecarNamed } from './containers.ts'
import { computeInitContainerActions } from './initcontainers.ts'
import { killContainer } from './kill.ts'
import type { Kubelet } from './node.ts'
import { completeWork } from './podworker.ts'
import { addProbes, storedResult, triggerReadiness } from './probeworker.ts'
import { onPostStarted } from './poststart.ts'
import { markDirty } from './relist.ts'
import { startContainer, onCreated, onPulled, onStarted } from './startcontainer.ts'
import type { PodWorker, RuntimeContainer, Step, Sync } from './state.ts'
import { generateAPIPodStatus, shouldBeRestarted } from './status.ts'
import { setPodStatus } from './statusmanager.ts'
import { awaitVolumes } from './volumes.ts'

type KillStep = Step & { do: 'kill' }

export function syncPod(k: Kubelet, w: PodWorker, sync: Sync): void {
  const { status, triggers } = generateAPIPodStatus(k, w, sync.pod, sync.record, false)
  setPodStatus(k, w, status)
  triggerReadiness(k, w, triggers)
  if (status.phase === 'Succeeded' || status.phase === 'Failed')
    return completeWork(k, w, sync, 'terminating')
  sync.steps = w.mounted ? [{ do: 'actions' }] : [{ do: 'volumes' }, { do: 'mounted' }, { do: 'actions' }]
  runSteps(k, w)
}

/** Goes on until a step takes its time or all is done. */
export function runSteps(k: Kubelet, w: PodWorker): void {
  const { sync } = w
  if (!sync || sync.kind !== 'sync') return
  for (let step = sync.steps.shift(); step; step = sync.steps.shift()) if (!runStep(k, w, sync, step)) return
  for (const name of sync.attempted) delete w.reasons[name]
  for (const { container, reason, message } of sync.errors) w.reasons[container] = { reason, message }
  completeWork(k, w, sync)
}

/** Sleeps before the next step: true when there is nothing to wait for. */
export function pause(k: Kubelet, w: PodWorker, length: Us): boolean {
  if (length <= 0) return true
  k.context.after(length, { t: 'step', uid: w.uid })
  return false
}

/** True: done, go on with the next. */
function runStep(k: Kubelet, w: PodWorker, sync: Sync, step: Step): boolean {
  const { sandbox, jitter } = k.latencies
  switch (step.do) {
    case 'volumes':
      return awaitVolumes(k, w, sync, step)
    case 'mounted':
      sync.mounting = null
      w.mounted = true
      addProbes(k, w)
      return true
    case 'actions':
      sync.steps.push(...computePodActions(w, sync))
      return true
    case 'sandbox':
      return pause(k, w, drawn(k.context.random, sandbox, jitter))
    case 'sandboxReady':
      w.sandbox = { ip: allocateAddress(k, w.uid), ready: true }
      markDirty(k, w)
      return true
    case 'kill':
      return restartKill(k, w, sync, step)
    case 'sandboxDown':
      if (w.sandbox) w.sandbox = { ...w.sandbox, ready: false }
      markDirty(k, w)
      return true
    case 'start':
      return startContainer(k, w, sync, step.name)
    case 'pulled':
      return onPulled(k, w, sync, step.name, step.pull)
    case 'created':
      return onCreated(k, w, sync, step.name)
    case 'started':
      return onStarted(k, w, sync, step.name, step.id)
    case 'postStarted':
      return onPostStarted(k, w, sync, step)
  }
}

function restartKill(k: Kubelet, w: PodWorker, sync: Sync, step: KillStep): boolean {
  const running = w.containers.find(({ id, state }) => id === step.id && state === 'running')
  if (!running) return true
  sync.killing = step.id
  killContainer(k, w, running, step.message, step.why)
  return sync.killing === null
}

/** What differs between the spec and what runs. */
function computePodActions(w: PodWorker, { pod, record }: Sync): Step[] {
  const sandbox: Step[] = w.sandbox?.ready ? [] : [{ do: 'sandbox' }, { do: 'sandboxReady' }]
  const init = computeInitContainerActions(w, pod, record)
  if (!init.initialized && !init.failed) return [...sandbox, ...init.kills, ...init.starts]
  const kills: KillStep[] = []
  const starts: Step[] = []
  let kept = 0
  if (!init.failed)
    for (const container of pod.spec.containers) {
      const { name } = container
      const latest = record.containers.find((container) => container.name === name)
      if (latest?.state !== 'running') {
        if (shouldBeRestarted(pod, latest, container)) starts.push({ do: 'start', name })
        continue
      }
      const kill = reasonToKill(w, pod, latest)
      if (!kill) {
        kept += 1
        continue
      }
      kills.push(kill)
      if (restarts(pod, kill.why)) starts.push({ do: 'start', name })
    }
  if (kept > 0 || starts.length > 0) return [...sandbox, ...init.kills, ...kills, ...init.starts, ...starts]
  const running = record.containers.filter(({ state }) => state === 'running')
  if (running.length === 0) return sandbox
  // Nothing is to run any more: the pod is killed as a whole, in the words of a deletion, sidecars last.
  const last = running.filter(({ name }) => isSidecarNamed(pod, name))
  const all = [...running.filter((one) => !last.includes(one)), ...last].map(({ id, name }): Step => ({
    do: 'kill',
    id,
    name,
    why: 'pod',
    message: `Stopping container ${name}`,
  }))
  return [...all, { do: 'sandboxDown' }]
}

const restarts = (pod: Pod, why: KillStep['why']): boolean =>
  why === 'changed' || (pod.spec.restartPolicy ?? 'Always') !== 'Never'

function reasonToKill(w: PodWorker, pod: Pod, latest: RuntimeContainer): KillStep | undefined {
  const { name, id } = latest
  const spec = pod.spec.containers.find((container) => container.name === name)
  const kill = (why: KillStep['why'], because: string): KillStep => {
    const message = `Container ${name} ${because}${restarts(pod, why) ? ', will be restarted' : ''}`
    return { do: 'kill', id, name, why, message }
  }
  if (spec?.image !== latest.specImage) return kill('changed', 'definition changed')
  for (const why of ['liveness', 'startup'] as const)
    if (storedResult(w, name, why, id) === 'failure') return kill(why, `failed ${why} probe`)
  return undefined
}
