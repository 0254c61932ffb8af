/**
 * The output of one terminal. Only the newest lines are in the page; scrolling to the top brings older ones. Names of
 * pods and ReplicaSets light up on the stage and can be clicked.
 */
import { memo, useLayoutEffect, useRef, useState, type PointerEvent } from 'react'
import { objectOf, uidOf } from '../../store/names.ts'
import type { OutputLine } from '../../store/frame.ts'
import { hover, select, useRollscope } from '../../store/store.ts'
import { isTabular, parts } from './names.ts'
import css from './Terminal.module.css'

const WINDOW = 250
const NEAR_END_PX = 24

const Line = memo(function Line({ line }: { line: OutputLine }) {
  const text = line.text.replace(/\n$/, '')
  return (
    <div data-stream={line.stream} data-row={isTabular(text) || undefined}>
      {line.stream === 'input'
        ? text
        : parts(text).map(({ text: part, name }, index) =>
            name ? (
              <span key={`${index}${part}`} data-name={name}>
                {part}
              </span>
            ) : (
              part
            ),
          )}
      {text === '' && ' '}
    </div>
  )
})

const nameUnder = (event: { target: EventTarget }): string | null =>
  event.target instanceof HTMLElement ? (event.target.dataset['name'] ?? null) : null

function lightUp(event: PointerEvent): void {
  const name = nameUnder(event)
  const uid = name && uidOf(name, useRollscope.getState())
  hover(uid ? [uid] : [])
}

interface Props {
  lines: readonly OutputLine[]
  name: string
  /** Whoever types here hears what comes back; elsewhere on the page the output would flood. */
  aloud: boolean
}

export function Screen({ lines, name, aloud }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [older, setOlder] = useState(0)
  const follows = useRef(true)
  const first = Math.max(0, lines.length - WINDOW - older)

  useLayoutEffect(() => {
    const element = box.current
    if (element && follows.current) element.scrollTop = element.scrollHeight
  })

  // A hint or candidates below take room away: the newest line stays in sight.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <div
      ref={box}
      className={css.screen}
      role="log"
      aria-label={name}
      aria-live={aloud ? 'polite' : 'off'}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
        if (follows.current && older > 0) setOlder(0)
        else if (scrollTop === 0 && first > 0) {
          const element = event.currentTarget
          setOlder(older + WINDOW)
          requestAnimationFrame(() => (element.scrollTop = element.scrollHeight - scrollHeight))
        }
      }}
      onPointerOver={lightUp}
      onPointerLeave={() => hover([])}
      onClick={(event) => {
        const clicked = nameUnder(event)
        const object = clicked && objectOf(clicked, useRollscope.getState())
        if (object) select(object)
      }}
    >
      {lines.slice(first).map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </div>
  )
}
