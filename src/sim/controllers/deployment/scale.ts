/**
 * A new number of replicas, of one ReplicaSet, or shared among those there are.
 * @see kubernetes/pkg/controller/deployment/sync.go (scale, scaleReplicaSet), v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { failure, keyOf, referenceTo, type SyncError } from '../controller.ts'
import { getReplicaCountForReplicaSets, isRollingUpdate, maxSurge } from './fenceposts.ts'
import { filterActiveReplicaSets } from './numbers.ts'
import {
  DESIRED_REPLICAS,
  getReplicasAnnotation,
  getReplicaSetFraction,
  getReplicaSetProportion,
  MAX_REPLICAS,
} from './proportion.ts'
import { byCreationTimestamp, replicasAnnotations, replicasAnnotationsNeedUpdate } from './revisions.ts'
import type { DeploymentController } from './state.ts'

/** DEP-13: one active ReplicaSet takes it all; a saturated new one ends the old; several share in proportion. */
export function scale(
  dc: DeploymentController,
  d: Deployment,
  newRS: ReplicaSet | undefined,
  oldRSs: readonly ReplicaSet[],
): SyncError | undefined {
  const only = findActiveOrLatest(newRS, oldRSs)
  if (only) return scaleOnly(dc, d, only, d.spec.replicas)
  if (newRS && isSaturated(d, newRS)) {
    // FindActiveOrLatest has sorted them in place, newest first.
    for (const old of filterActiveReplicaSets(oldRSs).sort((a, b) => byCreationTimestamp(b, a))) {
      const error = scaleOnly(dc, d, old, 0)
      if (error) return error
    }
    return undefined
  }
  if (!isRollingUpdate(d)) return undefined
  return scaleProportionally(dc, d, filterActiveReplicaSets(newRS ? [...oldRSs, newRS] : oldRSs))
}

/** FindActiveOrLatest: undefined when two or more are active (or there is none at all). */
function findActiveOrLatest(
  newRS: ReplicaSet | undefined,
  oldRSs: readonly ReplicaSet[],
): ReplicaSet | undefined {
  const active = filterActiveReplicaSets(newRS ? [...oldRSs, newRS] : oldRSs)
  if (active.length === 0) return newRS ?? oldRSs.toSorted(byCreationTimestamp).at(-1)
  return active.length === 1 ? active[0] : undefined
}

/** IsSaturated */
const isSaturated = (d: Deployment, rs: ReplicaSet): boolean =>
  rs.spec.replicas === d.spec.replicas &&
  getReplicasAnnotation(rs, DESIRED_REPLICAS) === d.spec.replicas &&
  (rs.status.availableReplicas ?? 0) === d.spec.replicas

function scaleOnly(
  dc: DeploymentController,
  d: Deployment,
  rs: ReplicaSet,
  to: number,
): SyncError | undefined {
  const result = scaleReplicaSetAndRecordEvent(dc, d, rs, to)
  if (!result.ok) return result.error
  if (result.scaled)
    dc.context.decide({
      kind: 'ScaledOnly',
      rule: 'DEP-13',
      object: keyOf(d),
      deployment: keyOf(d),
      replicaSet: keyOf(rs),
      from: rs.spec.replicas,
      to,
    })
  return undefined
}

/** Largest first; of one size the newer (growing) or the older (shrinking). */
const bySize =
  (newerFirst: boolean) =>
  (a: ReplicaSet, b: ReplicaSet): number =>
    b.spec.replicas - a.spec.replicas || (newerFirst ? byCreationTimestamp(b, a) : byCreationTimestamp(a, b))

/** DEP-14 */
function scaleProportionally(
  dc: DeploymentController,
  d: Deployment,
  active: readonly ReplicaSet[],
): SyncError | undefined {
  const allowed = d.spec.replicas > 0 ? d.spec.replicas + maxSurge(d) : 0
  const toAdd = allowed - getReplicaCountForReplicaSets(active)
  const sorted = active.toSorted(bySize(toAdd > 0))
  let added = 0
  const sizes = sorted.map((rs) => {
    const part = getReplicaSetProportion(rs, d, toAdd, added)
    added += part
    return rs.spec.replicas + part
  })
  const leftover = toAdd - added
  for (const [i, rs] of sorted.entries()) {
    const to = Math.max(0, (sizes[i] ?? 0) + (i === 0 ? leftover : 0))
    const result = scaleReplicaSet(dc, d, rs, to)
    if (!result.ok) return result.error
    if (result.scaled)
      dc.context.decide({
        kind: 'ScaledProportionally',
        rule: 'DEP-14',
        object: keyOf(d),
        deployment: keyOf(d),
        replicaSet: keyOf(rs),
        from: rs.spec.replicas,
        to,
        fraction: getReplicaSetFraction(rs, d),
        allowed,
        toAdd,
        leftover: i === 0 ? leftover : 0,
        maxReplicasAnnotation: getReplicasAnnotation(rs, MAX_REPLICAS) ?? 0,
      })
  }
  return undefined
}

type Scaled = { ok: true; scaled: boolean; rs: ReplicaSet } | { ok: false; error: SyncError }

/** scaleReplicaSetAndRecordEvent: nothing at all when the size is right. */
export const scaleReplicaSetAndRecordEvent = (
  dc: DeploymentController,
  d: Deployment,
  rs: ReplicaSet,
  newScale: number,
): Scaled =>
  rs.spec.replicas === newScale ? { ok: true, scaled: false, rs } : scaleReplicaSet(dc, d, rs, newScale)

/** DEP-9: scaleReplicaSet: size and annotations in one update; an Event only when the size changed. */
export function scaleReplicaSet(
  dc: DeploymentController,
  d: Deployment,
  rs: ReplicaSet,
  newScale: number,
): Scaled {
  const from = rs.spec.replicas
  if (from === newScale && !replicasAnnotationsNeedUpdate(rs, d)) return { ok: true, scaled: false, rs }
  const annotations = { ...rs.metadata.annotations, ...replicasAnnotations(d) }
  const updated = dc.context.api.update('replicasets', {
    ...rs,
    metadata: { ...rs.metadata, annotations },
    spec: { ...rs.spec, replicas: newScale },
  })
  if (!updated.ok) return { ok: false, error: failure(updated.status) }
  if (from === newScale) return { ok: true, scaled: false, rs: updated.object }
  dc.context.record({
    object: referenceTo(d),
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${from < newScale ? 'up' : 'down'} replica set ${rs.metadata.name} from ${from} to ${newScale}`,
  })
  return { ok: true, scaled: true, rs: updated.object }
}
