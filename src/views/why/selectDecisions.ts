/** Which decisions Why? offers: up to the instant shown, about the selection, and what a number in them counts. */
import type { Decision, ObjectKey } from '../../sim/decisions.ts'
import { objectsOf } from '../../store/cause.ts'
import { kindOf, nameOf, uidOf } from '../../store/names.ts'
import type { LaneView, PodView, Scene } from '../../worker/picture/picture.ts'
import { isMain } from './explain.ts'
import type { Counts } from './terms.ts'

/** Without a selection, or with the Deployment selected: the Deployment's own decisions. `all`: every one. */
export function selectDecisions(
  decisions: readonly Decision[],
  untilMs: number,
  selected: ObjectKey | null,
  all: boolean,
): readonly Decision[] {
  const until = untilMs * 1000
  const ofObject = selected !== null && kindOf(selected) !== 'Deployment'
  return decisions.filter((decision) => {
    if (decision.at > until) return false
    if (ofObject) return objectsOf(decision).includes(selected)
    return all || isMain(decision)
  })
}

/** Name of the ReplicaSet that was the new one when a decision was taken. */
export function newReplicaSetAt(decisions: readonly Decision[], of: Decision): string | undefined {
  if (of.kind === 'ScaledUpNew' || of.kind === 'ScaledDownNew') return nameOf(of.replicaSet)
  const named = decisions.findLast(
    (one) => one.id <= of.id && (one.kind === 'NewReplicaSetCreated' || one.kind === 'NewReplicaSetFound'),
  )
  return named && 'replicaSet' in named ? nameOf(named.replicaSet) : undefined
}

const AVAILABLE = new Set<PodView['state']>(['available'])

/** uids of what a number counts, among what is drawn now. `newName`: the ReplicaSet that was new then. */
export function uidsOf(
  counts: Counts,
  scene: Scene | null,
  pods: Readonly<Record<string, PodView>>,
  newName?: string,
): string[] {
  if (Array.isArray(counts)) {
    return counts.flatMap((key) => uidOf(nameOf(key), { scene, pods }) ?? [])
  }
  const newLane = newLaneOf(scene, newName)?.uid
  return Object.values(pods)
    .filter((pod) => {
      if (pod.state === 'terminating') return false
      if (counts.startsWith('new') && pod.lane !== newLane) return false
      if (counts.startsWith('old') && pod.lane === newLane) return false
      return !counts.toLowerCase().includes('available') || AVAILABLE.has(pod.state)
    })
    .map((pod) => pod.uid)
}

export const newLaneOf = (scene: Scene | null, newName: string | undefined): LaneView | undefined =>
  scene?.lanes.find((lane) => (newName === undefined ? lane.isNew : lane.name === newName))
