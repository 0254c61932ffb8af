/**
 * Which pods a ReplicaSet deletes first, and by which criterion each was chosen.
 * @see kubernetes/pkg/controller/controller_utils.go (ActivePodsWithRanks), v1.35
 */
import type { Pod } from '../../api/types/pod.ts'
import type { DeletionCriterion } from '../../decisions.ts'
import { parseRfc3339 } from '../../time.ts'

export const POD_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'

/** A pod with what the order needs of it, read once. */
export interface RankedPod {
  pod: Pod
  uid: string
  /** Empty while it has none. */
  node: string
  /** Active pods of the same controller owner on the same node, this one included. */
  rank: number
  ready: boolean
  /** Seconds since 1970; undefined when the object has no such time. */
  readyAt: number | undefined
  createdAt: number | undefined
  cost: number
  /** Place of its phase: Pending, Unknown, Running. */
  phase: number
  /** Highest restart count of its containers, and of its sidecars. */
  restarts: number
  sidecarRestarts: number
}

/** A criterion that can decide between two pods. */
export type Decisive = Exclude<DeletionCriterion, 'all'>

/** `order` < 0: the first is deleted before the second; 0 only for pods that upstream cannot tell apart. */
export interface DeletionOrder {
  order: number
  criterion: Decisive
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }
const COST = /^(0|-?[1-9]\d*)$/

/** RANK-2: GetDeletionCostFromPodAnnotations: an int32 in canonical form; anything else counts as 0. */
export function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[POD_DELETION_COST]
  if (text === undefined || !COST.test(text)) return 0
  const cost = Number(text)
  return cost === (cost | 0) ? cost : 0
}

export function rankedPod(pod: Pod, rank: number): RankedPod {
  const condition = pod.status.conditions?.find(({ type }) => type === 'Ready')
  const ready = condition?.status === 'True'
  const seconds = (stamp: string | null | undefined): number | undefined =>
    stamp ? parseRfc3339(stamp) : undefined
  const [restarts, sidecarRestarts] = maxRestarts(pod)
  return {
    pod,
    uid: pod.metadata.uid,
    node: pod.spec.nodeName ?? '',
    rank,
    ready,
    readyAt: ready ? seconds(condition.lastTransitionTime) : undefined,
    createdAt: seconds(pod.metadata.creationTimestamp),
    cost: deletionCost(pod),
    phase: PHASES[pod.status.phase ?? ''] ?? 0,
    restarts,
    sidecarRestarts,
  }
}

/** floor(log2(age in ns)), or −1 for no age: pods of about one age are not told apart by it. */
export function ageBucket(at: number, nowSeconds: number): number {
  // Whole microseconds first: the difference of two stamps must not carry a rounding error over a power of two.
  const ns = Math.round((nowSeconds - at) * 1e6) * 1000
  if (ns <= 0) return -1
  // Whole numbers only: log2 of a number just below a power of two may round up to it.
  const high = Math.floor(ns / 2 ** 32)
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(ns)
}

/** < 0: the first pod goes before the second; 0: the next criterion decides. */
type Order = (a: RankedPod, b: RankedPod, nowSeconds: number) => number

type Time = 'readyAt' | 'createdAt'

/** Younger first, by buckets of age; missing time first. */
const byAge =
  (time: Time): Order =>
  (a, b, nowSeconds) => {
    const timeA = a[time]
    const timeB = b[time]
    if (timeA === timeB) return 0
    if (timeA === undefined) return -1
    return timeB === undefined ? 1 : ageBucket(timeA, nowSeconds) - ageBucket(timeB, nowSeconds)
  }

/** Within one bucket the smaller uid, but only of pods whose times differ. */
const byUid =
  (time: Time): Order =>
  (a, b) =>
    a[time] === b[time] ? 0 : a.uid < b.uid ? -1 : 1

/** RANK-1. Pods that get to the ready times are both ready or both not; those of the latter are undefined. */
const CRITERIA: readonly (readonly [Decisive, Order])[] = [
  ['unassigned', (a, b) => Number(a.node !== '') - Number(b.node !== '')],
  ['phase', (a, b) => a.phase - b.phase],
  ['notReady', (a, b) => Number(a.ready) - Number(b.ready)],
  ['deletionCost', (a, b) => a.cost - b.cost],
  ['rank', (a, b) => b.rank - a.rank],
  ['readyTime', byAge('readyAt')],
  ['uid', byUid('readyAt')],
  ['restarts', (a, b) => b.restarts - a.restarts || b.sidecarRestarts - a.sidecarRestarts],
  ['creationTime', byAge('createdAt')],
  ['uid', byUid('createdAt')],
]

/** Highest restart count of the regular containers, and of the init containers that run on (sidecars). */
function maxRestarts({ spec, status }: Pod): [regular: number, sidecars: number] {
  const sidecars = new Set(
    spec.initContainers?.filter((c) => c.restartPolicy === 'Always').map((c) => c.name),
  )
  const highest = (counts: number[]): number => Math.max(0, ...counts)
  return [
    highest((status.containerStatuses ?? []).map((c) => c.restartCount)),
    highest(
      (status.initContainerStatuses ?? []).filter((c) => sidecars.has(c.name)).map((c) => c.restartCount),
    ),
  ]
}

/** RANK-1: Less of ActivePodsWithRanks as a comparison. `nowSeconds`: wall clock in seconds since 1970. */
export function orderForDeletion(a: RankedPod, b: RankedPod, nowSeconds: number): number {
  for (const [, by] of CRITERIA) {
    const order = by(a, b, nowSeconds)
    if (order !== 0) return order
  }
  return 0
}

/** The same, with what decides it. */
export function compareForDeletion(a: RankedPod, b: RankedPod, nowSeconds: number): DeletionOrder {
  for (const [criterion, by] of CRITERIA) {
    const order = by(a, b, nowSeconds)
    if (order !== 0) return { order, criterion }
  }
  return { order: 0, criterion: 'creationTime' }
}

/** The pods in the order in which they are deleted; ties keep the order given. */
export const sortForDeletion = (pods: readonly RankedPod[], nowSeconds: number): RankedPod[] =>
  [...pods].sort((a, b) => orderForDeletion(a, b, nowSeconds))
