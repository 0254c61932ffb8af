/** Keeps an hour of a thousand pods small: a version holds only what differs from the one before, and a text once. */

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** `now`, with every part that equals the same part of `before` replaced by that part; `before` itself if all does. */
export function sharing<T>(before: unknown, now: T): T {
  if (before === now) return now
  if (!isObject(before) || !isObject(now) || Array.isArray(before) !== Array.isArray(now)) return now
  const keys = Object.keys(now)
  let same = keys.length === Object.keys(before).length
  let shared = false
  const parts = keys.map((key) => {
    const part = sharing(before[key], now[key])
    if (part !== before[key] || !(key in before)) same = false
    if (part !== now[key]) shared = true
    return part
  })
  if (same) return before as T
  if (!shared) return now
  if (Array.isArray(now)) return parts as T
  return Object.fromEntries(keys.map((key, index) => [key, parts[index]])) as T
}

/** Makes equal texts one. */
export function createTextPool() {
  const pool = new Map<string, string>()
  const text = (value: string): string => {
    const known = pool.get(value)
    if (known !== undefined) return known
    pool.set(value, value)
    return value
  }
  /** A flat copy with pooled texts; parts inside are taken as they are. */
  return <T extends object>(value: T): T =>
    Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, typeof part === 'string' ? text(part) : part]),
    ) as T
}
