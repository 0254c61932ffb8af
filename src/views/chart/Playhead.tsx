/** The line at the instant shown; between frames it runs on with the clock. */
import { useLayoutEffect, useRef } from 'react'
import { useRollscope } from '../../store/store.ts'
import { shownNow } from '../ui/ticker.ts'
import css from './Chart.module.css'

export function Playhead({ x, past }: { x: (at: number) => number; past: boolean }) {
  const line = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const place = () => {
      if (line.current)
        line.current.style.transform = `translateX(${x(Math.min(shownNow(), useRollscope.getState().clock.at))}px)`
    }
    place()
  })
  return <span ref={line} className={css.head} data-past={past || undefined} aria-hidden="true" />
}
