/**
 * A pod's phase and its five conditions.
 * @see kubernetes/pkg/kubelet/kubelet_pods.go getPhase, status/generate.go, v1.35
 */
import { isSidecar, lastingContainers } from './containers.ts'
import type { ContainerStatus, Pod, PodCondition, PodPhase } from '../api/types/pod.ts'

/** Conditions that the kubelet owns, in the order in which it writes them. */
export const OWNED: readonly string[] = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
]

type Draft = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>

/** `terminal`: the pod's containers will not run again, whatever the restart policy. */
export function phaseOf(pod: Pod, statuses: readonly ContainerStatus[], terminal: boolean): PodPhase {
  let [waiting, running, stopped, succeeded] = [0, 0, 0, 0]
  for (const container of pod.spec.containers) {
    const status = statuses.find(({ name }) => name === container.name)
    if (status?.state?.running) running += 1
    else if (status?.state?.terminated) {
      stopped += 1
      if (status.state.terminated.exitCode === 0) succeeded += 1
    } else if (status?.state?.waiting && status.lastState?.terminated) stopped += 1
    else waiting += 1
  }
  const init = initPhase(pod, statuses)
  if (init.failed && pod.spec.restartPolicy === 'Never') return 'Failed'
  if (init.pending || waiting > 0) return 'Pending'
  running += init.running
  if (running > 0) return 'Running'
  const policy = pod.spec.restartPolicy ?? 'Always'
  if (terminal || policy !== 'Always') {
    if (stopped === succeeded) return 'Succeeded'
    if (terminal || policy === 'Never') return 'Failed'
  }
  return 'Running'
}

const NO_INIT = { pending: false, failed: false, running: 0 }

/** What init containers make of the phase. Sidecars that have ended count for nothing. */
function initPhase(
  pod: Pod,
  statuses: readonly ContainerStatus[],
): { pending: boolean; failed: boolean; running: number } {
  if (!pod.spec.initContainers) return NO_INIT
  const result = { ...NO_INIT }
  for (const container of pod.spec.initContainers) {
    const status = statuses.find(({ name }) => name === container.name)
    const end = status?.state?.terminated ?? (status?.state?.waiting && status.lastState?.terminated)
    const sidecar = isSidecar(container)
    if (sidecar && status?.state?.running) result.running += 1
    if (sidecar ? !end && !status?.started && !hasStarted(pod, statuses) : !end) result.pending = true
    if (!sidecar && end && end.exitCode !== 0) result.failed = true
  }
  return result
}

function containersReady(pod: Pod, statuses: readonly ContainerStatus[], phase: PodPhase): Draft {
  const type = 'ContainersReady'
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' }
  const unknown: string[] = []
  const unready: string[] = []
  for (const { name } of lastingContainers(pod)) {
    const status = statuses.find((one) => one.name === name)
    if (!status) unknown.push(name)
    else if (!status.ready) unready.push(name)
  }
  const parts: string[] = []
  if (unknown.length > 0) parts.push(`containers with unknown status: [${unknown.join(' ')}]`)
  if (unready.length > 0) parts.push(`containers with unready status: [${unready.join(' ')}]`)
  if (parts.length === 0) return { type, status: 'True' }
  return { type, status: 'False', reason: 'ContainersNotReady', message: parts.join(', ') }
}

function ready(pod: Pod, containers: Draft): Draft {
  if (containers.status !== 'True') return { ...containers, type: 'Ready' }
  const messages = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = pod.status.conditions?.find(({ type }) => type === conditionType)
    if (!gate) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`]
    return gate.status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`]
  })
  if (messages.length === 0) return { type: 'Ready', status: 'True' }
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') }
}

/** Ready and ContainersReady of these container statuses. */
export function readyConditions(
  pod: Pod,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
): [Draft, Draft] {
  const containers = containersReady(pod, statuses, phase)
  return [ready(pod, containers), containers]
}

/** One that has run proves that the pod was initialized before. */
const hasStarted = (pod: Pod, statuses: readonly ContainerStatus[]): boolean =>
  pod.spec.containers.some(({ name }) => {
    const one = statuses.find((status) => status.name === name)
    return one?.state?.running ?? one?.state?.terminated ?? one?.lastState?.terminated
  })

function initialized(pod: Pod, statuses: readonly ContainerStatus[], phase: PodPhase): Draft {
  const type = 'Initialized'
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' }
  if (!pod.spec.initContainers) return { type, status: 'True' }
  const incomplete = pod.spec.initContainers.filter((container) => {
    const status = statuses.find(({ name }) => name === container.name)
    return isSidecar(container) ? !status?.started : !status?.ready
  })
  if (incomplete.length === 0 || hasStarted(pod, statuses)) return { type, status: 'True' }
  const message = `containers with incomplete status: [${incomplete.map(({ name }) => name).join(' ')}]`
  return { type, status: 'False', reason: 'ContainersNotInitialized', message }
}

/** The kubelet's conditions; a status that has not changed keeps its lastTransitionTime. */
export function generateConditions(
  pod: Pod,
  statuses: readonly ContainerStatus[],
  phase: PodPhase,
  sandboxReady: boolean,
): Draft[] {
  return [
    { type: 'PodReadyToStartContainers', status: sandboxReady ? 'True' : 'False' },
    initialized(pod, statuses, phase),
    ...readyConditions(pod, statuses, phase),
    { type: 'PodScheduled', status: 'True' },
  ]
}

const isAlike = (
  before: PodCondition,
  { reason, message }: Draft,
  observedGeneration: number | undefined,
): boolean =>
  before.reason === reason &&
  before.message === message &&
  before.observedGeneration === observedGeneration &&
  before.lastProbeTime === null &&
  before.lastTransitionTime != null

/** A condition as it is written; the transition time stays with an unchanged status. */
export function stamped(
  draft: Draft,
  old: readonly PodCondition[] | undefined,
  observedGeneration: number | undefined,
  now: string,
): PodCondition {
  const { type, status } = draft
  let lastTransitionTime = now
  if (old)
    for (const before of old)
      if (before.type === type) {
        if (before.status !== status) break
        // The same object for the same condition: whoever compares or stores it stops there.
        if (isAlike(before, draft, observedGeneration)) return before
        lastTransitionTime = before.lastTransitionTime ?? now
        break
      }
  return sharedCondition(draft, observedGeneration, lastTransitionTime)
}

/** Many pods turn alike in one second: the latest conditions of each type are shared, and nobody changes them. */
const latest = new Map<string, PodCondition[]>()
const KEPT = 8

function sharedCondition(
  draft: Draft,
  observedGeneration: number | undefined,
  lastTransitionTime: string,
): PodCondition {
  let kept = latest.get(draft.type)
  if (!kept) latest.set(draft.type, (kept = []))
  for (const one of kept)
    if (
      one.status === draft.status &&
      one.lastTransitionTime === lastTransitionTime &&
      isAlike(one, draft, observedGeneration)
    )
      return one
  const condition = newCondition(draft, observedGeneration, lastTransitionTime)
  if (kept.unshift(condition) > KEPT) kept.pop()
  return condition
}

function newCondition(
  { type, status, reason, message }: Draft,
  observedGeneration: number | undefined,
  lastTransitionTime: string,
): PodCondition {
  // Assigned one by one, in the order of the API: this is made six times in every pod's life.
  const condition = { type } as PodCondition
  if (observedGeneration !== undefined) condition.observedGeneration = observedGeneration
  condition.status = status
  condition.lastProbeTime = null
  condition.lastTransitionTime = lastTransitionTime
  if (reason !== undefined) condition.reason = reason
  if (message !== undefined) condition.message = message
  return condition
}
