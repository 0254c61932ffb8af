/**
 * Requests and limits, and the names of resources.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateResourceRequirements), v1.35
 */
import type { FieldError } from '../errors.ts'
import { parseQuantity } from '../quantity.ts'
import type { ResourceList, ResourceRequirements } from '../types/pod.ts'
import { AT_LEAST_ZERO, forbiddenField, invalid, invalids, required } from './field.ts'
import { qualifiedName } from './names.ts'

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']
const QUOTA = [
  ...COMPUTE,
  ...['cpu', 'memory', 'storage', 'ephemeral-storage'].map((name) => `requests.${name}`),
  ...['cpu', 'memory', 'ephemeral-storage'].map((name) => `limits.${name}`),
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
]
const STANDARD = [...QUOTA, 'storage']
const INTEGER = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]

const isHugePages = (name: string): boolean => name.startsWith('hugepages-')
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/')
export const isOvercommittable = (name: string): boolean => isNative(name) && !isHugePages(name)

/** Counted in whole ones, and never shared: `example.com/gpu`. */
const isExtended = (name: string): boolean => !isNative(name) && !name.startsWith('requests.')

const nano = (quantity: string | undefined): bigint => parseQuantity(quantity ?? '0')?.nano ?? 0n

export function validateResourceName(name: string, field: string): FieldError[] {
  const errors = invalids(field, name, qualifiedName(name))
  if (errors.length > 0) return errors
  if (name.includes('/') || STANDARD.includes(name) || isHugePages(name)) return []
  return [invalid(field, name, 'must be a standard resource type or fully qualified')]
}

export function validateContainerResourceName(name: string, field: string): FieldError[] {
  const errors = validateResourceName(name, field)
  if (!name.includes('/')) {
    if (!COMPUTE.includes(name) && !isHugePages(name))
      errors.push(invalid(field, name, 'must be a standard resource for containers'))
  } else if (!isNative(name) && name.startsWith('requests.'))
    errors.push(invalid(field, name, "doesn't follow extended resource name standard"))
  return errors
}

/** Resources that a quota knows by their plain names. */
export const isQuotaResource = (name: string): boolean =>
  QUOTA.includes(name) || /^(requests\.)?hugepages-/.test(name)

export function validateQuotaResourceName(name: string, field: string): FieldError[] {
  const errors = validateResourceName(name, field)
  if (!name.includes('/') && !QUOTA.includes(name) && !/^(requests\.)?hugepages-/.test(name))
    errors.push(invalid(field, name, 'must be a standard resource for quota'))
  return errors
}

export function validateQuantity(name: string, quantity: string, field: string): FieldError[] {
  const value = nano(quantity)
  const errors = value < 0n ? [invalid(field, quantity, AT_LEAST_ZERO)] : []
  if ((INTEGER.includes(name) || isExtended(name)) && value % 1_000_000_000n !== 0n)
    errors.push(invalid(field, quantity, 'must be an integer'))
  return errors
}

type NameRule = (name: string, field: string) => FieldError[]

function validateList(list: ResourceList, field: string, validateName: NameRule): FieldError[] {
  return Object.entries(list).flatMap(([name, quantity]) => [
    ...validateName(name, `${field}[${name}]`),
    ...validateQuantity(name, quantity, `${field}[${name}]`),
  ])
}

export function validateRequirements(
  { limits = {}, requests = {} }: ResourceRequirements,
  field: string,
  validateName: NameRule = validateContainerResourceName,
): FieldError[] {
  const errors = validateList(limits, `${field}.limits`, validateName)
  for (const [name, quantity] of Object.entries(requests)) {
    const at = `${field}.requests`
    errors.push(...validateList({ [name]: quantity }, at, validateName))
    const limit = limits[name]
    if (limit === undefined) {
      if (!isOvercommittable(name))
        errors.push(required(`${field}.limits`, 'Limit must be set for non overcommitable resources'))
    } else if (!isOvercommittable(name) && nano(quantity) !== nano(limit))
      errors.push(invalid(at, quantity, `must be equal to ${name} limit of ${limit}`))
    else if (nano(quantity) > nano(limit))
      errors.push(invalid(at, quantity, `must be less than or equal to ${name} limit of ${limit}`))
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    errors.push(forbiddenField(field, 'HugePages require cpu or memory'))
  return errors
}
