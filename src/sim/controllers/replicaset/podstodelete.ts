/**
 * Which pods go, with the reason for each choice.
 * @see kubernetes/pkg/controller/replicaset/replica_set.go (getPodsRankedByRelatedPodsOnSameNode), v1.35
 */
import type { Pod } from '../../api/types/pod.ts'
import type { ObjectKey } from '../../decisions.ts'
import { namespaceIndex } from '../../runtime/indexer.ts'
import { keyOf } from '../controller.ts'
import { getControllerOf } from '../owners.ts'
import type { Controlled } from './kinds.ts'
import type { Held } from './podcounts.ts'
import { compareForDeletion, orderForDeletion, rankedPod, type Decisive, type RankedPod } from './ranking.ts'
import { countsOf, type ReplicaSetController } from './state.ts'

interface Choice {
  pod: Pod
  reason: { criterion: Decisive; over: ObjectKey; value: string; overValue: string }
}

/** Of those that stay, so many are looked at for one that differs. */
const TOLD_APART = 20

/** What the order needs of a pod: read once per version of it, as every deletion looks at all of them. */
function rankedOnce(pod: Pod, held: Held | undefined): RankedPod {
  if (held?.pod !== pod) return rankedPod(pod, 0)
  if (held.ranked?.pod !== pod) held.ranked = rankedPod(pod, 0)
  return held.ranked
}

/**
 * The first `count` pods by the deletion order, each told apart from the first that stays and differs. `active`: more
 * than `count`, by name.
 */
export function getPodsRankedByRelatedPodsOnSameNode(
  rsc: ReplicaSetController,
  rs: Controlled,
  active: readonly Pod[],
  count: number,
  nowSeconds: number,
): Choice[] {
  const onNode = relatedPodsByNode(rsc, rs)
  // The order is not transitive (uids count only where times differ), so what comes first depends on how the pods
  // are listed: by name, and never by the order of a cache. Ties may go either way upstream; here by name, too.
  const held = countsOf(rsc, rs).held()
  const ranked = active.map((pod, index) => {
    const one = rankedOnce(pod, held[index])
    one.rank = onNode.get(one.node) ?? 0
    return one
  })
  const first = firstOf(ranked, count + TOLD_APART, (a, b) => orderForDeletion(a, b, nowSeconds))
  const kept = first.slice(count)
  return first.slice(0, count).map((one) => ({ pod: one.pod, reason: reasonFor(one, kept, nowSeconds) }))
}

/** The `size` first items by `compare`, as a stable sort has them; cheaper than sorting all when they are few. */
export function firstOf<T>(items: readonly T[], size: number, compare: (a: T, b: T) => number): T[] {
  if (size * 4 >= items.length) return items.toSorted(compare).slice(0, size)
  const first: T[] = []
  for (const item of items) {
    const last = first[size - 1]
    if (last !== undefined && compare(item, last) >= 0) continue
    let [low, high] = [0, first.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(item, first[middle] as T) < 0) high = middle
      else low = middle + 1
    }
    first.splice(low, 0, item)
    if (first.length > size) first.pop()
  }
  return first
}

/** Active pods of all ReplicaSets with the same owner, by node. */
function relatedPodsByNode(rsc: ReplicaSetController, rs: Controlled): Map<string, number> {
  const byNode = new Map<string, number>()
  for (const related of getReplicaSetsWithSameController(rsc, rs))
    for (const [node, pods] of countsOf(rsc, related).byNode) byNode.set(node, (byNode.get(node) ?? 0) + pods)
  return byNode
}

/** RS-11: none, not even itself, when nobody controls it: all its pods are of one rank then. */
function getReplicaSetsWithSameController(rsc: ReplicaSetController, rs: Controlled): Controlled[] {
  const owner = getControllerOf(rs)
  if (!owner) return []
  const inNamespace = rsc.controlled.byIndex('namespace', namespaceIndex(rs)).values()
  return [...inNamespace].filter((one) => getControllerOf(one)?.uid === owner.uid)
}

function reasonFor(one: RankedPod, kept: readonly RankedPod[], nowSeconds: number): Choice['reason'] {
  const next = kept.find((other) => orderForDeletion(one, other, nowSeconds) !== 0) ?? (kept[0] as RankedPod)
  const { criterion } = compareForDeletion(one, next, nowSeconds)
  return {
    criterion,
    over: keyOf(next.pod),
    value: valueOf(one, criterion, nowSeconds),
    overValue: valueOf(next, criterion, nowSeconds),
  }
}

const age = (at: number | undefined, nowSeconds: number): string =>
  at === undefined ? '' : String(Math.floor(nowSeconds - at))

/** What the pod has in that criterion: text, counts, or an age in seconds. */
function valueOf(
  { pod, rank, ready, readyAt, createdAt, cost, restarts }: RankedPod,
  by: Decisive,
  now: number,
): string {
  switch (by) {
    case 'unassigned':
      return pod.spec.nodeName ?? ''
    case 'phase':
      return pod.status.phase ?? ''
    case 'notReady':
      return String(ready)
    case 'deletionCost':
      return String(cost)
    case 'rank':
      return String(rank)
    case 'readyTime':
      return age(readyAt, now)
    case 'restarts':
      return String(restarts)
    case 'creationTime':
      return age(createdAt, now)
    case 'uid':
      return pod.metadata.uid
  }
}
