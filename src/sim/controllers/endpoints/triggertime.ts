/**
 * When what changes a Service's endpoints began: the value of the annotation last-change-trigger-time.
 * @see kubernetes/staging/src/k8s.io/endpointslice/trigger_time_tracker.go, v1.35
 */
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'

const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time'

/** getPodTriggerTime: when its readiness last changed; empty when it has none. */
export const podTriggerTime = ({ status }: Pod): string =>
  status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? ''

/** What happened to a Service's pods since its last sync: by pod, its trigger time then. */
export type ChangedPods = ReadonlyMap<string, string>

/**
 * EP-4: ComputeEndpointLastChangeTriggerTime. The earliest stamp among those that are newer than at the last sync of
 * this Service; at its first sync its creation. Undefined: nothing has a newer stamp.
 * `lastCreated`: the Service's creation as of the last sync; undefined when this is the first.
 * `podOf`: the pod as it is now, or undefined when the Service selects it no more.
 */
export function lastChangeTriggerTime(
  { metadata: { creationTimestamp } }: Service,
  lastCreated: string | undefined,
  changed: ChangedPods,
  podOf: (key: string) => Pod | undefined,
): string | undefined {
  if (lastCreated === undefined) return creationTimestamp
  let earliest = creationTimestamp > lastCreated ? creationTimestamp : undefined
  for (const [key, before] of changed) {
    const pod = podOf(key)
    const time = pod ? podTriggerTime(pod) : ''
    if (time > before && (earliest === undefined || time < earliest)) earliest = time
  }
  return earliest
}

/** The annotations with that time in them, or without it. */
export function withTriggerTime(
  annotations: Readonly<Record<string, string>> = {},
  time: string | undefined,
): Record<string, string> {
  const { [TRIGGER_TIME]: _, ...others } = annotations
  return time === undefined ? others : { ...others, [TRIGGER_TIME]: time }
}
