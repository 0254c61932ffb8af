/**
 * The processes as clients see them: who listens at an address, what it answers, whether the answer gets through, and
 * what it printed.
 */
import type { Pod } from '../api/types/pod.ts'
import { MILLISECOND, SECOND, type Us } from '../time.ts'
import { publishFacts, stampOf, type Kubelet } from './node.ts'
import type { PodWorker, RuntimeContainer } from './state.ts'

const LOG_LINES = 60

/** A request that a process has taken. */
export interface Accepted {
  uid: string
  pod: string
  container: string
  /** Tag of its image. */
  version: string
  status: number
  body: string
  /** Until the answer is out. */
  us: Us
}

/** One more request of any kind. */
export function countRequest(k: Kubelet, process: RuntimeContainer): void {
  process.requests += 1
  process.log.push(k.context.now())
  if (process.log.length > LOG_LINES) process.log.shift()
}

/** Sends a request to an address; null: refused, nothing listens there. A process that got SIGTERM takes nothing new. */
export function accept(k: Kubelet, ip: string, port: number): Accepted | null {
  const w = k.state.pods.get(k.state.addresses.owners.get(ip) ?? '')
  if (!w) return null
  const now = k.context.now()
  const workload = k.workload()
  for (const process of w.containers) {
    if (process.state !== 'running') continue
    const behaviour = workload.behaviour(process.image)
    if (!behaviour || (process.sigtermAt !== null && !behaviour.ignoresSigterm)) continue
    const answer = workload.http(
      process.image,
      port,
      'traffic',
      now - process.startedAt,
      process.requests + 1,
    )
    if (answer === 'refused') continue
    countRequest(k, process)
    const status = answer === 'hangs' ? 504 : answer
    const failed = status >= 500
    process.hits += 1
    if (failed) process.errors += 1
    publishFacts(k, w)
    const body = failed ? (behaviour.errorBody ?? '') : behaviour.body
    return {
      uid: w.uid,
      pod: w.pod.metadata.name,
      container: process.id,
      version: behaviour.tag,
      status,
      body: filled(k, body, w.pod, process, { at: now, requests: process.requests }),
      us: behaviour.answerMs * MILLISECOND,
    }
  }
  return null
}

/** When an answer due at `doneAt` was cut off by the end of its process; null: it got through. */
export function cutAt(k: Kubelet, { uid, container }: Accepted, doneAt: Us): Us | null {
  const process = k.state.pods.get(uid)?.containers.find(({ id }) => id === container)
  if (!process) return doneAt
  const drops = k.workload().behaviour(process.image)?.onSigterm === 'drop'
  if (drops && process.sigtermAt !== null && process.sigtermAt < doneAt) return process.sigtermAt
  return process.state === 'exited' && process.finishedAt < doneAt ? process.finishedAt : null
}

function filled(
  k: Kubelet,
  text: string,
  pod: Pod,
  process: RuntimeContainer,
  { at, requests }: { at: Us; requests: number },
): string {
  return text
    .replaceAll('{pod}', pod.metadata.name)
    .replaceAll('{hits}', String(requests))
    .replaceAll('{time}', stampOf(k, at))
    .replaceAll('{uptime}', ((at - process.startedAt) / SECOND).toFixed(3))
}

/** The lines of a container's newest (`previous`: the one before) process. Undefined: there is no such process. */
export function logsOf(
  k: Kubelet,
  w: PodWorker,
  container: string,
  previous: boolean,
): { at: Us; line: string }[] | undefined {
  const processes = w.containers.filter(({ name, state }) => name === container && state !== 'created')
  const process = processes[previous ? 1 : 0]
  if (!process) return undefined
  const { startLog, requestLog } = k.workload().behaviour(process.image) ?? {}
  return process.log.flatMap((at, index) => {
    // The last line is that of the newest request.
    const requests = process.requests - (process.log.length - 1 - index)
    const text = requests === 0 ? startLog : requestLog
    return text === undefined ? [] : [{ at, line: filled(k, text, w.pod, process, { at, requests }) }]
  })
}
