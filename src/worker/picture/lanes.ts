/** ReplicaSet lanes: those scaled to zero first, then by age, the newest last. */
import type { ReplicaSet } from '../../sim/api/types/apps.ts'
import { POD_TEMPLATE_HASH } from '../../sim/controllers/deployment/revisions.ts'
import { imageOf, tagOf, toMs, type Instant } from './instant.ts'
import type { LaneView } from './picture.ts'
import { formerRevisions, revisionOf } from './revisions.ts'
import type { Rollout } from './rollout.ts'

function laneView(
  rs: ReplicaSet,
  rollout: Rollout,
  instant: Instant,
  peopled: ReadonlySet<string>,
): LaneView {
  const { uid, name, labels } = rs.metadata
  const isNew = rs === rollout.newRS
  const scaled = instant.lastScale(uid)
  const needed = isNew ? Math.max(rollout.desired, instant.places(uid)) : instant.places(uid)
  return {
    uid,
    name,
    hash: labels?.[POD_TEMPLATE_HASH] ?? '',
    revision: revisionOf(rs),
    was: formerRevisions(rs),
    hue: instant.hue(uid),
    version: tagOf(imageOf(rs)),
    image: imageOf(rs),
    isNew,
    desired: rs.spec.replicas,
    current: rs.status.replicas,
    ready: rs.status.readyReplicas ?? 0,
    available: rs.status.availableReplicas ?? 0,
    slots: Math.max(1, needed),
    folded: rs.spec.replicas === 0 && !peopled.has(uid) && !isNew,
    lastScale: scaled && { delta: scaled.delta, at: toMs(scaled.at) },
    createdAt: toMs(instant.bornAt(uid)),
  }
}

/** `peopled`: uids of ReplicaSets that still have a pod, if only a terminating one. */
export function lanesOf(rollout: Rollout, instant: Instant, peopled: ReadonlySet<string>): LaneView[] {
  const sets = [...rollout.oldRSs, ...(rollout.newRS ? [rollout.newRS] : [])]
  const views = sets.map((rs) => laneView(rs, rollout, instant, peopled))
  return views.sort(
    (a, b) =>
      Number(a.isNew) - Number(b.isNew) || Number(b.folded) - Number(a.folded) || a.createdAt - b.createdAt,
  )
}
