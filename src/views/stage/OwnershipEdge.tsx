/** From the Deployment to a lane. The last scaling stands on it as a pill for 2.4 s of cluster time, at least 1.2 s of ours. */
import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react'
import { AnimatePresence, m } from 'framer-motion'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import { useRollscope } from '../../store/store.ts'
import { useLive } from '../pods/useLive.ts'
import { hueClass } from '../ui/hue.ts'
import css from './Edges.module.css'
import { useSame } from '../ui/useSame.ts'

export type Ownership = Edge<{ uid: string }, 'ownership'>

const CLUSTER_MS = 2_400
const WALL_MS = 1_200

/** Fast clocks pass the cluster time too soon: the rest of our time is waited for before it fades. */
const heldFor = (speed: number): number => Math.max(0, WALL_MS - CLUSTER_MS / Math.max(speed, 0.25)) / 1000

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
        <AnimatePresence>
          {active && (
            <m.span
              key={lane.lastScale?.at}
              className={`${css.pill} ${hueClass(lane.hue)}`}
              style={{ left: mid + 1, top: (sourceY + targetY) / 2, x: '-50%', y: '-50%' }}
              initial={{ opacity: 0, scale: 0.8 }}
              animate={{ opacity: 1, scale: 1 }}
              exit={{ opacity: 0, transition: { duration: 0.14, delay: heldFor(speed) } }}
              transition={{ duration: 0.14 }}
            >
              {t('lane.scaled', { delta: delta > 0 ? `+${delta}` : `−${-delta}` })}
            </m.span>
          )}
        </AnimatePresence>
      </EdgeLabelRenderer>
    </>
  )
})
