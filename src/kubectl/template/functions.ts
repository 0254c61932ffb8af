/** The functions of templates: Go's own, and kubectl's. @see go/src/text/template/funcs.go, cli-runtime/pkg/printers/template.go */
import { decodeBase64 } from '../base64.ts'
import { goPrint, goPrintf, goText } from '../go-printf.ts'
import { basicKind, goTypeOf, GoNumber, isMap, numberOf, type Value } from '../go-number.ts'

/** What a function says of its arguments. */
export class CallError extends Error {}

interface TemplateFunction {
  /** Arguments that must be there. */
  fixed: number
  /** Whether more may follow. */
  variadic: boolean
  /** Whether the first one must be a string. */
  text?: true
  call(args: Value[]): Value
}

export const isTrue = (value: Value): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (isMap(value)) return Object.keys(value).length > 0
  return value instanceof GoNumber ? value.value !== 0 : Boolean(value)
}

const isNil = (value: Value): boolean => value === undefined || value === null

function eq(a: Value, others: Value[]): boolean {
  if (others.length === 0) throw new CallError('missing argument for comparison')
  const kind = basicKind(a)
  return others.some((b) => {
    if (kind !== basicKind(b)) {
      if (!isNil(a) && !isNil(b)) throw new CallError('incompatible types for comparison')
      return false
    }
    if (kind === 'none') {
      if (isNil(a) || isNil(b)) return isNil(a) === isNil(b)
      throw new CallError(`non-comparable type ${goText(a)}: ${goTypeOf(a)}`)
    }
    return kind === 'int' || kind === 'float' ? numberOf(a) === numberOf(b) : a === b
  })
}

function lt(a: Value, b: Value): boolean {
  const [left, right] = [basicKind(a), basicKind(b)]
  if (left === 'none' || right === 'none') throw new CallError('invalid type for comparison')
  if (left !== right) throw new CallError('incompatible types for comparison')
  if (left === 'bool') throw new CallError('invalid type for comparison')
  return typeof a === 'string' && typeof b === 'string' ? a < b : numberOf(a) < numberOf(b)
}

const le = (a: Value, b: Value): boolean => lt(a, b) || eq(a, [b])

/** What lies beyond the capacity is refused here, what equals the length by reflect itself. */
function indexArgument(key: Value, size: number, most: number, what: string): number {
  if (isNil(key)) throw new CallError('cannot index slice/array with nil')
  if (basicKind(key) !== 'int') throw new CallError(`cannot index slice/array with type ${goTypeOf(key)}`)
  const at = numberOf(key)
  if (at < 0 || at > size) throw new CallError(`index out of range: ${at}`)
  if (at > most) throw new CallError(`reflect: ${what} index out of range`)
  return at
}

function index([from, ...keys]: Value[]): Value {
  if (isNil(from)) throw new CallError('index of untyped nil')
  let value = from
  for (const key of keys) {
    if (isNil(value)) throw new CallError('index of nil pointer')
    if (Array.isArray(value))
      value = value[indexArgument(key, value.length, value.length - 1, 'slice')] ?? null
    else if (typeof value === 'string')
      value = new GoNumber(
        value.charCodeAt(indexArgument(key, value.length, value.length - 1, 'string')),
        'int',
      )
    else if (isMap(value)) {
      if (isNil(key)) throw new CallError('value is nil; should be of type string')
      if (typeof key !== 'string') throw new CallError(`value has type ${goTypeOf(key)}; should be string`)
      value = Object.hasOwn(value, key) ? value[key] : null
    } else throw new CallError(`can't index item of type ${goTypeOf(value)}`)
  }
  return value
}

function slice([from, ...keys]: Value[]): Value {
  if (isNil(from)) throw new CallError('slice of untyped nil')
  if (keys.length > 3) throw new CallError(`too many slice indexes: ${keys.length}`)
  if (typeof from !== 'string' && !Array.isArray(from))
    throw new CallError(`can't slice item of type ${goTypeOf(from)}`)
  if (typeof from === 'string' && keys.length === 3) throw new CallError('cannot 3-index slice a string')
  const [begin = 0, end = from.length] = keys.map((key) =>
    indexArgument(key, from.length, from.length, 'slice'),
  )
  if (begin > end) throw new CallError(`invalid slice index: ${begin} > ${end}`)
  return from.slice(begin, end)
}

