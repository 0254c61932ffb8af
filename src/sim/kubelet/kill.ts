/**
 * Killing a container: the Event, the preStop hook within the grace period, SIGTERM, SIGKILL; and the end of a
 * process, however it came.
 * @see kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, v1.35
 */
import type { Container, Pod } from '../api/types/pod.ts'
import { SECOND } from '../time.ts'
import { containerNamed } from './containers.ts'
import { runHook } from './hook.ts'
import { podKey, publishFacts, recordEvent, type Kubelet } from './node.ts'
import { behaviourChanged } from './probeworker.ts'
import { markDirty } from './relist.ts'
import { MINIMUM_GRACE_SECONDS, SIGKILL_CODE, type PodWorker, type RuntimeContainer } from './state.ts'
import { runSteps } from './sync.ts'
import { onAllStopped } from './terminate.ts'

/** `deleted`: the pod goes; `pod`, `changed`: other reasons, which the pod's own grace period covers. */
type Why = 'deleted' | 'liveness' | 'startup' | 'changed' | 'pod'

/** Seconds. A probe's own grace period replaces the pod's. */
function gracePeriod(pod: Pod, container: Container | undefined, why: Why): number {
  const own = { liveness: container?.livenessProbe, startup: container?.startupProbe }
  const probe = why === 'liveness' || why === 'startup' ? own[why] : undefined
  if (pod.metadata.deletionGracePeriodSeconds !== undefined) return pod.metadata.deletionGracePeriodSeconds
  return probe?.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
}

/**
 * Begins to stop a running container; onExit tells when it is gone. `message`: null when it has been recorded.
 * `waited`: whole seconds of its grace period that are over.
 */
export function killContainer(
  k: Kubelet,
  w: PodWorker,
  c: RuntimeContainer,
  message: string | null,
  why: Why,
  waited = 0,
): void {
  const { pod } = w
  const spec = containerNamed(pod, c.name)
  const graceSeconds = gracePeriod(pod, spec, why)
  const now = k.context.now()
  if (message !== null) recordEvent(k, pod, c.name, 'Normal', 'Killing', message)
  if (why !== 'changed' && why !== 'pod')
    k.context.decide({
      kind: 'ContainerKilled',
      rule: 'POD-40',
      object: podKey(pod),
      pod: podKey(pod),
      container: c.name,
      why,
      graceSeconds,
    })
  const hook = spec?.lifecycle?.preStop
  // calculateEffectiveGracePeriod: a pod that goes has at least 1 s, also when it was forced.
  const whole = why === 'deleted' ? Math.max(graceSeconds, 1) : graceSeconds
  const effective = Math.max(whole - waited, 0)
  const grace = effective * SECOND
  const run = spec && hook && effective > 0 ? runHook(k, w, c, spec, hook) : null
  const used = run ? Math.min(run.us, grace) : 0
  const left = Math.max(effective - Math.floor(used / SECOND), MINIMUM_GRACE_SECONDS)
  const cutOff = run !== null && run.us > grace
  c.kill = {
    from: now,
    graceSeconds: left,
    sigtermAt: now + used,
    sigkillAt: now + used + left * SECOND,
    hookFails: cutOff ? (hook?.sleep ? 'no' : 'withContainer') : run?.error === undefined ? 'no' : 'atItsEnd',
  }
  if (used > 0) k.context.after(used, { t: 'hook', uid: w.uid, id: c.id })
  else sigterm(k, w, c)
  publishFacts(k, w)
}

/** The preStop hook is over, or its time is. */
export function sigterm(k: Kubelet, w: PodWorker, c: RuntimeContainer): void {
  const { kill } = c
  if (!kill || c.state !== 'running' || c.sigtermAt !== null) return
  const now = k.context.now()
  if (kill.hookFails === 'atItsEnd') hookFailed(k, w, c)
  const grace = kill.graceSeconds * SECOND
  const stop = k.workload().stop(c.image)
  const graceful = stop !== 'ignores' && stop.after < grace ? stop : { after: grace, code: SIGKILL_CODE }
  c.sigtermAt = now
  const at = now + graceful.after
  if (c.exitAt === null || at < c.exitAt) {
    if (c.exitTimer !== null) k.context.cancel(c.exitTimer)
    c.exitAt = at
    c.exitCode = graceful.code
    c.exitTimer = k.context.after(graceful.after, { t: 'exit', uid: w.uid, id: c.id })
  }
  behaviourChanged(k, w)
  publishFacts(k, w)
}

const hookFailed = (k: Kubelet, w: PodWorker, c: RuntimeContainer): void =>
  recordEvent(k, w.pod, c.name, 'Warning', 'FailedPreStopHook', 'PreStopHook failed')

/** The process has ended. */
export function onExit(k: Kubelet, w: PodWorker, c: RuntimeContainer): void {
  c.state = 'exited'
  c.exitTimer = null
  c.finishedAt = k.context.now()
  c.reason = c.exitCode === 0 ? 'Completed' : 'Error'
  if (c.kill?.hookFails === 'withContainer') hookFailed(k, w, c)
  markDirty(k, w)
  publishFacts(k, w)
  if (!w.sync) return
  if (w.sync.kind === 'terminating') onAllStopped(k, w, w.sync)
  else if (w.sync.killing === c.id) {
    w.sync.killing = null
    runSteps(k, w)
  }
}
