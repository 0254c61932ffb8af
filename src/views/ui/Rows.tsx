/**
 * A long list of rows of one height, newest on top: only those in sight are in the page. While the reader has
 * scrolled down, what arrives on top does not push the rows away under the eyes.
 */
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import css from './Rows.module.css'

interface Props<T> {
  /** Oldest first, as the store keeps them. */
  items: readonly T[]
  rowHeight: number
  keyOf: (item: T) => string | number
  renderRow: (item: T) => ReactNode
  name: string
  /** `log`: announced as one, but off by default, it would flood. */
  role?: 'log' | 'list'
}

const SPARE = 6

export function Rows<T>({ items, rowHeight, keyOf, renderRow, name, role = 'list' }: Props<T>) {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 400 })
  const count = items.length
  const before = useRef(count)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      setView({ top: element.scrollTop, height: element.clientHeight })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    const added = count - before.current
    before.current = count
    if (element && element.scrollTop > rowHeight && added > 0) element.scrollTop += added * rowHeight
  }, [count, rowHeight])

  const first = Math.max(0, Math.floor(view.top / rowHeight) - SPARE)
  const end = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + SPARE)
  const seen = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
  return (
    <div
      ref={box}
      className={css.box}
      tabIndex={0}
      role={role}
      aria-label={name}
      aria-live={role === 'log' ? 'off' : undefined}
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget
        setView({ top: scrollTop, height: clientHeight })
      }}
    >
      <div style={{ height: count * rowHeight }} role="presentation">
        {seen.map((index) => {
          const item = items[count - 1 - index]
          return item === undefined ? null : (
            <div
              key={keyOf(item)}
              role={role === 'list' ? 'listitem' : undefined}
              className={css.row}
              style={{ top: index * rowHeight, height: rowHeight }}
            >
              {renderRow(item)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
