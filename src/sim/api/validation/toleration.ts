/**
 * Taints and what tolerates them.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateTolerations, validateNodeTaints), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Toleration } from '../types/pod.ts'
import { invalid, invalids, required, unsupported } from './field.ts'
import { labelValue, qualifiedName } from './names.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export function validateToleration(toleration: Toleration, at: string): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
  const errors = key ? invalids(`${at}.key`, key, qualifiedName(key)) : []
  if (!key && operator !== 'Exists')
    errors.push(
      invalid(
        `${at}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ),
    )
  if (tolerationSeconds != null && effect !== 'NoExecute')
    errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
  if (operator === 'Equal' || operator === '') {
    const wrong = labelValue(value)
    if (wrong.length > 0) errors.push(invalid(`${at}.operator`, value, wrong.join(';')))
  } else if (operator === 'Exists') {
    if (value)
      errors.push(invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"))
  } else errors.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists']))
  if (effect && !EFFECTS.includes(effect)) errors.push(unsupported(`${at}.effect`, effect, EFFECTS))
  return errors
}

interface Taint {
  key?: string
  value?: string
  effect?: string
}

/** Upstream puts the taints of a node under its metadata. */
export function validateTaints(taints: readonly Taint[], field: string): FieldError[] {
  const seen = new Set<string>()
  return taints.flatMap((taint, i) => {
    const at = `${field}[${i}]`
    const { key = '', value = '', effect = '' } = taint
    const errors = invalids(`${at}.key`, key, qualifiedName(key))
    const wrong = labelValue(value)
    if (wrong.length > 0) errors.push(invalid(`${at}.value`, value, wrong.join(';')))
    if (!effect) errors.push(required(`${at}.effect`))
    else if (!EFFECTS.includes(effect)) errors.push(unsupported(`${at}.effect`, effect, EFFECTS))
    const pair = `${effect} ${key}`
    if (seen.has(pair)) {
      const shown = JSON.stringify({ Key: key, Value: value, Effect: effect, TimeAdded: null })
      errors.push({
        reason: 'FieldValueDuplicate',
        field: at,
        message: `Duplicate value: ${shown}: taints must be unique by key and effect pair`,
      })
    }
    seen.add(pair)
    return errors
  })
}
