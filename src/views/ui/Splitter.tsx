/** A border that can be dragged, or moved with the arrow keys; double click gives the layout's own width back. */
import { useRef } from 'react'
import css from './Splitter.module.css'

interface Props {
  name: string
  /** Which edge of its box it stands on: dragging away from the box makes it wider. */
  edge: 'left' | 'right'
  min: number
  max: number
  onChange: (width: number | null) => void
}

const STEP = 16

export function Splitter({ name, edge, min, max, onChange }: Props) {
  const handle = useRef<HTMLDivElement>(null)
  const sign = edge === 'right' ? 1 : -1
  const width = (): number => handle.current?.parentElement?.offsetWidth ?? min
  const set = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))))
  return (
    <div
      ref={handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={name}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={min}
      tabIndex={0}
      className={css.splitter}
      data-edge={edge}
      onDoubleClick={() => onChange(null)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) set(width() + sign * event.movementX)
      }}
      onKeyDown={(event) => {
        const by = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key]
        if (by === undefined) return
        event.preventDefault()
        event.stopPropagation()
        set(width() + sign * by)
      }}
      onFocus={(event) => event.currentTarget.setAttribute('aria-valuenow', String(width()))}
    />
  )
}
