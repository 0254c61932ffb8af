/**
 * HorizontalPodAutoscalers.
 * @see kubernetes/pkg/apis/autoscaling/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { KubeObject } from '../types/meta.ts'
import { parseQuantity } from '../quantity.ts'
import { forbiddenField, invalid, invalids, nonnegative, required, unsupported } from './field.ts'
import { pathSegment } from './names.ts'

interface Target {
  type?: string
  value?: string
  averageValue?: string
  averageUtilization?: number
}

export interface MetricSpec {
  type: string
  [source: string]: unknown
}

export interface Autoscaler extends KubeObject {
  spec: {
    scaleTargetRef: { kind?: string; name?: string; apiVersion?: string }
    minReplicas?: number
    maxReplicas: number
    metrics?: MetricSpec[]
    behavior?: unknown
  }
}

const METRIC_TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']
const SELECT_POLICIES = ['Disabled', 'Max', 'Min']
const SCALING_POLICIES = ['Percent', 'Pods']
const MAX_PERIOD = 1800
const MAX_WINDOW = 3600
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue']

function validateTargetRef({ kind, name, apiVersion }: Autoscaler['spec']['scaleTargetRef']): FieldError[] {
  const at = 'spec.scaleTargetRef'
  const errors: FieldError[] = []
  if (!kind) errors.push(required(`${at}.kind`))
  else errors.push(...invalids(`${at}.kind`, kind, pathSegment(kind)))
  if (!name) errors.push(required(`${at}.name`))
  else errors.push(...invalids(`${at}.name`, name, pathSegment(name)))
  const core = kind === 'ReplicationController'
  if (!core && !(apiVersion ?? '').includes('/'))
    errors.push(invalid(`${at}.apiVersion`, apiVersion ?? '', 'apiVersion must specify API group'))
  return errors
}

function validateTarget(target: Target | undefined, at: string): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target ?? {}
  const errors: FieldError[] = []
  if (!type) errors.push(required(`${at}.type`, 'must specify a metric target type'))
  else if (!TARGET_TYPES.includes(type))
    errors.push(invalid(`${at}.type`, type, 'must be either Utilization, Value, or AverageValue'))
  if (averageUtilization !== undefined && averageUtilization < 1)
    errors.push(invalid(`${at}.averageUtilization`, averageUtilization, 'must be greater than 0'))
  for (const [name, text] of Object.entries({ value, averageValue }))
    if (text !== undefined && (parseQuantity(text)?.nano ?? 0n) <= 0n)
      errors.push(invalid(`${at}.${name}`, text, 'must be positive'))
  return errors
}

function validateMetric(metric: MetricSpec, at: string): FieldError[] {
  const { type, ...sources } = metric
  if (!type) return [required(`${at}.type`, 'must specify a metric source type')]
  if (!METRIC_TYPES.includes(type)) {
    // The type is looked at twice: as a type, and as the name of a source.
    const wrong = unsupported(`${at}.type`, type, METRIC_TYPES)
    return [wrong, wrong]
  }
  const name = type.charAt(0).toLowerCase() + type.slice(1)
  const source = sources[name] as { name?: string; target?: Target } | undefined
  if (!source) return [required(`${at}.${name}`, 'must populate information for the given metric source')]
  const errors: FieldError[] = []
  const here = `${at}.${name}`
  if ((type === 'Resource' || type === 'ContainerResource') && !source.name)
    errors.push(required(`${here}.name`, 'must specify a resource name'))
  errors.push(...validateTarget(source.target, `${here}.target`))
  const { averageUtilization, averageValue } = source.target ?? {}
  if (
    (type === 'Resource' || type === 'ContainerResource') &&
    averageUtilization === undefined &&
    averageValue === undefined
  )
    errors.push(
      required(
        `${here}.target.averageUtilization`,
        'must set either a target raw value or a target utilization',
      ),
    )
  if (averageUtilization !== undefined && averageValue !== undefined)
    errors.push(
      forbiddenField(
        `${here}.target.averageValue`,
        'may not set both a target raw value and a target utilization',
      ),
    )
  for (const other of METRIC_TYPES) {
    const key = other.charAt(0).toLowerCase() + other.slice(1)
    if (key !== name && sources[key] !== undefined)
      errors.push(forbiddenField(`${at}.${key}`, 'must populate the given metric source only'))
  }
  return errors
}

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
  errors.push(...validateTargetRef(spec.scaleTargetRef))
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
