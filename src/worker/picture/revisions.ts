/** The history list: one line per kept ReplicaSet, with its change-cause or what its template changed. */
import type { ReplicaSet } from '../../sim/api/types/apps.ts'
import type { PodTemplateSpec } from '../../sim/api/types/pod.ts'
import { NEW_RS_AVAILABLE } from '../../sim/controllers/deployment/conditions.ts'
import * as upstream from '../../sim/controllers/deployment/revisions.ts'
import { imageOf, tagOf, type Instant } from './instant.ts'
import type { RevisionView, Sentence } from './picture.ts'
import type { Rollout } from './rollout.ts'
import { say } from './sentences.ts'

export const NEW_RS_AVAILABLE_REASON = NEW_RS_AVAILABLE
const CHANGE_CAUSE = 'kubernetes.io/change-cause'
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'

export const revisionOf = (rs: ReplicaSet | undefined): number => (rs && upstream.revisionOf(rs)) || 0

/** Earlier numbers of this ReplicaSet, newest first. */
export function formerRevisions(rs: ReplicaSet): number[] {
  const text = rs.metadata.annotations?.[upstream.REVISION_HISTORY] ?? ''
  return text
    .split(',')
    .filter((part) => part !== '')
    .map(Number)
    .reverse()
}

const byRevision = (a: ReplicaSet, b: ReplicaSet): number => revisionOf(b) - revisionOf(a)

const restartedAt = ({ metadata }: PodTemplateSpec): string | undefined =>
  metadata?.annotations?.[RESTARTED_AT]

/** What made this revision, by its template and the one it was made from. */
function causeOf(rs: ReplicaSet, before: ReplicaSet | undefined): Sentence {
  if (!before) return say('cause.initial', {})
  const [image, old] = [imageOf(rs), imageOf(before)]
  if (image !== old) return say('cause.image', { version: tagOf(image) })
  const isRestart = restartedAt(rs.spec.template) !== restartedAt(before.spec.template)
  return say(isRestart ? 'cause.restart' : 'cause.template', {})
}

export function revisionsOf(rollout: Rollout, instant: Instant): RevisionView[] {
  const sets = [...rollout.oldRSs, ...(rollout.newRS ? [rollout.newRS] : [])].sort(byRevision)
  return sets.map((rs) => {
    const annotated = rs.metadata.annotations?.[CHANGE_CAUSE] ?? ''
    const before = sets.filter(
      (other) => instant.bornAt(other.metadata.uid) < instant.bornAt(rs.metadata.uid),
    )
    const predecessor = before.sort(
      (a, b) => instant.bornAt(b.metadata.uid) - instant.bornAt(a.metadata.uid),
    )[0]
    return {
      revision: revisionOf(rs),
      lane: rs.metadata.uid,
      hue: instant.hue(rs.metadata.uid),
      version: tagOf(imageOf(rs)),
      changeCause: annotated,
      cause: annotated === '' ? causeOf(rs, predecessor) : null,
      live: rs === rollout.newRS,
    }
  })
}

/** Where `kubectl rollout undo` leads: the newest revision but the present one. */
export function previousRevision({ oldRSs }: Rollout): { revision: number; version: string } | null {
  const rs = [...oldRSs].sort(byRevision)[0]
  return rs ? { revision: revisionOf(rs), version: tagOf(imageOf(rs)) } : null
}
