/**
 * The postStart hook: the sync waits for it, and stops the container when it fails.
 * @see kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer (step 4), v1.35
 */
import type { Container } from '../api/types/pod.ts'
import { execError, runHook } from './hook.ts'
import { killContainer } from './kill.ts'
import { recordEvent, type Kubelet } from './node.ts'
import { SIGKILL_CODE, type PodWorker, type RuntimeContainer, type Step, type Sync } from './state.ts'
import { pause } from './sync.ts'

/** True: no hook, or it is over at once. An exec hook ends with its container. */
export function runPostStart(
  k: Kubelet,
  w: PodWorker,
  sync: Sync,
  spec: Container | undefined,
  c: RuntimeContainer,
): boolean {
  const hook = spec?.lifecycle?.postStart
  if (!spec || !hook) return true
  const now = k.context.now()
  const run = runHook(k, w, c, spec, hook)
  const step: Step = { do: 'postStarted', name: c.name, id: c.id }
  if (run.error !== undefined) step.error = run.error
  let length = run.us
  if (hook.exec && c.exitAt !== null && c.exitAt < now + run.us) {
    length = c.exitAt - now
    step.error = execError(w.pod, spec, hook.exec.command ?? [], { code: SIGKILL_CODE, output: '' })
  }
  sync.steps.unshift(step)
  return pause(k, w, length)
}

/** The hook is over. */
export function onPostStarted(
  k: Kubelet,
  w: PodWorker,
  sync: Sync,
  { name, id, error }: Step & { do: 'postStarted' },
): boolean {
  if (error === undefined) return true
  recordEvent(k, sync.pod, name, 'Warning', 'FailedPostStartHook', 'PostStartHook failed')
  sync.errors.push({ container: name, reason: 'PostStartHookError', message: error, expiry: null })
  const running = w.containers.find((one) => one.id === id && one.state === 'running')
  if (!running) {
    recordEvent(k, sync.pod, name, 'Normal', 'Killing', 'FailedPostStartHook')
    return true
  }
  sync.killing = id
  killContainer(k, w, running, 'FailedPostStartHook', 'pod')
  return sync.killing === null
}
