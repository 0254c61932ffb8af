/** A lane with hundreds of pods: one canvas, counts below it, and a grid of those counts for assistive technology. */
import { useEffect, useMemo, useRef } from 'react'
import { useRollscope } from '../../store/store.ts'
import type { LaneView, PodView } from '../../worker/picture/picture.ts'
import { podsOfLane } from '../stage/podsByLane.ts'
import css from './CellGrid.module.css'
import { cellGrid, GAP } from './cells.ts'
import { drawCells } from './drawCells.ts'
import { toggleCard } from './podCard.ts'
import { StateRows } from './StateRows.tsx'
import { onThemeChange } from './themeChange.ts'

const COUNTS_HEIGHT = 24

export function CellGrid({ lane, width, height }: { lane: LaneView; width: number; height: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pods = useRollscope((s) => podsOfLane(s.pods, lane.uid))
  const lit = useRollscope((s) => s.hovered)
  const places = Math.max(lane.slots, (pods.at(-1)?.slot ?? 0) + 1)
  const tall = height - COUNTS_HEIGHT
  const grid = useMemo(() => cellGrid(places, width, tall), [places, width, tall])
  useEffect(() => {
    const draw = () => canvas.current && drawCells(canvas.current, pods, grid, { width, height: tall, lit })
    const frame = requestAnimationFrame(draw)
    const stop = onThemeChange(draw)
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [pods, grid, width, tall, lit])
  const podAt = (event: React.MouseEvent<HTMLCanvasElement>): PodView | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    const pitch = grid.cell + GAP
    const slot =
      Math.floor((event.clientY - box.top) / pitch) * grid.columns +
      Math.floor((event.clientX - box.left) / pitch)
    return pods.find((pod) => pod.slot === slot)
  }
  return (
    <div className={css.cells}>
      <canvas
        ref={canvas}
        style={{ width, height: tall }}
        aria-hidden="true"
        onClick={(event) => {
          const pod = podAt(event)
          if (pod) toggleCard(pod.name, event.currentTarget)
        }}
        onMouseMove={(event) => {
          const pod = podAt(event)
          event.currentTarget.title = pod ? `${pod.name}: ${pod.status}` : ''
        }}
      />
      <StateRows lane={lane} pods={pods} />
    </div>
  )
}
