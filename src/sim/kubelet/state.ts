/**
 * All that one kubelet remembers, as plain data: pods by uid, what runs, what it has seen of it, back-offs, pulls.
 * API objects and statuses in it are immutable and shared; the rest belongs to the kubelet alone.
 */
import type { Pod, PodStatus } from '../api/types/pod.ts'
import type { Pull } from '../images/workload.ts'
import type { TimerId } from '../runtime/actor.ts'
import { SECOND, type Us } from '../time.ts'
import type { ProbeResult, ProbeSpec, ProbeType, ProbeWorker } from './prober.ts'
import type { ProbeTicker } from './probeticker.ts'

/** Generic PLEG's relist period. */
export const RELIST_PERIOD: Us = SECOND
/** kubelet.go: the ticker that releases timed syncs. */
export const SYNC_TICKER: Us = SECOND
/** pod_workers.go: interval to the next sync after a good one, after an error; both × (1 … 1.5). */
export const RESYNC_INTERVAL: Us = 60 * SECOND
export const BACKOFF_PERIOD: Us = 10 * SECOND
/** kuberuntime: what every process gets between SIGTERM and SIGKILL. Seconds. */
export const MINIMUM_GRACE_SECONDS = 2
/** Exit code of what was ended by SIGKILL. */
export const SIGKILL_CODE = 137

export interface RuntimeContainer {
  id: string
  name: string
  /** Full name. */
  image: string
  /** As in the spec it was made from. */
  specImage: string
  restartCount: number
  state: 'created' | 'running' | 'exited'
  createdAt: Us
  startedAt: Us
  finishedAt: Us
  exitCode: number
  reason: string
  message?: string
  /** Requests that the process has got: all, those of clients, and clients' errors. */
  requests: number
  hits: number
  errors: number
  /** When it printed, oldest first: at its start and at each request, the last ones only. */
  log: Us[]
  exitAt: Us | null
  exitTimer: TimerId | null
  sigtermAt: Us | null
  kill: Kill | null
}

export interface Kill {
  from: Us
  graceSeconds: number
  sigtermAt: Us
  sigkillAt: Us
  /** The preStop hook failed, or was cut off and fails with the container. */
  hookFails: 'no' | 'atItsEnd' | 'withContainer'
}

export interface Sandbox {
  ip: string
  ready: boolean
}

/** What a relist saw; never changed afterwards. */
export interface PodRecord {
  sandbox: Sandbox | null
  /** Newest first. */
  containers: readonly RuntimeContainer[]
}

export type SyncKind = 'sync' | 'terminating' | 'terminated'

/** What a sync still has to do, in order. A step that takes time is followed by the one that ends it. */
export type Step =
  /** `from`: when the sync began to wait; `delay`: µs until a mount that fails now is tried again. */
  | { do: 'volumes'; from?: Us; delay?: Us }
  | { do: 'mounted' }
  | { do: 'actions' }
  | { do: 'sandbox' }
  | { do: 'sandboxReady' }
  | { do: 'kill'; id: string; name: string; message: string; why: 'liveness' | 'startup' | 'changed' | 'pod' }
  | { do: 'sandboxDown' }
  | { do: 'start'; name: string }
  | { do: 'pulled'; name: string; pull: FinishedPull }
  | { do: 'created'; name: string }
  | { do: 'started'; name: string; id: string }
  | { do: 'postStarted'; name: string; id: string; error?: string }

export interface FinishedPull {
  image: string
  pull: Pull
  /** Of the pull itself, and with the time in the queue. */
  took: Us
  waited: Us
}

export interface SyncError {
  container: string
  reason: string
  message: string
  /** Container back-off only: when it ends. */
  expiry: Us | null
}

export interface Sync {
  kind: SyncKind
  pod: Pod
  record: PodRecord
  steps: Step[]
  /** When it began to stop the pod. */
  from?: Us
  /** While it waits for volumes. */
  mounting: TimerId | null
  /** The container whose exit the sync waits for. */
  killing: string | null
  errors: SyncError[]
  /** Containers that this sync tried to start. */
  attempted: string[]
}

export interface ProbeLoop {
  worker: ProbeWorker
  spec: ProbeSpec
  ticker: ProbeTicker
  timer: TimerId | null
  results: Record<string, ProbeResult>
  /** Outcome of a probe that takes its time. */
  pending: { outcome: 'success' | 'failure' | 'error'; output: string; us: Us; from: Us } | null
  recent: ('success' | 'failure')[]
  lastOutput: string
  runs: number
}

export interface PodWorker {
  uid: string
  pod: Pod
  removed: boolean
  stage: 'syncing' | 'terminating' | 'terminated' | 'finished'
  pending: boolean
  /** A sync that was taken and waits for the next relist. */
  taken: { kind: SyncKind; pod: Pod } | null
  sync: Sync | null
  lastSyncEnd: Us | null
  resync: TimerId | null
  mounted: boolean
  sandbox: Sandbox | null
  /** Newest first. */
  containers: RuntimeContainer[]
  record: PodRecord
  /** How often each container has been started, by name. */
  starts: Record<string, number>
  /** Why a container does not run, by name: what the last sync learnt (reason_cache.go). */
  reasons: Record<string, { reason: string; message: string }>
  /** The runtime's words at the last failed pull, by container. */
  pullErrors: Record<string, string>
  /** status_manager.go: the newest status, whether it is to be written, whether the pod is finished. */
  status: PodStatus | null
  statusQueued: boolean
  statusFinal: boolean
  probes: ProbeLoop[]
  pull: { image: string; from: Us; until: Us; queued: boolean } | null
  backOff: { why: 'image' | 'crash'; from: Us; until: Us; attempt: number } | null
}

export interface BackOffEntry {
  delay: Us
  lastUpdate: Us
}

export interface PullRequest {
  uid: string
  image: string
  name: string
  queuedAt: Us
  /** Of the one under way. */
  from: Us
  pull: Pull | null
}

export interface KubeletState {
  relistPhase: Us
  tickerPhase: Us
  relistedAt: Us
  relistTimer: TimerId | null
  /** Pods of which the runtime has changed since the last relist, and pods whose sync waits for one. */
  dirty: Set<string>
  waiters: Set<string>
  pods: Map<string, PodWorker>
  /** Pods whose status is to be written, by uid. */
  statusQueue: string[]
  present: Set<string>
  pulls: PullRequest[]
  pullBackOff: Map<string, BackOffEntry>
  crashBackOff: Map<string, BackOffEntry>
  /** `owners`: pod uid by address. */
  addresses: { last: number; owners: Map<string, string> }
}

export type KubeletTimer =
  | { t: 'relist' }
  | { t: 'step'; uid: string }
  | { t: 'resync'; uid: string }
  | { t: 'status' }
  | { t: 'pulled' }
  | { t: 'exit'; uid: string; id: string }
  | { t: 'hook'; uid: string; id: string }
  | { t: 'probe'; uid: string; container: string; type: ProbeType }
  | { t: 'probed'; uid: string; container: string; type: ProbeType }
