/** JSON values as kubectl handles them (unstructured.Unstructured): reading by path, comparing, Go's encoding. */

export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of field names, or undefined when any step is missing. */
export function at(value: Json | undefined, ...path: string[]): Json | undefined {
  let current = value
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined
    current = current[key]
  }
  return current
}

export function text(value: Json | undefined, ...path: string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

export function int(value: Json | undefined, ...path: string[]): number {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : 0
}

export function list(value: Json | undefined, ...path: string[]): Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

export function objects(value: Json | undefined, ...path: string[]): JsonObject[] {
  return list(value, ...path).filter(isObject)
}

export function object(value: Json | undefined, ...path: string[]): JsonObject {
  const found = at(value, ...path)
  return isObject(found) ? found : {}
}

export function strings(value: Json | undefined, ...path: string[]): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [key, item] of Object.entries(object(value, ...path)))
    if (typeof item === 'string') out[key] = item
  return out
}

/** Byte order, as Go sorts strings (for the characters of names and labels the order of code units). */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const sortedKeys = (value: object): string[] => Object.keys(value).sort(compareText)

export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  )
}

export function copy<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => copy(item)) as T
  if (!isObject(value)) return value
  const out: JsonObject = {}
  for (const [key, item] of Object.entries(value)) out[key] = copy(item)
  return out as T
}

/** Sets a value deep inside an object that the caller owns, making the maps on the way. */
export function put(target: JsonObject, path: string[], value: Json): void {
  let current = target
  for (const key of path.slice(0, -1)) {
    const next = current[key]
    if (isObject(next)) current = next
    else current = current[key] = {}
  }
  current[path.at(-1) ?? ''] = value
}

export function remove(target: JsonObject, ...path: string[]): void {
  const parent = at(target, ...path.slice(0, -1))
  if (isObject(parent)) delete parent[path.at(-1) ?? '']
}

const goEscapes = /[<>&\u2028\u2029]/g
/** A string as encoding/json writes it: HTML characters escaped. */
export const quoteJson = (value: string): string =>
  JSON.stringify(value).replace(goEscapes, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** encoding/json of a map: keys sorted, no blanks. */
export function compactJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(compactJson).join(',')}]`
  if (isObject(value))
    return `{${sortedKeys(value)
      .map((key) => `${quoteJson(key)}:${compactJson(value[key] ?? null)}`)
      .join(',')}}`
  return typeof value === 'string' ? quoteJson(value) : JSON.stringify(value)
}

/** json.MarshalIndent: keys sorted as of a map, or as they stand, as of a struct. */
export function indentJson(value: Json, unit: string, margin = '', asStands = false): string {
  const inner = margin + unit
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => inner + indentJson(item, unit, inner, asStands)).join(',\n')}\n${margin}]`
  }
  if (isObject(value)) {
    const keys = asStands ? Object.keys(value) : sortedKeys(value)
    if (keys.length === 0) return '{}'
    const lines = keys.map(
      (key) => `${inner}${quoteJson(key)}: ${indentJson(value[key] ?? null, unit, inner, asStands)}`,
    )
    return `{\n${lines.join(',\n')}\n${margin}}`
  }
  return typeof value === 'string' ? quoteJson(value) : JSON.stringify(value)
}

export function parseJson(source: string): Json | undefined {
  try {
    return JSON.parse(source) as Json
  } catch {
    return undefined
  }
}
