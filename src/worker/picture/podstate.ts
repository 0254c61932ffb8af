/**
 * Which of the ten pictures a pod gets. Everything follows from the API object (and the clock, for minReadySeconds);
 * the facts of the node only add what is measured.
 */
import { podSummary } from '../../sim/api/table/pod.ts'
import type { ContainerState, Pod } from '../../sim/api/types/pod.ts'
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

/** Stamps are few: pods become ready by whole seconds. Read over and over, each is parsed once. */
const parsed = new Map<string, number | null>()
const MOST_STAMPS = 10_000

function secondsOf(stamp: string): number | null {
  const known = parsed.get(stamp)
  if (known !== undefined) return known
  if (parsed.size >= MOST_STAMPS) parsed.clear()
  const seconds = parseRfc3339(stamp) ?? null
  parsed.set(stamp, seconds)
  return seconds
}

/** Seconds since 1970, cut; null while it is not Ready. */
function readySince({ status }: Pod): number | null {
  for (const { type, status: holds, lastTransitionTime } of status.conditions ?? []) {
    if (type !== 'Ready') continue
    return holds === 'True' && lastTransitionTime ? secondsOf(lastTransitionTime) : null
  }
  return null
}

/** Instant from which the pod counts as available, by the stamp the controllers read; null while it is not Ready. */
export function availableAt(pod: Pod, minReadySeconds: number, epochSeconds: number): Us | null {
  const since = readySince(pod)
  return since === null ? null : usOf(since, epochSeconds) + minReadySeconds * SECOND
}

const ended = (state: ContainerState | undefined): PodState | null =>
  WAITING[state?.waiting?.reason ?? ''] ?? (state?.terminated ? 'error' : null)

function containerTrouble({ spec, status }: Pod): PodState | null {
  for (const { state, name } of status.initContainerStatuses ?? []) {
    const isInit = spec.initContainers?.some((container) => container.name === name)
    const trouble = isInit && state?.terminated?.exitCode === 0 ? null : ended(state)
    if (trouble) return trouble
  }
  for (const { state } of status.containerStatuses ?? []) {
    const trouble = ended(state)
    if (trouble) return trouble
  }
  return null
}

/** `availableFrom`: what `availableAt` says of this pod; null too when only its trouble is asked for. */
export function podState(pod: Pod, availableFrom: Us | null, at: Us): PodState {
  if (pod.metadata.deletionTimestamp) return 'terminating'
  const trouble = containerTrouble(pod)
  if (trouble) return trouble
  if (pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded') return 'error'
  if (!pod.spec.nodeName) return 'pending'
  if (availableFrom !== null) return availableFrom <= at ? 'available' : 'ready'
  return pod.status.containerStatuses?.some(({ state }) => state?.running) ? 'notReady' : 'creating'
}

export const podStatusText = (pod: Pod): string => podSummary(pod).reason
