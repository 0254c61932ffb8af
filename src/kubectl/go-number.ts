/**
 * Numbers of templates: JSON's whole numbers are int64 and all others float64, as unstructured content has them; a
 * template's own constants are int or float64.
 */
import { isObject, type Json } from './json.ts'

/** A constant of the template, or what came of one. */
export class GoNumber {
  readonly value: number
  readonly type: 'int' | 'float64'
  constructor(value: number, type: 'int' | 'float64') {
    this.value = value
    this.type = type
  }
}

/** undefined: reflect's invalid value, e.g. of a missing key. */
export type Value = Json | GoNumber | undefined

export type Basic = 'int' | 'float' | 'string' | 'bool' | 'none'

export function basicKind(value: Value): Basic {
  if (value instanceof GoNumber) return value.type === 'int' ? 'int' : 'float'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'bool' : 'none'
}

export const numberOf = (value: Value): number =>
  value instanceof GoNumber ? value.value : typeof value === 'number' ? value : 0

export const isMap = (value: Value): value is { [key: string]: Json } =>
  !(value instanceof GoNumber) && isObject(value)

/** The Go type of a value, as reflect names it. */
export function goTypeOf(value: Value): string {
  if (value instanceof GoNumber) return value.type
  if (Array.isArray(value)) return '[]interface {}'
  if (isMap(value)) return 'map[string]interface {}'
  const kind = basicKind(value)
  return kind === 'int' ? 'int64' : kind === 'float' ? 'float64' : kind === 'none' ? '<nil>' : kind
}

/** Bare JSON again: constants lose their mark. */
export const plainOf = (value: Value): Json => (value instanceof GoNumber ? value.value : (value ?? null))
