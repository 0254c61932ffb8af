/**
 * Metrics of a HorizontalPodAutoscaler, and what its references must say.
 * @see kubernetes/pkg/apis/autoscaling/validation/validation.go (validateMetricSpec, ValidateCrossVersionObjectReference), v1.35
 */
import type { FieldError } from '../errors.ts'
import { parseQuantity } from '../quantity.ts'
import { forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { pathSegment } from './names.ts'

export interface Reference {
  kind?: string
  name?: string
  apiVersion?: string
}

interface Target {
  type?: string
  value?: string
  averageValue?: string
  averageUtilization?: number
}

interface Source {
  name?: string
  container?: string
  describedObject?: Reference
  metric?: { name?: string }
  target?: Target
}

export interface MetricSpec {
  type: string
  [source: string]: unknown
}

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue']

/** `coreToo`: what has no API group may be meant. */
export function validateReference(
  { kind, name, apiVersion = '' }: Reference,
  at: string,
  coreToo = kind === 'ReplicationController',
): FieldError[] {
  const errors = Object.entries({ kind, name }).flatMap(([field, value]) =>
    value ? invalids(`${at}.${field}`, value, pathSegment(value)) : [required(`${at}.${field}`)],
  )
  if (apiVersion.split('/').length > 2)
    errors.push(invalid(`${at}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`))
  else if (!coreToo && !apiVersion.includes('/'))
    errors.push(invalid(`${at}.apiVersion`, apiVersion, 'apiVersion must specify API group'))
  return errors
}

const isPositive = (text: string): boolean => (parseQuantity(text)?.nano ?? 0n) > 0n

function validateTarget(
  { type = '', value, averageValue, averageUtilization }: Target,
  at: string,
): FieldError[] {
  const errors = type ? [] : [required(`${at}.type`, 'must specify a metric target type')]
  if (!TARGET_TYPES.includes(type))
    errors.push(invalid(`${at}.type`, type, 'must be either Utilization, Value, or AverageValue'))
  for (const [name, text] of Object.entries({ value, averageValue }))
    if (text !== undefined && !isPositive(text))
      errors.push(invalid(`${at}.${name}`, text, 'must be positive'))
  if (averageUtilization !== undefined && averageUtilization < 1)
    errors.push(invalid(`${at}.averageUtilization`, averageUtilization, 'must be greater than 0'))
  return errors
}

function validateIdentifier({ name }: { name?: string }, at: string): FieldError[] {
  return name
    ? invalids(`${at}.name`, name, pathSegment(name))
    : [required(`${at}.name`, 'must specify a metric name')]
}

const named = ({ metric = {}, target = {} }: Source, at: string): FieldError[] => [
  ...validateIdentifier(metric, `${at}.metric`),
  ...validateTarget(target, `${at}.target`),
]

function validateResource(
  { name, target = {} }: Source,
  at: string,
  container: FieldError[] = [],
): FieldError[] {
  const errors = name ? [] : [required(`${at}.name`, 'must specify a resource name')]
  errors.push(...container, ...validateTarget(target, `${at}.target`))
  const { averageUtilization, averageValue } = target
  const utilization = averageUtilization !== undefined
  if (!utilization && averageValue === undefined)
    errors.push(
      required(
        `${at}.target.averageUtilization`,
        'must set either a target raw value or a target utilization',
      ),
    )
  if (utilization && averageValue !== undefined)
    errors.push(
      forbiddenField(
        `${at}.target.averageValue`,
        'may not set both a target raw value and a target utilization',
      ),
    )
  return errors
}

function validateExternal(source: Source, at: string): FieldError[] {
  const { value, averageValue } = source.target ?? {}
  const errors = named(source, at)
  if (value === undefined && averageValue === undefined)
    errors.push(
      required(`${at}.target.averageValue`, 'must set either a target value for metric or a per-pod target'),
    )
  if (value !== undefined && averageValue !== undefined)
    errors.push(
      forbiddenField(`${at}.target.value`, 'may not set both a target value for metric and a per-pod target'),
    )
  return errors
}

function validateObject(source: Source, at: string): FieldError[] {
  const { value, averageValue } = source.target ?? {}
  return [
    ...validateReference(source.describedObject ?? {}, `${at}.describedObject`, true),
    ...named(source, at),
    ...(value === undefined && averageValue === undefined
      ? [required(`${at}.target.averageValue`, 'must set either a target value or averageValue')]
      : []),
  ]
}

function validatePods(source: Source, at: string): FieldError[] {
  const value = source.target?.averageValue
  return value !== undefined && isPositive(value)
    ? named(source, at)
    : [
        ...named(source, at),
        required(`${at}.target.averageValue`, 'must specify a positive target averageValue'),
      ]
}

/** The rules of each source, in the order in which they are looked at. */
const SOURCES: Readonly<Record<string, (source: Source, at: string) => FieldError[]>> = {
  object: validateObject,
  external: validateExternal,
  pods: validatePods,
  resource: (source, at) => validateResource(source, at),
  containerResource: (source, at) =>
    validateResource(
      source,
      at,
      source.container ? [] : [required(`${at}.container`, 'must specify a container')],
    ),
}

/** Of several sources the first is looked at; which one the type asks for is another matter. */
export function validateMetric(metric: MetricSpec, at: string): FieldError[] {
  const { type } = metric
  const errors = type ? [] : [required(`${at}.type`, 'must specify a metric source type')]
  const wrong = TYPES.includes(type) ? [] : [unsupported(`${at}.type`, type ?? '', TYPES)]
  errors.push(...wrong)
  const present = Object.keys(SOURCES).filter((name) => metric[name] != null)
  const [first] = present
  if (first !== undefined) errors.push(...(SOURCES[first]?.(metric[first] as Source, `${at}.${first}`) ?? []))
  const expected = wrong.length > 0 ? '' : type.charAt(0).toLowerCase() + type.slice(1)
  // The type is looked at twice: as a type, and as the name of a source.
  if (expected === '') errors.push(...wrong)
  else if (!present.includes(expected))
    errors.push(required(`${at}.${expected}`, 'must populate information for the given metric source'))
  if (present.length === 1) return errors
  const others = present.filter((name) => name !== expected).sort()
  return [
    ...errors,
    ...others.map((name) => forbiddenField(`${at}.${name}`, 'must populate the given metric source only')),
  ]
}
