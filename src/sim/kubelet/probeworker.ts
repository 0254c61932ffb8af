/**
 * The probe workers of a pod: their timers, their triggers, and where their results go. A probe that can only give the
 * answer it gave is not run again before that may change: ten thousand healthy pods cost nothing.
 * @see kubernetes/pkg/kubelet/prober/prober_manager.go, worker.go; kubelet.go handleProbeSync, v1.35
 */
import type { Container, PodStatus } from '../api/types/pod.ts'
import { SECOND, type Us } from '../time.ts'
import { podKey, publishFacts, recordEvent, type Kubelet } from './node.ts'
import { isSidecarNamed, sidecarsOf, statusNamed } from './containers.ts'
import { updatePod } from './podworker.ts'
import { afterProbe, beforeProbe, createProbeWorker, withProbeDefaults } from './prober.ts'
import type { Probed, ProbeResult, ProbeType, Results } from './prober.ts'
import { runProbe, type ProbeRun } from './probehandler.ts'
import { createProbeTicker, freed, nextTick, triggered } from './probeticker.ts'
import type { PodWorker, ProbeLoop, RuntimeContainer } from './state.ts'
import { setContainerReadiness, setContainerStartup } from './statusmanager.ts'

const TITLE: Record<ProbeType, string> = { liveness: 'Liveness', readiness: 'Readiness', startup: 'Startup' }

const specsOf = (container: Container) =>
  [
    ['startup', container.startupProbe],
    ['readiness', container.readinessProbe],
    ['liveness', container.livenessProbe],
  ] as const

export const loopOf = (w: PodWorker, container: string, type: ProbeType): ProbeLoop | undefined =>
  w.probes.find(({ worker }) => worker.type === type && worker.container === container)

/** The stored result for a container id; null when there is no such probe, undefined when there is no result yet. */
export function storedResult(
  w: PodWorker,
  container: string,
  type: ProbeType,
  id: string,
): ProbeResult | null | undefined {
  const loop = loopOf(w, container, type)
  return loop ? loop.results[id] : null
}

/** The pod's volumes are there: its workers begin. */
export function addProbes(k: Kubelet, w: PodWorker): void {
  const now = k.context.now()
  for (const container of [...w.pod.spec.containers, ...sidecarsOf(w.pod)])
    for (const [type, probe] of specsOf(container)) {
      if (!probe || loopOf(w, container.name, type)) continue
      const spec = withProbeDefaults(probe)
      w.probes.push({
        worker: createProbeWorker(type, container.name),
        spec,
        ticker: createProbeTicker(spec.periodSeconds * SECOND, now),
        timer: null,
        results: {},
        pending: null,
        recent: [],
        lastOutput: '',
        runs: 0,
      })
    }
  for (const loop of [...w.probes]) look(k, w, loop)
}

/** Ends the workers of these types (all: the pod is down). */
export function removeProbes(k: Kubelet, w: PodWorker, types: readonly ProbeType[]): void {
  w.probes = w.probes.filter((loop) => {
    if (!types.includes(loop.worker.type)) return true
    if (loop.timer !== null) k.context.cancel(loop.timer)
    return false
  })
}

function containerOf(w: PodWorker, id: string): RuntimeContainer | undefined {
  return w.containers.find((container) => container.id === id)
}

function probedOf(w: PodWorker, { worker }: ProbeLoop): Probed | undefined {
  if (!w.status) return undefined
  const { status } = w
  const one = statusNamed(status, worker.container)
  const id = one?.containerID ?? ''
  const startedAt = Math.floor((containerOf(w, id)?.startedAt ?? 0) / SECOND) * SECOND
  const state = one?.state?.running ? 'running' : one?.state?.terminated ? 'terminated' : 'waiting'
  return {
    terminal: status.phase === 'Succeeded' || status.phase === 'Failed',
    deleting: w.pod.metadata.deletionTimestamp !== undefined,
    restartPolicy: isSidecarNamed(w.pod, worker.container)
      ? 'Always'
      : (w.pod.spec.restartPolicy ?? 'Always'),
    ...(one && { container: { id, state, startedAt, started: one.started ?? false } }),
  }
}

type Update = { id: string; result: ProbeResult }

function resultsOf(loop: ProbeLoop, updates: Update[]): Results {
  return {
    get: (id) => loop.results[id],
    set(id, result) {
      if (loop.results[id] === result) return
      loop.results = { ...loop.results, [id]: result }
      updates.push({ id, result })
    },
    remove(id) {
      const { [id]: _, ...rest } = loop.results
      loop.results = rest
    },
  }
}

/** doProbe. */
function look(k: Kubelet, w: PodWorker, loop: ProbeLoop): void {
  const now = k.context.now()
  const updates: Update[] = []
  const verdict = beforeProbe(loop.worker, loop.spec, probedOf(w, loop), resultsOf(loop, updates), now)
  if (verdict === 'end') w.probes = w.probes.filter((one) => one !== loop)
  if (verdict === 'run') {
    const run = runProbe(k, w, loop, containerOf(w, loop.worker.containerID))
    if (run.us > 0) {
      loop.ticker.busyUntil = now + run.us
      loop.pending = { ...run, from: now }
      k.context.after(run.us, {
        t: 'probed',
        uid: w.uid,
        container: loop.worker.container,
        type: loop.worker.type,
      })
    } else finish(k, w, loop, run, updates)
  }
  arm(k, w, loop)
  deliver(k, w, loop, updates)
}

