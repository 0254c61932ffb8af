/**
 * core/v1 LimitRange and ResourceQuota.
 * @see kubernetes/pkg/apis/core/v1/defaults.go, pkg/apis/core/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { LimitRange, LimitRangeItem, ResourceQuota } from '../types/core.ts'
import { parseQuantity } from '../quantity.ts'
import { duplicate, forbiddenField, invalid } from '../validation/field.ts'
import { validateQuantity, validateQuotaResourceName, validateResourceName } from '../validation/resources.ts'
import { KINDS } from './kinds.ts'
import type { Strategy } from './strategy.ts'

/** What a maximum says is the default limit, and a limit or a minimum the default request. */
function defaultItem(item: LimitRangeItem): void {
  if (item.type !== 'Container') return
  const limits = { ...item.max, ...item.default }
  const requests = { ...item.min, ...limits, ...item.min, ...item.defaultRequest }
  for (const [name, value] of Object.entries(item.default ?? {}))
    if (item.defaultRequest?.[name] === undefined && item.min?.[name] === undefined) requests[name] = value
  if (Object.keys(limits).length > 0) item.default = limits
  if (Object.keys(requests).length > 0) item.defaultRequest = requests
}

const nano = (text: string | undefined): bigint => parseQuantity(text ?? '0')?.nano ?? 0n

function validateItem(item: LimitRangeItem, at: string): FieldError[] {
  const errors: FieldError[] = []
  const { min = {}, max = {}, default: limits = {}, defaultRequest: requests = {} } = item
  for (const [part, list] of Object.entries({ max, min, default: limits, defaultRequest: requests }))
    for (const [name, quantity] of Object.entries(list))
      errors.push(
        ...validateResourceName(name, `${at}.${part}[${name}]`),
        ...validateQuantity(name, quantity, `${at}.${part}[${name}]`),
      )
  if (item.type === 'Pod') {
    if (item.default) errors.push(forbiddenField(`${at}.default`, 'may not be specified when `type` is Pod'))
    if (item.defaultRequest)
      errors.push(forbiddenField(`${at}.defaultRequest`, 'may not be specified when `type` is Pod'))
  }
  const names = new Set([
    ...Object.keys(max),
    ...Object.keys(min),
    ...Object.keys(limits),
    ...Object.keys(requests),
  ])
  const above = (
    part: string,
    name: string,
    list: Record<string, string>,
    what: string,
    bound: Record<string, string>,
  ): void => {
    const value = list[name]
    const limit = bound[name]
    if (value !== undefined && limit !== undefined && nano(value) > nano(limit))
      errors.push(
        invalid(
          `${at}.${part}[${name}]`,
          value,
          `${part === 'min' ? 'min value' : part === 'default' ? 'default value' : 'default request value'} ${value} is greater than ${what} value ${limit}`,
        ),
      )
  }
  for (const name of names) {
    above('min', name, min, 'max', max)
    above('defaultRequest', name, requests, 'max', max)
    above('defaultRequest', name, requests, 'default limit', limits)
    above('default', name, limits, 'max', max)
    const low = min[name]
    for (const [part, list] of Object.entries({ defaultRequest: requests, default: limits })) {
      const value = list[name]
      if (value !== undefined && low !== undefined && nano(value) < nano(low))
        errors.push(
          invalid(
            `${at}.${part}[${name}]`,
            low,
            `min value ${low} is greater than ${part === 'default' ? 'default' : 'default request'} value ${value}`,
          ),
        )
    }
  }
  return errors
}

function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const types = new Set<string>()
  return (spec.limits ?? []).flatMap((item, i) => {
    const at = `spec.limits[${i}]`
    const twice = types.has(item.type) ? [duplicate(`${at}.type`, item.type)] : []
    types.add(item.type)
    return [...twice, ...validateItem(item, at)]
  })
}

export const limitRangeStrategy: Strategy = {
  kind: KINDS.limitranges,
  namesItself: true,
  defaults: (object) => {
    for (const item of (object as LimitRange).spec.limits ?? []) defaultItem(item)
  },
  validate: (object) => validateLimitRange(object as LimitRange),
  validateUpdate: (object) => validateLimitRange(object as LimitRange),
}

const SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
]

/** Scopes that count pods only, and BestEffort, which counts nothing but them. */
function fits(scope: string, name: string): boolean {
  if (scope === 'BestEffort') return name === 'pods'
  return name === 'pods' || /^(requests\.|limits\.)?(cpu|memory|ephemeral-storage)$/.test(name)
}

function validateQuota({ spec }: ResourceQuota): FieldError[] {
  const errors = Object.entries(spec.hard ?? {}).flatMap(([name, quantity]) => [
    ...validateQuotaResourceName(name, `spec.hard[${name}]`),
    ...validateQuantity(name, quantity, `spec.hard[${name}]`),
  ])
  const scopes = spec.scopes ?? []
  for (const scope of scopes) {
    if (!SCOPES.includes(scope)) errors.push(invalid('spec.scopes', scopes, 'unsupported scope'))
    else if (!Object.keys(spec.hard ?? {}).every((name) => fits(scope, name)))
      errors.push(invalid('spec.scopes', scopes, 'unsupported scope applied to resource'))
  }
  const both = (a: string, b: string): boolean => scopes.includes(a) && scopes.includes(b)
  if (both('BestEffort', 'NotBestEffort') || both('Terminating', 'NotTerminating'))
    errors.push(invalid('spec.scopes', scopes, 'conflicting scopes'))
  return errors
}

export const resourceQuotaStrategy: Strategy = {
  kind: KINDS.resourcequotas,
  returnsDeleted: true,
  prepareForCreate: (object) => {
    object.status = {}
  },
  validate: (object) => validateQuota(object as ResourceQuota),
  prepareForUpdate: (object, old) => {
    object.status = old.status
  },
  validateUpdate: (object, old) => {
    const changed =
      JSON.stringify((object as ResourceQuota).spec.scopes) !==
      JSON.stringify((old as ResourceQuota).spec.scopes)
    return [
      ...validateQuota(object as ResourceQuota),
      ...(changed
        ? [invalid('spec.scopes', (object as ResourceQuota).spec.scopes, 'field is immutable')]
        : []),
    ]
  },
  prepareForStatusUpdate: (object, old) => {
    object.spec = old.spec
  },
}
