/**
 * Spreading of pods over topologies.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateTopologySpreadConstraints), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { LabelSelector } from '../types/meta.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { qualifiedName } from './names.ts'
import { validateLabelSelector } from './selector.ts'

export interface Spread {
  maxSkew?: number
  topologyKey?: string
  whenUnsatisfiable?: string
  labelSelector?: LabelSelector
  minDomains?: number
  nodeAffinityPolicy?: string
  nodeTaintsPolicy?: string
  matchLabelKeys?: string[]
}

const POSITIVE = 'must be greater than zero'
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway']
const INCLUSIONS = ['Honor', 'Ignore']

function spreadKeys({ matchLabelKeys = [], labelSelector }: Spread, at: string): FieldError[] {
  if (matchLabelKeys.length === 0) return []
  const known = [
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map(({ key }) => key),
  ]
  return [
    ...(labelSelector ? [] : [forbiddenField(at, 'must not be specified when labelSelector is not set')]),
    ...matchLabelKeys.flatMap((key, i) => [
      ...invalids(`${at}[${i}]`, key, qualifiedName(key)),
      ...(known.includes(key)
        ? [invalid(`${at}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector')]
        : []),
    ]),
  ]
}

function domainErrors({ minDomains, whenUnsatisfiable = '' }: Spread, at: string): FieldError[] {
  if (minDomains === undefined) return []
  const errors = minDomains <= 0 ? [invalid(at, minDomains, POSITIVE)] : []
  if (whenUnsatisfiable !== 'DoNotSchedule')
    errors.push(
      invalid(
        at,
        minDomains,
        `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
      ),
    )
  return errors
}

export function validateTopologySpread(spreads: readonly Spread[], field: string): FieldError[] {
  return spreads.flatMap((spread, i) => {
    const at = `${field}[${i}]`
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', labelSelector } = spread
    const errors = maxSkew <= 0 ? [invalid(`${at}.maxSkew`, maxSkew, POSITIVE)] : []
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'))
    if (!ACTIONS.includes(whenUnsatisfiable))
      errors.push(unsupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, ACTIONS))
    const again = spreads
      .slice(i + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable)
    if (again)
      errors.push(
        duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`),
      )
    errors.push(...domainErrors(spread, `${at}.minDomains`))
    for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = spread[name]
      if (policy !== undefined && !INCLUSIONS.includes(policy))
        errors.push(unsupported(`${at}.${name}`, policy, INCLUSIONS))
    }
    errors.push(...spreadKeys(spread, `${at}.matchLabelKeys`))
    return labelSelector
      ? [...errors, ...validateLabelSelector(labelSelector, `${at}.labelSelector`)]
      : errors
  })
}
