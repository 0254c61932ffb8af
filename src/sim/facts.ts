/**
 * What a node knows of a pod and no API object says: how far a pull is, when the next probe runs, until when a
 * back-off lasts, which signal was sent. The kubelet publishes these beside its status writes; they are for showing,
 * no actor reads them. All instants in µs of virtual time.
 */
import type { Us } from './time.ts'

export interface PodFacts {
  uid: string
  /** A pull under way. `queued`: waiting for another pull on the node. */
  pull?: { image: string; from: Us; until: Us; queued: boolean }
  /** A back-off that holds the next attempt. `until` is when the kubelet will really look again. */
  backOff?: { why: 'image' | 'crash'; from: Us; until: Us; attempt: number }
  readiness?: ProbeFacts
  liveness?: ProbeFacts
  startup?: ProbeFacts
  /** Termination under way: when it began, when SIGTERM and SIGKILL are due (or were sent), in which phase it is. */
  stop?: { from: Us; sigtermAt: Us; sigkillAt: Us; signal: 'preStop' | 'SIGTERM' | 'SIGKILL' }
  /** When the container process began, and whether it listens. */
  startedAt?: Us
  exitCode?: number
  /** Requests answered by this pod since it runs, and how many of them with an error. */
  hits: number
  errors: number
}

export interface ProbeFacts {
  /** Outcomes of the last runs, oldest first, three at most. */
  recent: ('success' | 'failure')[]
  /** What the last run said, e.g. `HTTP probe failed with statuscode: 503`. */
  lastOutput: string
  /** The next run; while nothing changes also every `every` after it, without a new record. */
  nextAt?: Us
  every?: Us
}

/** How one request of the load generator (or of curl) ended. */
export interface RequestRecord {
  id: number
  /** Sent, and answered (or failed). */
  at: Us
  doneAt: Us
  outcome: 'answered' | 'error' | 'refused' | 'cut'
  /** HTTP status; 0 when there was no answer. */
  status: number
  pod: string | null
  /** Tag of the image that answered, e.g. `v2`. */
  version: string | null
  body: string
}
