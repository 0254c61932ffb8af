/**
 * What runs where, and which of the nodes that fit is best. Simplified: upstream's scoring is "fewest pods of the same
 * owner, then fewest pods, then chance" here.
 * @see kubernetes/pkg/scheduler/framework/types.go NodeInfo, schedule_one.go selectHost, v1.35
 */
import type { Node } from '../api/types/core.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Random } from '../random.ts'
import { requestsOf, type NodeUse } from './fit.ts'

interface Placed extends NodeUse {
  node: string
  owner: string
}

type Use = NodeUse & { owners: Record<string, number> }

export interface Placement {
  /** By pod uid. */
  placed: Map<string, Placed>
  /** By node. */
  use: Map<string, Use>
}

const ownerOf = (pod: Pod): string =>
  pod.metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? ''

export function useOf(state: Placement, node: string): Use {
  const known = state.use.get(node)
  if (known) return known
  const fresh = { pods: 0, cpu: 0, memory: 0, owners: {} }
  state.use.set(node, fresh)
  return fresh
}

export function place(state: Placement, pod: Pod, node: string): void {
  const { uid } = pod.metadata
  if (state.placed.has(uid)) return
  const owner = ownerOf(pod)
  const { cpu, memory } = requestsOf(pod)
  state.placed.set(uid, { node, owner, pods: 1, cpu, memory })
  const use = useOf(state, node)
  use.pods += 1
  use.cpu += cpu
  use.memory += memory
  use.owners[owner] = (use.owners[owner] ?? 0) + 1
}

/** True when the pod had a place. */
export function free(state: Placement, uid: string): boolean {
  const placed = state.placed.get(uid)
  if (!placed) return false
  state.placed.delete(uid)
  const use = useOf(state, placed.node)
  use.pods -= 1
  use.cpu -= placed.cpu
  use.memory -= placed.memory
  const left = (use.owners[placed.owner] ?? 1) - 1
  if (left > 0) use.owners[placed.owner] = left
  else delete use.owners[placed.owner]
  return true
}

/** A node, and what runs there already. */
export interface Room {
  node: Node
  use: Use
}

export function bestNode(pod: Pod, fitting: readonly Room[], random: Random): Node | undefined {
  const owner = ownerOf(pod)
  let chosen: Node[] = []
  let fewestOwn = Infinity
  let fewest = Infinity
  for (const { node, use } of fitting) {
    const own = owner === '' ? 0 : (use.owners[owner] ?? 0)
    const { pods } = use
    if (own > fewestOwn || (own === fewestOwn && pods > fewest)) continue
    if (own < fewestOwn || pods < fewest) chosen = []
    fewestOwn = own
    fewest = pods
    chosen.push(node)
  }
  return chosen.length > 1 ? chosen[random.below(chosen.length)] : chosen[0]
}

export const copyPlacement = ({ placed, use }: Placement): Placement => ({
  placed: new Map([...placed].map(([uid, one]) => [uid, { ...one }])),
  use: new Map([...use].map(([node, one]) => [node, { ...one, owners: { ...one.owners } }])),
})
