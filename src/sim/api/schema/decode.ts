/**
 * JSON into an object of the API, as Go decodes it into a struct and writes it again: unknown fields and duplicates
 * are reported, wrong types refused, null and what is empty dropped, quantities made canonical.
 * @see sigs.k8s.io/json, k8s.io/apimachinery/pkg/runtime/serializer/json, v1.35
 */
import { parseRfc3339, rfc3339, rfc3339Micro } from '../../time.ts'
import { NumberText, jsonKind } from '../http/json.ts'
import { canonicalQuantity, formatQuantity, parseQuantity, quantityError } from '../quantity.ts'
import { goName, structOf, zero, type Field, type FieldType } from './structs.ts'

export interface Decoded {
  value: unknown
  /** The first value of a wrong type; the object is then of no use. */
  error?: string
  /** `unknown field "spec.foo"`, `duplicate field "spec.replicas"`, in the order of the text. */
  strict: string[]
}

interface State {
  error: string | undefined
  strict: string[]
  duplicates: ReadonlyMap<object, string[]>
}

/** Where a value stands: in which struct, under which names, and as a path with indices. */
interface Place {
  struct: string
  names: string
  path: string
}

export function decode(
  struct: string,
  value: unknown,
  duplicates: ReadonlyMap<object, string[]> = new Map(),
): Decoded {
  const state: State = { error: undefined, strict: [], duplicates }
  const decoded = decodeStruct(state, struct, value as Record<string, unknown>, {
    struct: '',
    names: '',
    path: '',
  })
  return {
    value: decoded,
    strict: state.strict,
    ...(state.error === undefined ? {} : { error: state.error }),
  }
}

function fail(state: State, message: string): undefined {
  state.error ??= message
  return undefined
}

const wrongType = (state: State, value: unknown, type: string, place: Place): undefined => {
  const shown = value instanceof NumberText ? `number ${value.text}` : jsonKind(value)
  return fail(
    state,
    `json: cannot unmarshal ${shown} into Go struct field ${place.struct}.${place.names} of type ${type}`,
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)

function decodeStruct(state: State, struct: string, given: Record<string, unknown>, place: Place): unknown {
  const { fields } = structOf(struct)
  const short = goName({ kind: 'struct', struct }).replace(/^.*\./, '')
  const out: Record<string, unknown> = {}
  const repeated = state.duplicates.get(given)
  const top = place.path === ''
  for (const [key, value] of Object.entries(given)) {
    const path = top ? key : `${place.path}.${key}`
    if (repeated?.includes(key)) state.strict.push(`duplicate field "${path}"`)
    if (top && (key === 'apiVersion' || key === 'kind')) {
      out[key] = value
      continue
    }
    const field = fields.get(key)
    if (!field) {
      state.strict.push(`unknown field "${path}"`)
      continue
    }
    const names = `${top ? '' : `${place.names}.`}${field.embedded}${key}`
    if (value !== null && value !== undefined)
      out[key] = decodeValue(state, field.type, value, { struct: short, names, path })
  }
  for (const { json, type, pointer, empty } of fields.values()) {
    if (pointer || out[json] !== undefined) continue
    if (type.kind === 'struct')
      out[json] = decodeStruct(state, type.struct, {}, { struct: '', names: json, path: json })
    else if (empty === 'zero' && (type.kind === 'string' || type.kind === 'int')) out[json] = zero(type)
  }
  return out
}

/** What is written of a decoded object: fields in Go's order, empty ones left out or as Go writes them. */
export function prune(struct: string, value: Record<string, unknown>, top = true): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  if (top) {
    out.kind = value.kind
    out.apiVersion = value.apiVersion
  }
  for (const field of structOf(struct).listed) {
    const given = value[field.json]
    if (given === undefined && field.empty === 'omit' && (field.pointer || field.type.kind !== 'struct'))
      continue
    const written = pruneField(field, given)
    if (written !== undefined) out[field.json] = written
  }
  return out
}

function pruneField({ type, pointer, empty }: Field, value: unknown): unknown {
  if (value === undefined || value === null) {
    if (empty === 'omit')
      return type.kind === 'struct' && !pointer ? prune(type.struct, {}, false) : undefined
    return pointer || empty === 'null' ? null : zero(type)
  }
  if (!pointer && isEmpty(type, value))
    return empty === 'omit' ? undefined : empty === 'null' ? null : zero(type)
  return pruneValue(type, value)
}

function pruneValue(type: FieldType, value: unknown): unknown {
  if (value === null) return value
  switch (type.kind) {
    case 'struct':
      return prune(type.struct, value as Record<string, unknown>, false)
    case 'list':
      return (value as unknown[]).map((item) => pruneValue(type.of, item))
    case 'map':
      return Object.fromEntries(
        Object.keys(value as object)
          .sort()
          .map((key) => [key, pruneValue(type.of, (value as Record<string, unknown>)[key])]),
      )
    default:
      return value
  }
}

