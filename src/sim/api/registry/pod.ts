/**
 * core/v1 Pod.
 * @see kubernetes/pkg/registry/core/pod/strategy.go, v1.35
 */
import { withTolerations } from '../admission/pod.ts'
import { defaultPod, defaultPodSpec } from '../defaults/podtemplate.ts'
import { deepEqual } from '../store/equal.ts'
import type { Pod, PodSpec } from '../types/pod.ts'
import { POD_HOSTNAME, nameWarnings, podWarnings } from '../validation/warnings.ts'
import { validatePodCreate, validatePodUpdate } from '../validation/pod.ts'
import { validatePodStatus } from '../validation/podstatus.ts'
import { KINDS } from './kinds.ts'
import { qosClass } from './qos.ts'
import { firstGeneration, nextGeneration, type Strategy } from './strategy.ts'

const GATED = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
} as const

const gated = ({ spec }: Pod): boolean => (spec.schedulingGates ?? []).length > 0

function keepPriority(spec: PodSpec, old: PodSpec): void {
  if (old.priority !== undefined) spec.priority ??= old.priority
  if (old.preemptionPolicy !== undefined) spec.preemptionPolicy ??= old.preemptionPolicy
}

/** A pod's address and the first of its addresses are one. */
function sameAddress(status: Pod['status'] | undefined): void {
  if (!status) return
  const [first] = status.podIPs ?? []
  if (first) status.podIP = first.ip
  else if (status.podIP) status.podIPs = [{ ip: status.podIP }]
}

export const podStrategy: Strategy = {
  kind: KINDS.pods,
  returnsDeleted: true,
  defaults: (object) => {
    const pod = object as Pod
    pod.spec ??= { containers: [] }
    pod.spec.containers ??= []
    defaultPodSpec(pod.spec)
    defaultPod(pod.spec)
    sameAddress(pod.status)
  },
  // A pod keeps the priority that it was given when it was made; admission sees an update too.
  allocate: (object, _context, old) => {
    const { spec } = object as Pod
    if (!old || spec === (old as Pod).spec) return []
    keepPriority(spec, (old as Pod).spec)
    const tolerations = withTolerations(spec.tolerations)
    if (tolerations !== spec.tolerations) spec.tolerations = tolerations
    return []
  },
  prepareForCreate: (object) => {
    const pod = object as Pod
    firstGeneration(object)
    pod.status = {
      phase: 'Pending',
      qosClass: qosClass(pod.spec),
      ...(gated(pod)
        ? { conditions: [{ ...GATED, lastTransitionTime: pod.metadata.creationTimestamp }] }
        : {}),
    }
  },
  validate: (object) => validatePodCreate(object as Pod),
  validateUpdate: (object, old) => validatePodUpdate(object as Pod, old as Pod),
  validateStatusUpdate: (object, old) => validatePodStatus(object as Pod, old as Pod),
  warnings: (object, old) => {
    if (old && object.metadata.deletionTimestamp !== undefined) return []
    const { spec, metadata } = object as Pod
    const names = old ? [] : nameWarnings(metadata.name, POD_HOSTNAME)
    return [...names, ...podWarnings(spec, metadata.annotations, '')]
  },
  prepareForUpdate: (object, old) => {
    object.status = old.status
    nextGeneration(object, old, !deepEqual(object.spec, old.spec))
  },
  prepareForStatusUpdate: (object, old) => {
    const pod = object as Pod
    const stored = old as Pod
    pod.spec = stored.spec
    // A pod's class of service is set once, and the status endpoint cannot begin or end a deletion.
    if (pod.status.qosClass !== stored.status.qosClass)
      pod.status = { ...pod.status, ...(stored.status.qosClass ? { qosClass: stored.status.qosClass } : {}) }
  },
}
