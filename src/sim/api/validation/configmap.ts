/**
 * ConfigMaps.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateConfigMap), v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { ConfigMap } from '../types/core.ts'
import { forbiddenField, invalid, invalids, tooLong } from './field.ts'
import { configMapKey } from './names.ts'

const MAX_SIZE = 1_048_576

export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors: FieldError[] = []
  let size = 0
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalids(`data[${key}]`, key, configMapKey(key)))
    if (binaryData[key] !== undefined)
      errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'))
    size += value.length
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...invalids(`binaryData[${key}]`, key, configMapKey(key)))
    size += Math.floor((value.length * 3) / 4)
  }
  return size > MAX_SIZE ? [...errors, tooLong('', MAX_SIZE)] : errors
}

export function validateConfigMapUpdate(next: ConfigMap, old: ConfigMap): FieldError[] {
  if (old.immutable !== true) return []
  const fixed = 'field is immutable when `immutable` is set'
  const errors = next.immutable === true ? [] : [forbiddenField('immutable', fixed)]
  for (const part of ['data', 'binaryData'] as const)
    if (!deepEqual(next[part] ?? {}, old[part] ?? {})) errors.push(forbiddenField(part, fixed))
  return errors
}
