/**
 * HorizontalPodAutoscalers.
 * @see kubernetes/pkg/apis/autoscaling/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { KubeObject } from '../types/meta.ts'
import { parseQuantity } from '../quantity.ts'
import { forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
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
