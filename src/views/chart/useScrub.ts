/** The scrubber: click, drag, wheel, pinch and keys on the chart become instants. Snaps to events within 6 px. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { snap } from './marksOnAxis.ts'

interface Scrub {
  x: (at: number) => number
  at: (px: number) => number
  /** Left edge of the plot inside the element that listens. */
  left: number
  instants: readonly number[]
  liveAt: number
  shownAt: number
  onSeek: (at: number) => void
  onLive: () => void
  /** A drag began or ended: the clock stands meanwhile. */
  onHold: (held: boolean) => void
}

/** Dragging this close to *now* is live again. */
const LIVE_REACH = 4

export function useScrub({ x, at, left, instants, liveAt, shownAt, onSeek, onLive, onHold }: Scrub) {
  const dragging = useRef(false)
  const held = useRef(false)
  const hold = (to: boolean) => {
    if (held.current === to) return
    held.current = to
    onHold(to)
  }
  const release = () => {
    dragging.current = false
    hold(false)
  }
  const seek = (event: PointerEvent<HTMLElement>) => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left - left
    if (px >= x(liveAt) - LIVE_REACH) return onLive()
    const near = snap(px, instants, x)
    return onSeek(Math.max(0, Math.round(near ?? at(px))))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.shiftKey ? 10_000 : 1_000
    const next = {
      ArrowLeft: shownAt - by,
      ArrowDown: shownAt - by,
      ArrowRight: shownAt + by,
      ArrowUp: shownAt + by,
      PageDown: shownAt - 10_000,
      PageUp: shownAt + 10_000,
      Home: 0,
      End: liveAt,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (next >= liveAt) onLive()
    else onSeek(Math.max(0, Math.round(next)))
  }
  return {
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target as HTMLElement).closest('button')) return
      dragging.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
      seek(event)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!dragging.current) return
      hold(true)
      seek(event)
    },
    onPointerUp: release,
    onPointerCancel: release,
  }
}
