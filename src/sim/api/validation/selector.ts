/**
 * Label selectors inside objects.
 * @see k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import { prune } from '../schema/decode.ts'
import type { LabelSelector } from '../types/meta.ts'
import { validateLabels } from './meta.ts'
import { forbiddenField, invalid, invalids, required } from './field.ts'
import { labelValue, qualifiedName } from './names.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']

export function validateLabelSelector(selector: LabelSelector, field: string): FieldError[] {
  const errors = validateLabels(selector.matchLabels, `${field}.matchLabels`)
  for (const [i, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${i}]`
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0)
        errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
    } else if (OPERATORS.includes(operator)) {
      if (values.length > 0)
        errors.push(
          forbiddenField(
            `${at}.values`,
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
          ),
        )
    } else errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'))
    errors.push(...invalids(`${at}.key`, key, qualifiedName(key)))
    for (const [j, value] of values.entries())
      errors.push(...invalids(`${at}.values[${j}]`, value, labelValue(value)))
  }
  return errors
}

/** A selector as an error shows it: what is empty is left out. */
export const shownSelector = (selector: LabelSelector): unknown =>
  prune('v1.LabelSelector', selector as Record<string, unknown>, false)

/** False: no selector can be made of it. */
export function isUsable(selector: LabelSelector): boolean {
  return validateLabelSelector(selector, '').length === 0
}

export const isEmptySelector = (selector: LabelSelector): boolean =>
  Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0

export function selectorMatches(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (labels[key] !== value) return false
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key]
    if (operator === 'In') return value !== undefined && values.includes(value)
    if (operator === 'NotIn') return value === undefined || !values.includes(value)
    return operator === 'Exists' ? value !== undefined : value === undefined
  })
}

/** As labels.Selector prints itself: requirements sorted by key. */
export function selectorText(selector: LabelSelector | undefined): string {
  const parts: [string, string][] = Object.entries(selector?.matchLabels ?? {}).map(([k, v]) => [
    k,
    `${k}=${v}`,
  ])
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`
    const text = {
      In: `${key} in ${list}`,
      NotIn: `${key} notin ${list}`,
      Exists: key,
      DoesNotExist: `!${key}`,
    }[operator]
    parts.push([key, text])
  }
  return parts
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',')
}
