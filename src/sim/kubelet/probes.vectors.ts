/**
 * Plays one vector of the `probes` family (vectors/README.md: upstream's prober with its workers, result managers and
 * pod syncs, one container's life) with our workers. `runProbeVector` gives what the vector calls `want`.
 */
import type { Probe } from '../api/types/pod.ts'
import { MILLISECOND, SECOND } from '../time.ts'
import {
  afterProbe,
  beforeProbe,
  createProbeWorker,
  isReady,
  isStarted,
  withProbeDefaults,
  type Probed,
  type ProbeResult,
  type ProbeSpec,
  type ProbeType,
  type ProbeWorker,
  type Results,
} from './prober.ts'
import { createProbeTicker, freed, nextTick, ticked, triggered, type ProbeTicker } from './probeticker.ts'

type Answer = 'ok' | 'fail' | 'slow'

export interface ProbeVector {
  addedMs: number
  startMs: number
  restartAfterMs: number
  endMs: number
  probes: Partial<Record<ProbeType, Probe>>
  script: Partial<Record<ProbeType, { untilMs: number; answer: Answer }[]>>
  want: ProbeEntry[]
}

export interface ProbeEntry {
  t: number
  what: string
  of?: string
  is?: string
}

interface Loop {
  type: ProbeType
  spec: ProbeSpec
  worker: ProbeWorker
  ticker: ProbeTicker
  values: Map<string, ProbeResult>
  /** Outcome of the probe under way. */
  pending: Answer
  over: boolean
}

const TITLE: Record<ProbeType, string> = { liveness: 'Liveness', readiness: 'Readiness', startup: 'Startup' }
/**
 * Orders in which workers with a tick at one moment may run: upstream's are goroutines that become runnable together,
 * on several processors, so that either is right. The first is the usual one.
 */
export const PROBE_ORDERS: readonly (readonly ProbeType[])[] = [
  ['startup', 'readiness', 'liveness'],
  ['liveness', 'readiness', 'startup'],
]
const TIMED_OUT = 'command timed out: the command took too long'

