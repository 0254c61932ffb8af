/**
 * Which objects a quota with scopes counts.
 * @see kubernetes/pkg/quota/v1/evaluator/core/pods.go (podMatchesScopeFunc), v1.35
 */
import { qosClass } from '../registry/qos.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import type { ResourceQuota } from '../types/core.ts'
import type { Pod } from '../types/pod.ts'

interface Requirement {
  scopeName: string
  operator: string
  values?: string[]
}

function matches(pod: Pod, { scopeName, operator, values = [] }: Requirement): boolean {
  const bestEffort = qosClass(pod.spec) === 'BestEffort'
  const terminating = pod.spec.activeDeadlineSeconds != null
  switch (scopeName) {
    case 'BestEffort':
      return bestEffort
    case 'NotBestEffort':
      return !bestEffort
    case 'Terminating':
      return terminating
    case 'NotTerminating':
      return !terminating
    case 'PriorityClass': {
      const name = pod.spec.priorityClassName ?? ''
      if (operator === 'In') return values.includes(name)
      if (operator === 'NotIn') return name !== '' && !values.includes(name)
      return operator === 'DoesNotExist' ? name === '' : name !== ''
    }
    default:
      return false
  }
}

export function inScope({ spec }: ResourceQuota, { kind }: Strategy, object: ObjectParts): boolean {
  const selector = spec.scopeSelector as { matchExpressions?: Requirement[] } | undefined
  const scopes = (spec.scopes ?? []).map((scopeName): Requirement => ({ scopeName, operator: 'Exists' }))
  const all = [...scopes, ...(selector?.matchExpressions ?? [])]
  if (all.length === 0) return true
  return (
    kind.resource === 'pods' && all.every((requirement) => matches(object as unknown as Pod, requirement))
  )
}
