/** The layout as it is drawn just now: on its way to `target` for 420 ms of the stage's pace. */
import { useEffect, useRef, useState } from 'react'
import type { StageLayout } from './layout.ts'
import { between, canTween, easeOut } from './tween.ts'

const DURATION_MS = 420
/** Shorter ones are skipped. */
const LEAST_MS = 60

export function useTweenedLayout(target: StageLayout, pace: number): StageLayout {
  const [shown, setShown] = useState(target)
  const latest = useRef(shown)
  const speed = useRef(pace)
  useEffect(() => {
    speed.current = pace
  }, [pace])
  useEffect(() => {
    const from = latest.current
    const duration = DURATION_MS * speed.current
    const show = (layout: StageLayout) => {
      latest.current = layout
      setShown(layout)
    }
    let frame = 0
    const began = performance.now()
    const step = (now: number) => {
      const t = duration < LEAST_MS || !canTween(from, target) ? 1 : Math.min(1, (now - began) / duration)
      show(between(from, target, easeOut(t)))
      if (t < 1) frame = requestAnimationFrame(step)
    }
    if (from !== target) frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [target])
  return canTween(shown, target) ? shown : target
}