export function runProbeVector(
  vector: ProbeVector,
  order: readonly ProbeType[] = PROBE_ORDERS[0] ?? [],
): ProbeEntry[] {
  const end = vector.endMs * MILLISECOND
  const out: ProbeEntry[] = []
  const updates: ProbeType[] = []
  /** Workers whose tick of this moment is still to come. */
  let ticking = new Set<Loop>()
  let now = vector.addedMs * MILLISECOND
  let run = 0
  let startAt: number | null = vector.startMs * MILLISECOND
  let startedAt = 0
  let container: Probed['container']
  let ready = false
  let told = { started: false, ready: false }

  const note = (what: string, more: Partial<ProbeEntry> = {}): void => {
    out.push({ t: Math.floor(now / MILLISECOND), what, ...more })
  }
  const loops: Loop[] = (Object.keys(vector.probes) as ProbeType[]).map((type) => {
    const spec = withProbeDefaults(vector.probes[type] as Probe)
    return {
      type,
      spec,
      worker: createProbeWorker(type, 'main'),
      ticker: createProbeTicker(spec.periodSeconds * SECOND, now),
      values: new Map(),
      pending: 'ok',
      over: false,
    }
  })
  const loopOf = (type: ProbeType): Loop | undefined => loops.find((loop) => loop.type === type)
  const stored = (type: ProbeType): ProbeResult | null | undefined => {
    const loop = loopOf(type)
    return loop ? loop.values.get(container?.id ?? '') : null
  }
  const resultsOf = (loop: Loop): Results => ({
    get: (id) => loop.values.get(id),
    set(id, result) {
      if (loop.values.get(id) === result) return
      loop.values.set(id, result)
      updates.push(loop.type)
    },
    remove: (id) => void loop.values.delete(id),
  })
  const answerOf = (type: ProbeType): Answer => {
    const age = (now - startedAt) / MILLISECOND
    return vector.script[type]?.find(({ untilMs }) => age < untilMs)?.answer ?? 'ok'
  }
  const finish = (loop: Loop, answer: Answer): void => {
    if (answer !== 'ok') {
      const output = answer === 'slow' ? TIMED_OUT : 'no'
      note('Unhealthy', { is: `Warning Unhealthy ${TITLE[loop.type]} probe failed: ${output}` })
    }
    afterProbe(loop.worker, loop.spec, answer === 'ok' ? 'success' : 'failure', resultsOf(loop))
  }
  const look = (loop: Loop): void => {
    const probed: Probed = {
      terminal: false,
      deleting: false,
      restartPolicy: 'Always',
      ...(container && { container }),
    }
    const verdict = beforeProbe(loop.worker, loop.spec, probed, resultsOf(loop), now)
    if (verdict === 'end') loop.over = true
    if (verdict !== 'run') return
    const answer = answerOf(loop.type)
    note('probe', { of: loop.type, is: answer })
    if (answer === 'slow') {
      loop.pending = answer
      loop.ticker.busyUntil = now + loop.spec.timeoutSeconds * SECOND
    } else finish(loop, answer)
  }
  const sync = (): void => {
    const running = container?.state === 'running'
    const started = isStarted(running, stored('startup'))
    const readinessNow = isReady(running, started, stored('readiness'))
    // Upstream leaves `ready` as it is while the container is not started; a new container begins without.
    if (started) ready = readinessNow.ready
    const { trigger } = readinessNow
    if (container) container.started = started
    if (started !== told.started) note('started', { is: String(started) })
    if (ready !== told.ready) note('ready', { is: String(ready) })
    told = { started, ready }
    const readiness = trigger ? loopOf('readiness') : undefined
    if (!readiness) return
    // A tick of this very moment is taken first.
    if (ticking.has(readiness)) readiness.ticker.keptTrigger = true
    else if (triggered(readiness.ticker, now)) look(readiness)
  }
  const kill = (): void => {
    if (container?.state !== 'running') return
    note('kill')
    container = { ...container, state: 'waiting', started: false }
    startAt = now + vector.restartAfterMs * MILLISECOND
    sync()
  }
  const settle = (): void => {
    while (updates.shift()) {
      if (stored('liveness') === 'failure' || stored('startup') === 'failure') kill()
      else sync()
    }
  }
  const start = (): void => {
    run += 1
    startAt = null
    startedAt = now
    ready = false
    note('start')
    const second = Math.floor(now / SECOND) * SECOND
    container = { id: `id-${run}`, state: 'running', startedAt: second, started: false }
    sync()
    settle()
  }

  const proceed = (loop: Loop): void => {
    while (loop.ticker.busyUntil === null && freed(loop.ticker, now)) {
      look(loop)
      settle()
    }
  }

  for (const loop of loops) look(loop)
  for (;;) {
    const due = loops.flatMap((loop) => {
      if (loop.over) return []
      const tick = { at: nextTick(loop.ticker, now), loop, tick: true }
      return loop.ticker.busyUntil === null
        ? [tick]
        : [tick, { at: loop.ticker.busyUntil, loop, tick: false }]
    })
    const at = Math.min(startAt ?? Infinity, ...due.map((one) => one.at))
    if (at > end) break
    now = at
    for (const { loop } of due.filter((one) => one.at === at && !one.tick)) {
      loop.ticker.busyUntil = null
      finish(loop, loop.pending)
      settle()
      proceed(loop)
    }
    if (startAt === at) start()
    ticking = new Set(
      due
        .filter((one) => one.at === at && one.tick && one.loop.ticker.origin !== now)
        .map(({ loop }) => loop)
        .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type)),
    )
    for (const loop of [...ticking]) {
      ticking.delete(loop)
      if (!ticked(loop.ticker)) continue
      look(loop)
      settle()
      proceed(loop)
    }
  }
  return out.toSorted((a, b) => a.t - b.t || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}
