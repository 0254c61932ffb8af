/**
 * Which of the ten pictures a pod gets. Everything follows from the API object (and the clock, for minReadySeconds);
 * the facts of the node only add what is measured.
 */
import { podSummary } from '../../sim/api/table/pod.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import { parseRfc3339, SECOND, type Us } from '../../sim/time.ts'
import { usOf } from './instant.ts'
import type { PodState } from './picture.ts'

const WAITING: Record<string, PodState> = {
  ErrImagePull: 'errImagePull',
  ErrImageNeverPull: 'errImagePull',
  InvalidImageName: 'errImagePull',
  RegistryUnavailable: 'errImagePull',
  ImageInspectError: 'errImagePull',
  ImagePullBackOff: 'imagePullBackOff',
  CrashLoopBackOff: 'crashLoopBackOff',
  CreateContainerConfigError: 'error',
  CreateContainerError: 'error',
  RunContainerError: 'error',
}

const FAILING: ReadonlySet<PodState> = new Set([
  'errImagePull',
  'imagePullBackOff',
  'error',
  'crashLoopBackOff',
])

export const isFailing = (state: PodState): boolean => FAILING.has(state)

function findReadySince({ status }: Pod): number | null {
  const ready = status.conditions?.find(({ type }) => type === 'Ready')
  if (ready?.status !== 'True' || !ready.lastTransitionTime) return null
  return parseRfc3339(ready.lastTransitionTime) ?? null
}

/** What one version of a pod says whatever the time. */
interface Reading {
  /** Seconds since 1970, cut; null while it is not Ready. */
  readySince: number | null
  /** The state, unless readiness and the clock decide it. */
  state: PodState | null
}

/** Objects of the API never change: what was read from one holds for good. */
const readings = new WeakMap<Pod, Reading>()

function readingOf(pod: Pod): Reading {
  let reading = readings.get(pod)
  if (!reading) readings.set(pod, (reading = { readySince: findReadySince(pod), state: timelessState(pod) }))
  return reading
}

/** Instant from which the pod counts as available, by the stamp the controllers read; null while it is not Ready. */
export function availableAt(pod: Pod, minReadySeconds: number, epochSeconds: number): Us | null {
  const since = readingOf(pod).readySince
  return since === null ? null : usOf(since, epochSeconds) + minReadySeconds * SECOND
}

function containerTrouble(pod: Pod): PodState | null {
  const statuses = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])]
  for (const { state, name } of statuses) {
    const trouble = WAITING[state?.waiting?.reason ?? '']
    if (trouble) return trouble
    const isInit = pod.spec.initContainers?.some((container) => container.name === name)
    if (state?.terminated && !(isInit && state.terminated.exitCode === 0)) return 'error'
  }
  return null
}

function timelessState(pod: Pod): PodState | null {
  if (pod.metadata.deletionTimestamp) return 'terminating'
  const trouble = containerTrouble(pod)
  if (trouble) return trouble
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return 'error'
  if (!pod.spec.nodeName) return 'pending'
  if (findReadySince(pod) !== null) return null
  return pod.status.containerStatuses?.some(({ state }) => state?.running) ? 'notReady' : 'creating'
}

/** `availableFrom`: what `availableAt` says of this pod; null too when nobody asks for more than trouble. */
export function podState(pod: Pod, availableFrom: Us | null, at: Us): PodState {
  const { state } = readingOf(pod)
  if (state !== null) return state
  return availableFrom !== null && availableFrom <= at ? 'available' : 'ready'
}

export const podStatusText = (pod: Pod): string => podSummary(pod).reason
