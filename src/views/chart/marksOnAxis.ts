/** The marks above the plot: command flags with text, glyphs that merge when they would touch, the deadline in full. */
import type { ChartMark } from '../../worker/protocol.ts'

export interface Glyphs {
  x: number
  marks: ChartMark[]
}

/** Glyphs closer than `least` px become one with a count. `x` of a group is its first mark's. */
export function mergeGlyphs(marks: readonly ChartMark[], x: (at: number) => number, least = 16): Glyphs[] {
  const groups: Glyphs[] = []
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const at = x(mark.at)
    const last = groups.at(-1)
    if (last && at - last.x < least) last.marks.push(mark)
    else groups.push({ x: at, marks: [mark] })
  }
  return groups
}

export interface Flag {
  /** Of several too close to stand apart the last. */
  mark: ChartMark
  /** All that it stands for, oldest first. */
  marks: ChartMark[]
  x: number
  /** Room in px until the next flag; its text is cut there. */
  room: number
  /** It is written to the left of its instant, because right of it the plot ends. */
  left: boolean
}

/** Width in px of a flag with so much text. */
export const flagWidth = (text: string): number => 26 + text.length * 6.6

/** From and to, px: where something else stands. */
export type Box = readonly [number, number]

/** A flag's sign alone, px. */
const SIGN = 20

/** Flags in order; one that has no room for its text shows its sign alone, one that has none for its sign joins the next. */
export function flagsOf(
  marks: readonly ChartMark[],
  x: (at: number) => number,
  width: number,
  boxes: readonly Box[] = [],
): Flag[] {
  const shown: { mark: ChartMark; marks: ChartMark[]; x: number }[] = []
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const at = x(mark.at)
    const last = shown.at(-1)
    if (at < -1 || at > width || boxes.some(([from, to]) => at > from - SIGN && at < to)) continue
    if (last && at - last.x < SIGN) Object.assign(last, { mark, marks: [...last.marks, mark], x: at })
    else shown.push({ mark, marks: [mark], x: at })
  }
  return shown.map((flag, index, all) => {
    const needs = flagWidth(flag.mark.text)
    const begins = boxes.flatMap(([from]) => (from > flag.x ? from : []))
    const room = Math.min(all[index + 1]?.x ?? width, ...begins) - flag.x - 4
    const before = all[index - 1]
    const ended = boxes.flatMap(([, to]) => (to <= flag.x ? to : []))
    const free = flag.x - Math.max(0, before ? before.x + flagWidth(before.mark.text) : 0, ...ended)
    const left = index === all.length - 1 && room < needs && free >= needs
    return { ...flag, room: left ? needs : room, left }
  })
}

/** The nearest instant worth snapping to within `reach` px of `px`. */
export function snap(
  px: number,
  instants: readonly number[],
  x: (at: number) => number,
  reach = 6,
): number | null {
  let best: number | null = null
  let least = reach
  for (const at of instants) {
    const away = Math.abs(x(at) - px)
    if (away <= least) {
      least = away
      best = at
    }
  }
  return best
}
