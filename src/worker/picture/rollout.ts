/** The rollout at one instant: the Deployment shown, its ReplicaSets and pods, and the controller's numbers. */
import type { Deployment, ReplicaSet } from '../../sim/api/types/apps.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import { maxSurge, maxUnavailable } from '../../sim/controllers/deployment/fenceposts.ts'
import { byCreationTimestamp, findNewReplicaSet } from '../../sim/controllers/deployment/revisions.ts'
import type { Us } from '../../sim/time.ts'
import { controllerUid, type Instant } from './instant.ts'
import type { PodState } from './picture.ts'
import { availableAt, podState } from './podstate.ts'

export interface RolloutPod {
  pod: Pod
  state: PodState
  availableFrom: Us | null
  isNew: boolean
  /** uid of its ReplicaSet. */
  lane: string
}

export interface Rollout {
  deployment: Deployment
  newRS: ReplicaSet | undefined
  /** Oldest first. */
  oldRSs: ReplicaSet[]
  /** Not terminating. */
  pods: RolloutPod[]
  leaving: RolloutPod[]
  desired: number
  surge: number
  unavailable: number
  /** null: Recreate has no floor. */
  floor: number | null
  ceiling: number
  /** Σ spec.replicas */
  total: number
  newSpec: number
  oldSpec: number
  available: number
  newAvailable: number
  /** Every wanted pod is of the present template and available, nothing of the old is left. */
  complete: boolean
}

/** The Deployment on the stage: the one created last, so that a manifest just applied is what is seen. */
export function shownDeployment(instant: Instant): Deployment | undefined {
  let shown: Deployment | undefined
  for (const deployment of instant.list('deployments')) {
    if (!shown || instant.bornAt(deployment.metadata.uid) >= instant.bornAt(shown.metadata.uid)) {
      shown = deployment
    }
  }
  return shown
}

export const ownedReplicaSets = (instant: Instant, deployment: Deployment): ReplicaSet[] =>
  instant
    .list('replicasets')
    .filter((rs) => controllerUid(rs) === deployment.metadata.uid)
    .sort((a, b) => byCreationTimestamp(a, b))

const sum = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0)

/** What of a pod's object holds at any instant. Read over and over, each version is looked through once. */
interface Traits {
  lane: string | undefined
  /** Where it does not hang on the clock; null: it does. */
  state: PodState | null
}

const traits = new WeakMap<Pod, Traits>()

function traitsOf(pod: Pod): Traits {
  let known = traits.get(pod)
  if (!known) {
    const ready = availableAt(pod, 0, 0) !== null
    known = { lane: controllerUid(pod), state: ready && isSound(pod) ? null : podState(pod, null, 0) }
    traits.set(pod, known)
  }
  return known
}

/** Ready and available differ by the clock; all other states do not. */
const isSound = (pod: Pod): boolean => podState(pod, 0, 0) === 'available'

function podsOf(
  instant: Instant,
  sets: readonly ReplicaSet[],
  newUid: string | undefined,
): Pick<Rollout, 'pods' | 'leaving'> {
  const minReady = new Map(sets.map((rs) => [rs.metadata.uid, rs.spec.minReadySeconds ?? 0]))
  const found: Pick<Rollout, 'pods' | 'leaving'> = { pods: [], leaving: [] }
  for (const pod of instant.list('pods')) {
    const { lane, state: fixed } = traitsOf(pod)
    const seconds = lane === undefined ? undefined : minReady.get(lane)
    if (lane === undefined || seconds === undefined) continue
    const availableFrom = availableAt(pod, seconds, instant.epochSeconds)
    const ripe = availableFrom !== null && availableFrom <= instant.at
    const state = fixed ?? (ripe ? 'available' : 'ready')
    const one = { pod, state, availableFrom, isNew: lane === newUid, lane }
    if (state === 'terminating') found.leaving.push(one)
    else found.pods.push(one)
  }
  return found
}

function isComplete({ spec, status, metadata }: Deployment): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  )
}

export function rolloutOf(instant: Instant, deployment: Deployment): Rollout {
  const sets = ownedReplicaSets(instant, deployment)
  const newRS = findNewReplicaSet(deployment, sets)
  const oldRSs = sets.filter((rs) => rs !== newRS)
  const { pods, leaving } = podsOf(instant, sets, newRS?.metadata.uid)
  const desired = deployment.spec.replicas
  const surge = maxSurge(deployment)
  const unavailable = maxUnavailable(deployment)
  const newSpec = newRS?.spec.replicas ?? 0
  const oldSpec = sum(oldRSs, (rs) => rs.spec.replicas)
  return {
    deployment,
    newRS,
    oldRSs,
    pods,
    leaving,
    desired,
    surge,
    unavailable,
    floor: deployment.spec.strategy.type === 'Recreate' ? null : desired - unavailable,
    ceiling: desired + surge,
    total: newSpec + oldSpec,
    newSpec,
    oldSpec,
    available: sum(sets, (rs) => rs.status.availableReplicas ?? 0),
    newAvailable: newRS?.status.availableReplicas ?? 0,
    complete: isComplete(deployment),
  }
}
