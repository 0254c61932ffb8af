/**
 * How fast stage motion runs: durations divide by the speed. 0: states cut. That is so at 10× and above, under reduced
 * motion, and whenever the clock stands, because then only seeking changes the picture.
 */
import type { ClockView } from '../../worker/protocol.ts'
import { useRollscope } from '../../store/store.ts'
import { isReduced } from '../ui/ticker.ts'

export const CUT_SPEED = 10

export function paceOf(clock: Pick<ClockView, 'rate' | 'speed'>): number {
  if (clock.rate === 0 || clock.speed >= CUT_SPEED || isReduced()) return 0
  return 1 / Math.max(0.25, clock.speed)
}

export const usePace = (): number => useRollscope((s) => paceOf(s.clock))
