/**
 * Whether a node may take a pod, and why not, in the filter plugins' words and order.
 * @see kubernetes/pkg/scheduler/framework/plugins (nodeunschedulable, tainttoleration, nodeaffinity, noderesources), v1.35
 */
import type { Node } from '../api/types/core.ts'
import type { Container, Pod, Toleration } from '../api/types/pod.ts'

/** Millicores and bytes; pods are counted by themselves. */
export interface Requests {
  cpu: number
  memory: number
}

export interface NodeUse extends Requests {
  pods: number
}

const UNIT: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
}

/** The number that a quantity stands for; 0 when it is none. */
export function quantityValue(text: string | number | undefined): number {
  const match = /^([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)([numkMGTP]|[KMGTP]i)?$/.exec(String(text ?? '0'))
  return match ? Number(match[1]) * (match[2] === undefined ? 1 : (UNIT[match[2]] ?? 1)) : 0
}

export function requestsOf(pod: Pod): Requests {
  let [cpu, memory] = [0, 0]
  for (const container of pod.spec.containers) {
    const want = wantOf(container)
    cpu += want.cpu
    memory += want.memory
  }
  return pod.spec.initContainers?.length
    ? withInit(pod.spec.initContainers, { cpu, memory })
    : { cpu, memory }
}

function wantOf({ resources }: Container): Requests {
  const { requests = {}, limits = {} } = resources ?? {}
  return {
    cpu: quantityValue(requests['cpu'] ?? limits['cpu']),
    memory: quantityValue(requests['memory'] ?? limits['memory']),
  }
}

/** Sidecars run beside what comes after them; the pod needs room for its hungriest moment. */
function withInit(initContainers: readonly Container[], own: Requests): Requests {
  let [beside, most]: [Requests, Requests] = [NOTHING, NOTHING]
  for (const container of initContainers) {
    const now = sum(beside, wantOf(container))
    if (container.restartPolicy === 'Always') beside = now
    most = { cpu: Math.max(most.cpu, now.cpu), memory: Math.max(most.memory, now.memory) }
  }
  const later = sum(beside, own)
  return { cpu: Math.max(most.cpu, later.cpu), memory: Math.max(most.memory, later.memory) }
}

const NOTHING: Requests = { cpu: 0, memory: 0 }
const sum = (a: Requests, b: Requests): Requests => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory })

interface Taint {
  key: string
  value?: string
  effect: string
}

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(
    ({ key, operator, value, effect }) =>
      (effect === undefined || effect === '' || effect === taint.effect) &&
      (key === undefined || key === '' ? operator === 'Exists' : key === taint.key) &&
      (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
  )
}

/** Who tolerates this taint runs on a cordoned node. */
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

/** What a node can allocate; Node objects are immutable, so it is worked out once each. */
const limitsByNode = new WeakMap<Node, NodeUse>()

function limitsOf(node: Node): NodeUse {
  const before = limitsByNode.get(node)
  if (before) return before
  const { cpu, memory, pods } = node.status.allocatable ?? {}
  // A millionth of slack: quantities are fractions of the base unit here.
  const limit = (text: string | undefined): number =>
    text === undefined ? Infinity : quantityValue(text) * (1 + 1e-6)
  const limits = {
    cpu: limit(cpu),
    memory: limit(memory),
    pods: pods === undefined ? 110 : quantityValue(pods),
  }
  limitsByNode.set(node, limits)
  return limits
}

const carries = (labels: Record<string, string> | undefined, wanted: Record<string, string>): boolean =>
  Object.entries(wanted).every(([key, value]) => labels?.[key] === value)

/** A resource that is not asked for may be overdrawn. */
const hasRoom = (limits: NodeUse, use: NodeUse, want: Requests): boolean =>
  use.pods + 1 <= limits.pods &&
  (want.cpu <= 0 || use.cpu + want.cpu <= limits.cpu) &&
  (want.memory <= 0 || use.memory + want.memory <= limits.memory)

export interface Refusal {
  reasons: string[]
  /** Evicting other pods would not help. */
  unresolvable: boolean
}

const unresolvable = (reason: string): Refusal => ({ reasons: [reason], unresolvable: true })

function hasUntolerated(node: Node, pod: Pod): boolean {
  const taints = (node.spec.taints ?? []) as Taint[]
  const { tolerations = [] } = pod.spec
  return taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint))
}

/** null: the node fits. */
export function refusal(pod: Pod, want: Requests, node: Node, use: NodeUse): Refusal | null {
  if (node.spec.unschedulable && !tolerates(pod.spec.tolerations ?? [], UNSCHEDULABLE))
    return unresolvable('node(s) were unschedulable')
  if (node.spec.taints && hasUntolerated(node, pod)) return unresolvable('node(s) had untolerated taint(s)')
  const { nodeSelector } = pod.spec
  if (nodeSelector && !carries(node.metadata.labels, nodeSelector))
    return unresolvable("node(s) didn't match Pod's node affinity/selector")
  const limits = limitsOf(node)
  if (hasRoom(limits, use, want)) return null
  const reasons: string[] = []
  let tooSmall = false
  if (use.pods + 1 > limits.pods) reasons.push('Too many pods')
  for (const resource of ['cpu', 'memory'] as const)
    if (want[resource] > 0 && use[resource] + want[resource] > limits[resource]) {
      reasons.push(`Insufficient ${resource}`)
      if (want[resource] > limits[resource]) tooSmall = true
    }
  // A node that is too small when it is empty is not helped by an eviction.
  return { reasons, unresolvable: tooSmall }
}

const counted = (reasons: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .toSorted()
    .join(', ')
}

/** FitError.Error: the message of FailedScheduling and of the PodScheduled condition. */
export function fitError(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods'
  const all = `0/${refusals.length} nodes are available: `
  const preemption = refusals.map(({ unresolvable }) =>
    unresolvable
      ? 'Preemption is not helpful for scheduling'
      : 'No preemption victims found for incoming pod',
  )
  const why = counted(refusals.flatMap(({ reasons }) => reasons))
  return `${all}${why}. no new claims to deallocate, preemption: ${all}${counted(preemption)}.`
}
