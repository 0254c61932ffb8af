/**
 * What belongs to a workload: by its selector, and by its controller reference.
 * @see k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go, controller_ref.go
 */
import { compareText, isObject, objects, strings, text, type JsonObject } from './json.ts'

/** metav1.LabelSelectorAsSelector, as text of a query. */
export function selectorQuery(selector: JsonObject): string {
  const parts = Object.entries(strings(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`)
  for (const one of objects(selector, 'matchExpressions')) {
    const key = text(one, 'key')
    const values = Array.isArray(one.values) ? one.values.map(String).toSorted().join(',') : ''
    const operator = text(one, 'operator')
    if (operator === 'In') parts.push(`${key} in (${values})`)
    else if (operator === 'NotIn') parts.push(`${key} notin (${values})`)
    else parts.push(operator === 'Exists' ? key : `!${key}`)
  }
  return parts.toSorted(compareText).join(',')
}

/** metav1.IsControlledBy */
export const ownedBy = (one: JsonObject, owner: JsonObject): boolean =>
  objects(one, 'metadata', 'ownerReferences').some(
    (ref) => ref.controller === true && ref.uid === text(owner, 'metadata', 'uid'),
  )

export const selectorOf = (value: JsonObject): JsonObject =>
  isObject(value.spec) && isObject(value.spec.selector) ? value.spec.selector : {}
