/**
 * What controllers ask of a pod: is it active, ready, available.
 * @see kubernetes/pkg/api/v1/pod/util.go, pkg/controller/controller_utils.go (IsPodActive), v1.35
 */
import type { Pod } from '../../api/types/pod.ts'
import { parseRfc3339 } from '../../time.ts'

export const isPodTerminal = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed'

/** IsPodActive: neither finished nor being deleted. */
export const isPodActive = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod)

/** IsPodTerminating: being deleted, not finished yet. */
export const isPodTerminating = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp !== undefined && !isPodTerminal(pod)

export function isPodReady({ status }: Pod): boolean {
  for (const condition of status.conditions ?? [])
    if (condition.type === 'Ready' && condition.status === 'True') return true
  return false
}

/** When it became ready, in seconds since 1970; undefined when it is not. */
export function readySince({ status }: Pod): number | undefined {
  const ready = status.conditions?.find(({ type }) => type === 'Ready')
  return ready?.status === 'True' ? parseRfc3339(ready.lastTransitionTime ?? '') : undefined
}
