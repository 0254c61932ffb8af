/**
 * Whether a configuration is of its type, in the words of the typed merge; violations are told in its own order.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed/{validate,helpers}.go
 */
import { NumberText } from '../http/json.ts'
import { goText, goTypeOf } from '../patch/gotext.ts'
import { isJsonObject } from '../patch/mergepatch.ts'
import { listKeysOf } from '../schema/listkeys.ts'
import { structOf, type FieldType } from '../schema/structs.ts'
import { stepOf } from './fields.ts'
import { shownPath } from './fieldset.ts'

interface Place {
  path: string
  /** Of a list or a map: `type.field`, by which its keys are known. */
  name: string
}

/** `%#v` of a decoded value. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value === 'string') return JSON.stringify(value)
  if (!isJsonObject(value)) return goText(value)
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`)
  return `map[string]interface {}{${parts.join(', ')}}`
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || value instanceof NumberText

/** What a plain value of the type must be, and what it is said to be instead. */
function scalarError(type: FieldType, value: unknown): string | undefined {
  switch (type.kind) {
    case 'int':
      return isNumber(value) ? undefined : `expected numeric (int or float), got ${goTypeOf(value)}`
    case 'string':
    case 'bytes':
      if (typeof value === 'string') return undefined
      return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`
    case 'bool':
      return typeof value === 'boolean' ? undefined : `expected boolean, got &{${goText(value)}}`
    case 'quantity':
    case 'intOrString':
    case 'time':
    case 'microTime':
      return Array.isArray(value) || isJsonObject(value)
        ? `expected any scalar, got &{${goText(value)}}`
        : undefined
    default:
      return undefined
  }
}

function listErrors(of: FieldType, value: unknown, at: Place): string[] {
  if (!Array.isArray(value)) return [`${at.path}: expected list, got &{${goText(value)}}`]
  const errors: string[] = []
  const keys = listKeysOf(at.name)
  const seen = new Set<string>()
  for (const [i, item] of (value as unknown[]).entries()) {
    const odd = keys && elementError(item, keys)
    if (odd !== undefined) return [...errors, `${at.path}: element ${i}: ${odd}`]
    const step = keys ? stepOf(item, keys) : undefined
    const shown = step === undefined ? `[${i}]` : shownPath([step])
    if (step !== undefined && seen.has(step)) errors.push(`${at.path}: duplicate entries for key ${shown}`)
    if (step !== undefined) seen.add(step)
    errors.push(...typeErrors(of, item, { path: at.path + shown, name: '' }))
  }
  return errors
}

/** Why an element cannot be told from the others of its list. */
function elementError(item: unknown, keys: readonly string[]): string | undefined {
  if (keys.length > 0) {
    if (item === null) return 'associative list with keys may not have a null element'
    return isJsonObject(item) ? undefined : 'associative list with keys may not have non-map elements'
  }
  if (item === null) return "associative list without keys has an element that's an explicit null"
  if (Array.isArray(item)) return 'not supported: associative list with lists as elements'
  return isJsonObject(item) ? "associative list without keys has an element that's a map type" : undefined
}

function mapErrors(type: FieldType, value: unknown, at: Place): string[] {
  if (!isJsonObject(value)) return [`${at.path}: expected map, got &{${goText(value)}}`]
  const errors: string[] = []
  for (const [key, part] of Object.entries(value)) {
    const path = `${at.path}.${key}`
    if (type.kind === 'map') errors.push(...typeErrors(type.of, part, { path, name: '' }))
    if (type.kind !== 'struct') continue
    const field = structOf(type.struct).fields.get(key)
    if (field) errors.push(...typeErrors(field.type, part, { path, name: `${type.struct}.${key}` }))
    else if (at.path !== '' || !['kind', 'apiVersion'].includes(key))
      // The walk through an object ends at the first field that it has not.
      return [...errors, `${path}: field not declared in schema`]
  }
  return errors
}

function typeErrors(type: FieldType, value: unknown, at: Place): string[] {
  if (value === null || value === undefined || type.kind === 'any') return []
  if (type.kind === 'list') return listErrors(type.of, value, at)
  if (type.kind === 'map' || type.kind === 'struct') return mapErrors(type, value, at)
  const why = scalarError(type, value)
  return why === undefined ? [] : [`${at.path}: ${why}`]
}

/** All that keeps a configuration from being of the type, as one message; undefined: nothing. */
export function typedError(configuration: unknown, struct: string): string | undefined {
  const errors = typeErrors({ kind: 'struct', struct }, configuration, { path: '', name: '' })
  return errors.length < 2 ? errors[0] : ['errors:', ...errors.map((error) => `  ${error}`)].join('\n')
}