function finish(k: Kubelet, w: PodWorker, loop: ProbeLoop, run: ProbeRun, updates: Update[]): void {
  const { worker, spec } = loop
  const { outcome, output } = run
  const before = updates.length
  loop.runs += 1
  loop.lastOutput = output
  if (outcome !== 'error') loop.recent = [...loop.recent, outcome].slice(-3)
  if (outcome !== 'success') {
    const how = outcome === 'failure' ? 'failed' : 'errored and resulted in unknown state'
    const message = `${TITLE[worker.type]} probe ${how}: ${output}`
    recordEvent(k, w.pod, worker.container, 'Warning', 'Unhealthy', message)
  }
  afterProbe(worker, spec, outcome, resultsOf(loop, updates))
  if (updates.length > before && outcome !== 'error')
    k.context.decide({
      kind: 'ProbeTurned',
      rule: 'POD-33',
      object: podKey(w.pod),
      pod: podKey(w.pod),
      container: worker.container,
      probe: worker.type,
      to: outcome,
      run: loop.runs,
      threshold: outcome === 'success' ? spec.successThreshold : spec.failureThreshold,
    })
  publishFacts(k, w)
}

/** The managers' Updates channels: into the status at once, and a sync. */
function deliver(k: Kubelet, w: PodWorker, { worker }: ProbeLoop, updates: readonly Update[]): void {
  for (const { id, result } of updates) {
    if (worker.type === 'liveness' && result !== 'failure') continue
    if (worker.type === 'readiness') setContainerReadiness(k, w, id, result === 'success')
    if (worker.type === 'startup') setContainerStartup(k, w, id, result === 'success')
    updatePod(k, w)
  }
}

/** Sets the timer of the next tick at which the worker could do anything. */
function arm(k: Kubelet, w: PodWorker, loop: ProbeLoop): void {
  if (loop.timer !== null) k.context.cancel(loop.timer)
  loop.timer = null
  if (loop.ticker.busyUntil !== null || !w.probes.includes(loop)) return
  const now = k.context.now()
  const at = nextTick(loop.ticker, now)
  const until = quietUntil(k, w, loop, at)
  if (until === Infinity) return
  const { worker, ticker } = loop
  const tick =
    until <= at ? at : ticker.origin + Math.ceil((until - ticker.origin) / ticker.period) * ticker.period
  const timer = { t: 'probe', uid: w.uid, container: worker.container, type: worker.type } as const
  loop.timer = k.context.after(tick - now, timer)
}

/** Before this instant ticks would find nothing to do; Infinity: not before the status or the behaviour changes. */
function quietUntil(k: Kubelet, w: PodWorker, loop: ProbeLoop, at: Us): Us {
  const { worker } = loop
  const container = probedOf(w, loop)?.container
  if (!container || container.id === '') return Infinity
  if (container.id !== worker.containerID) return at
  if (worker.onHold) return Infinity
  if (container.state !== 'running') return loop.results[container.id] === 'failure' ? Infinity : at
  if (container.started === (worker.type === 'startup')) return Infinity
  const process = containerOf(w, container.id)
  if (!process || worker.lastResult !== 'success' || loop.results[container.id] !== 'success') return at
  const age = k.context.now() - process.startedAt
  const steady = k.workload().steadyUntil(process.image, worker.type, age)
  return Math.min(process.startedAt + steady, process.exitAt ?? Infinity)
}

/** The status that workers go by has changed, or what processes will answer: resting workers look up. */
export function statusChanged(k: Kubelet, w: PodWorker, before: PodStatus | null): void {
  if (w.status === before) return
  for (const loop of w.probes) if (loop.timer === null) arm(k, w, loop)
}

export function behaviourChanged(k: Kubelet, w: PodWorker): void {
  for (const loop of w.probes) arm(k, w, loop)
}

/** The pod's status was asked for and these containers are started but not ready: probe them at once. */
export function triggerReadiness(k: Kubelet, w: PodWorker, containers: readonly string[]): void {
  for (const name of containers) {
    const loop = loopOf(w, name, 'readiness')
    if (loop && triggered(loop.ticker, k.context.now())) look(k, w, loop)
  }
}

export function onTick(k: Kubelet, w: PodWorker, container: string, type: ProbeType): void {
  const loop = loopOf(w, container, type)
  if (!loop) return
  loop.timer = null
  look(k, w, loop)
}

/** A probe that took its time is over. */
export function onProbed(k: Kubelet, w: PodWorker, container: string, type: ProbeType): void {
  const loop = loopOf(w, container, type)
  if (!loop?.pending) return
  const now = k.context.now()
  const { pending } = loop
  const updates: Update[] = []
  loop.pending = null
  loop.ticker.busyUntil = null
  // A tick of this very moment has its own timer.
  if (nextTick(loop.ticker, pending.from) <= now) loop.ticker.keptTick = true
  finish(k, w, loop, pending, updates)
  arm(k, w, loop)
  deliver(k, w, loop, updates)
  if (loop.ticker.busyUntil === null && freed(loop.ticker, now)) look(k, w, loop)
}
