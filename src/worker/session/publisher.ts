/** Sends frames to the page: what changed, the clock, what is to be said, and the log for a successor when it grew. */
import { writePlainAddress } from '../address/address.ts'
import type { SavedRun } from '../address/saved.ts'
import { toMs } from '../picture/instant.ts'
import type { ClockView, Frame } from '../protocol.ts'
import type { Driver } from './driver.ts'
import type { FrameBuilder } from './frames.ts'
import type { Narration } from './narration.ts'
import type { Selection } from './selected.ts'
import type { Timeline } from './timeline.ts'
import { followService } from './traffic.ts'
import type { Wall } from './wall.ts'

export interface Publisher {
  /** The whole session as data. */
  saved(): SavedRun
  send(): void
}

export interface PublisherOptions {
  timeline: () => Timeline
  driver: Driver
  frames: FrameBuilder
  narration: Narration
  selection: Selection
  wall: Wall
  post: (frame: Frame) => void
}

function clockView({ at, liveAt, live, branch, views }: Timeline, driver: Driver): ClockView {
  return {
    at: toMs(at),
    liveAt: toMs(liveAt),
    live,
    playing: driver.playing,
    speed: driver.speed,
    rate: driver.rate,
    branch: branch.id,
    branches: views(),
  }
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { timeline, driver, frames, narration, selection, wall, post } = options
  let lastScene: Frame['scene'] | null = null
  let logged = 0

  const saved = (): SavedRun => ({
    ...timeline().saved(),
    paused: !driver.playing,
    speed: driver.speed,
    select: selection.object,
  })

  /** The log for a successor, when there is more of it than the page has. */
  const grownLog = (): Pick<Frame, 'saved'> => {
    const length = timeline().branches.reduce((sum, { run }) => sum + 1 + run.inputs.length, 0)
    if (length === logged) return {}
    logged = length
    return { saved: writePlainAddress(saved()) }
  }

  return {
    saved,
    send() {
      const shown = timeline()
      followService(shown)
      const frame = {
        ...frames.build(shown, clockView(shown, driver), selection.view(shown)),
        ...grownLog(),
      }
      lastScene = frame.scene ?? lastScene
      if (lastScene && shown.live) {
        frame.say.push(...narration.next(lastScene, wall.now(), toMs(shown.at), driver.speed))
      }
      post(frame)
    },
  }
}
