/**
 * The stage's graph, drawn by React Flow: Deployment → ReplicaSet lanes, Service → lanes, client and "Who answered".
 * Nothing can be dragged, panned or zoomed: the layout is our own and always fits.
 */
import { ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useRollscope } from '../../store/store.ts'
import { arriving } from '../ui/arriving.tsx'
import { afterPicture } from '../ui/picture.ts'
import { useAllLanes } from './allLanes.ts'
import { AnsweredCard } from './AnsweredCard.tsx'
import { CardContext } from './cards.ts'
import { Client } from './Client.tsx'
import { DeploymentCard } from './DeploymentCard.tsx'
import { densityOf } from './density.ts'
import edgeCss from './Edges.module.css'
import { foldLanes } from './foldLanes.ts'
import { edgesOf, MORE, nodesOf } from './graph.ts'
import { Lane } from './Lane.tsx'
import { LayoutContext } from './layoutContext.ts'
import { layoutStage, type CardHeights, type LaneInput, type StageLayout } from './layout.ts'
import { MoreLanes } from './MoreLanes.tsx'
import { OwnershipEdge } from './OwnershipEdge.tsx'
import { usePace } from './pace.ts'
import { podCount, podsOfLane } from './podsByLane.ts'
import type { Density } from './presets.ts'
import { ServiceCard } from './ServiceCard.tsx'
import css from './Topology.module.css'
import { TrafficEdge } from './TrafficEdge.tsx'
import { useScale } from '../ui/scale.ts'
import { useSame } from '../ui/useSame.ts'
import { useSize } from '../ui/useSize.ts'
import { useTweenedLayout } from './useTweenedLayout.ts'

const particlesModule = afterPicture(() => import('./Particles.tsx'))
const Particles = arriving(() => particlesModule.then(({ Particles }) => Particles))

const NODE_TYPES = {
  deployment: DeploymentCard,
  lane: Lane,
  more: MoreLanes,
  service: ServiceCard,
  answered: AnsweredCard,
  client: Client,
}
const EDGE_TYPES = { ownership: OwnershipEdge, traffic: TrafficEdge }
const FIRST_HEIGHTS: CardHeights = { deployment: 250, service: 150, answered: 120 }

function useDensity(): Density {
  const pods = useRollscope((s) => podCount(s.pods))
  const asked = useRollscope((s) => s.dense)
  const [before, setBefore] = useState<Density | null>(null)
  const density = densityOf(pods, before, asked)
  if (density !== before) setBefore(density)
  return density
}

function useLanes(): LaneInput[] {
  const all = useAllLanes((s) => s.all)
  return useSame((s) => {
    const { shown, more } = foldLanes(s.scene?.lanes ?? [], all)
    const lanes = shown.map(({ uid, folded, slots }) => {
      const used = 1 + (podsOfLane(s.pods, uid).at(-1)?.slot ?? 0)
      return { uid, folded, slots: Math.max(slots, used), used }
    })
    return more.length > 0 ? [{ uid: MORE, folded: true, slots: 0, used: 0 }, ...lanes] : lanes
  })
}

/** Under this height, px at the usual size, the cards leave out what is not needed. */
const COMPACT = 290

/** `stageHeight`: of the whole stage, which decides the layout class. */
export function Topology({
  stageHeight,
  onLayout,
}: {
  stageHeight: number
  onLayout: (layout: StageLayout) => void
}) {
  const [ref, size] = useSize()
  const [heights, setHeights] = useState(FIRST_HEIGHTS)
  const density = useDensity()
  const lanes = useLanes()
  const hasService = useRollscope((s) => Boolean(s.scene?.service))
  const report = useCallback((card: keyof CardHeights, height: number) => {
    setHeights((was) => (was[card] === height ? was : { ...was, [card]: height }))
  }, [])
  const pace = usePace()
  const scale = useScale()
  const target = useMemo(
    () => layoutStage({ ...size, stageHeight }, density, lanes, heights, scale),
    [size, stageHeight, density, lanes, heights, scale],
  )
  const layout = useTweenedLayout(target, pace)
  const nodes = useMemo(() => nodesOf(layout, heights, hasService), [layout, heights, hasService])
  const edges = useMemo(() => edgesOf(layout, hasService), [layout, hasService])
  useEffect(() => onLayout(target), [target, onLayout])
  return (
    <CardContext value={report}>
      <LayoutContext value={layout}>
        <div
          ref={ref}
          className={css.flow}
          data-flow
          data-compact={size.height / scale < COMPACT || undefined}
          data-scrolls={layout.height > size.height || undefined}
        >
          {size.width > 0 && (
            <div className={css.canvas} style={{ height: layout.height }}>
              <ReactFlow
                nodes={nodes}
                edges={edges}
                nodeTypes={NODE_TYPES}
                edgeTypes={EDGE_TYPES}
                nodesDraggable={false}
                nodesConnectable={false}
                nodesFocusable={false}
                edgesFocusable={false}
                elementsSelectable={false}
                elevateNodesOnSelect={false}
                panOnDrag={false}
                panOnScroll={false}
                zoomOnScroll={false}
                zoomOnPinch={false}
                zoomOnDoubleClick={false}
                preventScrolling={false}
                disableKeyboardA11y
                minZoom={1}
                maxZoom={1}
                proOptions={{ hideAttribution: true }}
              />
              {hasService && layout.client && (
                <span
                  className={edgeCss.approach}
                  style={{
                    left: layout.client.x,
                    top: layout.client.y + layout.client.h,
                    height: Math.max(0, layout.service.y - layout.client.y - layout.client.h),
                  }}
                />
              )}
              <Particles />
            </div>
          )}
        </div>
      </LayoutContext>
    </CardContext>
  )
}
