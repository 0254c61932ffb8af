/**
 * A map into an object of the API by its type alone, as the server reads what a strategic merge patch made: wrong types
 * in other words than those of the JSON decoder, whole floats taken for integers, unknown fields in alphabetical order.
 * @see k8s.io/apimachinery/pkg/runtime/converter.go (FromUnstructuredWithValidation), v1.35
 */
import { NumberText, jsonKind } from '../http/json.ts'
import { isJsonObject } from '../patch/mergepatch.ts'
import { goTypeOf } from '../patch/gotext.ts'
import { structOf, type FieldType } from './structs.ts'

export interface Restored {
  value: Record<string, unknown>
  /** The first value of a wrong type, in the order of the struct's fields. */
  error?: string
  /** `unknown field "spec.foo"`. */
  strict: string[]
}

class WrongType extends Error {}
const fail = (message: string): never => {
  throw new WrongType(message)
}

/** reflect.Kind of a decoded value. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice'
  return isJsonObject(value) ? 'map' : goTypeOf(value)
}

const isNumber = (value: unknown): value is number | NumberText =>
  typeof value === 'number' || value instanceof NumberText

function restoreInt(bits: 32 | 64, value: unknown): number {
  if (!isNumber(value)) return fail(`unrecognized type: int${bits}`)
  const number = value instanceof NumberText ? Number(value.text) : value
  if (!Number.isInteger(number)) return fail(`cannot convert float64 to int${bits}`)
  return bits === 32 ? number | 0 : number
}

/** Types that read JSON themselves: a whole number may have been written as a float. */
function restoreByJson(type: FieldType, value: unknown): unknown {
  const wrong = (of: string, shown = jsonKind(value)): never =>
    fail(`json: cannot unmarshal ${shown} into Go value of type ${of}`)
  if (type.kind === 'time' || type.kind === 'microTime')
    return typeof value === 'string' ? value : wrong('string')
  if (type.kind === 'quantity' || typeof value === 'string') return value
  if (!isNumber(value)) return wrong('int32')
  const number = value instanceof NumberText ? Number(value.text) : value
  const isInt = Number.isInteger(number) && Math.abs(number) < 2 ** 31
  return isInt ? number : wrong('int32', `number ${String(number)}`)
}

function restore(type: FieldType, value: unknown, path: string, strict: string[]): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'any':
      return value
    case 'string':
      if (typeof value === 'string') return value
      return fail(
        goTypeOf(value) === 'int64' ? 'cannot convert int64 to string' : 'unrecognized type: string',
      )
    case 'bool':
      return typeof value === 'boolean' ? value : fail('unrecognized type: bool')
    case 'int':
      return restoreInt(type.bits, value)
    case 'intOrString':
    case 'quantity':
    case 'time':
    case 'microTime':
      return restoreByJson(type, value)
    case 'bytes':
      return typeof value === 'string' ? value : fail(`cannot restore slice from ${kindOf(value)}`)
    case 'list':
      if (!Array.isArray(value)) return fail(`cannot restore slice from ${kindOf(value)}`)
      return value.map((item, i) => restore(type.of, item, `${path}[${i}]`, strict))
    case 'map':
      if (!isJsonObject(value)) return fail(`cannot restore map from ${kindOf(value)}`)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, restore(type.of, item, path, strict)]),
      )
    case 'struct':
      if (!isJsonObject(value)) return fail(`cannot restore struct from: ${kindOf(value)}`)
      return restoreStruct(type.struct, value, path, strict)
  }
}

function restoreStruct(
  struct: string,
  given: Record<string, unknown>,
  path: string,
  strict: string[],
): Record<string, unknown> {
  const { fields, listed } = structOf(struct)
  const out: Record<string, unknown> = {}
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
  for (const { json, type } of listed)
    if (given[json] !== undefined) out[json] = restore(type, given[json], at(json), strict)
  const isMeta = (key: string): boolean => path === '' && (key === 'kind' || key === 'apiVersion')
  for (const key of Object.keys(given))
    if (!fields.has(key) && !isMeta(key)) strict.push(`unknown field "${at(key)}"`)
  return out
}

const TEXT: FieldType = { kind: 'string' }

export function fromUnstructured(struct: string, given: Record<string, unknown>): Restored {
  const strict: string[] = []
  try {
    const kind = restore(TEXT, given.kind, 'kind', strict)
    const apiVersion = restore(TEXT, given.apiVersion, 'apiVersion', strict)
    const value = { kind, apiVersion, ...restoreStruct(struct, given, '', strict) }
    return { value, strict: strict.sort((a, b) => (a < b ? -1 : 1)) }
  } catch (error) {
    if (error instanceof WrongType) return { value: given, strict: [], error: error.message }
    throw error
  }
}
