/** A wall clock that stands still but for `pass`: runs of a session come out the same on any machine. */
import type { Wall } from '../../../src/worker/session/wall.ts'

export interface ManualWall extends Wall {
  /** Lets so many ms pass, frame by frame, with all that follows from each. */
  pass(ms: number): Promise<void>
}

/** The longest step that the session takes at once (session/driver.ts). */
const FRAME_MS = 100
/** Turns of the event loop in which what a frame sets off comes to rest. */
const TURNS = 4

export function createManualWall(): ManualWall {
  let now = 0
  let due: (() => void)[] = []
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const settle = async (): Promise<void> => {
    for (let i = 0; i < TURNS; i++) await turn()
  }
  return {
    now: () => now,
    later: (_ms, then) => void due.push(then),
    turn,
    async pass(ms) {
      await settle()
      for (const end = now + ms; now < end;) {
        now += FRAME_MS
        const ready = due
        due = []
        for (const then of ready) then()
        await settle()
      }
    },
  }
}
