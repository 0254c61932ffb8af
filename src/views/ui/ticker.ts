/**
 * The stage's one animation loop. What shows time (rings, levels, countdowns, particles, the playhead) is a pure
 * function of the virtual instant and is written to the DOM from here, without React. While the clock stands nothing
 * runs: the picture is a photograph. Under reduced motion time steps once a second.
 */
import { useRollscope, virtualNow } from '../../store/store.ts'

type Tick = (now: number) => void

const ticks = new Set<Tick>()
let frame = 0

const reduced = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)')
export const isReduced = (): boolean => reduced?.matches ?? false

/** The instant views show now, in ms of virtual time. */
export function shownNow(): number {
  const now = virtualNow()
  return isReduced() && useRollscope.getState().clock.rate > 0 ? Math.floor(now / 1000) * 1000 : now
}

/** The instant of the last tick: what everything on the stage shows just now. */
let ticked = 0
export const tickedNow = (): number => ticked

function run(): void {
  frame = 0
  const now = shownNow()
  ticked = now
  for (const tick of ticks) tick(now)
  if (ticks.size > 0 && useRollscope.getState().clock.rate > 0) request()
}

function request(): void {
  if (frame === 0 && typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(run)
}

useRollscope.subscribe((now, before) => {
  if (now.clock !== before.clock && ticks.size > 0) request()
})

/** Calls `tick` in every frame while the clock runs, and once after every change of the clock. */
export function onTick(tick: Tick): () => void {
  if (ticks.size === 0) ticked = shownNow()
  ticks.add(tick)
  tick(ticked)
  request()
  return () => void ticks.delete(tick)
}
