/**
 * A pod's containers of all kinds, by name.
 * @see kubernetes/pkg/api/v1/pod/util.go IsRestartableInitContainer, v1.35
 */
import type { Container, ContainerStatus, Pod, PodStatus } from '../api/types/pod.ts'

export const containerNamed = ({ spec }: Pod, wanted: string): Container | undefined =>
  spec.containers.find(({ name }) => name === wanted) ??
  spec.initContainers?.find(({ name }) => name === wanted)

export const isInitContainer = ({ spec }: Pod, wanted: string): boolean =>
  spec.initContainers?.some(({ name }) => name === wanted) ?? false

/** A restartable init container. */
export const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === 'Always'

export const sidecarsOf = ({ spec }: Pod): readonly Container[] =>
  spec.initContainers?.filter(isSidecar) ?? NONE
const NONE: readonly Container[] = []

/** Those that run as long as the pod does. */
export const lastingContainers = (pod: Pod): readonly Container[] =>
  pod.spec.initContainers ? [...sidecarsOf(pod), ...pod.spec.containers] : pod.spec.containers

export const isSidecarNamed = (pod: Pod, wanted: string): boolean =>
  sidecarsOf(pod).some(({ name }) => name === wanted)

export const statusNamed = (status: PodStatus, wanted: string): ContainerStatus | undefined =>
  status.containerStatuses?.find(({ name }) => name === wanted) ??
  status.initContainerStatuses?.find(({ name }) => name === wanted)

/** Whether its status shows that the pod got as far as its own containers. @see status_manager.go hasPodInitialized */
export function hasInitialized({ spec, status }: Pod): boolean {
  const last = spec.initContainers?.at(-1)
  if (!last) return true
  if (status.containerStatuses?.some((one) => one.lastState?.terminated || !one.state?.waiting)) return true
  const { state, lastState, started } = status.initContainerStatuses?.at(-1) ?? {}
  if (isSidecar(last)) return state?.running !== undefined && started === true
  return lastState?.terminated?.exitCode === 0 || state?.terminated?.exitCode === 0
}
