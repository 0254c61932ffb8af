/**
 * Sentences for the live regions (design.md §12). Polite: start, every tenth, paused, resumed, finished, at most one in
 * three seconds of wall time. Assertive: stuck, deadline, below the floor, the first failed request. Above 4× only the
 * start, the end and the assertive ones.
 */
import type { Scene, Sentence } from '../picture/picture.ts'
import { say } from '../picture/sentences.ts'

type Said = Sentence & { polite: boolean }

export interface Narration {
  /** What to say about the step from the last scene to this one. `wallMs`, `atMs`: wall and virtual clock. */
  next(scene: Scene, wallMs: number, atMs: number, speed: number): Said[]
  /** Another run, branch or instant: nothing of it is news. */
  forget(): void
}

const POLITE_EVERY_MS = 3_000
const QUIET_ABOVE_SPEED = 4

interface Known {
  scene: Scene
  /** uid of the lane that is rolled out. */
  newLane: string
  tenth: number
}

const newLaneOf = (scene: Scene): string => scene.lanes.find(({ isNew }) => isNew)?.uid ?? ''

const tenthOf = ({ deployment }: Scene): number =>
  deployment ? Math.floor((deployment.updated * 10) / Math.max(1, deployment.spec.replicas)) : 0

function started({ deployment, gauge, lanes }: Scene): Sentence | null {
  if (!deployment || !gauge) return null
  const version = lanes.find(({ isNew }) => isNew)?.version ?? ''
  const { replicas } = deployment.spec
  if (gauge.floor === null) return say('say.startedRecreate', { version })
  return say('say.started', { version, replicas, ceiling: gauge.ceiling, floor: gauge.floor })
}

function finished(tookMs: number, failed: number): Sentence {
  if (failed > 0) return say('say.finishedFailed', { took: tookMs, failed })
  return say('say.finished', { took: tookMs })
}

function progress({ deployment }: Scene): Sentence | null {
  if (!deployment) return null
  const { updated, available, spec } = deployment
  return say('say.progress', { updated, available, replicas: spec.replicas })
}

/** Says it once when the condition begins to hold. */
const begins = (before: boolean, now: boolean): boolean => now && !before

const belowFloor = ({ gauge }: Scene): boolean =>
  gauge !== null && gauge.floor !== null && gauge.available < gauge.floor

const exceeded = ({ deployment }: Scene): boolean =>
  deployment?.conditions.some(({ reason }) => reason === 'ProgressDeadlineExceeded') ?? false

function stuckSentence(scene: Scene): Sentence {
  const cause = scene.headline.counts.id.replace('counts.', 'say.')
  const lane = scene.lanes.find(({ isNew }) => isNew)
  const values = {
    n: lane?.current ?? 0,
    version: lane?.version ?? '',
    available: scene.gauge?.available ?? 0,
  }
  return { id: cause, values }
}

function assertive(before: Scene, now: Scene, wasAvailable: boolean): Sentence[] {
  const said: Sentence[] = []
  if (begins(before.headline.phase === 'stuck', now.headline.phase === 'stuck')) said.push(stuckSentence(now))
  if (begins(exceeded(before), exceeded(now))) {
    said.push(say('say.deadline', { seconds: now.deployment?.spec.progressDeadlineSeconds ?? 0 }))
  }
  if (wasAvailable && begins(belowFloor(before), belowFloor(now)) && now.gauge) {
    said.push(say('say.belowFloor', { available: now.gauge.available, floor: now.gauge.floor ?? 0 }))
  }
  if (begins(before.traffic.failedEver > 0, now.traffic.failedEver > 0))
    said.push(say('say.firstFailure', {}))
  return said
}

export function createNarration(): Narration {
  let known: Known | null = null
  let lastPolite = -Infinity
  let startedAt: number | null = null
  let failedBefore = 0
  let wasAvailable = false

  const politeOf = (before: Known, scene: Scene, atMs: number, quiet: boolean): Sentence | null => {
    const [was, is] = [before.scene.headline.phase, scene.headline.phase]
    const lane = newLaneOf(scene)
    if (lane !== before.newLane && lane !== '') {
      startedAt = atMs
      failedBefore = scene.traffic.failedEver
      return started(scene)
    }
    if (is === 'complete' && was !== 'complete' && startedAt !== null) {
      const took = atMs - startedAt
      startedAt = null
      return finished(took, scene.traffic.failedEver - failedBefore)
    }
    if (quiet) return null
    const paused = scene.deployment?.spec.paused ?? false
    const wasPaused = before.scene.deployment?.spec.paused ?? false
    if (paused && !wasPaused) {
      const { updated = 0, spec } = scene.deployment ?? {}
      return say('say.paused', { updated, replicas: spec?.replicas ?? 0 })
    }
    if (wasPaused && !paused) return say('say.resumed', {})
    const moved = tenthOf(scene) !== before.tenth && (is === 'rolling' || is === 'starting')
    return moved ? progress(scene) : null
  }

  return {
    next(scene, wallMs, atMs, speed) {
      const before = known
      const said: Said[] = []
      const look = { scene, newLane: newLaneOf(scene), tenth: tenthOf(scene) }
      known = look
      const holds = scene.deployment?.conditions.some(
        ({ type, look: how }) => type === 'Available' && how === 'ok',
      )
      if (!before) {
        wasAvailable = holds ?? false
        // Seen from the middle on: its ReplicaSet tells when it began.
        const rolled = scene.lanes.find(({ isNew }) => isNew)
        startedAt = scene.headline.phase === 'complete' || !rolled ? null : rolled.createdAt
        failedBefore = 0
        return said
      }
      // Another Deployment on the stage breaks no promise of the one before.
      if (before.scene.deployment?.uid !== scene.deployment?.uid) wasAvailable = false
      for (const one of assertive(before.scene, scene, wasAvailable)) said.push({ ...one, polite: false })
      wasAvailable ||= holds ?? false
      const polite = politeOf(before, scene, atMs, speed > QUIET_ABOVE_SPEED)
      const mayWait = polite?.id === 'say.progress'
      if (polite && mayWait && wallMs - lastPolite < POLITE_EVERY_MS) known = { ...look, tenth: before.tenth }
      else if (polite) {
        lastPolite = wallMs
        said.push({ ...polite, polite: true })
      }
      return said
    },
    forget() {
      known = null
    },
  }
}
