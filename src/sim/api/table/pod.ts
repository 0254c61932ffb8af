/**
 * The API server's table row of a pod: what READY, STATUS and RESTARTS say.
 * @see kubernetes/pkg/printers/internalversion/printers.go (printPod), v1.35
 */
import { humanDuration } from '../../duration.ts'
import { parseRfc3339 } from '../../time.ts'
import type { ContainerStateTerminated, ContainerStatus, Pod } from '../types/pod.ts'

interface Restarts {
  count: number
  /** When the last of the runs before ended; 0: no such time. Seconds since 1970. */
  lastAt: number
}

interface Summary {
  reason: string
  ready: number
  restarts: Restarts
}

const NONE = '<none>'

function addRestarts(to: Restarts, { restartCount, lastState }: ContainerStatus): void {
  to.count += restartCount
  const finishedAt = lastState?.terminated?.finishedAt
  if (finishedAt) to.lastAt = Math.max(to.lastAt, parseRfc3339(finishedAt) ?? 0)
}

const hasTrueCondition = ({ status }: Pod, type: string): boolean =>
  status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false

const exitOf = ({ signal, exitCode }: ContainerStateTerminated): string =>
  signal ? `Signal:${signal}` : `ExitCode:${exitCode}`

const isSidecar = (pod: Pod, name: string): boolean =>
  pod.spec.initContainers?.find((container) => container.name === name)?.restartPolicy === 'Always'

/** What an init container that is not done says of the pod. */
function initReason({ state }: ContainerStatus, index: number, total: number): string {
  if (state?.terminated) return `Init:${state.terminated.reason || exitOf(state.terminated)}`
  const waiting = state?.waiting?.reason
  if (waiting && waiting !== 'PodInitializing') return `Init:${waiting}`
  return `Init:${index}/${total}`
}

/** The init containers in order, up to the first that is not done. Returns the restarts of the sidecars alone. */
function visitInitContainers(pod: Pod, into: Summary): { initializing: boolean; sidecars: Restarts } {
  const sidecars: Restarts = { count: 0, lastAt: 0 }
  for (const [index, container] of (pod.status.initContainerStatuses ?? []).entries()) {
    const sidecar = isSidecar(pod, container.name)
    addRestarts(into.restarts, container)
    if (sidecar) addRestarts(sidecars, container)
    if (container.state?.terminated?.exitCode === 0) continue
    if (sidecar && container.started === true) {
      if (container.ready) into.ready++
      continue
    }
    into.reason = initReason(container, index, pod.spec.initContainers?.length ?? 0)
    return { initializing: true, sidecars }
  }
  return { initializing: false, sidecars }
}

/** The regular containers, last to first: of several abnormal ones the first of the list decides. */
function visitContainers(pod: Pod, into: Summary): void {
  let hasRunning = false
  for (const container of [...(pod.status.containerStatuses ?? [])].reverse()) {
    const { waiting, terminated, running } = container.state ?? {}
    addRestarts(into.restarts, container)
    if (waiting?.reason) into.reason = waiting.reason
    else if (terminated) into.reason = terminated.reason || exitOf(terminated)
    else if (container.ready && running) {
      hasRunning = true
      into.ready++
    }
  }
  if (into.reason === 'Completed' && hasRunning)
    into.reason = hasTrueCondition(pod, 'Ready') ? 'Running' : 'NotReady'
}

/** ROW-1: READY, STATUS and RESTARTS of a pod. */
export function podSummary(pod: Pod): Summary {
  const { status } = pod
  const gated = status.conditions?.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated')
  const summary: Summary = {
    reason: gated ? 'SchedulingGated' : status.reason || status.phase || '',
    ready: 0,
    restarts: { count: 0, lastAt: 0 },
  }
  const { initializing, sidecars } = visitInitContainers(pod, summary)
  if (!initializing || hasTrueCondition(pod, 'Initialized')) {
    summary.restarts = sidecars
    visitContainers(pod, summary)
  }
  if (pod.metadata.deletionTimestamp) {
    if (status.reason === 'NodeLost') summary.reason = 'Unknown'
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') summary.reason = 'Terminating'
  }
  return summary
}

/** Age of a stamp in the table's words; `<unknown>` without one. `nowSeconds`: seconds since 1970. */
export function age(stamp: string | null | undefined, nowSeconds: number): string {
  const at = stamp ? parseRfc3339(stamp) : undefined
  return at === undefined ? '<unknown>' : humanDuration(nowSeconds - at)
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? []
  if (gates.length === 0) return NONE
  const open = gates.filter(
    (gate) => status.conditions?.find(({ type }) => type === gate.conditionType)?.status === 'True',
  )
  return `${open.length}/${gates.length}`
}

/** ROW-2: The wide row: NAME READY STATUS RESTARTS AGE IP NODE NOMINATED-NODE READINESS-GATES. */
export function podCells(pod: Pod, nowSeconds: number): string[] {
  const { reason, ready, restarts } = podSummary(pod)
  const { metadata, spec, status } = pod
  const total =
    (spec.containers ?? []).length +
    (spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').length
  const ago = restarts.count !== 0 && restarts.lastAt !== 0
  return [
    metadata.name,
    `${ready}/${total}`,
    reason,
    ago ? `${restarts.count} (${humanDuration(nowSeconds - restarts.lastAt)} ago)` : `${restarts.count}`,
    age(metadata.creationTimestamp, nowSeconds),
    status.podIPs?.[0]?.ip || status.podIP || NONE,
    spec.nodeName || NONE,
    status.nominatedNodeName || NONE,
    readinessGates(pod),
  ]
}
