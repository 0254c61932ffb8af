/** The capacity chart, which is also the scrubber: connected to the store. */
import { scaleLinear } from 'd3-scale'
import { useMemo, useRef, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { dispatch, seek } from '../../store/commands.ts'
import { isPast } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import type { ChartMark, ChartSample, ClockView } from '../../worker/protocol.ts'
import { useSame } from '../ui/useSame.ts'
import { useSize } from '../ui/useSize.ts'
import css from './Chart.module.css'
import { ChartTable } from './ChartTable.tsx'
import { DirectLabels, LimitLabels } from './DirectLabels.tsx'
import { Flags } from './Flags.tsx'
import { Playhead } from './Playhead.tsx'
import { Ghost, Plot, type PlotLane, type Scales } from './Plot.tsx'
import { ScaleTrack } from './ScaleTrack.tsx'
import { availableOf, heldFrom, limitsSince, sampleAt, topOf, within } from './steps.ts'
import { stepped, ticks, tickText, type TimeWindow } from './timeWindow.ts'
import { useScrub } from './useScrub.ts'
import { useZoom } from './useZoom.ts'

export interface ChartProps {
  samples: readonly ChartSample[]
  marks: readonly ChartMark[]
  ghost: readonly ChartSample[]
  lanes: readonly PlotLane[]
  clock: ClockView
  onSeek: (at: number) => void
  onLive: () => void
  onHold: (held: boolean) => void
}

const TRACK = 26
/** Width of a limit's name, px, and of the gap before it. */
const NAME = 76
/** In less room the chart is the scrub bar of phone and embed. */
const LEAST_HEIGHT = 90

function useScales(
  shown: TimeWindow,
  width: number,
  height: number,
  top: number,
): Scales & { at: (px: number) => number } {
  return useMemo(() => {
    const x = scaleLinear([shown.from, shown.until], [0, width])
    const y = scaleLinear([0, top], [height, 0])
    return { x: (at) => x(at), y: (pods) => y(pods), at: (px) => x.invert(px), width, height }
  }, [shown.from, shown.until, width, height, top])
}

function summary(sample: ChartSample | null, until: number): string {
  if (!sample) return t('chart.name')
  const { ready, total, updated } = sample
  return t('chart.summary', { from: 0, until, available: availableOf(sample), ready, total, updated })
}

function valueText(clock: ClockView, past: boolean): string {
  const seconds = (clock.at / 1000).toFixed(1)
  return past
    ? t('chart.scrubberPast', { seconds, live: (clock.liveAt / 1000).toFixed(1) })
    : t('chart.scrubberLive', { seconds })
}

/** The track is drawn again when another scaling is behind the instant shown, not at every instant. */
const lastScaling = (marks: readonly ChartMark[], at: number): number =>
  marks.findLast((mark) => mark.kind === 'scale' && mark.at <= at)?.at ?? -1

export function Chart({ samples, marks, ghost, lanes, clock, onSeek, onLive, onHold }: ChartProps) {
  const [frameRef, frame] = useSize()
  const [plotRef, plot] = useSize()
  const root = useRef<HTMLDivElement>(null)
  const past = isPast(clock)
  const { shown, zoomed, reset } = useZoom(root, clock.liveAt, clock.live, clock.at, ghost.at(-1)?.at ?? 0)
  const mini = frame.height < LEAST_HEIGHT
  const top = useMemo(() => topOf([...samples, ...ghost]), [samples, ghost])
  const scales = useScales(shown, plot.width, plot.height, top)
  const seen = useMemo(() => within(samples, shown), [samples, shown])
  const held = useMemo(() => heldFrom(samples), [samples])
  const last = sampleAt(samples, clock.liveAt)
  const until = clock.liveAt
  const hues = useMemo(() => new Map(lanes.flatMap(({ uid, hue }) => (hue ? [[uid, hue]] : []))), [lanes])
  const instants = useMemo(() => [...new Set(marks.map((mark) => mark.at))], [marks])
  const { onKeyDown, ...pointer } = useScrub({
    ...scales,
    left: 0,
    instants,
    liveAt: until,
    shownAt: clock.at,
    onSeek,
    onLive,
    onHold,
  })
  const named = Math.max(held ?? shown.from, limitsSince(samples))
  // Right of where the limits begin; left of it when *now* is too near.
  const begin = scales.x(named)
  const nameX = Math.max(4, scales.x(until) - begin < NAME ? begin - NAME : begin + 14)
  const flags = marks.filter(({ kind }) => kind === 'command')
  const deadlines = marks.filter(({ kind }) => kind === 'deadline')
  return (
    <div ref={frameRef} className={css.frame}>
      <div
        ref={root}
        className={css.chart}
        data-mini={mini || undefined}
        data-past={past || undefined}
        onDoubleClick={reset}
        {...pointer}
      >
        {!mini && <Flags marks={marks} x={scales.x} width={plot.width} until={until} onSeek={onSeek} />}
        <div ref={plotRef} className={css.plot}>
          <span className={css.void} style={{ left: Math.max(0, scales.x(until)) }} />
          {plot.width > 0 && (
            <svg width={plot.width} height={plot.height} role="img" aria-label={summary(last, until)}>
              {!mini &&
                [0, 0.33, 0.67].map((part) => (
                  <path key={part} className={css.grid} d={`M0 ${plot.height * (1 - part)}H${plot.width}`} />
                ))}
              {ghost.length > 0 && <Ghost samples={ghost} scales={scales} />}
              <Plot
                samples={seen}
                lanes={lanes}
                scales={scales}
                until={Math.min(until, shown.until)}
                held={held}
                mini={mini}
              />
              {!mini &&
                flags.map((mark) => (
                  <path
                    key={`${mark.at}${mark.text}`}
                    className={css.pole}
                    d={`M${scales.x(mark.at)} 0V${plot.height}`}
                  />
                ))}
              {deadlines.map((mark) => (
                <path
                  key={mark.at}
                  className={css.deadlinePole}
                  d={`M${scales.x(mark.at)} 0V${plot.height}`}
                />
              ))}
            </svg>
          )}
          {!mini && last && last.ceiling > 0 && held !== null && (
            <LimitLabels sample={last} scales={scales} x={nameX} />
          )}
          {!mini && last && until <= shown.until && <DirectLabels now={last} scales={scales} at={until} />}
        </div>
        {!mini && (
          <>
            <ScaleTrack
              marks={marks}
              hues={hues}
              x={scales.x}
              width={plot.width}
              height={TRACK}
              shownAt={past ? lastScaling(marks, clock.at) : Infinity}
            />
            <div className={css.axis} aria-hidden="true">
              {ticks(shown, plot.width).map((at) => (
                <span key={at} style={{ left: scales.x(at) }} data-first={scales.x(at) < 14 || undefined}>
                  {tickText(at)}
                </span>
              ))}
            </div>
          </>
        )}
        <div
          className={css.slider}
          role="slider"
          tabIndex={0}
          aria-label={t('chart.scrubber')}
          aria-valuemin={0}
          aria-valuemax={Math.round(until / 100) / 10}
          aria-valuenow={Math.round(clock.at / 100) / 10}
          aria-valuetext={valueText(clock, past)}
          onKeyDown={onKeyDown}
        />
        {past && (
          <span
            className={css.veil}
            style={{
              left: Math.max(0, scales.x(clock.at)),
              right: Math.max(0, plot.width - scales.x(until)),
            }}
          />
        )}
        <Playhead x={scales.x} past={past} />
        {zoomed && !mini && (
          <button type="button" className={css.fit} onClick={reset}>
            {t('chart.fit')}
          </button>
        )}
      </div>
    </div>
  )
}

const onSeek = seek
const onLive = (): void => {
  if (!useRollscope.getState().clock.live) dispatch({ type: 'live' })
}

/**
 * Every lane that was ever there: what is recorded keeps its hue when its ReplicaSet is gone, and where the instant
 * shown is before its time. A lane nobody saw is drawn without one.
 */
function useLanes(samples: readonly ChartSample[]): readonly PlotLane[] {
  const now = useSame((s) => (s.scene?.lanes ?? []).map(({ uid, hue, isNew }) => ({ uid, hue, isNew })))
  const [known, setKnown] = useState({ now, lanes: now as readonly PlotLane[] })
  if (known.now !== now) {
    const gone = known.lanes.filter((lane) => !now.some(({ uid }) => uid === lane.uid))
    setKnown({ now, lanes: [...gone.map((lane) => ({ ...lane, isNew: false })), ...now] })
  }
  const { lanes } = known
  return useMemo(() => {
    const recorded = [...new Set(samples.flatMap(({ available }) => Object.keys(available)))]
    const without = lanes.filter(({ uid }) => !recorded.includes(uid))
    const nobody = (uid: string): PlotLane => ({ uid, hue: null, isNew: false })
    return [...recorded.map((uid) => lanes.find((lane) => lane.uid === uid) ?? nobody(uid)), ...without]
  }, [lanes, samples])
}

const onHold = (held: boolean): void => dispatch({ type: 'hold', held })

/** While it plays live the whole plot moves with the clock: it is drawn again when that would be about a pixel. */
function useSteppedClock(): ClockView {
  const last = useRef<ClockView | null>(null)
  return useRollscope(({ clock }) => (last.current = stepped(last.current, clock)))
}

export function CapacityChart() {
  const samples = useRollscope((s) => s.samples)
  const marks = useRollscope((s) => s.marks)
  const ghost = useRollscope((s) => s.ghost)
  const clock = useSteppedClock()
  const lanes = useLanes(samples)
  return (
    <>
      <Chart {...{ samples, marks, ghost, lanes, clock, onSeek, onLive, onHold }} />
      <ChartTable samples={samples} />
    </>
  )
}