function length(value: Value): Value {
  if (value === undefined) throw new CallError('reflect: call of reflect.Value.Type on zero Value')
  if (value === null) throw new CallError('len of nil pointer')
  if (typeof value === 'string') return new GoNumber(bytesIn(value), 'int')
  if (Array.isArray(value)) return new GoNumber(value.length, 'int')
  if (isMap(value)) return new GoNumber(Object.keys(value).length, 'int')
  throw new CallError(`len of type ${goTypeOf(value)}`)
}

const bytesIn = (text: string): number => encodeURIComponent(text).replace(/%../g, '.').length

function exists([from, ...keys]: Value[]): boolean {
  try {
    return !isNil(index([from, ...keys]))
  } catch (error) {
    if (error instanceof CallError) return false
    throw error
  }
}

const joined = (args: Value[]): string =>
  args.length === 1 && typeof args[0] === 'string' ? args[0] : goPrint(args)

const replaced = (escapes: Record<string, string>) => (args: Value[]) =>
  joined(args).replace(/[\s\S]/g, (char) => escapes[char] ?? char)

const html = replaced({ '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\uFFFD' })
const js = replaced({
  '\\': '\\\\', "'": "\\'", '"': '\\"', '<': '\\u003C', '>': '\\u003E', '&': '\\u0026', '=': '\\u003D',
  '\n': '\\u000A', '\r': '\\u000D', '\t': '\\u0009',
}) // prettier-ignore
const urlquery = (args: Value[]): string =>
  encodeURIComponent(joined(args))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')

function base64decode(value: Value): string {
  const decoded = decodeBase64(typeof value === 'string' ? value : '')
  if ('text' in decoded) return decoded.text
  throw new CallError(`base64 decode failed: illegal base64 data at input byte ${decoded.illegalAt}`)
}

const exactly = (fixed: number, call: TemplateFunction['call']): TemplateFunction => ({ fixed, variadic: false, call }) // prettier-ignore
const atLeast = (fixed: number, call: TemplateFunction['call']): TemplateFunction => ({ fixed, variadic: true, call }) // prettier-ignore

export const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({
    // `and` and `or` stop early: the evaluator sees to it.
    and: atLeast(1, (args) => args.find((value) => !isTrue(value)) ?? args.at(-1)),
    or: atLeast(1, (args) => args.find(isTrue) ?? args.at(-1)),
    not: exactly(1, ([a]) => !isTrue(a)),
    eq: atLeast(1, ([a, ...others]) => eq(a, others)),
    ne: exactly(2, ([a, b]) => !eq(a, [b])),
    lt: exactly(2, ([a, b]) => lt(a, b)),
    le: exactly(2, ([a, b]) => le(a, b)),
    gt: exactly(2, ([a, b]) => !le(a, b)),
    ge: exactly(2, ([a, b]) => !lt(a, b)),
    index: atLeast(1, index),
    slice: atLeast(1, slice),
    len: exactly(1, ([a]) => length(a)),
    print: atLeast(0, goPrint),
    printf: { fixed: 1, variadic: true, text: true, call: ([format, ...args]) => goPrintf(typeof format === 'string' ? format : '', args) }, // prettier-ignore
    println: atLeast(0, (args) => `${args.map((value) => goText(value ?? null)).join(' ')}\n`),
    html: atLeast(0, html),
    js: atLeast(0, js),
    urlquery: atLeast(0, urlquery),
    call: atLeast(1, ([fn]) => {
      throw new CallError(isNil(fn) ? 'call of nil' : `non-function ${goText(fn)} of type ${goTypeOf(fn)}`)
    }),
    exists: atLeast(1, exists),
    base64decode: { fixed: 1, variadic: false, text: true, call: ([a]) => base64decode(a) },
  } satisfies Record<string, TemplateFunction>),
)
