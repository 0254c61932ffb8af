/** From the Deployment to a lane. The last scaling stands on it as a pill for 2.4 s of cluster time, at least 1.2 s of ours. */
import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react'
import { memo, useRef } from 'react'
import { t } from '../../i18n/t.ts'
import { useRollscope } from '../../store/store.ts'
import type { Hue } from '../../worker/picture/picture.ts'
import { useLive } from '../pods/useLive.ts'
import { hueClass } from '../ui/hue.ts'
import { Presence, useMoves } from '../ui/presence.tsx'
import type { Move } from '../ui/move.ts'
import css from './Edges.module.css'
import { useSame } from '../ui/useSame.ts'

export type Ownership = Edge<{ uid: string }, 'ownership'>

const CLUSTER_MS = 2_400
const WALL_MS = 1_200

/** Fast clocks pass the cluster time too soon: the rest of our time is waited for before it fades. */
const heldFor = (speed: number): number => Math.max(0, WALL_MS - CLUSTER_MS / Math.max(speed, 0.25)) / 1000

const ENTER: Move = {
  keyframes: {
    opacity: [0, 1],
    transform: ['translate(-50%, -50%) scale(0.8)', 'translate(-50%, -50%) scale(1)'],
  },
  duration: 0.14,
}
const fadingAfter = (delay: number): Move => ({ keyframes: { opacity: [1, 0] }, duration: 0.14, delay })

function Pill({ hue, delta, x, y, held }: { hue: Hue; delta: number; x: number; y: number; held: number }) {
  const ref = useRef<HTMLSpanElement>(null)
  useMoves(ref, ENTER, fadingAfter(held))
  return (
    <span
      ref={ref}
      className={`${css.pill} ${hueClass(hue)}`}
      style={{ left: x, top: y, transform: 'translate(-50%, -50%)' }}
    >
      {t('lane.scaled', { delta: delta > 0 ? `+${delta}` : `−${-delta}` })}
    </span>
  )
}

export const OwnershipEdge = memo(function OwnershipEdge(props: EdgeProps<Ownership>) {
  const { sourceX, sourceY, targetX, targetY, data } = props
  const lane = useSame((s) => s.scene?.lanes.find((one) => one.uid === data?.uid) ?? null)
  const at = lane?.lastScale?.at ?? -CLUSTER_MS
  const fresh = useLive((now) => (now >= at && now - at < CLUSTER_MS ? '1' : '')) === '1'
  const speed = useRollscope((s) => s.clock.speed)
  if (!lane) return null
  const mid = (sourceX + targetX) / 2
  const delta = lane.lastScale?.delta ?? 0
  const active = fresh && delta !== 0
  return (
    <>
      <g className={hueClass(lane.hue)}>
        <BaseEdge
          path={`M${sourceX} ${sourceY}C${mid + 4} ${sourceY} ${mid - 4} ${targetY} ${targetX} ${targetY}`}
          className={css.owner}
          data-active={active || undefined}
          data-thin={lane.folded || undefined}
        />
      </g>
      <EdgeLabelRenderer>
        <Presence>
          {active && (
            <Pill
              key={lane.lastScale?.at}
              hue={lane.hue}
              delta={delta}
              x={mid + 1}
              y={(sourceY + targetY) / 2}
              held={heldFor(speed)}
            />
          )}
        </Presence>
      </EdgeLabelRenderer>
    </>
  )
})
