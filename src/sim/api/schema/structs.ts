/**
 * The types of the API, read from their notation: what decoding, encoding, merging and field ownership go by.
 */
import { GO_TYPES } from '../../hash/goTypes.ts'
import { ALWAYS_WRITTEN, API_TYPES } from './gotypes.ts'

export type FieldType =
  | { kind: 'string' | 'bool' | 'any' | 'bytes' | 'quantity' | 'intOrString' | 'time' | 'microTime' }
  | { kind: 'int'; bits: 32 | 64 }
  | { kind: 'struct'; struct: string }
  | { kind: 'list'; of: FieldType }
  | { kind: 'map'; of: FieldType }

export interface Field {
  json: string
  go: string
  type: FieldType
  pointer: boolean
  /** Written when empty: as its zero value, or (`null`) as null. */
  empty: 'omit' | 'zero' | 'null'
  /** Path of Go names of the embedded structs it comes from. */
  embedded: string
}

export interface StructType {
  name: string
  fields: ReadonlyMap<string, Field>
  /** The same, to go through them quickly. */
  listed: readonly Field[]
}

const SCALARS: Readonly<Record<string, FieldType>> = {
  string: { kind: 'string' },
  bool: { kind: 'bool' },
  any: { kind: 'any' },
  int32: { kind: 'int', bits: 32 },
  int64: { kind: 'int', bits: 64 },
  '[]byte': { kind: 'bytes' },
  'resource.Quantity': { kind: 'quantity' },
  'intstr.IntOrString': { kind: 'intOrString' },
  'v1.Time': { kind: 'time' },
  'v1.MicroTime': { kind: 'microTime' },
  'v1.ResourceList': { kind: 'map', of: { kind: 'quantity' } },
}

const NOTATIONS: Readonly<Record<string, string>> = { ...GO_TYPES, ...API_TYPES }

export function typeOf(go: string): FieldType {
  const scalar = SCALARS[go]
  if (scalar) return scalar
  if (go.startsWith('[]')) return { kind: 'list', of: typeOf(go.slice(2)) }
  if (go.startsWith('map[string]')) return { kind: 'map', of: typeOf(go.slice('map[string]'.length)) }
  return NOTATIONS[go] === undefined ? { kind: 'string' } : { kind: 'struct', struct: go }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function readFields(struct: string, embedded: string, into: Map<string, Field>): void {
  const always = (ALWAYS_WRITTEN[struct] ?? '').split(' ')
  for (const part of (NOTATIONS[struct] ?? '').split('; ')) {
    const [names = '', go = '', mark] = part.trim().split(' ')
    if (mark?.startsWith('-')) continue
    const [goName = '', given] = names.split('=')
    const pointer = go.startsWith('*')
    const target = pointer ? go.slice(1) : go
    if (given === '') {
      readFields(target, `${embedded}${goName}.`, into)
      continue
    }
    const json = given ?? lowerFirst(goName)
    const empty = mark === 'null' ? 'null' : mark === '!' || always.includes(json) ? 'zero' : 'omit'
    into.set(json, { json, go: goName, type: typeOf(target), pointer, empty, embedded })
  }
}

const structs = new Map<string, StructType>()

/** The struct of a name like `v1.PodSpec`. */
export function structOf(name: string): StructType {
  let found = structs.get(name)
  if (!found) {
    const fields = new Map<string, Field>()
    readFields(name, '', fields)
    structs.set(name, (found = { name, fields, listed: [...fields.values()] }))
  }
  return found
}

/** `v1.PodSpec`, `[]v1.Container`, `map[string]string`: a type as Go prints it. */
export function goName(type: FieldType): string {
  switch (type.kind) {
    case 'int':
      return `int${type.bits}`
    case 'struct':
      return type.struct.slice(type.struct.indexOf('/') + 1)
    case 'list':
      return `[]${goName(type.of)}`
    case 'map':
      return `map[string]${goName(type.of)}`
    case 'intOrString':
      return 'int32'
    case 'quantity':
      return 'resource.Quantity'
    case 'bytes':
      return '[]uint8'
    case 'time':
      return 'v1.Time'
    case 'microTime':
      return 'v1.MicroTime'
    case 'any':
      return 'interface {}'
    case 'string':
    case 'bool':
      return type.kind
  }
}

/** Go's zero value, as its JSON: null for what is not scalar. */
export function zero(type: FieldType): unknown {
  switch (type.kind) {
    case 'int':
    case 'intOrString':
      return 0
    case 'bool':
      return false
    case 'string':
      return ''
    case 'quantity':
      return '0'
    default:
      return null
  }
}
