/** A pod's life to scale: what was, what is, and what is foreseen. The line stands at the instant shown. */
import { useEffect, useRef } from 'react'
import { duration, sentence } from '../../i18n/t.ts'
import type { SelectionView } from '../../worker/protocol.ts'
import css from './PodCard.module.css'
import { onTick } from '../ui/ticker.ts'

type Life = SelectionView['life']

/** Phases without an end reach to `now`, at least a little. */
const endOf = (phase: Life[number], now: number): number => phase.until ?? Math.max(now, phase.from + 1_000)

export function LifeStrip({ life }: { life: Life }) {
  const line = useRef<HTMLElement>(null)
  const from = life[0]?.from ?? 0
  const last = life.at(-1)
  useEffect(
    () =>
      onTick((now) => {
        const until = last ? endOf(last, now) : now
        const part = until > from ? (now - from) / (until - from) : 1
        if (line.current) line.current.style.left = `${Math.min(100, Math.max(0, part * 100))}%`
      }),
    [from, last],
  )
  const words = life.slice(-4)
  return (
    <>
      <div className={css.life} aria-hidden="true">
        {life.map((phase) => (
          <i
            key={`${phase.state}${phase.from}`}
            data-state={phase.state}
            data-foreseen={phase.foreseen || undefined}
            style={{ flex: Math.max(1, endOf(phase, phase.from) - phase.from) }}
          />
        ))}
        <em ref={line} />
      </div>
      <dl className={css.phases}>
        {words.map((phase) => (
          <div key={`${phase.state}${phase.from}`}>
            <dt>{sentence({ id: `life.${phase.state}`, values: {} })}</dt>
            <dd>{phase.until === null ? '…' : duration(phase.until - phase.from)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
