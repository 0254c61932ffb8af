/**
 * LimitRanges.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateLimitRange), v1.35
 */
import type { FieldError } from '../errors.ts'
import { parseQuantity } from '../quantity.ts'
import type { LimitRange, LimitRangeItem } from '../types/core.ts'
import type { ResourceList } from '../types/pod.ts'
import { duplicate, forbiddenField, invalid, invalids, required } from './field.ts'
import { qualifiedName } from './names.ts'
import { isOvercommittable, validateContainerResourceName, validateResourceName } from './resources.ts'

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim']
const ONE = 1_000_000_000n

const nano = (text: string): bigint => parseQuantity(text)?.nano ?? 0n

function typeErrors(type: string, field: string): FieldError[] {
  const errors = invalids(field, type, qualifiedName(type))
  if (errors.length > 0 || type.includes('/') || TYPES.includes(type)) return errors
  return [invalid(field, type, 'must be a standard limit type or fully qualified')]
}

/** One bound against another: which of both the error shows is upstream's choice. */
function boundErrors(item: LimitRangeItem, name: string, at: string): FieldError[] {
  const min = item.min?.[name]
  const max = item.max?.[name]
  const limit = item.type === 'Pod' ? undefined : item.default?.[name]
  const request = item.type === 'Pod' ? undefined : item.defaultRequest?.[name]
  const errors: FieldError[] = []
  const above = (
    [low, lowName]: [string | undefined, string],
    [high, highName]: [string | undefined, string],
    part: string,
    shown: string | undefined,
  ): void => {
    if (low !== undefined && high !== undefined && nano(low) > nano(high))
      errors.push(
        invalid(`${at}.${part}[${name}]`, shown, `${lowName} ${low} is greater than ${highName} ${high}`),
      )
  }
  above([min, 'min value'], [max, 'max value'], 'min', min)
  above([min, 'min value'], [request, 'default request value'], 'defaultRequest', request)
  above([request, 'default request value'], [max, 'max value'], 'defaultRequest', request)
  above([request, 'default request value'], [limit, 'default limit value'], 'defaultRequest', request)
  above([min, 'min value'], [limit, 'default value'], 'default', min)
  above([limit, 'default value'], [max, 'max value'], 'default', max)
  errors.push(...ratioErrors(item, name, `${at}.maxLimitRequestRatio[${name}]`))
  if (
    !isOvercommittable(name) &&
    limit !== undefined &&
    request !== undefined &&
    nano(limit) !== nano(request)
  )
    errors.push(
      invalid(
        `${at}.defaultRequest[${name}]`,
        request,
        `default value ${limit} must equal to defaultRequest value ${request} in ${name}`,
      ),
    )
  return errors
}

function ratioErrors(
  { min, max, maxLimitRequestRatio }: LimitRangeItem,
  name: string,
  field: string,
): FieldError[] {
  const ratio = maxLimitRequestRatio?.[name]
  if (ratio === undefined) return []
  const errors = nano(ratio) < ONE ? [invalid(field, ratio, `ratio ${ratio} is less than 1`)] : []
  const [low, high] = [min?.[name], max?.[name]]
  if (low === undefined || high === undefined) return errors
  const widest = Number(nano(high)) / Number(nano(low))
  if (Number(nano(ratio)) / Number(ONE) > widest)
    errors.push(invalid(field, ratio, `ratio ${ratio} is greater than max/min = ${widest.toFixed(6)}`))
  return errors
}

function validateItem(item: LimitRangeItem, at: string): FieldError[] {
  const isPod = item.type === 'Pod'
  const nameRule = isPod || item.type === 'Container' ? validateContainerResourceName : validateResourceName
  const names = new Set<string>()
  const listed = (part: string, list: ResourceList | undefined): FieldError[] =>
    Object.keys(list ?? {}).flatMap((name) => {
      names.add(name)
      return nameRule(name, `${at}.${part}[${name}]`)
    })
  const errors = [...listed('max', item.max), ...listed('min', item.min)]
  for (const part of ['default', 'defaultRequest'] as const)
    if (!isPod) errors.push(...listed(part, item[part]))
    else if (Object.keys(item[part] ?? {}).length > 0)
      errors.push(forbiddenField(`${at}.${part}`, "may not be specified when `type` is 'Pod'"))
  if (item.type === 'PersistentVolumeClaim' && !item.min?.storage && !item.max?.storage)
    errors.push(
      required(
        `${at}.limits`,
        'either minimum or maximum storage value is required, but neither was provided',
      ),
    )
  errors.push(...listed('maxLimitRequestRatio', item.maxLimitRequestRatio))
  return [...errors, ...[...names].flatMap((name) => boundErrors(item, name, at))]
}

export function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const types = new Set<string>()
  return (spec?.limits ?? []).flatMap((item, i) => {
    const at = `spec.limits[${i}]`
    const { type = '' } = item
    const errors = typeErrors(type, `${at}.type`)
    if (types.has(type)) errors.push(duplicate(`${at}.type`, type))
    types.add(type)
    return [...errors, ...validateItem(item, at)]
  })
}
