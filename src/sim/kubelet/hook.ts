/**
 * Lifecycle hooks: how long one takes and how it fails.
 * @see kubernetes/pkg/kubelet/lifecycle/handlers.go, v1.35
 */
import type { Container, LifecycleHandler, Pod } from '../api/types/pod.ts'
import { SECOND, type Us } from '../time.ts'
import { formatPod, type Kubelet } from './node.ts'
import { urlOf } from './probehandler.ts'
import { countRequest } from './serving.ts'
import type { PodWorker, RuntimeContainer } from './state.ts'

export interface HookRun {
  us: Us
  /** Absent: it went well. */
  error?: string
}

/** Simplified: an HTTP hook is answered in no time. Any answer will do; it fails when nothing listens. */
export function runHook(
  k: Kubelet,
  w: PodWorker,
  c: RuntimeContainer,
  spec: Container,
  hook: LifecycleHandler,
): HookRun {
  const age = k.context.now() - c.startedAt
  if (hook.sleep) return { us: hook.sleep.seconds * SECOND }
  if (hook.exec) {
    const { command = [] } = hook.exec
    const { us, code, output } = k.workload().exec(c.image, command, 'hook', age)
    return code === 0 ? { us } : { us, error: execError(w.pod, spec, command, { code, output }) }
  }
  if (!hook.httpGet) return { us: 0, error: 'Cannot run handler: invalid handler' }
  const { port, url, address, unknown } = urlOf(spec, hook.httpGet, w.sandbox?.ip ?? '')
  const answer = unknown ?? k.workload().http(c.image, port, 'hook', age, c.requests + 1)
  if (answer === 'hangs') return { us: Infinity }
  if (typeof answer === 'number') {
    countRequest(k, c)
    return { us: 0 }
  }
  const error = unknown ?? `Get "${url}": dial tcp ${address}: connect: connection refused`
  return {
    us: 0,
    error: `HTTP lifecycle hook (${hook.httpGet.path ?? '/'}) ${whereOf(w.pod, spec)} ${error}`,
  }
}

const whereOf = (pod: Pod, { name }: Container): string =>
  `for Container "${name}" in Pod "${formatPod(pod)}" failed - error:`

export function execError(
  pod: Pod,
  spec: Container,
  command: readonly string[],
  { code, output }: { code: number; output: string },
): string {
  const words = command.join(' ')
  const failed = `command '${words}' exited with ${code}: , message: ${JSON.stringify(output)}`
  return `Exec lifecycle hook ([${words}]) ${whereOf(pod, spec)} ${failed}`
}
