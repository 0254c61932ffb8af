/** Cells slide to their new order instead of changing places: from where each was drawn last to where it is now. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

const DURATION_MS = 420

/** Ref for the row, whose cells have names (`data-cell`). `pace` 0: they cut. */
export function useSlides(pace: number): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null)
  const before = useRef(new Map<string, number>())
  useLayoutEffect(() => {
    const now = new Map<string, number>()
    // Reading where cells are costs a layout of the page: not while they cut.
    if (pace === 0) {
      before.current = now
      return
    }
    for (const cell of row.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? []) {
      const name = cell.dataset['cell'] ?? ''
      const left = cell.offsetLeft
      const by = (before.current.get(name) ?? left) - left
      now.set(name, left)
      if (by === 0) continue
      const easing = getComputedStyle(cell).getPropertyValue('--spring-gauge')
      const duration = DURATION_MS * pace
      cell.animate([{ transform: `translateX(${by}px)` }, { transform: 'none' }], { duration, easing })
    }
    before.current = now
  })
  return row
}
