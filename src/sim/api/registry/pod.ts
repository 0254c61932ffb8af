/**
 * core/v1 Pod.
 * @see kubernetes/pkg/registry/core/pod/strategy.go, v1.35
 */
import { defaultPod, defaultPodSpec } from '../defaults/podtemplate.ts'
import { deepEqual } from '../store/equal.ts'
import type { Pod } from '../types/pod.ts'
import { KINDS } from './kinds.ts'
import { qosClass } from './qos.ts'
import { firstGeneration, nextGeneration, type Strategy } from './strategy.ts'

export const podStrategy: Strategy = {
  kind: KINDS.pods,
  returnsDeleted: true,
  defaults: (object) => {
    const pod = object as Pod
    pod.spec ??= { containers: [] }
    defaultPodSpec(pod.spec)
    defaultPod(pod.spec)
  },
  prepareForCreate: (object) => {
    const pod = object as Pod
    firstGeneration(object)
    pod.status = { phase: 'Pending', qosClass: qosClass(pod.spec) }
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
