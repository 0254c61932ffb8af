/** Wheel and pinch zoom the chart to a stretch of time; double click shows everything again. */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { follow, zoom, type TimeWindow } from './timeWindow.ts'

interface Zoomed {
  width: number
  from: number
}

interface Zoom {
  shown: TimeWindow
  zoomed: boolean
  reset: () => void
}

export function useZoom(
  ref: RefObject<HTMLElement | null>,
  liveAt: number,
  live: boolean,
  shownAt: number,
  ghostEnd: number,
): Zoom {
  const [zoomed, setZoomed] = useState<Zoomed | null>(null)
  const shown = keepInside(
    follow(zoomed?.width ?? null, liveAt, live, zoomed?.from ?? null, ghostEnd),
    zoomed !== null,
    shownAt,
  )
  const state = useRef({ shown, liveAt, ghostEnd })
  useLayoutEffect(() => {
    state.current = { shown, liveAt, ghostEnd }
  })
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const by = (factor: number, clientX: number) => {
      const { shown: now, liveAt: end, ghostEnd: beyond } = state.current
      const box = element.getBoundingClientRect()
      const at = now.from + ((clientX - box.left) / box.width) * (now.until - now.from)
      setZoomed(zoom(now, factor, at, end, beyond))
    }
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      by(Math.exp(event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX)
    }
    let apart = 0
    const onTouch = (event: TouchEvent) => {
      const [a, b] = [event.touches[0], event.touches[1]]
      if (!a || !b) return void (apart = 0)
      event.preventDefault()
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
      if (apart > 0 && now > 0) by(apart / now, (a.clientX + b.clientX) / 2)
      apart = now
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('touchmove', onTouch, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('touchmove', onTouch)
    }
  }, [ref])
  return { shown, zoomed: zoomed !== null, reset: () => setZoomed(null) }
}

/** A zoomed window moves along when the instant shown leaves it. */
function keepInside(shown: TimeWindow, zoomed: boolean, at: number): TimeWindow {
  if (!zoomed || (at >= shown.from && at <= shown.until)) return shown
  const width = shown.until - shown.from
  const from = Math.max(0, at - width / 2)
  return { from, until: from + width }
}
