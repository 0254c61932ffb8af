/**
 * Runs one probe against the process: exec, HTTP, TCP, gRPC, with the outputs that upstream prints.
 * @see kubernetes/pkg/kubelet/prober/prober.go, pkg/probe/{exec,http,tcp}, v1.35
 */
import type { Container, HTTPGetAction } from '../api/types/pod.ts'
import type { IntOrString } from '../api/types/meta.ts'
import { SECOND, type Us } from '../time.ts'
import { goDuration } from './backoff.ts'
import { containerNamed } from './containers.ts'
import type { Kubelet } from './node.ts'
import { countRequest } from './serving.ts'
import type { PodWorker, ProbeLoop, RuntimeContainer } from './state.ts'

export interface ProbeRun {
  outcome: 'success' | 'failure' | 'error'
  output: string
  /** How long it takes; Simplified: an answer takes no time at all. */
  us: Us
}

const EXITED =
  'rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state'

export function runProbe(
  k: Kubelet,
  w: PodWorker,
  loop: ProbeLoop,
  process: RuntimeContainer | undefined,
): ProbeRun {
  const { spec, worker } = loop
  const container = containerNamed(w.pod, worker.container)
  if (spec.exec) return execProbe(k, loop, spec.exec.command ?? [], process)
  const ip = w.sandbox?.ip ?? ''
  if (spec.httpGet) return httpProbe(k, loop, urlOf(container, spec.httpGet, ip), process)
  const { port, unknown } = portOf(container, spec.tcpSocket?.port ?? spec.grpc?.port ?? 0)
  if (unknown !== undefined) return { outcome: 'error', output: unknown, us: 0 }
  const address = `${spec.tcpSocket?.host ?? ip}:${port}`
  const answer = answerOf(k, loop, port, process)
  const open = answer !== 'refused'
  if (spec.grpc && !open) {
    // The dial blocks until its time is over, also when it is refused.
    const within = `${goDuration(spec.timeoutSeconds * SECOND)}: context deadline exceeded`
    const output = `timeout: failed to connect service "${address}" within ${within}`
    return { outcome: 'failure', output, us: spec.timeoutSeconds * SECOND }
  }
  return {
    outcome: open ? 'success' : 'failure',
    output: open ? '' : `dial tcp ${address}: connect: connection refused`,
    us: 0,
  }
}

interface Port {
  port: number
  /** Go's words for a name that no port of the container has. */
  unknown?: string
}

/** @see pkg/probe/util.go ResolveContainerPort */
function portOf(container: Container | undefined, port: IntOrString): Port {
  if (typeof port === 'number') return { port }
  const named = container?.ports?.find(({ name }) => name === port)?.containerPort
  if (named !== undefined) return { port: named }
  if (/^[+-]?\d+$/.test(port)) return { port: Number(port) }
  return { port: 0, unknown: `strconv.Atoi: parsing "${port}": invalid syntax` }
}

export interface Url extends Port {
  url: string
  address: string
}

export function urlOf(container: Container | undefined, action: HTTPGetAction, ip: string): Url {
  const port = portOf(container, action.port)
  const address = `${action.host ?? ip}:${port.port}`
  const path = action.path ?? '/'
  const scheme = (action.scheme ?? 'HTTP').toLowerCase()
  return { ...port, address, url: `${scheme}://${address}${path.startsWith('/') ? '' : '/'}${path}` }
}

function execProbe(
  k: Kubelet,
  { spec, worker }: ProbeLoop,
  command: readonly string[],
  process: RuntimeContainer | undefined,
): ProbeRun {
  if (process?.state !== 'running') return { outcome: 'error', output: EXITED, us: 0 }
  const age = k.context.now() - process.startedAt
  const { code, output, us } = k.workload().exec(process.image, command, worker.type, age)
  const limit = spec.timeoutSeconds * SECOND
  if (us > limit) {
    const text = `command timed out: "${command.join(' ')}" timed out after ${spec.timeoutSeconds}s`
    return { outcome: 'failure', output: text, us: limit }
  }
  return { outcome: code === 0 ? 'success' : 'failure', output, us }
}

/** What the process says to a request; probes count as requests like any other. */
function answerOf(
  k: Kubelet,
  { worker }: ProbeLoop,
  port: number,
  process: RuntimeContainer | undefined,
): number | 'refused' | 'hangs' {
  if (process?.state !== 'running') return 'refused'
  const age = k.context.now() - process.startedAt
  const answer = k.workload().http(process.image, port, worker.type, age, process.requests + 1)
  if (answer !== 'refused') countRequest(k, process)
  return answer
}

function httpProbe(
  k: Kubelet,
  loop: ProbeLoop,
  { port, url, address, unknown }: Url,
  process: RuntimeContainer | undefined,
): ProbeRun {
  if (unknown !== undefined) return { outcome: 'error', output: unknown, us: 0 }
  const answer = answerOf(k, loop, port, process)
  if (answer === 'refused')
    return {
      outcome: 'failure',
      output: `Get "${url}": dial tcp ${address}: connect: connection refused`,
      us: 0,
    }
  if (answer === 'hangs') {
    const output = `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
    return { outcome: 'failure', output, us: loop.spec.timeoutSeconds * SECOND }
  }
  const good = answer >= 200 && answer < 400
  return {
    outcome: good ? 'success' : 'failure',
    output: good ? '' : `HTTP probe failed with statuscode: ${answer}`,
    us: 0,
  }
}
