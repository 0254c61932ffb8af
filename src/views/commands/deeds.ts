/** What commands do beyond one message: they look at the state first, or wait for a view to stand. */
import { act } from '../../store/act.ts'
import { dispatch, fork, seek } from '../../store/commands.ts'
import { changesOf, isPast, primaryAction, situationOf } from '../../store/draft.ts'
import type { Action } from '../../store/kubectlLine.ts'
import { nextNotch } from '../../store/speed.ts'
import { setUi, useRollscope, type Rollscope } from '../../store/store.ts'
import type { Overlay, Ui } from '../../store/ui.ts'

export const state = (): Rollscope => useRollscope.getState()
export const live = (s: Rollscope): boolean => s.scene?.deployment != null && !isPast(s.clock)

const changes = () => {
  const { scene, draft } = state()
  return scene?.deployment ? changesOf(draft, scene.deployment.spec) : {}
}

/** What the primary button does. */
export function runPrimary(): void {
  const { scene, clock } = state()
  const draft = changes()
  const situation = situationOf(scene, clock, draft)
  const action = primaryAction(situation, draft)
  if (situation === 'calm') return
  void (action ? act(action) : fork())
}

export const pauseOrResume = (): Action => ({
  kind: state().scene?.deployment?.spec.paused ? 'resume' : 'pause',
})

export const open = (overlay: Overlay) => () => setUi({ overlay })
export const flip = (change: (ui: Ui) => Partial<Ui>) => () => setUi(change(state()))

export const speed = (by: 1 | -1) => () =>
  dispatch({ type: 'speed', speed: nextNotch(state().clock.speed, by) })

/** Where quick presses have got to: the frame of one may come after the next press. */
let aim = { at: 0, askedAt: -Infinity }
const AIM_HOLDS_MS = 400

export function scrub(ms: number): void {
  const { at, liveAt } = state().clock
  const now = performance.now()
  const from = now - aim.askedAt < AIM_HOLDS_MS ? aim.at : at
  aim = { at: Math.min(liveAt, Math.max(0, from + ms)), askedAt: now }
  seek(aim.at)
}
