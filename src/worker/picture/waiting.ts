/**
 * What the rollout waits for, and until when: one answer for the headline and for *Why nothing happens*.
 * `stuck`: nothing can move before someone acts.
 */
import { getDeploymentCondition, TIMED_OUT } from '../../sim/controllers/deployment/conditions.ts'
import { filterActiveReplicaSets } from '../../sim/controllers/deployment/numbers.ts'
import { DESIRED_REPLICAS, getReplicasAnnotation } from '../../sim/controllers/deployment/proportion.ts'
import type { Us } from '../../sim/time.ts'
import { toMs, type Instant } from './instant.ts'
import { outlook, type Doom, type Outlook } from './outlook.ts'
import type { Sentence } from './picture.ts'
import type { Rollout } from './rollout.ts'
import { say } from './sentences.ts'

export type Limits = 'both' | 'ceiling' | 'floor' | 'free'

export interface Waiting {
  kind: 'nothing' | 'paused' | 'controller' | 'stop' | 'quota' | 'size' | Outlook['waits']
  stuck: boolean
  /** What keeps the pods from becoming available; null when nothing does for ever. */
  doom: Doom | 'quota' | 'deadline' | 'size'
  limits: Limits
  until: Us | null
  /** Pods that are waited for, by uid, the next one first. */
  pods: string[]
  sentence: Sentence | null
}

export function limitsOf(rollout: Rollout): Limits {
  const { floor, available, total, ceiling, newSpec, desired } = rollout
  const atCeiling = total >= ceiling && newSpec < desired
  const atFloor = floor !== null && available <= floor && rollout.oldSpec > 0
  if (atCeiling && atFloor) return 'both'
  return atCeiling ? 'ceiling' : atFloor ? 'floor' : 'free'
}

/** The controller has a step to take: it will move by itself within milliseconds. */
function controllerCanMove(rollout: Rollout): boolean {
  const { deployment, newRS, newSpec, desired, total, ceiling, floor, oldSpec, available } = rollout
  if (deployment.metadata.generation !== deployment.status.observedGeneration || !newRS) return true
  if (floor === null) return newSpec < desired && rollout.oldSpec === 0 && rollout.leaving.length === 0
  if (newSpec < desired && total < ceiling) return true
  const maxScaledDown = total - floor - (newSpec - rollout.newAvailable)
  const unhealthy = rollout.oldRSs.some((rs) => rs.spec.replicas > (rs.status.availableReplicas ?? 0))
  return oldSpec > 0 && maxScaledDown > 0 && (available > floor || unhealthy)
}

/**
 * An old ReplicaSet is the one active, has the wanted size and notes another (isScalingEvent, FUZ-3): every sync is taken
 * for a scaling in which there is nothing to do, and nothing rolls out until the size changes.
 */
function heldBySize({ newRS, oldRSs, desired }: Rollout): boolean {
  const [only, second] = filterActiveReplicaSets(newRS ? [...oldRSs, newRS] : oldRSs)
  if (!only || second || only === newRS || only.spec.replicas !== desired) return false
  return (getReplicasAnnotation(only, DESIRED_REPLICAS) ?? desired) !== desired
}

const refusal = ({ newRS, deployment }: Rollout): boolean =>
  getDeploymentCondition(deployment.status, 'ReplicaFailure')?.status === 'True' &&
  newRS !== undefined &&
  newRS.status.replicas < newRS.spec.replicas

const waiting = (partial: Partial<Waiting> & Pick<Waiting, 'kind'>): Waiting => ({
  stuck: false,
  doom: null,
  limits: 'free',
  until: null,
  pods: [],
  sentence: null,
  ...partial,
})

interface Awaited {
  uid: string
  outlook: Outlook
}

/** Known ends first, the earliest of them first; then those of which no end is known. */
const bySoonest = (a: Awaited, b: Awaited): number =>
  (a.outlook.until ?? Infinity) - (b.outlook.until ?? Infinity)

const ORDER: readonly Outlook['waits'][] = ['minReady', 'probe', 'start', 'pull', 'node', 'retry']

/** Of all pods under way, the furthest on their way decide what is said. */
function nextOf(awaited: readonly Awaited[]): Awaited[] {
  for (const waits of ORDER) {
    const here = awaited.filter((one) => one.outlook.waits === waits)
    if (here.length > 0) return here.sort(bySoonest)
  }
  return []
}

function sentenceOf(limits: Limits, next: Awaited, at: Us): Sentence {
  const { waits, until } = next.outlook
  if (until === null || until <= at) return say(`why.${limits}.${waits}.soon`, {})
  return say(`why.${limits}.${waits}`, { in: toMs(until - at) })
}

export function waitingFor(instant: Instant, rollout: Rollout): Waiting {
  const { deployment, newRS } = rollout
  if (rollout.complete) return waiting({ kind: 'nothing' })
  if (deployment.spec.paused) return waiting({ kind: 'paused', sentence: say('why.paused', {}) })
  if (heldBySize(rollout)) return waiting({ kind: 'size', stuck: true, doom: 'size' })
  const minReady = newRS?.spec.minReadySeconds ?? 0
  const awaited = rollout.pods
    .filter(({ state }) => state !== 'available')
    .map((pod) => ({ uid: pod.pod.metadata.uid, outlook: outlook(pod, instant, minReady) }))
  const limits = limitsOf(rollout)
  const hopeful = awaited.filter((one) => one.outlook.doom === null)
  const exceeded = getDeploymentCondition(deployment.status, 'Progressing')?.reason === TIMED_OUT
  const blocked = !controllerCanMove(rollout)
  const doomed = awaited.find((one) => one.outlook.doom !== null)?.outlook.doom ?? null
  const refused = refusal(rollout)
  if ((blocked || refused) && hopeful.length === 0 && (doomed !== null || refused)) {
    const doom = refused ? 'quota' : doomed
    const soonest = [...awaited].sort(bySoonest)[0]
    return waiting({
      kind: refused ? 'quota' : 'retry',
      stuck: true,
      doom,
      limits,
      until: soonest?.outlook.until ?? null,
      pods: awaited.map(({ uid }) => uid),
    })
  }
  if (exceeded) return waiting({ kind: 'retry', stuck: true, doom: doomed ?? 'deadline', limits })
  if (rollout.floor === null && rollout.oldSpec === 0 && rollout.leaving.some(({ isNew }) => !isNew)) {
    return waitingForStop(instant, rollout)
  }
  if (!blocked) return waiting({ kind: 'controller', limits, sentence: say('why.controller', {}) })
  const next = nextOf(hopeful)
  const first = next[0]
  if (!first) return waiting({ kind: 'controller', limits, sentence: say('why.controller', {}) })
  return waiting({
    kind: first.outlook.waits,
    limits,
    until: first.outlook.until,
    pods: next.map(({ uid }) => uid),
    sentence: sentenceOf(limits, first, instant.at),
  })
}

/** Recreate starts nothing before the last old pod is gone; SIGKILL is the latest end of each. */
function waitingForStop(instant: Instant, { leaving }: Rollout): Waiting {
  const old = leaving.filter(({ isNew }) => !isNew)
  const ends = old.map(({ pod }) => instant.facts(pod.metadata.uid)?.stop?.sigkillAt ?? 0)
  const until = Math.max(...ends)
  return waiting({
    kind: 'stop',
    until: until > instant.at ? until : null,
    pods: old.map(({ pod }) => pod.metadata.uid),
    sentence: say('why.stop', { n: old.length, in: Math.max(0, toMs(until - instant.at)) }),
  })
}
