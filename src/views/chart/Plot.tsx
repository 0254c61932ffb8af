/** The recorded part of the chart: stacked areas, lines, limits as they were, hatches. Never animated. */
import clsx from 'clsx'
import { area, curveStepAfter, line } from 'd3-shape'
import { memo } from 'react'
import type { Hue } from '../../worker/picture/picture.ts'
import type { ChartSample } from '../../worker/protocol.ts'
import { hueClass } from '../ui/hue.ts'
import css from './Chart.module.css'
import {
  brokenBand,
  failingBand,
  isEmptyBand,
  lineOf,
  stackOf,
  updatedFrom,
  type Band,
  type Step,
} from './steps.ts'

export interface Scales {
  x: (at: number) => number
  y: (pods: number) => number
  width: number
  height: number
}

export interface PlotLane {
  uid: string
  /** null: of a ReplicaSet that was gone before anyone looked. */
  hue: Hue | null
  isNew: boolean
}

interface Props {
  samples: readonly ChartSample[]
  lanes: readonly PlotLane[]
  scales: Scales
  until: number
  /** When the floor was first held; the limits are drawn from here. */
  held: number | null
  /** Only areas, total and limits: the scrub bar of phone and embed. */
  mini: boolean
}

const shape = ({ x, y }: Scales) => ({
  area: area<Band>()
    .x(({ at }) => x(at))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
    .curve(curveStepAfter),
  line: line<Step>()
    .x(({ at }) => x(at))
    .y(({ value }) => y(value))
    .curve(curveStepAfter),
})

function Hatches({ samples, scales, until, held }: Pick<Props, 'samples' | 'scales' | 'until' | 'held'>) {
  const { area: path } = shape(scales)
  const bands = [
    ['failing', failingBand(samples, until)],
    ['broken', brokenBand(samples, until, held)],
  ] as const
  return bands
    .filter(([, band]) => !isEmptyBand(band))
    .map(([key, band]) => <path key={key} className={css.hatch} d={path([...band]) ?? ''} />)
}

export const Plot = memo(function Plot({ samples, lanes, scales, until, held, mini }: Props) {
  const { area: areaPath, line: linePath } = shape(scales)
  const stack = stackOf(
    samples,
    lanes.map(({ uid }) => uid),
    until,
  )
  const newest = lanes.find(({ isNew }) => isNew)
  const promised = held === null ? [] : samples.filter((sample) => sample.at >= held)
  const from = updatedFrom(samples)
  const draw = (value: (sample: ChartSample) => number | null, of = samples): string =>
    linePath(lineOf(of, until, value)) ?? ''
  return (
    <g>
      {lanes.map((lane) => (
        <path
          key={lane.uid}
          className={clsx(css.area, lane.hue && hueClass(lane.hue))}
          d={areaPath(stack.get(lane.uid) ?? []) ?? ''}
        />
      ))}
      <Hatches samples={samples} scales={scales} until={until} held={held} />
      <path className={css.limit} d={draw(({ floor }) => floor, promised)} />
      <path className={css.limit} d={draw(({ ceiling }) => ceiling, promised)} />
      {!mini && <path className={css.ready} d={draw(({ ready }) => ready)} />}
      {!mini && newest?.hue && (
        <path
          className={`${css.updated} ${hueClass(newest.hue)}`}
          d={draw(({ at, updated }) => (at < from ? null : updated))}
        />
      )}
      <path className={css.total} d={draw(({ total }) => total)} />
    </g>
  )
})

/** The future a fork left behind. */
export const Ghost = memo(function Ghost({
  samples,
  scales,
}: {
  samples: readonly ChartSample[]
  scales: Scales
}) {
  const { line: linePath } = shape(scales)
  const until = samples.at(-1)?.at ?? 0
  return (
    <g className={css.ghost}>
      <path className={css.total} d={linePath(lineOf(samples, until, ({ total }) => total)) ?? ''} />
      <path className={css.ready} d={linePath(lineOf(samples, until, ({ ready }) => ready)) ?? ''} />
    </g>
  )
})