function isEmpty(type: FieldType, value: unknown): boolean {
  if (type.kind === 'list') return (value as unknown[]).length === 0
  if (type.kind === 'map') return Object.keys(value as object).length === 0
  if (type.kind === 'int') return value === 0
  return type.kind === 'string' || type.kind === 'bool' ? !value : false
}

/** Amounts of resources are kept in thousandths at the finest. */
function roundUpToMilli(text: string | undefined): string | undefined {
  const parsed = text === undefined ? undefined : parseQuantity(text)
  if (!parsed || parsed.nano % MILLI === 0n) return text
  const up = parsed.nano > 0n ? MILLI : 0n
  return formatQuantity({ ...parsed, nano: (parsed.nano / MILLI) * MILLI + up })
}

const MILLI = 1_000_000n
const LIMITS: Readonly<Record<32 | 64, number>> = { 32: 2 ** 31, 64: 2 ** 63 }

function decodeInt(state: State, bits: 32 | 64, value: unknown, place: Place): number | undefined {
  const type = `int${bits}`
  const limit = LIMITS[bits]
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value < limit && value >= -limit) return value
    return wrongType(state, new NumberText(String(value)), type, place)
  }
  return wrongType(state, value, type, place)
}

function decodeTime(state: State, micro: boolean, value: unknown, place: Place): string | undefined {
  if (typeof value !== 'string') return wrongType(state, value, 'string', place)
  const at = parseRfc3339(value)
  if (at === undefined) {
    const layout = micro ? '2006-01-02T15:04:05.000000Z07:00' : '2006-01-02T15:04:05Z07:00'
    return fail(state, `parsing time "${value}" as "${layout}": cannot parse "${value}" as "2006"`)
  }
  const whole = Math.floor(at)
  return micro ? rfc3339Micro(whole, Math.round((at - whole) * 1_000_000)) : rfc3339(at)
}

function decodeBytes(state: State, value: unknown, place: Place): string | undefined {
  if (typeof value !== 'string') return wrongType(state, value, '[]uint8', place)
  const bad = value.replace(/[\r\n]/g, '').search(/[^A-Za-z0-9+/=]/)
  if (bad >= 0) return fail(state, `illegal base64 data at input byte ${bad}`)
  if (value.length % 4 !== 0) return fail(state, `illegal base64 data at input byte ${value.length}`)
  return value
}

function decodeQuantity(state: State, value: unknown): string | undefined {
  const text = value instanceof NumberText ? value.text : typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return fail(state, quantityError(JSON.stringify(value)))
  return canonicalQuantity(text.trim()) ?? fail(state, quantityError(text))
}

function decodeValue(state: State, type: FieldType, value: unknown, place: Place): unknown {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string'
        ? value
        : wrongType(state, value instanceof NumberText ? 0 : value, 'string', place)
    case 'bool':
      return typeof value === 'boolean'
        ? value
        : wrongType(state, value instanceof NumberText ? 0 : value, 'bool', place)
    case 'int':
      return decodeInt(state, type.bits, value, place)
    case 'intOrString':
      return typeof value === 'string' ? value : decodeInt(state, 32, value, place)
    case 'quantity':
      return decodeQuantity(state, value)
    case 'time':
    case 'microTime':
      return decodeTime(state, type.kind === 'microTime', value, place)
    case 'bytes':
      return decodeBytes(state, value, place)
    case 'any':
      return value
    case 'list':
      return decodeList(state, type.of, value, place)
    case 'map':
      return decodeMap(state, type.of, value, place)
    case 'struct':
      return isRecord(value)
        ? decodeStruct(state, type.struct, value, place)
        : wrongType(state, value, goName(type), place)
  }
}

function decodeList(state: State, of: FieldType, value: unknown, place: Place): unknown {
  if (!Array.isArray(value)) return wrongType(state, value, `[]${goName(of)}`, place)
  return value.map((item: unknown, i) => {
    if (item === null)
      return of.kind === 'struct'
        ? decodeStruct(state, of.struct, {}, { ...place, path: `${place.path}[${i}]` })
        : zero(of)
    return decodeValue(state, of, item, { ...place, path: `${place.path}[${i}]` })
  })
}

function decodeMap(state: State, of: FieldType, value: unknown, place: Place): unknown {
  if (!isRecord(value)) return wrongType(state, value, `map[string]${goName(of)}`, place)
  const repeated = state.duplicates.get(value)
  const out: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (repeated?.includes(key)) state.strict.push(`duplicate field "${place.path}.${key}"`)
    out[key] =
      item === null
        ? zero(of)
        : of.kind === 'quantity'
          ? roundUpToMilli(decodeQuantity(state, item))
          : decodeValue(state, of, item, { ...place, path: `${place.path}.${key}` })
  }
  return out
}
