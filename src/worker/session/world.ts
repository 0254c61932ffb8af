/**
 * The cluster as commands meet it: requests take the API's latency in virtual time, those that may change something are
 * logged, and a change asked for while looking at the past first starts a branch there.
 */
import type { ApiRequest, ApiResponse, ApiWatch } from '../../sim/api/contract.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import { curlTarget } from './curltarget.ts'
import { isRead, type Effect } from './inputs.ts'
import { execIn, isExec } from './podexec.ts'
import { withLog } from './podlogs.ts'
import type { Run } from './run.ts'
import type { Timeline } from './timeline.ts'
import type { Waits } from './waits.ts'

export interface World {
  /** `line`: the command, to label its first change; `terminal`: whose Ctrl-C ends the wait. */
  request(request: ApiRequest, terminal: number, label: Label): Promise<ApiResponse>
  watch(request: ApiRequest, terminal: number): Promise<{ response: ApiResponse; watch?: ApiWatch }>
  curl(url: string, label: Label): { ok: true; record: RequestRecord } | { ok: false; error: string }
  /** Seconds since 1970. */
  now(): number
  sleep(ms: number, terminal: number): Promise<boolean>
}

/** The command line; taken by the first request that changes something. */
export interface Label {
  line: string | null
}

export interface WorldOptions {
  timeline: () => Timeline
  waits: Waits
  /** The clock runs and shows the newest instant: waiting makes sense. */
  running: () => boolean
  /** Starts a branch at the instant shown. */
  fork: () => void
  /** Something changed: a frame is due. */
  touched: () => void
}

const REFUSED: ApiResponse = { status: 500, contentType: 'text/plain', warnings: [], body: 'not a watch' }

export function createWorld({ timeline, waits, running, fork, touched }: WorldOptions): World {
  /** For reading at an instant of the past: a run of its own that never moves. */
  let reader: { from: Run; at: number; run: Run } | null = null

  const readable = (): Run => {
    const { branch, at, live } = timeline()
    if (live) return branch.run
    if (reader?.from !== branch.run || reader.at !== at)
      reader = { from: branch.run, at, run: branch.run.fork(at) }
    return reader.run
  }

  const writable = (): Run => {
    if (!timeline().live) fork()
    return timeline().branch.run
  }

  const latency = async (terminal: number): Promise<void> => {
    const { live, liveAt, scenario } = timeline()
    if (live && running() && scenario.latencies.api > 0)
      await waits.until(liveAt + scenario.latencies.api, terminal)
  }

  const change = (effect: Effect, label: Label) => {
    const run = writable()
    const { line } = label
    label.line = null
    if (line !== null) timeline().named(line)
    const before = run.cluster.now
    const outcome = run.input(line !== null && effect.kind === 'api' ? { ...effect, label: line } : effect)
    if (timeline().at === before) touched()
    return outcome
  }

  const curl: World['curl'] = (url, label) => {
    const resolved = curlTarget(readable().cluster.api, url)
    if (!resolved.ok) return resolved
    const outcome = change({ kind: 'curl', target: resolved.target }, label)
    if (outcome.kind !== 'curl') throw new Error('a curl ends in a record')
    return { ok: true, record: outcome.record }
  }

  return {
    async request(request, terminal, label) {
      await latency(terminal)
      if (isExec(request)) return execIn(readable().cluster.api, request, (url) => curl(url, label))
      if (isRead(request)) {
        const { cluster } = readable()
        const answer = cluster.api.handle(request)
        return answer.kind === 'response' ? withLog(cluster, request, answer.response) : answer.watch.response
      }
      const { accept: _accept, ...effect } = request
      const outcome = change({ kind: 'api', ...effect }, label)
      if (outcome.kind !== 'api') return REFUSED
      return outcome.answer.kind === 'response' ? outcome.answer.response : outcome.answer.watch.response
    },
    async watch(request, terminal) {
      await latency(terminal)
      const answer = writable().cluster.api.handle(request)
      if (answer.kind === 'response') return { response: answer.response }
      return { response: answer.watch.response, watch: answer.watch }
    },
    curl,
    now: () => timeline().scenario.epochSeconds + timeline().at / 1e6,
    sleep(ms, terminal) {
      // Waiting in the past would be for ever.
      if (!timeline().live) fork()
      return waits.until(timeline().liveAt + Math.round(ms * 1000), terminal)
    },
  }
}
