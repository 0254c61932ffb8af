/**
 * Decisions: why a step happened, in the controller's own numbers. Each is emitted by the actor that took it,
 * beside its writes, and is read by the page's *Why?*. `rule` is an id of docs/SPEC.md.
 */
import type { Us } from './time.ts'

/** `Kind/namespace/name`, e.g. `Deployment/default/web`. */
export type ObjectKey = string

interface Base {
  /** Rule of docs/SPEC.md that was applied, e.g. `DEP-12`. */
  rule: string
  /** What the decision is about. */
  object: ObjectKey
  /** The Deployment it belongs to, if any. */
  deployment?: ObjectKey
}

/** Numbers of one rolling step (rolling.go). Unit: pods. */
export interface RollingNumbers {
  /** spec.replicas */
  desired: number
  /** maxSurge and maxUnavailable, resolved */
  surge: number
  unavailable: number
  /** desired + surge: the most pods at once */
  ceiling: number
  /** desired − unavailable: the fewest available */
  floor: number
  /** spec.replicas of the new ReplicaSet, of the old ones, of all */
  newSpec: number
  oldSpec: number
  total: number
  newAvailable: number
  oldAvailable: number
}

export type DecisionBody = Base &
  (
    | {
        kind: 'NewReplicaSetCreated'
        replicaSet: ObjectKey
        hash: string
        revision: number
        replicas: number
        numbers: RollingNumbers | null
      }
    | { kind: 'NewReplicaSetFound'; replicaSet: ObjectKey; revision: number }
    | { kind: 'RevisionBumped'; replicaSet: ObjectKey; from: number | null; to: number }
    | { kind: 'HashCollision'; replicaSet: ObjectKey; collisionCount: number }
    /** room = ceiling − total, wanted = desired − newSpec, by = min(room, wanted) */
    | {
        kind: 'ScaledUpNew'
        replicaSet: ObjectKey
        from: number
        to: number
        room: number
        wanted: number
        numbers: RollingNumbers
      }
    | { kind: 'ScaledDownNew'; replicaSet: ObjectKey; from: number; to: number; numbers: RollingNumbers }
    /** maxScaledDown = total − floor − newUnavailable */
    | {
        kind: 'CleanedUpUnhealthy'
        replicaSet: ObjectKey
        from: number
        to: number
        unhealthy: number
        maxScaledDown: number
        newUnavailable: number
        numbers: RollingNumbers
      }
    /** budget = available − floor */
    | {
        kind: 'ScaledDownOld'
        replicaSet: ObjectKey
        from: number
        to: number
        budget: number
        available: number
        maxScaledDown: number
        newUnavailable: number
        numbers: RollingNumbers
      }
    | {
        kind: 'NothingPossible'
        blockedBy: ('ceiling' | 'floor' | 'unavailableNew' | 'staleStatus')[]
        maxScaledDown: number
        newUnavailable: number
        numbers: RollingNumbers
      }
    | {
        kind: 'ScaledProportionally'
        replicaSet: ObjectKey
        from: number
        to: number
        fraction: number
        allowed: number
        toAdd: number
        leftover: number
        maxReplicasAnnotation: number
      }
    | { kind: 'ScaledOnly'; replicaSet: ObjectKey; from: number; to: number }
    | { kind: 'RecreateScaledDown'; replicaSet: ObjectKey; from: number; to: number }
    | { kind: 'RecreateWaits'; oldPods: number }
    | { kind: 'Paused' }
    | { kind: 'Resumed' }
    | { kind: 'RolloutComplete'; replicaSet: ObjectKey; replicas: number }
    /** deadlineAt and lastProgressAt in µs of virtual time */
    | {
        kind: 'DeadlineChecked'
        exceeded: boolean
        lastProgressAt: Us
        deadlineAt: Us
        deadlineSeconds: number
      }
    | { kind: 'HistoryCleaned'; deleted: ObjectKey[]; limit: number; candidates: number }
    | { kind: 'PodsCreated'; pods: ObjectKey[]; have: number; want: number; batches: number[] }
    | { kind: 'PodCreateFailed'; message: string; have: number; want: number; retryInMs: number }
    /** criterion: the first of RS §2.5 that told this pod from the next in line */
    | {
        kind: 'PodChosenForDeletion'
        pod: ObjectKey
        have: number
        want: number
        criterion: DeletionCriterion
        over: ObjectKey | null
        value: string
        overValue: string
      }
    | { kind: 'PodNotYetAvailable'; pod: ObjectKey; readyAt: Us; availableAt: Us; minReadySeconds: number }
    | {
        kind: 'EndpointChanged'
        pod: ObjectKey
        address: string
        change: 'added' | 'ready' | 'notReady' | 'draining' | 'removed'
      }
    | { kind: 'PodScheduled'; pod: ObjectKey; node: string; podsOnNode: number }
    | { kind: 'PodUnschedulable'; pod: ObjectKey; message: string }
    | {
        kind: 'RetryDelayed'
        pod: ObjectKey
        container: string
        why: 'image' | 'crash'
        delaySeconds: number
        retryAt: Us
        attempt: number
      }
    | {
        kind: 'ProbeTurned'
        pod: ObjectKey
        container: string
        probe: 'readiness' | 'liveness' | 'startup'
        to: 'success' | 'failure'
        run: number
        threshold: number
      }
    | {
        kind: 'ContainerKilled'
        pod: ObjectKey
        container: string
        why: 'deleted' | 'liveness' | 'startup'
        graceSeconds: number
      }
  )

export type DeletionCriterion =
  | 'unassigned'
  | 'phase'
  | 'notReady'
  | 'deletionCost'
  | 'rank'
  | 'readyTime'
  | 'restarts'
  | 'creationTime'
  | 'uid'
  | 'all'

export type Decision = { id: number; at: Us; actor: string } & DecisionBody
export type DecisionKind = Decision['kind']
