/** How densely pods are drawn, by their number, terminating ones included; with hysteresis, so that a surge does not flip the view. */
import type { Density } from './presets.ts'

const STEPS: readonly [Density, number][] = [
  ['full', 26],
  ['rows', 60],
  ['glyphs', 160],
  ['cells', Infinity],
]
const HYSTERESIS = 0.15

const byNumber = (pods: number): Density => STEPS.find(([, most]) => pods <= most)?.[0] ?? 'cells'
const rank = (density: Density): number => STEPS.findIndex(([name]) => name === density)

/** `before` is kept until the number is 15 % past the threshold that separates it from the next. */
export function densityOf(pods: number, before: Density | null, asked: 'auto' | 'on' | 'off'): Density {
  if (asked === 'on') return pods <= 60 ? 'glyphs' : 'cells'
  const wanted = byNumber(pods)
  if (asked === 'off') return rank(wanted) > rank('rows') ? 'rows' : wanted
  if (before === null || wanted === before) return wanted
  const up = rank(wanted) > rank(before)
  const edge = STEPS[up ? rank(before) : rank(before) - 1]?.[1] ?? 0
  const beyond = up ? pods > edge * (1 + HYSTERESIS) : pods < edge * (1 - HYSTERESIS)
  return beyond ? wanted : before
}
