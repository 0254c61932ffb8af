/**
 * ResourceQuotas.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateResourceQuota), pkg/apis/core/helper, v1.35
 */
import type { FieldError } from '../errors.ts'
import { internalForm } from '../schema/internal.ts'
import type { ResourceQuota } from '../types/core.ts'
import type { ResourceList } from '../types/pod.ts'
import { invalid, required } from './field.ts'
import { isQuotaResource, validateQuantity, validateQuotaResourceName } from './resources.ts'

const SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
]
/** Scopes that are there or not, but have no values. */
const PLAIN = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity']
const UNFIT = 'unsupported scope applied to resource'

interface Requirement {
  scopeName?: string
  operator?: string
  values?: string[]
}

/** Scopes select pods, and BestEffort such as ask for nothing. */
function fits(scope: string, name: string): boolean {
  if (!SCOPES.includes(scope)) return true
  if (scope === 'VolumeAttributesClass') return /^(persistentvolumeclaims|requests\.storage)$/.test(name)
  if (scope === 'BestEffort') return name === 'pods'
  return name === 'pods' || /^(requests\.|limits\.)?(cpu|memory)$/.test(name)
}

const amounts = (list: ResourceList | undefined, field: string): FieldError[] =>
  Object.entries(list ?? {}).flatMap(([name, quantity]) => [
    ...validateQuotaResourceName(name, `${field}[${name}]`),
    ...validateQuantity(name, quantity, `${field}[${name}]`),
  ])

/** Scopes that are there together with their opposite. */
const conflicting = (scopes: readonly string[]): string[] =>
  ['BestEffort', 'Terminating'].filter((scope) => scopes.includes(scope) && scopes.includes(`Not${scope}`))

function scopeErrors({ spec }: ResourceQuota, hard: readonly string[]): FieldError[] {
  const scopes = spec.scopes ?? []
  const say = (why: string): FieldError => invalid('spec.scopes', scopes, why)
  return [
    ...scopes.flatMap((scope) => [
      ...(SCOPES.includes(scope) ? [] : [say('unsupported scope')]),
      ...hard.filter((name) => !fits(scope, name)).map(() => say(UNFIT)),
    ]),
    ...conflicting(scopes).map(() => say('conflicting scopes')),
  ]
}

function requirementErrors(
  { scopeName = '', operator = '', values = [] }: Requirement,
  at: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (PLAIN.includes(scopeName) && operator !== 'Exists')
    errors.push(
      invalid(
        `${at}.operator`,
        operator,
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      ),
    )
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(
        required(
          `${at}.values`,
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
        ),
      )
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        invalid(
          `${at}.values`,
          values,
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        ),
      )
  } else errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'))
  return errors
}

function selectorErrors({ spec }: ResourceQuota, hard: readonly string[]): FieldError[] {
  const selector = spec.scopeSelector as { matchExpressions?: Requirement[] } | undefined
  const at = 'spec.scopeSelector.matchExpressions'
  const requirements = selector?.matchExpressions ?? []
  return [
    ...requirements.flatMap((requirement) => {
      const { scopeName = '' } = requirement
      return [
        ...(SCOPES.includes(scopeName) ? [] : [invalid(`${at}.scopeName`, scopeName, 'unsupported scope')]),
        ...hard
          .filter((name) => !fits(scopeName, name))
          .map(() => invalid(at, internalForm('v1.ScopeSelector', { ...selector }), UNFIT)),
        ...requirementErrors(requirement, at),
      ]
    }),
    ...conflicting(requirements.map(({ scopeName = '' }) => scopeName)).map(() =>
      invalid(at, spec.scopes, 'conflicting scopes'),
    ),
  ]
}

export function validateQuota(quota: ResourceQuota): FieldError[] {
  const hard = Object.keys(quota.spec.hard ?? {})
    .filter(isQuotaResource)
    .sort()
  return [
    ...amounts(quota.spec.hard, 'spec.hard'),
    ...scopeErrors(quota, hard),
    ...selectorErrors(quota, hard),
  ]
}

export function validateQuotaUpdate(quota: ResourceQuota, old: ResourceQuota): FieldError[] {
  const scopes = (of: ResourceQuota): string => [...new Set(of.spec.scopes)].sort().join()
  return [
    ...validateQuota(quota),
    ...(scopes(quota) === scopes(old)
      ? []
      : [invalid('spec.scopes', quota.spec.scopes, 'field is immutable')]),
  ]
}

export const validateQuotaStatus = ({ status }: ResourceQuota): FieldError[] => [
  ...amounts(status?.hard, 'status.hard'),
  ...amounts(status?.used, 'status.used'),
]
