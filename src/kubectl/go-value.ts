/** Values as Go's fmt prints them: `%v` for templates and columns, `%#v` for debugging dumps. */
import { isObject, sortedKeys, type Json } from './json.ts'

/** fmt's `%v`. */
export function goValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`
  if (isObject(value)) {
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${goValue(value[key] ?? null)}`)
      .join(' ')}]`
  }
  return value === null ? '<nil>' : String(value)
}

/** fmt's `%#v` of unstructured content. */
export function goSyntax(value: Json): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (isObject(value)) {
    const entries = sortedKeys(value).map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`)
    return `map[string]interface {}{${entries.join(', ')}}`
  }
  if (value === null) return 'interface {}(nil)'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
