/** Plain data: deep equality and deep copies that share what is immutable. */

/** Equal as JSON would be: a field that is undefined counts as absent. */
export function equalPlain(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equalPlain(a[i], b[i])) return false
    return true
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key in left) if (!equalPlain(left[key], right[key])) return false
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false
  return true
}

/** A copy of plain data, Maps and Sets; values under the `shared` keys are immutable and taken as they are. */
export function copyPlain<T>(value: T, shared: ReadonlySet<string>): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return value.slice() as T
    return value.map((item: unknown) => copyPlain(item, shared)) as T
  }
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [key, copyPlain(item, shared)])) as T
  if (value instanceof Set) return new Set(value) as T
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value))
    copy[key] = shared.has(key) ? item : copyPlain(item, shared)
  return copy as T
}
