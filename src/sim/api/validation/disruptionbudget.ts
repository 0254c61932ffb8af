/**
 * PodDisruptionBudgets.
 * @see kubernetes/pkg/apis/policy/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import { internalForm } from '../schema/internal.ts'
import type { IntOrString, KubeObject, LabelSelector } from '../types/meta.ts'
import { invalid, nonnegative, unsupported } from './field.ts'
import { notMoreThanAll, validateIntOrPercent } from './intorpercent.ts'
import { validateLabelSelector } from './selector.ts'

export interface DisruptionBudget extends KubeObject {
  spec?: {
    minAvailable?: IntOrString
    maxUnavailable?: IntOrString
    selector?: LabelSelector
    unhealthyPodEvictionPolicy?: string
  }
  status?: Partial<Record<string, number>>
}

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget']

export function validateDisruptionBudget({ spec = {} }: DisruptionBudget): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec
  const shown = (): unknown => ({
    ...(internalForm('v1.PodDisruptionBudgetSpec', { ...spec }) as object),
    Selector: selector ?? null,
  })
  return [
    ...(minAvailable !== undefined && maxUnavailable !== undefined
      ? [invalid('spec', shown(), 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...Object.entries({ minAvailable, maxUnavailable }).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [...validateIntOrPercent(value, `spec.${name}`), ...notMoreThanAll(value, `spec.${name}`)],
    ),
    ...(selector ? validateLabelSelector(selector, 'spec.selector') : []),
    ...(policy === undefined || POLICIES.includes(policy)
      ? []
      : [unsupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES)]),
  ]
}

export const validateDisruptionBudgetStatus = ({ status = {} }: DisruptionBudget): FieldError[] =>
  ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'].flatMap((name) =>
    nonnegative(`status.${name}`, status[name]),
  )
