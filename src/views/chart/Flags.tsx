/** Above the plot: commands with their text, condition changes and failures as glyphs, the deadline as a red flag. */
import { CircleCheck, CircleX, Flag as FlagIcon, SquareTerminal, Timer } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import type { ChartMark } from '../../worker/protocol.ts'
import css from './Chart.module.css'
import { flagsOf, flagWidth, mergeGlyphs, type Box, type Glyphs } from './marksOnAxis.ts'

type Seek = (at: number) => void

const GLYPH_KINDS: readonly ChartMark['kind'][] = ['condition', 'complete', 'failure']

function Sign({ kind }: { kind: ChartMark['kind'] | undefined }) {
  if (kind === 'failure') return <CircleX />
  return kind === 'complete' ? <FlagIcon /> : <CircleCheck />
}

/** Width of the deadline's flag, px. */
const LONG = 134

/** A text needs this much room to be worth showing cut. */
const LEAST_TEXT = 44

function Glyph({ group, onSeek }: { group: Glyphs; onSeek: Seek }) {
  const first = group.marks[0]
  const worst = group.marks.find(({ kind }) => kind === 'failure') ?? first
  if (!first) return null
  const text = [...new Set(group.marks.map((mark) => mark.text))].slice(0, 6).join('\n')
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.glyph}
      style={{ left: group.x }}
      data-bad={worst?.kind === 'failure' || undefined}
      title={text}
      aria-label={group.marks.length > 1 ? t('chart.merged', { n: group.marks.length }) : text}
      onClick={() => onSeek(first.at)}
    >
      <Sign kind={worst?.kind} />
      {group.marks.length > 1 && <small>{group.marks.length}</small>}
    </button>
  )
}

export const Flags = memo(function Flags({
  marks,
  x,
  width,
  until,
  onSeek,
}: {
  marks: readonly ChartMark[]
  x: (at: number) => number
  width: number
  /** The newest instant: deadlines at the right edge write their flag to the left. */
  until: number
  onSeek: Seek
}) {
  const deadlines = marks.filter(({ kind }) => kind === 'deadline')
  const isLeft = (mark: ChartMark): boolean => x(mark.at) > x(until) - LONG
  const boxes = deadlines.map((mark): Box => {
    const at = x(mark.at)
    return isLeft(mark) ? [at - LONG, at] : [at, at + LONG]
  })
  const commands = flagsOf(
    marks.filter(({ kind }) => kind === 'command'),
    x,
    width,
    boxes,
  )
  const taken = [
    ...boxes.map(([from, to]) => [from, to - from] as const),
    ...commands.map((flag) => {
      const long = Math.min(flag.room, flagWidth(flag.mark.text))
      return [flag.left ? flag.x - long : flag.x, long] as const
    }),
  ]
  const groups = mergeGlyphs(
    marks.filter(({ kind }) => GLYPH_KINDS.includes(kind)),
    x,
  ).filter(
    ({ x: at }) =>
      at >= 0 && at <= width && !taken.some(([from, long]) => at > from - 8 && at < from + long + 8),
  )
  return (
    <div className={css.flags}>
      {commands.map(({ mark, marks: all, x: at, room, left }) => (
        <button
          key={`${mark.at}${mark.text}`}
          type="button"
          tabIndex={-1}
          className={css.flag}
          style={{ left: at, maxWidth: Math.max(18, room) }}
          data-left={left || undefined}
          title={all.map(({ text }) => text).join('\n')}
          onClick={() => onSeek(mark.at)}
        >
          <SquareTerminal />
          {all.length > 1 && <small>{all.length}</small>}
          {room >= LEAST_TEXT && <span>{mark.text}</span>}
        </button>
      ))}
      {groups.map((group) => (
        <Glyph key={group.marks[0]?.at} group={group} onSeek={onSeek} />
      ))}
      {deadlines.map((mark) => (
        <button
          key={mark.at}
          type="button"
          tabIndex={-1}
          className={`${css.flag} ${css.deadline}`}
          style={{ left: x(mark.at) }}
          data-left={isLeft(mark) || undefined}
          title={mark.text}
          onClick={() => onSeek(mark.at)}
        >
          <Timer />
          <span>{t('chart.deadline')}</span>
        </button>
      ))}
    </div>
  )
})
