/**
 * How the pods of a scaling that comes in the middle of a rollout are shared among the ReplicaSets.
 * @see kubernetes/pkg/controller/deployment/util/deployment_util.go, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { maxSurge } from './fenceposts.ts'

export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

/** What of a ReplicaSet the shares are reckoned from. */
export type Shared = Pick<ReplicaSet, 'spec' | 'metadata'>

const UINT = /^\d+$/
const MAX_INT32 = 2_147_483_647

/** A replica count kept in an annotation; undefined when absent, malformed, signed or beyond int32. */
export function getReplicasAnnotation(
  replicaSet: Pick<ReplicaSet, 'metadata'>,
  key: string,
): number | undefined {
  const text = replicaSet.metadata.annotations?.[key]
  if (text === undefined || !UINT.test(text)) return undefined
  const value = Number(text)
  return value > MAX_INT32 ? undefined : value
}

/** util/integer.RoundToInt32: half away from zero. */
const roundToInt32 = (x: number): number => (x < 0 ? Math.trunc(x - 0.5) : Math.trunc(x + 0.5)) | 0

/** CALC-6: getReplicaSetFraction: by how many pods this ReplicaSet would change to keep its share. */
export function getReplicaSetFraction(replicaSet: Shared, deployment: Deployment): number {
  const size = replicaSet.spec.replicas
  if (deployment.spec.replicas === 0) return 0 - size
  const now = deployment.spec.replicas + maxSurge(deployment)
  const before = getReplicasAnnotation(replicaSet, MAX_REPLICAS) || (deployment.status.replicas ?? 0)
  if (before === 0) return 0
  // The product is an int32 upstream.
  return roundToInt32(Math.imul(size, now) / before) - size
}

/**
 * CALC-5: GetReplicaSetProportion: this ReplicaSet's part of `toAdd` pods (negative: to remove), of which
 * `added` have been given out already.
 */
export function getReplicaSetProportion(
  replicaSet: Shared | undefined,
  deployment: Deployment,
  toAdd: number,
  added: number,
): number {
  if (!replicaSet || replicaSet.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0
  const fraction = getReplicaSetFraction(replicaSet, deployment)
  const allowed = toAdd - added
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed)
}
