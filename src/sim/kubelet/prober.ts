/**
 * One probe worker: when a probe runs, what its outcome changes, when it rests. Pure: time and container come in,
 * the verdict goes out; who waits for ticks and runs the handler is probeworker.ts (or a vectors runner).
 * @see kubernetes/pkg/kubelet/prober/worker.go, prober_manager.go, results/results_manager.go, v1.35
 */
import type { Probe, ProbeHandler } from '../api/types/pod.ts'
import { SECOND, type Us } from '../time.ts'

export type ProbeType = 'liveness' | 'readiness' | 'startup'
export type ProbeResult = 'success' | 'failure' | 'unknown'

/** What a worker remembers. Plain data. */
export interface ProbeWorker {
  type: ProbeType
  container: string
  /** The container of its last look; empty before the first. */
  containerID: string
  /** Rests until there is a new container. */
  onHold: boolean
  lastResult: ProbeResult | null
  resultRun: number
}

export const createProbeWorker = (type: ProbeType, container: string): ProbeWorker => ({
  type,
  container,
  containerID: '',
  onHold: false,
  lastResult: null,
  resultRun: 0,
})

/** A probe with the API's defaults filled in. */
export type ProbeSpec = ProbeHandler &
  Required<Omit<Probe, keyof ProbeHandler | 'terminationGracePeriodSeconds'>>

export const withProbeDefaults = (probe: Probe): ProbeSpec => ({
  ...probe,
  initialDelaySeconds: probe.initialDelaySeconds ?? 0,
  timeoutSeconds: probe.timeoutSeconds ?? 1,
  periodSeconds: probe.periodSeconds ?? 10,
  successThreshold: probe.successThreshold ?? 1,
  failureThreshold: probe.failureThreshold ?? 3,
})

/** The pod as the status manager has it: what a worker goes by. */
export interface Probed {
  terminal: boolean
  deleting: boolean
  restartPolicy: string
  /** Absent: no status yet. */
  container?: {
    id: string
    state: 'waiting' | 'running' | 'terminated'
    /** state.running.startedAt, whole seconds as µs of virtual time (may be below zero by the cut). */
    startedAt: Us
    started: boolean
  }
}

/** Stored results by container id; `set` tells the kubelet of changes (the manager's Updates channel). */
export interface Results {
  get(containerID: string): ProbeResult | undefined
  set(containerID: string, result: ProbeResult): void
  remove(containerID: string): void
}

const INITIAL: Record<ProbeType, ProbeResult> = {
  readiness: 'failure',
  liveness: 'success',
  startup: 'unknown',
}

/** doProbe up to the handler: `wait` for the next tick, `end` the worker, or `run` the probe now. */
export function beforeProbe(
  worker: ProbeWorker,
  spec: ProbeSpec,
  probed: Probed | undefined,
  results: Results,
  now: Us,
): 'wait' | 'end' | 'run' {
  if (!probed) return 'wait'
  if (probed.terminal) return 'end'
  const { container } = probed
  if (!container || container.id === '') return 'wait'
  if (worker.containerID !== container.id) {
    if (worker.containerID !== '') results.remove(worker.containerID)
    worker.containerID = container.id
    results.set(container.id, INITIAL[worker.type])
    worker.onHold = false
  }
  if (worker.onHold) return 'wait'
  if (container.state !== 'running') {
    results.set(worker.containerID, 'failure')
    return container.state === 'terminated' && probed.restartPolicy === 'Never' ? 'end' : 'wait'
  }
  if (probed.deleting && worker.type !== 'readiness') {
    results.set(worker.containerID, 'success')
    return 'end'
  }
  if (Math.floor((now - container.startedAt) / SECOND) < spec.initialDelaySeconds) return 'wait'
  // A started container needs no startup probe; one that is not started gets no other.
  return container.started === (worker.type === 'startup') ? 'wait' : 'run'
}

/** doProbe after the handler. An `error` (no outcome at all) counts for nothing. */
export function afterProbe(
  worker: ProbeWorker,
  spec: ProbeSpec,
  outcome: 'success' | 'failure' | 'error',
  results: Results,
): void {
  if (outcome === 'error') return
  worker.resultRun = worker.lastResult === outcome ? worker.resultRun + 1 : 1
  worker.lastResult = outcome
  const threshold = outcome === 'failure' ? spec.failureThreshold : spec.successThreshold
  if (worker.resultRun < threshold) return
  results.set(worker.containerID, outcome)
  if (worker.type === 'startup' || (worker.type === 'liveness' && outcome === 'failure')) {
    worker.onHold = true
    worker.resultRun = 0
  }
}

/** containerStatuses[].started (prober_manager.go isContainerStarted). `startup`: stored result, null without a worker. */
export function isStarted(running: boolean, startup: ProbeResult | null | undefined): boolean {
  return running && (startup === null || startup === 'success')
}

/** containerStatuses[].ready, and whether the readiness worker is to run at once. `readiness`: as above. */
export function isReady(
  running: boolean,
  started: boolean,
  readiness: ProbeResult | null | undefined,
): { ready: boolean; trigger: boolean } {
  if (!started || !running) return { ready: false, trigger: false }
  if (readiness === null || readiness === 'success') return { ready: true, trigger: false }
  return { ready: false, trigger: true }
}
