/**
 * How many pods a rolling update may have too many, how many too few, and how large the new ReplicaSet may be.
 * @see kubernetes/pkg/controller/deployment/util/deployment_util.go, apimachinery/pkg/util/intstr, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { IntOrString } from '../../api/types/meta.ts'

type Numeric = { ok: true; value: number } | { ok: false; error: string }

export type Fenceposts = { ok: true; surge: number; unavailable: number } | { ok: false; error: string }

const ATOI = /^[+-]?\d+$/
const MAX_INT64 = 2n ** 63n

/** Numbers of fewer characters are exact as they are. */
const EXACT = 15

const atoiError = (text: string, why: string): Numeric => ({
  ok: false,
  error: `strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`,
})

/** strconv.Atoi of a 64-bit int, with its error text. */
function atoi(text: string): Numeric {
  if (!ATOI.test(text)) return atoiError(text, 'invalid syntax')
  if (text.length < EXACT) return { ok: true, value: Number(text) }
  const value = BigInt(text)
  return value >= MAX_INT64 || value < -MAX_INT64
    ? atoiError(text, 'value out of range')
    : { ok: true, value: Number(value) }
}

const invalid = (why: string): Numeric => ({ ok: false, error: `invalid value for IntOrString: ${why}` })

/** intstr.GetScaledValueFromIntOrPercent: a number as it is, `N%` of `total` rounded up or down. */
export function scaledValue(value: IntOrString, total: number, roundUp: boolean): Numeric {
  if (typeof value === 'number') return { ok: true, value }
  if (!value.endsWith('%')) return invalid('invalid type: string is not a percentage')
  const percent = atoi(value.slice(0, -1))
  if (!percent.ok) return invalid(`invalid value ${JSON.stringify(value)}: ${percent.error}`)
  const exact = (percent.value * total) / 100
  // `+ 0` turns the -0 of Math.ceil(-0.5) into 0.
  return { ok: true, value: (roundUp ? Math.ceil(exact) : Math.floor(exact)) + 0 }
}

/** CALC-1, CALC-2: ResolveFenceposts; `desired` is spec.replicas. Absent values count as 0. */
export function resolveFenceposts(
  maxSurge: IntOrString | null | undefined,
  maxUnavailable: IntOrString | null | undefined,
  desired: number,
): Fenceposts {
  const surge = scaledValue(maxSurge ?? 0, desired, true)
  if (!surge.ok) return surge
  const unavailable = scaledValue(maxUnavailable ?? 0, desired, false)
  if (!unavailable.ok) return unavailable
  // Percentages may both resolve to zero although validation saw values above it; the rollout must still move.
  const stuck = surge.value === 0 && unavailable.value === 0
  return { ok: true, surge: surge.value, unavailable: stuck ? 1 : unavailable.value }
}

export const isRollingUpdate = (deployment: Deployment): boolean =>
  deployment.spec.strategy.type === 'RollingUpdate'

const fencepostsOf = ({ spec }: Deployment): Fenceposts =>
  resolveFenceposts(
    spec.strategy.rollingUpdate?.maxSurge,
    spec.strategy.rollingUpdate?.maxUnavailable,
    spec.replicas,
  )

/** CALC-3: MaxSurge: pods above spec.replicas; 0 unless the strategy is RollingUpdate. */
export function maxSurge(deployment: Deployment): number {
  if (!isRollingUpdate(deployment)) return 0
  const posts = fencepostsOf(deployment)
  return posts.ok ? posts.surge : 0
}

/** CALC-3: MaxUnavailable: pods below spec.replicas, never more than there are. */
export function maxUnavailable(deployment: Deployment): number {
  if (!isRollingUpdate(deployment)) return 0
  const posts = fencepostsOf(deployment)
  return posts.ok ? Math.min(posts.unavailable, deployment.spec.replicas) : 0
}

/** Σ spec.replicas (GetReplicaCountForReplicaSets). */
export const getReplicaCountForReplicaSets = (
  replicaSets: readonly { spec: Pick<ReplicaSet['spec'], 'replicas'> }[],
): number => replicaSets.reduce((sum, rs) => sum + rs.spec.replicas, 0)

/**
 * CALC-4: NewRSNewReplicas: the size the new ReplicaSet may have now. `allRSs` includes the new one.
 * An unparsable maxSurge is an error, as upstream returns it.
 */
export function newRSNewReplicas(
  deployment: Deployment,
  allRSs: readonly { spec: Pick<ReplicaSet['spec'], 'replicas'> }[],
  newRS: { spec: Pick<ReplicaSet['spec'], 'replicas'> },
): Numeric {
  const { replicas, strategy } = deployment.spec
  if (!isRollingUpdate(deployment)) return { ok: true, value: replicas }
  const surge = scaledValue(strategy.rollingUpdate?.maxSurge ?? 0, replicas, true)
  if (!surge.ok) return surge
  const room = replicas + surge.value - getReplicaCountForReplicaSets(allRSs)
  const current = newRS.spec.replicas
  if (room <= 0) return { ok: true, value: current }
  return { ok: true, value: current + Math.min(room, replicas - current) }
}
