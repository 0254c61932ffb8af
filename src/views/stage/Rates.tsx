/**
 * What a lane's rails tell where requests are not drawn one by one: how many come per second, and at 10× and above
 * dots that stand as densely as requests would follow each other.
 */
import { t } from '../../i18n/t.ts'
import { useRollscope } from '../../store/store.ts'
import { isReduced } from '../ui/ticker.ts'
import css from './Edges.module.css'
import { placeOf, type StageLayout } from './layout.ts'
import { CUT_SPEED } from './pace.ts'
import { SPEED } from './particles.ts'

/** Closer than this, px, dots would be a line. */
const LEAST_GAP = 4
/** Width of a digit of the rate, px. */
const DIGIT = 6.3
/** A drop leaves the rail so far right of its pod. */
const DROP = 11

interface Props {
  layout: StageLayout
  index: number
  /** Places of the pods that are joined, lowest first. */
  slots: readonly number[]
  /** Requests per second that this lane gets. */
  rate: number
}

/** One row: each pod takes its share from the rail, so that further left fewer pass. */
function Density({ layout, index, slots, rate }: Props) {
  const box = layout.lanes[index]
  if (!box) return null
  const pods = slots.map((slot) => placeOf(box, layout.preset, slot))
  return pods.map(({ cx, railY }, k) => {
    const passing = (rate * (k + 1)) / pods.length
    const from = pods[k + 1]?.cx ?? box.x + box.w
    const gap = Math.max(LEAST_GAP, (SPEED * 1000) / passing)
    return (
      <path
        key={cx}
        className={css.density}
        d={`M${from} ${railY}H${cx + DROP}`}
        strokeDasharray={`0.01 ${gap.toFixed(1)}`}
        strokeDashoffset={-gap / 2}
      />
    )
  })
}

/** Right of the last place, on the rail itself. */
function Rate({ layout, index, rate }: Omit<Props, 'slots'>) {
  const box = layout.lanes[index]
  if (!box) return null
  const { cx, railY } = placeOf(box, layout.preset, box.columns - 1)
  const text = t('lane.rate', { n: Math.round(rate) })
  const x = Math.max((cx + DROP + box.x + box.w) / 2, cx + DROP + (text.length * DIGIT) / 2)
  return (
    <text className={css.rate} x={x} y={railY} dy="0.33em">
      {text}
    </text>
  )
}

export function Rates({ layout, index, slots, rate }: Props) {
  const fast = useRollscope((s) => s.clock.speed >= CUT_SPEED)
  const columns = layout.lanes[index]?.columns ?? 1
  if (slots.length === 0 || !(fast || isReduced())) return null
  const rows = [...new Set(slots.map((slot) => Math.floor(slot / columns)))]
  return (
    <>
      {fast &&
        rows.map((row) => {
          const here = slots.filter((slot) => Math.floor(slot / columns) === row)
          const share = (rate * here.length) / slots.length
          return <Density key={row} layout={layout} index={index} slots={here} rate={share} />
        })}
      <Rate layout={layout} index={index} rate={rate} />
    </>
  )
}
