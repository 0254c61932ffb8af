/**
 * What must hold pod by pod, along the writes: a ReplicaSet never creates beyond its size (FUZ-6), and the controllers
 * never delete an available pod while fewer than replicas − maxUnavailable are left (FUZ-7).
 */
import type { WatchEvent } from '../../../src/sim/api/contract.ts'
import type { Deployment, ReplicaSet } from '../../../src/sim/api/types/apps.ts'
import type { Pod } from '../../../src/sim/api/types/pod.ts'
import { maxUnavailable } from '../../../src/sim/controllers/deployment/fenceposts.ts'
import { getControllerOf } from '../../../src/sim/controllers/owners.ts'
import { isPodActive, isPodReady } from '../../../src/sim/controllers/replicaset/podstate.ts'
import { MILLISECOND, SECOND, type Us } from '../../../src/sim/time.ts'

/** News of a write is with the controllers after this long at the latest. */
const NEWS_DELAY: Us = 100 * MILLISECOND
/** From a pod's status to the last deletion that was decided on what was known before. */
const REACTION: Us = 3 * SECOND

interface Tracked {
  owner: string
  active: boolean
  /** Ready without a break since then. */
  readyFrom: Us | undefined
}

export interface PodMemory {
  pods: Map<string, Tracked>
  /** By uid: sizes of late, with the instant at which each was replaced by a smaller one. */
  sizes: Map<string, { now: number; before: { size: number; until: Us }[] }>
  deployment: Deployment | undefined
  /** When the spec last changed, or a pod was lost that no controller took. */
  unsteady: Us
  /** By uid of a ReplicaSet: when it last lost an available pod to a controller. */
  shrunk: Map<string, Us>
  /** Deletions now are a command's. */
  byHand: boolean
}

export const createPodMemory = (): PodMemory => ({
  pods: new Map(),
  sizes: new Map(),
  deployment: undefined,
  unsteady: 0,
  shrunk: new Map(),
  byHand: false,
})

export function checkPods(memory: PodMemory, at: Us, event: WatchEvent): string | undefined {
  if (event.resource === 'deployments') followDeployment(memory, at, event.object as Deployment)
  if (event.resource === 'replicasets') followSize(memory, at, event as WatchEvent<'replicasets'>)
  return event.resource === 'pods' ? followPod(memory, at, event as WatchEvent<'pods'>) : undefined
}

function followDeployment(memory: PodMemory, at: Us, d: Deployment): void {
  if (d.metadata.generation !== memory.deployment?.metadata.generation) memory.unsteady = at
  memory.deployment = d
}

function followSize(memory: PodMemory, at: Us, { type, object }: WatchEvent<'replicasets'>): void {
  const { uid } = object.metadata
  if (type === 'DELETED') return void memory.sizes.delete(uid)
  const now = (object as ReplicaSet).spec.replicas
  const known = memory.sizes.get(uid)
  if (!known) return void memory.sizes.set(uid, { now, before: [] })
  if (now < known.now) known.before.push({ size: known.now, until: at })
  known.now = now
}

/** The size that the controller may go by: the present one, or one that was replaced a moment ago. */
function sizeKnown(memory: PodMemory, at: Us, uid: string): number {
  const sizes = memory.sizes.get(uid)
  if (!sizes) return Infinity
  sizes.before = sizes.before.filter(({ until }) => at - until <= NEWS_DELAY)
  return Math.max(sizes.now, ...sizes.before.map(({ size }) => size))
}

function followPod(memory: PodMemory, at: Us, { type, object: pod }: WatchEvent<'pods'>): string | undefined {
  const { uid, name } = pod.metadata
  const before = memory.pods.get(uid)
  if (type === 'DELETED') return void memory.pods.delete(uid)
  const owner = getControllerOf(pod)?.uid ?? ''
  const after: Tracked = {
    owner,
    active: isPodActive(pod),
    readyFrom: isPodReady(pod) ? (before?.readyFrom ?? at) : undefined,
  }
  memory.pods.set(uid, after)
  if (type === 'ADDED') {
    const own = [...memory.pods.values()].filter((one) => one.owner === owner && one.active).length
    const size = sizeKnown(memory, at, owner)
    return own > size ? `Pod/${name} is the ${own}th of a ReplicaSet of ${size}` : undefined
  }
  const going = before?.active === true && pod.metadata.deletionTimestamp !== undefined
  if (going && !memory.byHand) return checkFloor(memory, at, pod, before)
  if (going || (before?.readyFrom !== undefined && after.readyFrom === undefined)) memory.unsteady = at
  return undefined
}

/** A pod that has been available for a while goes though nothing else has changed: enough must be left. */
function checkFloor(memory: PodMemory, at: Us, pod: Pod, { owner, readyFrom }: Tracked): string | undefined {
  memory.shrunk.set(owner, at)
  const d = memory.deployment
  if (!d || d.spec.strategy.type !== 'RollingUpdate' || at - memory.unsteady <= REACTION) return undefined
  const needed = (d.spec.minReadySeconds ?? 0) * SECOND
  const available = (from: Us | undefined): boolean => from !== undefined && from + needed <= at
  if (!available(readyFrom) || at - (readyFrom ?? at) - needed <= REACTION) return undefined
  // Times of readiness are told in whole seconds: who is available by them may be so a second earlier.
  const early = (from: Us | undefined): boolean => from !== undefined && from + needed - SECOND <= at
  // The ranking of pods to delete knows ready, not available: upstream's cleanupUnhealthyReplicas counts on its
  // unavailable pods going first, but a ready one that is not yet available may stay in an available one's stead.
  const mistaken = (one: Tracked): boolean =>
    one.readyFrom !== undefined && at - (memory.shrunk.get(one.owner) ?? -Infinity) <= REACTION
  const left = [...memory.pods.values()].filter(
    (one) => one.active && (early(one.readyFrom) || mistaken(one)),
  ).length
  const floor = d.spec.replicas - maxUnavailable(d)
  return left < floor
    ? `Pod/${pod.metadata.name} is taken, ${left} available are left of ${floor}`
    : undefined
}
