/**
 * The status of a pod from what the last relist saw, from the reasons that the last sync remembered and from the
 * probes' results.
 * @see kubernetes/pkg/kubelet/kubelet_pods.go generateAPIPodStatus, convertToAPIContainerStatuses, v1.35
 */
import type { Container, ContainerState, ContainerStatus, Pod, PodStatus } from '../api/types/pod.ts'
import { imageID } from '../images/reference.ts'
import { generateConditions, phaseOf, stamped } from './conditions.ts'
import { isInitContainer, isSidecar, isSidecarNamed, statusNamed } from './containers.ts'
import { hostIPOf } from './address.ts'
import { stampOf, type Kubelet } from './node.ts'
import { isReady, isStarted } from './prober.ts'
import { storedResult } from './probeworker.ts'
import type { PodRecord, PodWorker, RuntimeContainer } from './state.ts'

export interface Generated {
  status: PodStatus
  /** Containers whose readiness probe is to run at once. */
  triggers: string[]
}

/** Whether the container is to be started (again). @see container/helpers.go ShouldContainerBeRestarted */
export function shouldBeRestarted(
  pod: Pod,
  status: RuntimeContainer | undefined,
  container: Container,
): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false
  if (!status || status.state === 'created') return true
  if (status.state === 'running') return false
  if (isSidecar(container)) return true
  if (status.exitCode === 0 && isInitContainer(pod, container.name)) return false
  const policy = pod.spec.restartPolicy ?? 'Always'
  return policy === 'Always' || (policy === 'OnFailure' && status.exitCode !== 0)
}

function stateOf(k: Kubelet, c: RuntimeContainer): ContainerState {
  if (c.state === 'created') return { waiting: {} }
  const startedAt = stampOf(k, c.startedAt)
  if (c.state === 'running') return { running: { startedAt } }
  const { exitCode, reason, message, finishedAt, id } = c
  return {
    terminated: {
      exitCode,
      reason,
      ...(message !== undefined && { message }),
      startedAt,
      finishedAt: stampOf(k, finishedAt),
      containerID: id,
    },
  }
}

function volumeMounts({ volumeMounts: mounts }: Container): unknown[] | undefined {
  return mounts?.map(({ name, mountPath, readOnly }) => ({
    name,
    mountPath,
    ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' }),
  }))
}

function containerStatus(
  k: Kubelet,
  w: PodWorker,
  pod: Pod,
  container: Container,
  record: PodRecord,
): ContainerStatus {
  const old = w.status ? statusNamed(w.status, container.name) : undefined
  let latest: RuntimeContainer | undefined
  let earlier: RuntimeContainer | undefined
  for (const one of record.containers) {
    if (one.name !== container.name || earlier) continue
    if (latest) earlier = one
    else latest = one
  }
  const reasonBefore = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating'
  let state: ContainerState = { waiting: { reason: reasonBefore } }
  let lastState: ContainerState = old?.lastState ?? {}
  if (latest) {
    state = stateOf(k, latest)
    lastState = earlier ? stateOf(k, earlier) : {}
  } else if (old?.state?.terminated) state = old.state
  const reason = shouldBeRestarted(pod, latest, container) ? w.reasons[container.name] : undefined
  if (reason) {
    if (state.terminated) lastState = { terminated: state.terminated }
    state = { waiting: { reason: reason.reason, message: reason.message } }
  }
  const mounts = volumeMounts(container)
  const status: ContainerStatus = {
    name: container.name,
    state,
    lastState,
    ready: false,
    restartCount: latest?.restartCount ?? old?.restartCount ?? 0,
    image: latest?.image ?? container.image ?? '',
    imageID: latest ? imageID(latest.image) : '',
  }
  if (latest) status.containerID = latest.id
  status.started = false
  if (latest) status['resources'] = container.resources ?? NO_RESOURCES
  if (mounts) status['volumeMounts'] = mounts
  return status
}

const NO_RESOURCES = {}

/** started and ready by the probes' results. @see prober/prober_manager.go UpdatePodStatus */
function applyProbes(w: PodWorker, pod: Pod, statuses: ContainerStatus[]): string[] {
  const triggers: string[] = []
  for (const status of statuses) {
    const running = status.state?.running !== undefined
    const id = status.containerID ?? ''
    const started = isStarted(running, storedResult(w, status.name, 'startup', id))
    const { ready, trigger } = isReady(running, started, storedResult(w, status.name, 'readiness', id))
    status.started = started
    const once = isInitContainer(pod, status.name) && !isSidecarNamed(pod, status.name)
    status.ready = once ? status.state?.terminated?.exitCode === 0 : ready
    if (trigger && !once) triggers.push(status.name)
  }
  return triggers
}

/** `terminal`: the containers are down for good. */
export function generateAPIPodStatus(
  k: Kubelet,
  w: PodWorker,
  pod: Pod,
  record: PodRecord,
  terminal: boolean,
): Generated {
  const old = w.status ?? pod.status
  const statuses = pod.spec.containers.map((container) => containerStatus(k, w, pod, container, record))
  if (statuses.length > 1) statuses.sort((a, b) => (a.name < b.name ? -1 : 1))
  const initStatuses = pod.spec.initContainers?.map((one) => containerStatus(k, w, pod, one, record)) ?? []
  const triggers = applyProbes(w, pod, statuses)
  if (initStatuses.length > 0) triggers.push(...applyProbes(w, pod, initStatuses))
  const all = initStatuses.length > 0 ? [...initStatuses, ...statuses] : statuses
  const isTerminal = old.phase === 'Succeeded' || old.phase === 'Failed'
  const phase = isTerminal && old.phase ? old.phase : phaseOf(pod, all, terminal)
  const now = stampOf(k, k.context.now())
  const { generation } = pod.metadata
  const podIP = record.sandbox?.ip ?? old.podIP
  const hostIP = hostIPOf(k)
  const before = w.status?.conditions ?? pod.status.conditions
  const drafts = generateConditions(pod, all, phase, record.sandbox?.ready ?? false)
  const status: PodStatus = {}
  if (generation !== undefined) status.observedGeneration = generation
  status.phase = phase
  status.conditions = drafts.map((draft) => stamped(draft, before, generation, now))
  status.hostIP = hostIP
  status.hostIPs = old.hostIP === hostIP && old.hostIPs ? old.hostIPs : [{ ip: hostIP }]
  if (podIP !== undefined) {
    status.podIP = podIP
    status.podIPs = old.podIP === podIP && old.podIPs ? old.podIPs : [{ ip: podIP }]
  }
  status.startTime = old.startTime ?? now
  if (initStatuses.length > 0) status.initContainerStatuses = initStatuses
  status.containerStatuses = statuses
  status.qosClass = pod.status.qosClass ?? 'BestEffort'
  return { status, triggers }
}
