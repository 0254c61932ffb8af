/** Equality of plain JSON values, and sharing of equal parts; both stop at once where two references are the same. */

export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!deepEqual(a[i], b[i])) return false
    return true
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
  return Array.isArray(next) ? shareItems(old as unknown[], next) : shareParts(old as Parts, next as Parts)
}

type Parts = Record<string, unknown>

function shareItems<T>(before: readonly unknown[], after: unknown[]): T {
  let same = before.length === after.length
  let shared = after
  let known: Set<unknown> | undefined
  for (let i = 0; i < after.length; i++) {
    if (after[i] === before[i]) continue
    // It has only moved, as all items do that stood behind one that is gone.
    if (typeof after[i] === 'object' && (known ??= new Set(before)).has(after[i])) {
      same = false
      continue
    }
    const value = shareEqual(before[i], after[i])
    if (value !== before[i]) same = false
    if (value === after[i]) continue
    if (shared === after) shared = after.slice()
    shared[i] = value
  }
  return (same ? before : shared) as T
}

function shareParts<T>(before: Parts, after: Parts): T {
  let same = true
  let dropped = 0
  let count = 0
  let shared = after
  for (const key in after) {
    const given = after[key]
    if (given === undefined) {
      dropped++
      continue
    }
    count++
    const known = before[key]
    if (given === known) continue
    const value = shareEqual(known, given)
    if (value !== known) same = false
    if (value === given) continue
    if (shared === after) shared = { ...after }
    shared[key] = value
  }
  if (same) for (const _ in before) count--
  if (same && count === 0) return before as T
  if (dropped > 0) return withoutUndefined(shared) as T
  return shared as T
}

function withoutUndefined(parts: Parts): Parts {
  const kept: Parts = {}
  for (const key in parts) if (parts[key] !== undefined) kept[key] = parts[key]
  return kept
}

/** A copy of a JSON value that nobody else holds; undefined parts are dropped. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => cloneJson(item)) as T
  const copy: Parts = {}
  for (const key in value) {
    const item = (value as Parts)[key]
    if (item !== undefined) copy[key] = cloneJson(item)
  }
  return copy as T
}
