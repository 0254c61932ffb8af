/**
 * A typed Go value as go-spew's `%#v` writes it: with types, pointers followed, map keys sorted, zero values shown.
 * @see kubernetes/pkg/util/hash/hash.go, github.com/davecgh/go-spew/spew/format.go
 */
import { GO_TYPES } from './goTypes.ts'
import { dumpQuantity } from './quantity.ts'

interface Field {
  go: string
  /** Name in JSON; empty for an embedded struct. */
  json: string
  type: string
  since: number
  until: number
}

type Dump = (value: unknown) => string

const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}'
const FIELD = /^(\w+)(=(\w*))? (\S+)(?: ([+-])(\d+))?$/

function parseField(text: string): Field {
  const [, go = '', renamed, json = '', type = '', sign, minor] = FIELD.exec(text) ?? []
  return {
    go,
    json: renamed === undefined ? (go[0] ?? '').toLowerCase() + go.slice(1) : json,
    type,
    since: sign === '+' ? Number(minor) : 0,
    until: sign === '-' ? Number(minor) : Infinity,
  }
}

function intOrString(value: unknown): string {
  const isText = typeof value === 'string'
  const [number, text] = isText ? [0, value] : [Number(value ?? 0), '']
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${text}}`
}

/** Keys in byte order of UTF-8, which is the order of their code points. */
function byCodePoints(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

function map(value: unknown, element: Dump): string {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>)
  // An empty map does not come back from storage.
  if (entries.length === 0) return '<nil>'
  entries.sort(([a], [b]) => byCodePoints(a, b))
  return `map[${entries.map(([key, item]) => `${key}:${element(item)}`).join(' ')}]`
}

/** Writers by Go type: each writes a value without the type before it. */
const NAMED: Readonly<Record<string, Dump>> = {
  'intstr.IntOrString': intOrString,
  // Simplified: templates hold no time stamps but null.
  'v1.Time': () => ZERO_TIME,
  'resource.Quantity': (value) => dumpQuantity((value ?? '0') as string | number),
  'v1.ResourceList': (value) => map(value, (item) => dumpQuantity(item as string | number)),
  bool: (value) => (value === true ? 'true' : 'false'),
  int32: (value) => String(value ?? 0),
  int64: (value) => String(value ?? 0),
}

function slice(value: unknown, element: Dump): string {
  const items = (value ?? []) as unknown[]
  // An empty list does not come back from storage.
  return items.length === 0 ? '<nil>' : `[${items.map(element).join(' ')}]`
}

/** `goType` → its writer, for the types of one minor version of Kubernetes. */
export function dumpers(
  minor: number,
  types: Readonly<Record<string, string>> = GO_TYPES,
): (goType: string) => Dump {
  const known = new Map<string, Dump>()

  function struct(source: string): Dump {
    const fields = source
      .split('; ')
      .map(parseField)
      .filter(({ since, until }) => since <= minor && minor < until)
      .map(({ go, json, type }) => ({ head: `${go}:(${type})`, json, write: of(type) }))
    return (value) => {
      const object = (value ?? {}) as Record<string, unknown>
      const text = fields.map(({ head, json, write }) => head + write(json === '' ? object : object[json]))
      return `{${text.join(' ')}}`
    }
  }

  function build(type: string): Dump {
    if (type.startsWith('*')) {
      const pointee = of(type.slice(1))
      return (value) => (value === undefined || value === null ? '<nil>' : pointee(value))
    }
    if (type.startsWith('[]')) {
      const element = of(type.slice(2))
      return (value) => slice(value, element)
    }
    if (type.startsWith('map[string]')) {
      const element = of(type.slice('map[string]'.length))
      return (value) => map(value, element)
    }
    const named = NAMED[type]
    if (named) return named
    const source = types[type]
    return source === undefined ? (value) => (value ?? '') as string : struct(source)
  }

  function of(type: string): Dump {
    let dump = known.get(type)
    if (!dump) known.set(type, (dump = build(type)))
    return dump
  }
  return of
}
