/**
 * Lets virtual time pass by the wall clock: play and pause, speed, as fast as possible to the end of the rollout. At
 * most so much work a frame that the worker stays answerable; what does not fit makes the clock slower, not jerky.
 */
import { MILLISECOND, MINUTE, SECOND, type Us } from '../../sim/time.ts'
import { project } from '../picture/project.ts'
import type { Timeline } from './timeline.ts'
import type { Waits } from './waits.ts'
import type { Wall } from './wall.ts'

export interface Driver {
  readonly playing: boolean
  readonly speed: number
  /** Virtual ms per wall ms just now. */
  readonly rate: number
  play(): void
  pause(): void
  setSpeed(speed: number): void
  finish(): void
  setVisible(visible: boolean): void
  /** The clock stands while someone drags it. */
  hold(held: boolean): void
  /** Something changed by other means: a frame is due. */
  touched(): void
}

export interface DriverOptions {
  wall: Wall
  waits: Waits
  timeline: () => Timeline
  /** Sends a frame. */
  frame: () => void
  /** What broke; the session is over. */
  broken: (error: unknown) => void
}

const FRAME_MS = 16
const WORK_MS = 10
/** Stretch that is simulated without looking at the wall clock. */
const STRETCH: Us = 50 * MILLISECOND
const FINISH_STRETCH: Us = 250 * MILLISECOND
const FINISH_LIMIT: Us = 120 * MINUTE
/** A tab that slept does not make up for it. */
const MAX_STEP_MS = 100

const OVER: ReadonlySet<string> = new Set(['complete', 'stuck', 'paused', 'empty', 'degraded'])

export function createDriver({ wall, waits, timeline, frame, broken }: DriverOptions): Driver {
  let playing = false
  let speed = 1
  let rate = 0
  let finishUntil: Us | null = null
  let visible = true
  let held = false
  let scheduled = false
  let busy = false
  let dirty = false
  let last = wall.now()

  const active = (): boolean => visible && !held && (playing || finishUntil !== null)

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    wall.later(FRAME_MS, () => {
      scheduled = false
      void tick()
    })
  }

  /** Advances to `target` or until the frame's work is done, waking commands exactly at their instants. */
  const goLive = async (target: Us): Promise<void> => {
    const began = timeline()
    const { branch } = began
    const deadline = wall.now() + WORK_MS
    while (
      timeline() === began &&
      began.branch === branch &&
      began.liveAt < target &&
      wall.now() < deadline
    ) {
      const next = branch.run.nextAt() ?? target
      const stretch = Math.max(next, began.liveAt + STRETCH)
      began.advance(Math.min(target, waits.next() ?? target, stretch))
      if (waits.wake(began.liveAt)) await wall.turn()
    }
  }

  const finishing = async (): Promise<void> => {
    const deadline = wall.now() + WORK_MS
    while (finishUntil !== null && wall.now() < deadline) {
      const { branch, liveAt } = timeline()
      if (
        OVER.has(project(branch.run.history.instant(liveAt)).scene.headline.phase) ||
        liveAt >= finishUntil
      ) {
        finishUntil = null
        playing = false
        dirty = true
        return
      }
      await goLive(Math.min(finishUntil, liveAt + FINISH_STRETCH))
    }
  }

  const playOn = async (wallMs: number): Promise<void> => {
    const now = timeline()
    const from = now.at
    const target = from + Math.round(Math.min(wallMs, MAX_STEP_MS) * speed * MILLISECOND)
    if (!now.live) now.seek(target)
    else await goLive(target)
    rate = wallMs > 0 && timeline() === now ? Math.min(speed, (now.at - from) / MILLISECOND / wallMs) : speed
  }

  const tick = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      const now = wall.now()
      const wallMs = now - last
      last = now
      if (active() && finishUntil !== null) await finishing()
      else if (active()) await playOn(wallMs)
      if (!active()) rate = 0
      if (active() || dirty) {
        dirty = false
        frame()
      }
      if (active() || dirty) schedule()
    } catch (error) {
      broken(error)
    } finally {
      busy = false
    }
    if (dirty || active()) schedule()
  }

  const start = (): void => {
    last = wall.now()
    dirty = true
    schedule()
  }

  return {
    get playing() {
      return playing || finishUntil !== null
    },
    get speed() {
      return speed
    },
    get rate() {
      return !held && (playing || finishUntil !== null) ? rate : 0
    },
    play() {
      playing = true
      rate = speed
      start()
    },
    pause() {
      playing = false
      finishUntil = null
      start()
    },
    setSpeed(to) {
      speed = to
      if (playing) rate = to
      start()
    },
    finish() {
      const now = timeline()
      now.seek(now.liveAt)
      finishUntil = now.liveAt + FINISH_LIMIT
      // One step first: a rollout that was just started must be seen by its controller.
      now.advance(now.liveAt + SECOND / 10)
      start()
    },
    setVisible(to) {
      visible = to
      start()
    },
    hold(to) {
      held = to
      start()
    },
    touched() {
      dirty = true
      schedule()
    },
  }
}
