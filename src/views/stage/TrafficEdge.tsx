/**
 * From the Service into a lane: trunk, one rail per row, a drop into each pod that is in the EndpointSlice and ready.
 * Other pods have an open port below the rail. Joining and leaving is one local event: a drop is drawn or retracts.
 */
import type { Edge, EdgeProps } from '@xyflow/react'
import { memo, useContext } from 'react'
import { useShallow } from 'zustand/shallow'
import { useRollscope, type Rollscope } from '../../store/store.ts'
import { arriving } from '../ui/arriving.tsx'
import { afterPicture } from '../ui/picture.ts'
import { hueClass } from '../ui/hue.ts'
import css from './Edges.module.css'
import { LayoutContext } from './layoutContext.ts'
import { placeOf, type StageLayout } from './layout.ts'
import { dropOf, railLength, railsOf, ribbonOf } from './manifold.ts'
import { podsOfLane } from './podsByLane.ts'
import { useSame } from '../ui/useSame.ts'

const ratesModule = afterPicture(() => import('./Rates.tsx'))
const Rates = arriving(() => ratesModule.then(({ Rates }) => Rates))

export type Traffic = Edge<{ uid: string }, 'traffic'>

interface Port {
  slot: number
  joined: boolean
}

function Row({
  layout,
  index,
  ports,
  row,
}: {
  layout: StageLayout
  index: number
  ports: Port[]
  row: number
}) {
  const box = layout.lanes[index]
  const rail = railsOf(layout, index)[row]
  if (!box || !rail) return null
  const here = ports.filter(({ slot }) => Math.floor(slot / box.columns) === row)
  const xs = here.filter(({ joined }) => joined).map(({ slot }) => placeOf(box, layout.preset, slot).cx)
  const shown = xs.length > 0 ? railLength(rail, Math.min(...xs)) : 0
  return (
    <>
      <path
        className={css.rail}
        d={rail.d}
        style={{ strokeDasharray: `${shown} 9999` }}
        data-off={shown === 0 || undefined}
      />
      {here.map(({ slot, joined }) => (
        <path
          key={slot}
          className={css.drop}
          d={dropOf(layout, index, slot)}
          pathLength="1"
          data-joined={joined || undefined}
        />
      ))}
      {here
        .filter(({ joined }) => !joined)
        .map(({ slot }) => {
          const { cx, top } = placeOf(box, layout.preset, slot)
          return <circle key={slot} className={css.port} cx={cx} cy={top - 2.5} r="2.2" />
        })}
    </>
  )
}

const RIBBON = 46

/** Dense lanes: one ribbon, as wide as the lane's share of the ready endpoints; on the Service they lie side by side. */
function Ribbon({
  layout,
  index,
  share,
  before,
}: {
  layout: StageLayout
  index: number
  share: number
  before: number
}) {
  if (share === 0) return null
  const [a, b, c, d] = ribbonOf(layout, index, (before + share / 2 - 0.5) * RIBBON)
  if (!a || !b || !c || !d) return null
  return (
    <path
      className={css.ribbon}
      d={`M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`}
      style={{ strokeWidth: Math.max(3, share * RIBBON) }}
    />
  )
}

/** Pods of a lane (null: of all) that are joined to their rail. */
const joinedIn = (pods: Rollscope['pods'], lane: string | null): number =>
  (lane === null ? Object.values(pods) : podsOfLane(pods, lane)).filter((pod) => pod.joined).length

export const TrafficEdge = memo(function TrafficEdge({ data }: EdgeProps<Traffic>) {
  const layout = useContext(LayoutContext)
  const uid = data?.uid ?? ''
  const hue = useSame((s) => s.scene?.lanes.find((lane) => lane.uid === uid)?.hue ?? null)
  const lines = useRollscope(
    useShallow((s) => podsOfLane(s.pods, uid).map((pod) => `${pod.slot} ${pod.joined ? 1 : 0}`)),
  )
  const share = useRollscope((s) => joinedIn(s.pods, uid) / Math.max(1, joinedIn(s.pods, null)))
  const rate = useRollscope((s) => s.scene?.traffic.requestsPerSecond ?? 0)
  const before = useRollscope((s) => {
    const lanes = s.scene?.lanes.map((lane) => lane.uid) ?? []
    const earlier = lanes.slice(0, lanes.indexOf(uid)).reduce((sum, lane) => sum + joinedIn(s.pods, lane), 0)
    return earlier / Math.max(1, joinedIn(s.pods, null))
  })
  const index = layout?.lanes.findIndex((lane) => lane.uid === uid) ?? -1
  const box = layout?.lanes[index]
  if (!layout || !hue || !box) return null
  if (layout.preset.look === 'cells') {
    return (
      <g className={hueClass(hue)}>
        <Ribbon layout={layout} index={index} share={share} before={before} />
      </g>
    )
  }
  const ports = lines.map((line) => {
    const [slot, joined] = line.split(' ')
    return { slot: Number(slot), joined: joined === '1' }
  })
  return (
    <g className={hueClass(hue)}>
      {Array.from({ length: box.rows }, (_, row) => (
        <Row key={row} layout={layout} index={index} ports={ports} row={row} />
      ))}
      <Rates
        layout={layout}
        index={index}
        slots={ports.filter(({ joined }) => joined).map(({ slot }) => slot)}
        rate={rate * share}
      />
    </g>
  )
})
