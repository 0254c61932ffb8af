/** Equality of plain JSON values, and sharing of equal parts; both stop at once where two references are the same. */

export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, i) => deepEqual(item, b[i]))
  }
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  let count = 0
  for (const key in left) {
    if (left[key] === undefined) continue
    count++
    if (!deepEqual(left[key], right[key])) return false
  }
  for (const key in right) if (right[key] !== undefined) count--
  return count === 0
}

/** `next` with every part that equals the same part of `old` replaced by that part; `old` itself when all is equal. */
export function shareEqual<T>(old: unknown, next: T): T {
  if (old === next || typeof old !== 'object' || typeof next !== 'object' || old === null || next === null)
    return next
  if (Array.isArray(old) !== Array.isArray(next)) return next
  const before = old as Record<string, unknown>
  const after = next as Record<string, unknown>
  const keys = Object.keys(after).filter((key) => after[key] !== undefined)
  let same = keys.length === Object.keys(before).length
  const shared: Record<string, unknown> = {}
  for (const key of keys) {
    const value = shareEqual(before[key], after[key])
    shared[key] = value
    if (value !== before[key]) same = false
  }
  if (same) return old as T
  return (Array.isArray(next) ? Object.values(shared) : shared) as T
}

/** A copy of a JSON value that nobody else holds; undefined parts are dropped. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => cloneJson(item)) as T
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (item !== undefined) copy[key] = cloneJson(item)
  return copy as T
}
