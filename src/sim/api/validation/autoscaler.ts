/**
 * HorizontalPodAutoscalers.
 * @see kubernetes/pkg/apis/autoscaling/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { KubeObject } from '../types/meta.ts'
import { forbiddenField, invalid, nonnegative, required, unsupported } from './field.ts'
import { validateMetric, validateReference, type MetricSpec, type Reference } from './metric.ts'

export interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: Reference
    minReplicas?: number
    maxReplicas: number
    metrics?: MetricSpec[]
    behavior?: unknown
  }
}

const SELECT_POLICIES = ['Disabled', 'Max', 'Min']
const SCALING_POLICIES = ['Percent', 'Pods']
const MAX_PERIOD = 1800
const MAX_WINDOW = 3600

interface Rules {
  stabilizationWindowSeconds?: number
  selectPolicy?: string
  policies?: { type?: string; value?: number; periodSeconds?: number }[]
}
interface Behavior {
  scaleUp?: Rules
  scaleDown?: Rules
}

function validatePolicy(
  { type = '', value = 0, periodSeconds = 0 }: NonNullable<Rules['policies']>[number],
  at: string,
): FieldError[] {
  const errors = SCALING_POLICIES.includes(type) ? [] : [unsupported(`${at}.type`, type, SCALING_POLICIES)]
  if (value <= 0) errors.push(invalid(`${at}.value`, value, 'must be greater than zero'))
  if (periodSeconds <= 0)
    errors.push(invalid(`${at}.periodSeconds`, periodSeconds, 'must be greater than zero'))
  if (periodSeconds > MAX_PERIOD)
    errors.push(invalid(`${at}.periodSeconds`, periodSeconds, `must be less than or equal to ${MAX_PERIOD}`))
  return errors
}

function validateRules(rules: Rules | undefined, at: string): FieldError[] {
  if (!rules) return []
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [] } = rules
  const errors: FieldError[] = []
  const field = `${at}.stabilizationWindowSeconds`
  if (window !== undefined && window < 0)
    errors.push(invalid(field, window, 'must be greater than or equal to zero'))
  if (window !== undefined && window > MAX_WINDOW)
    errors.push(invalid(field, window, `must be less than or equal to ${MAX_WINDOW}`))
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy))
    errors.push(unsupported(`${at}.selectPolicy`, selectPolicy, SELECT_POLICIES))
  if (policies.length === 0) errors.push(required(`${at}.policies`, 'must specify at least one Policy'))
  return [...errors, ...policies.flatMap((policy, i) => validatePolicy(policy, `${at}.policies[${i}]`))]
}

const validateBehavior = (behavior: Behavior | undefined): FieldError[] => [
  ...validateRules(behavior?.scaleUp, 'spec.behavior.scaleUp'),
  ...validateRules(behavior?.scaleDown, 'spec.behavior.scaleDown'),
]

export function validateAutoscaler({ spec }: Autoscaler): FieldError[] {
  const { minReplicas, maxReplicas, metrics = [] } = spec
  const errors: FieldError[] = []
  if (minReplicas !== undefined && minReplicas < 1)
    errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'))
  if (maxReplicas < 1) errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'))
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`'))
  errors.push(...validateReference(spec.scaleTargetRef, 'spec.scaleTargetRef'))
  errors.push(...metrics.flatMap((metric, i) => validateMetric(metric, `spec.metrics[${i}]`)))
  errors.push(...validateBehavior(spec.behavior as Behavior | undefined))
  const toZero = metrics.some(({ type }) => type === 'Object' || type === 'External')
  if (minReplicas === 0 && !toZero)
    errors.push(
      forbiddenField(
        'spec.metrics',
        'must specify at least one Object or External metric to support scaling to zero replicas',
      ),
    )
  return errors
}

export const validateAutoscalerStatus = ({
  status = {},
}: {
  status?: { currentReplicas?: number; desiredReplicas?: number }
}): FieldError[] => [
  ...nonnegative('status.currentReplicas', status.currentReplicas),
  ...nonnegative('status.desiredReplicas', status.desiredReplicas),
]
