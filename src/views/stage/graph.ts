/**
 * The layout as React Flow's nodes and edges. Sizes and handles are given, not measured: nothing is hidden for a frame
 * while React Flow measures again, and edges end exactly where the layout says.
 */
import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react'
import type { CardHeights, LaneBox, StageLayout } from './layout.ts'

/** The uid of the row that stands for the folded lanes. */
export const MORE = 'more'

const STILL = {
  draggable: false,
  selectable: false,
  focusable: false,
  connectable: false,
  deletable: false,
} as const

interface Box {
  x: number
  y: number
  w: number
  h: number
}

function node(
  id: string,
  type: string,
  box: Box,
  zIndex: number,
  data: Node['data'],
  handles: NodeHandle[],
): Node {
  const size = { width: box.w, height: box.h }
  return {
    ...STILL,
    ...{ id, type, zIndex, data, handles },
    position: { x: box.x, y: box.y },
    measured: size,
    style: { pointerEvents: 'all' },
  }
}

function handle(id: string, type: NodeHandle['type'], position: Position, x: number, y: number): NodeHandle {
  return { id, type, position, x, y, width: 0, height: 0 }
}

/** Where the ownership edge meets a lane: near its top, so that tall lanes do not stretch it. */
export const portY = (box: Pick<LaneBox, 'h'>): number => Math.min(box.h / 2, 96)

const laneHandles = (box: LaneBox): NodeHandle[] => [
  handle('owner', 'target', Position.Left, 0, portY(box)),
  handle('traffic', 'target', Position.Right, box.w, box.h / 2),
]

export function nodesOf(layout: StageLayout, heights: CardHeights, hasService: boolean): Node[] {
  const { deployment, service, client, answered, lanes, preset, vertical } = layout
  const nodes = lanes.map((box) => {
    const type = box.uid === MORE ? 'more' : 'lane'
    return node(`lane-${box.uid}`, type, box, 0, { uid: box.uid, box, preset }, laneHandles(box))
  })
  if (deployment) {
    const h = heights.deployment
    const port = handle('lanes', 'source', Position.Right, deployment.w, h / 2)
    nodes.unshift(node('deployment', 'deployment', { ...deployment, h }, 3, { w: deployment.w }, [port]))
  }
  if (!hasService) return nodes
  const at = vertical ? Position.Top : Position.Left
  const port = handle('traffic', 'source', at, 0, vertical ? 0 : service.h / 2)
  nodes.push(node('service', 'service', service, 3, { w: service.w, vertical }, [port]))
  if (client) nodes.push(node('client', 'client', { ...client, w: 0 }, 3, { h: client.h }, []))
  if (answered) {
    const box = { ...answered, h: heights.answered }
    nodes.push(node('answered', 'answered', box, 3, { w: answered.w }, []))
  }
  return nodes
}

export function edgesOf(layout: StageLayout, hasService: boolean): Edge[] {
  const lanes = layout.lanes.filter((box) => box.uid !== MORE)
  const still = { focusable: false, selectable: false }
  const owned = lanes.map((box) => ({
    ...still,
    id: `owner-${box.uid}`,
    type: 'ownership',
    source: 'deployment',
    sourceHandle: 'lanes',
    target: `lane-${box.uid}`,
    targetHandle: 'owner',
    zIndex: 1,
    data: { uid: box.uid },
  }))
  const traffic = lanes
    .filter((box) => !box.folded)
    .map((box) => ({
      ...still,
      id: `traffic-${box.uid}`,
      type: 'traffic',
      source: 'service',
      sourceHandle: 'traffic',
      target: `lane-${box.uid}`,
      targetHandle: 'traffic',
      zIndex: 2,
      data: { uid: box.uid },
    }))
  return [...(layout.deployment ? owned : []), ...(hasService ? traffic : [])]
}
