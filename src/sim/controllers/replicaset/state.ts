/**
 * What the ReplicaSet controller holds from sync to sync.
 * @see kubernetes/pkg/controller/replicaset/replica_set.go (ReplicaSetController), v1.35
 */
import type { Expectations } from '../../runtime/expectations.ts'
import type { Indexer } from '../../runtime/indexer.ts'
import type { ControllerHost } from '../controller.ts'
import type { Controlled, ControlledKind } from './kinds.ts'
import { createPodCounts, type PodCounts } from './podcounts.ts'

export interface ReplicaSetController extends ControllerHost {
  kind: ControlledKind
  controlled: Indexer<Controlled>
  expectations: Expectations
  /** By uid of the ReplicaSet. */
  counts: Map<string, PodCounts>
  /** Pods whose wait for availability has been told, by uid, with the instant told. */
  toldWaiting: Map<string, number>
}

/** The pods of a ReplicaSet, counted; made at first use. */
export function countsOf(rsc: ReplicaSetController, rs: Controlled): PodCounts {
  const { uid } = rs.metadata
  let counts = rsc.counts.get(uid)
  if (!counts) rsc.counts.set(uid, (counts = createPodCounts(rsc.kind)))
  counts.follow(rs, rsc.caches.pods.byIndex('controllerUid', uid).values())
  return counts
}
