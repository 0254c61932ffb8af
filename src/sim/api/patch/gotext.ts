/** Values as Go's %v and %s print them, and their types, for errors that quote them. */
import { NumberText } from '../http/json.ts'

/** A strategic merge patch that cannot be applied; the message is the server's. */
export class PatchError extends Error {
  /** The patch is no such patch at all: the client's mistake, not the server's failure. */
  readonly isMalformed: boolean
  constructor(message: string, isMalformed = false) {
    super(message)
    this.isMalformed = isMalformed
  }
}

const INT64 = 2n ** 63n

/** A number that is none of Go's int64: one with a fraction or an exponent, or too big. */
const isFloat = (value: NumberText): boolean => {
  if (!/^-?\d+$/.test(value.text)) return true
  const whole = BigInt(value.text)
  return whole >= INT64 || whole < -INT64
}

/** `%v` of a float64: an exponent of two digits below 1e-4 and from 1e21 on. */
function floatText(number: number): string {
  const size = Math.abs(number)
  const plain = number === 0 || (size >= 1e-4 && size < 1e21)
  const text = plain ? String(number) : number.toExponential()
  return text.replace(/e([+-])(\d)$/, 'e$10$2')
}

const mapText = (value: object, part: (item: unknown) => string): string =>
  `map[${Object.keys(value)
    .sort()
    .map((key) => `${key}:${part((value as Record<string, unknown>)[key])}`)
    .join(' ')}]`

/** `%v`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (value instanceof NumberText) return isFloat(value) ? floatText(Number(value.text)) : value.text
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  return typeof value === 'object' ? mapText(value, goText) : String(value)
}

/** `%s`, which complains of what is no text. */
export function goString(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return '%!s(<nil>)'
  if (Array.isArray(value)) return `[${value.map(goString).join(' ')}]`
  if (typeof value === 'object' && !(value instanceof NumberText)) return mapText(value, goString)
  return `%!s(${goTypeOf(value)}=${goText(value)})`
}

/** The type that a decoded JSON value has in Go. */
export function goTypeOf(value: unknown): string {
  if (value === null || value === undefined) return '%!s(<nil>)'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int64' : 'float64'
  if (value instanceof NumberText) return isFloat(value) ? 'float64' : 'int64'
  return 'map[string]interface {}'
}

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON as Go writes a map: keys sorted, signs of HTML escaped. */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value !== 'object' || value === null)
    return (JSON.stringify(value) ?? 'null').replace(/[<>&\u2028\u2029]/g, (sign) => ESCAPED[sign] ?? sign)
  const fields = value as Record<string, unknown>
  const parts = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${goJson(key)}:${goJson(fields[key])}`)
  return `{${parts.join(',')}}`
}
