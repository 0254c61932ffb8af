/** Decisions that would repeat with every sync: told again only when their numbers have changed. */
import { deepEqual } from '../../api/store/equal.ts'
import type { Deployment } from '../../api/types/apps.ts'
import type { DecisionBody } from '../../decisions.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { keyOf } from '../controller.ts'
import type { DeploymentController } from './state.ts'
import type { ReplicaSets } from './newreplicaset.ts'
import { rollingNumbers } from './numbers.ts'

export function tellOnce(dc: DeploymentController, d: Deployment, body: DecisionBody): void {
  const key = `${objectKey(d)} ${body.kind}`
  if (deepEqual(dc.told.get(key), body)) return
  dc.told.set(key, body)
  dc.context.decide(body)
}

export interface Blocked {
  maxScaledDown: number
  newUnavailable: number
  /** An old ReplicaSet's status is older than its size. */
  stale?: boolean
}

/** Neither up nor down: which of the limits hold it. */
export function tellNothingPossible(
  dc: DeploymentController,
  d: Deployment,
  { newRS, oldRSs }: Pick<ReplicaSets, 'newRS' | 'oldRSs'>,
  { maxScaledDown, newUnavailable, stale }: Blocked,
): void {
  const numbers = rollingNumbers(d, oldRSs, newRS)
  const blockedBy: ('ceiling' | 'floor' | 'unavailableNew' | 'staleStatus')[] = []
  if (stale) blockedBy.push('staleStatus')
  if (numbers.newSpec < numbers.desired && numbers.total >= numbers.ceiling) blockedBy.push('ceiling')
  if (!stale && newUnavailable > 0 && maxScaledDown <= 0 && maxScaledDown + newUnavailable > 0)
    blockedBy.push('unavailableNew')
  else if (!stale) blockedBy.push('floor')
  tellOnce(dc, d, {
    kind: 'NothingPossible',
    rule: 'DEP-17',
    object: keyOf(d),
    deployment: keyOf(d),
    blockedBy,
    maxScaledDown,
    newUnavailable,
    numbers,
  })
}
