/** Below the plot: a tick per scaling, up or down, as tall as its size, in the ReplicaSet's hue. */
import { memo } from 'react'
import type { Hue } from '../../worker/picture/picture.ts'
import type { ChartMark } from '../../worker/protocol.ts'
import { hueClass } from '../ui/hue.ts'
import css from './Chart.module.css'

interface Props {
  marks: readonly ChartMark[]
  hues: ReadonlyMap<string, Hue>
  x: (at: number) => number
  width: number
  height: number
  /** Instants after this are the veiled future. */
  shownAt: number
}

export const ScaleTrack = memo(function ScaleTrack({ marks, hues, x, width, height, shownAt }: Props) {
  const scalings = marks.filter((mark) => mark.kind === 'scale' && mark.delta)
  const most = Math.max(1, ...scalings.map((mark) => Math.abs(mark.delta ?? 0)))
  const mid = height / 2
  return (
    <svg className={css.track} width={width} height={height} aria-hidden="true">
      <path className={css.grid} d={`M0 ${mid}H${width}`} />
      {scalings.map((mark, index) => {
        const hue = hues.get(mark.lane ?? '')
        const long = 3 + (Math.abs(mark.delta ?? 0) / most) * (mid - 4)
        const up = (mark.delta ?? 0) > 0
        return (
          <path
            key={`${mark.at}-${index}`}
            className={`${css.tick} ${hue ? hueClass(hue) : ''}`}
            d={up ? `M${x(mark.at) + 1.5} ${mid - 1}v${-long}` : `M${x(mark.at) + 1.5} ${mid + 1}v${long}`}
            opacity={mark.at > shownAt ? 0.35 : 1}
          />
        )
      })}
    </svg>
  )
})
