/** Which decision brought about what is pointed at: a pod, a ReplicaSet, a condition. Pure; the latest by an instant. */
import type { Decision, DecisionKind, ObjectKey } from '../sim/decisions.ts'
import type { ConditionView, PodState } from '../worker/picture/picture.ts'
import { kindOf } from './names.ts'

/** Objects a decision speaks of. */
export function objectsOf(decision: Decision): ObjectKey[] {
  const keys = [decision.object]
  if ('replicaSet' in decision) keys.push(decision.replicaSet)
  if ('pod' in decision) keys.push(decision.pod)
  if ('pods' in decision) keys.push(...decision.pods)
  return keys
}

const FAILING: readonly DecisionKind[] = ['RetryDelayed', 'ContainerKilled', 'PodsCreated']

/** What puts a pod into its state, the nearest cause first. */
const OF_POD: Record<PodState, readonly DecisionKind[]> = {
  pending: ['PodUnschedulable', 'PodsCreated'],
  creating: ['PodsCreated'],
  notReady: ['ProbeTurned', 'PodsCreated'],
  ready: ['PodNotYetAvailable', 'ProbeTurned', 'PodsCreated'],
  available: ['ProbeTurned', 'EndpointChanged', 'PodsCreated'],
  terminating: ['PodChosenForDeletion', 'ContainerKilled'],
  errImagePull: FAILING,
  imagePullBackOff: FAILING,
  error: FAILING,
  crashLoopBackOff: FAILING,
}

/** What gives a ReplicaSet its size. */
const OF_REPLICA_SET: readonly DecisionKind[] = [
  'NewReplicaSetCreated',
  'ScaledUpNew',
  'ScaledDownNew',
  'ScaledDownOld',
  'CleanedUpUnhealthy',
  'ScaledProportionally',
  'ScaledOnly',
  'RecreateScaledDown',
]

/** By reason of the condition; others follow from whatever the controller did last. */
const OF_REASON: Record<string, readonly DecisionKind[]> = {
  NewReplicaSetAvailable: ['RolloutComplete'],
  ProgressDeadlineExceeded: ['DeadlineChecked'],
  NewReplicaSetCreated: ['NewReplicaSetCreated'],
  FoundNewReplicaSet: ['NewReplicaSetFound'],
  DeploymentPaused: ['Paused'],
  DeploymentResumed: ['Resumed'],
  ReplicaSetUpdated: OF_REPLICA_SET,
  FailedCreate: ['PodCreateFailed'],
}

/** `decisions` up to the instant. `state` of a pod. null: nothing that is known. */
export function causeOf(
  decisions: readonly Decision[],
  object: ObjectKey,
  state: PodState | undefined,
): Decision | null {
  const about = decisions.filter((decision) => objectsOf(decision).includes(object))
  const isReplicaSet = kindOf(object) === 'ReplicaSet'
  if (isReplicaSet) return about.findLast(({ kind }) => OF_REPLICA_SET.includes(kind)) ?? about.at(-1) ?? null
  for (const kind of state ? OF_POD[state] : []) {
    const found = about.findLast((decision) => decision.kind === kind)
    if (found) return found
  }
  return about.at(-1) ?? null
}

/** Stamps of conditions are cut to whole seconds: the cause may be up to a second later. */
const STAMP_MS = 1_000

export function causeOfCondition(
  decisions: readonly Decision[],
  { reason, changedAt }: Pick<ConditionView, 'reason' | 'changedAt'>,
  atMs: number,
): Decision | null {
  const kinds = OF_REASON[reason]
  // A reason may change without the stamp: its own decision is looked for up to the instant shown.
  const until = (kinds || changedAt === null ? atMs : Math.min(atMs, changedAt + STAMP_MS)) * 1_000
  const fits = (decision: Decision): boolean =>
    decision.at <= until &&
    (kinds
      ? kinds.includes(decision.kind) && !(decision.kind === 'DeadlineChecked' && !decision.exceeded)
      : kindOf(decision.object) === 'Deployment')
  return decisions.findLast(fits) ?? null
}
