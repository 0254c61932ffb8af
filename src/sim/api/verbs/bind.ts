/**
 * pods/binding: the scheduler's decision and its condition in one write.
 * @see kubernetes/pkg/registry/core/pod/storage/storage.go, v1.35
 */
import type { Result } from '../contract.ts'
import { conflict, notFound } from '../errors.ts'
import { KINDS } from '../registry/kinds.ts'
import { extended } from '../store/extended.ts'
import type { KubeObject } from '../types/meta.ts'
import type { Pod, PodCondition } from '../types/pod.ts'
import type { VerbContext } from './context.ts'

export function bindPod(
  context: VerbContext,
  namespace: string,
  name: string,
  nodeName: string,
): Result<KubeObject> {
  const pod = context.store.get('pods', namespace, name) as Pod | undefined
  if (!pod) return { ok: false, status: notFound(KINDS.pods, name) }
  const refuse = (why: string): Result<KubeObject> => ({
    ok: false,
    status: conflict({ resource: 'pods/binding', group: '' }, name, why),
  })
  if (pod.metadata.deletionTimestamp !== undefined)
    return refuse(`pod ${name} is being deleted, cannot be assigned to a host`)
  if (pod.spec.nodeName) return refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`)
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: context.stamp(),
  }
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled')
  const bound: Pod = {
    ...pod,
    spec: extended(pod.spec, { nodeName }),
    status: extended(pod.status, { conditions: [...others, scheduled] }),
  }
  return { ok: true, object: context.store.put('pods', bound) }
}
