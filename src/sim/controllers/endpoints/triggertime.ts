/**
 * When what changes a Service's endpoints began: the value of the annotation last-change-trigger-time.
 * @see kubernetes/staging/src/k8s.io/endpointslice/trigger_time_tracker.go, v1.35
 */
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'

export const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time'

/** What the last sync of a Service saw, as time stamps. Never changed, so that snapshots may share it. */
export interface TriggerTimes {
  service: string
  /** By pod uid. */
  pods: Readonly<Record<string, string>>
}

/** By Service, `namespace/name`. */
export type TriggerTimeTracker = Map<string, TriggerTimes>

/** getPodTriggerTime: when its readiness last changed. */
const podTriggerTime = ({ status }: Pod): string =>
  status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? ''

/**
 * EP-4: ComputeEndpointLastChangeTriggerTime. The earliest stamp among those that are newer than at the last sync of
 * this Service; at its first sync its creation. Undefined: nothing has a newer stamp.
 */
export function computeEndpointLastChangeTriggerTime(
  tracker: TriggerTimeTracker,
  key: string,
  { metadata: { creationTimestamp = '' } }: Service,
  pods: readonly Pod[],
): string | undefined {
  const known = tracker.get(key)
  let earliest: string | undefined
  const changed = (time: string): void => {
    if (earliest === undefined || time < earliest) earliest = time
  }
  const times: Record<string, string> = {}
  for (const pod of pods) {
    const time = podTriggerTime(pod)
    if (time === '') continue
    times[pod.metadata.uid] = time
    if (time > (known?.pods[pod.metadata.uid] ?? '')) changed(time)
  }
  if (creationTimestamp > (known?.service ?? '')) changed(creationTimestamp)
  tracker.set(key, { service: creationTimestamp, pods: times })
  return known ? earliest : creationTimestamp
}

/** The annotations with that time in them, or without it. */
export function withTriggerTime(
  annotations: Readonly<Record<string, string>> = {},
  time: string | undefined,
): Record<string, string> {
  const { [TRIGGER_TIME]: _, ...others } = annotations
  return time === undefined ? others : { ...others, [TRIGGER_TIME]: time }
}
