/**
 * What the cluster is made of: actors that talk only through the API server, wake up by news (watch events that
 * reach their caches) and by timers, and keep all their state as plain data, so that a cluster can be saved,
 * restored and replayed byte for byte. No actor holds a closure over time: a timer is `{at, seq, actor, timer}`.
 */
import type { ApiServer, WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'
import type { ObjectReference } from '../api/types/core.ts'
import type { Decision, DecisionBody } from '../decisions.ts'
import type { Random } from '../random.ts'
import type { Us } from '../time.ts'

export type TimerId = number

export interface RecordedEvent {
  object: ObjectReference
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /**
   * Only for components that record by events.k8s.io (the scheduler): such an Event carries eventTime, action and
   * the reporting fields, repeats become a series, and neither aggregation nor the spam filter see it.
   */
  action?: string
}

export interface ActorContext<Timer> {
  now(): Us
  /** metav1.Time of now: RFC 3339, whole seconds, cut. */
  stamp(): string
  /** Seconds since 1970 at virtual time 0. */
  readonly epochSeconds: number
  readonly random: Random
  readonly api: ApiServer
  /** Wakes this actor with `timer` after `delay` µs. Timers of one instant fire in order of creation. */
  after(delay: Us, timer: Timer): TimerId
  cancel(id: TimerId): void
  /** Records an Event through upstream's correlator (aggregation, count, spam filter), as this actor's component. */
  record(event: RecordedEvent, host?: string): void
  /** Says why: one structured record beside the writes it explains. */
  decide(body: DecisionBody): Decision
}

export interface Actor<Timer = unknown, State = unknown> {
  readonly name: string
  /** Event source component, e.g. `deployment-controller`. */
  readonly component: string
  readonly watches: readonly Resource[]
  /**
   * Actors of one process share its watches: a change reaches all of them at the same moment, in the order in which
   * they were added (kube-controller-manager's shared informers). Default: a process of its own.
   */
  readonly process?: string
  /** A kubelet's field selector: of pods, only those bound to this node are news to it. */
  readonly node?: string
  onNews?(event: WatchEvent): void
  onTimer?(timer: Timer): void
  snapshot(): State
  restore(state: State): void
}

export type ActorFactory<Timer = unknown, State = unknown> = (
  context: ActorContext<Timer>,
) => Actor<Timer, State>
