/**
 * The stage's graph, drawn by React Flow: Deployment → ReplicaSet lanes, Service → lanes, client and "Who answered".
 * Nothing can be dragged, panned or zoomed: the layout is our own and always fits.
 */
import { ReactFlow, type Edge, type Node } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useRollscope } from '../../store/store.ts'
import { useAllLanes } from './allLanes.ts'
import { AnsweredCard } from './AnsweredCard.tsx'
import { CardContext } from './cards.ts'
import { Client } from './Client.tsx'
import { DeploymentCard } from './DeploymentCard.tsx'
import { densityOf } from './density.ts'
import edgeCss from './Edges.module.css'
import { foldLanes } from './foldLanes.ts'
import { Lane } from './Lane.tsx'
import { LayoutContext } from './layoutContext.ts'
import { layoutStage, type CardHeights, type LaneInput, type StageLayout } from './layout.ts'
import { MoreLanes, MORE } from './MoreLanes.tsx'
import { OwnershipEdge } from './OwnershipEdge.tsx'
import { Particles } from './Particles.tsx'
import { podCount, podsOfLane } from './podsByLane.ts'
import type { Density } from './presets.ts'
import { ServiceCard } from './ServiceCard.tsx'
import css from './Topology.module.css'
import { TrafficEdge } from './TrafficEdge.tsx'
import { useSame } from './useSame.ts'
import { useSize } from './useSize.ts'

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
    const lanes = shown.map(({ uid, folded, slots }) => ({
      uid,
      folded,
      slots: Math.max(slots, 1 + (podsOfLane(s.pods, uid).at(-1)?.slot ?? 0)),
    }))
    return more.length > 0 ? [{ uid: MORE, folded: true, slots: 0 }, ...lanes] : lanes
  })
}

const STILL = {
  draggable: false,
  selectable: false,
  focusable: false,
  connectable: false,
  deletable: false,
} as const
const node = (id: string, type: string, x: number, y: number, zIndex: number, data: Node['data']): Node => ({
  ...STILL,
  id,
  type,
  position: { x, y },
  zIndex,
  data,
  style: { pointerEvents: 'all' },
})

function nodesOf(layout: StageLayout): Node[] {
  const { deployment, service, client, answered, lanes, preset, vertical } = layout
  return [
    ...(deployment
      ? [node('deployment', 'deployment', deployment.x, deployment.y, 3, { w: deployment.w })]
      : []),
    ...lanes.map((box) => {
      const type = box.uid === MORE ? 'more' : 'lane'
      return node(`lane-${box.uid}`, type, box.x, box.y, 0, { uid: box.uid, box, preset })
    }),
    ...(client
      ? [
          {
            ...node('client', 'client', client.x, client.y, 3, { h: client.h }),
            origin: [0.5, 0] as [number, number],
          },
        ]
      : []),
    node('service', 'service', service.x, service.y, 3, { w: service.w, vertical }),
    ...(answered ? [node('answered', 'answered', answered.x, answered.y, 3, { w: answered.w })] : []),
  ]
}

function edgesOf(layout: StageLayout): Edge[] {
  const lanes = layout.lanes.filter((box) => box.uid !== MORE)
  const traffic = lanes
    .filter((box) => !box.folded)
    .map((box) => ({
      id: `traffic-${box.uid}`,
      type: 'traffic',
      source: 'service',
      sourceHandle: 'traffic',
      target: `lane-${box.uid}`,
      targetHandle: 'traffic',
      zIndex: 2,
      data: { uid: box.uid },
    }))
  const owned = lanes.map((box) => ({
    id: `owner-${box.uid}`,
    type: 'ownership',
    source: 'deployment',
    sourceHandle: 'lanes',
    target: `lane-${box.uid}`,
    targetHandle: 'owner',
    zIndex: 1,
    data: { uid: box.uid },
  }))
  return (layout.deployment ? [...owned, ...traffic] : traffic).map((edge) => ({
    ...edge,
    focusable: false,
    selectable: false,
  }))
}

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
  const layout = useMemo(
    () => layoutStage({ ...size, stageHeight }, density, lanes, heights),
    [size, stageHeight, density, lanes, heights],
  )
  const nodes = useMemo(
    () => nodesOf(layout).filter((one) => hasService || !['service', 'client', 'answered'].includes(one.id)),
    [layout, hasService],
  )
  const edges = useMemo(() => edgesOf(layout), [layout])
  useEffect(() => onLayout(layout), [layout, onLayout])
  return (
    <CardContext value={report}>
      <LayoutContext value={layout}>
        <div ref={ref} className={css.flow} data-flow data-scrolls={layout.height > size.height || undefined}>
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
