/** To the next or previous decision (or event): back and forth in the record, and beyond it by simulating on. */
import { MINUTE, type Us } from '../../sim/time.ts'
import { lastAtOrBefore } from '../history/versions.ts'
import type { History } from '../history/history.ts'
import { project } from '../picture/project.ts'
import type { Timeline } from './timeline.ts'

/** Nothing decided for so long: there is no next one to wait for. */
const GIVE_UP: Us = 10 * MINUTE
const OVER: ReadonlySet<string> = new Set(['complete', 'paused', 'empty'])

const instantsOf = ({ events, steps }: History, unit: 'decision' | 'event'): readonly Us[] =>
  unit === 'event' ? events.at : steps

export function step(timeline: Timeline, unit: 'decision' | 'event', by: 1 | -1): void {
  const { history } = timeline.branch.run
  const instants = instantsOf(history, unit)
  if (by === -1) {
    timeline.seek(instants[lastAtOrBefore(instants, timeline.at - 1)] ?? 0)
    return
  }
  const next = instants[lastAtOrBefore(instants, timeline.at) + 1]
  if (next !== undefined) {
    timeline.seek(next)
    return
  }
  timeline.seek(timeline.liveAt)
  if (unit === 'event' || !isOver(timeline)) stepBeyond(timeline, unit)
}

/** Nothing will be decided before someone acts. */
function isOver({ branch, liveAt }: Timeline): boolean {
  return OVER.has(project(branch.run.history.instant(liveAt)).scene.headline.phase)
}

function stepBeyond(timeline: Timeline, unit: 'decision' | 'event'): void {
  const { run } = timeline.branch
  const known = instantsOf(run.history, unit).length
  const limit = timeline.liveAt + GIVE_UP
  while (timeline.liveAt < limit) {
    const next = run.nextAt()
    if (next === undefined || next > limit) return
    timeline.advance(next)
    if (instantsOf(run.history, unit).length > known) return
  }
}
