/**
 * Which pods go, with the reason for each choice.
 * @see kubernetes/pkg/controller/replicaset/replica_set.go (getPodsRankedByRelatedPodsOnSameNode), v1.35
 */
import type { Pod } from '../../api/types/pod.ts'
import type { DeletionCriterion, ObjectKey } from '../../decisions.ts'
import { namespaceIndex } from '../../runtime/indexer.ts'
import { keyOf } from '../controller.ts'
import { getControllerOf } from '../owners.ts'
import type { Controlled } from './kinds.ts'
import { isPodActive } from './podstate.ts'
import { compareForDeletion, rankedPod, sortForDeletion, type RankedPod } from './ranking.ts'
import type { ReplicaSetController } from './replicasetcontroller.ts'

interface Choice {
  pod: Pod
  reason: { criterion: DeletionCriterion; over: ObjectKey | null; value: string; overValue: string }
}

/** The first `count` pods by the deletion order, each told apart from the first that stays and differs. */
export function getPodsRankedByRelatedPodsOnSameNode(
  rsc: ReplicaSetController,
  rs: Controlled,
  active: readonly Pod[],
  count: number,
  nowSeconds: number,
): Choice[] {
  const onNode = relatedPodsByNode(rsc, rs)
  const ranked = active.map((pod) => rankedPod(pod, onNode.get(pod.spec.nodeName ?? '') ?? 0))
  const sorted = sortForDeletion(ranked, nowSeconds)
  const kept = sorted.slice(count, count + TOLD_APART)
  return sorted.slice(0, count).map((one) => ({ pod: one.pod, reason: reasonFor(one, kept, nowSeconds) }))
}

/** Active pods of all ReplicaSets with the same owner, by node. */
function relatedPodsByNode(rsc: ReplicaSetController, rs: Controlled): Map<string, number> {
  const byNode = new Map<string, number>()
  for (const related of getReplicaSetsWithSameController(rsc, rs))
    for (const pod of rsc.caches.pods.byIndex('controllerUid', related.metadata.uid).values())
      if (isPodActive(pod)) {
        const node = pod.spec.nodeName ?? ''
        byNode.set(node, (byNode.get(node) ?? 0) + 1)
      }
  return byNode
}

function getReplicaSetsWithSameController(rsc: ReplicaSetController, rs: Controlled): Controlled[] {
  const owner = getControllerOf(rs)
  if (!owner) return [rs]
  const inNamespace = rsc.controlled.byIndex('namespace', namespaceIndex(rs)).values()
  return [...inNamespace].filter((one) => getControllerOf(one)?.uid === owner.uid)
}

/** So many of those that stay are looked at for one that differs. */
const TOLD_APART = 100

function reasonFor(one: RankedPod, kept: readonly RankedPod[], nowSeconds: number): Choice['reason'] {
  const next = kept.find((other) => compareForDeletion(one, other, nowSeconds).order !== 0) ?? kept[0]
  if (!next) return { criterion: 'all', over: null, value: '', overValue: '' }
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
  { pod, rank, ready, readyAt, createdAt, cost }: RankedPod,
  by: DeletionCriterion,
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
      return String(Math.max(0, ...(pod.status.containerStatuses ?? []).map((c) => c.restartCount)))
    case 'creationTime':
      return age(createdAt, now)
    case 'uid':
      return pod.metadata.uid
    case 'all':
      return ''
  }
}
