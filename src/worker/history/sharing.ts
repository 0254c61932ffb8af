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

/**
 * The same for the state of a cluster, which holds Maps and Sets too: what is keyed (Maps, lists of pairs that begin
 * with a text) is compared by key, so that one entry more or less leaves all others shared.
 */
export function sharingState<T>(before: unknown, now: T): T {
  if (before === now || !isObject(before) || !isObject(now)) return now
  // Objects of the API are shared already, with the cluster and with the versions of the record.
  if ('metadata' in now) return now
  if (now instanceof Map) return (before instanceof Map ? sharedMap(before, now) : now) as T
  if (now instanceof Set || before instanceof Map || before instanceof Set) return now
  if (Array.isArray(now)) return (Array.isArray(before) ? sharedList(before, now) : now) as T
  return Array.isArray(before) ? now : (sharedFields(before, now) as T)
}

function sharedMap(before: ReadonlyMap<unknown, unknown>, now: ReadonlyMap<unknown, unknown>): unknown {
  const keys = before.keys()
  // The order of entries is part of the state.
  let same = before.size === now.size
  let some = false
  const shared = new Map<unknown, unknown>()
  for (const [key, value] of now) {
    const part = sharingState(before.get(key), value)
    if (keys.next().value !== key || part !== before.get(key)) same = false
    if (part !== value) some = true
    shared.set(key, part)
  }
  return same ? before : some ? shared : now
}

const isPair = (item: unknown): item is [string, unknown] =>
  Array.isArray(item) && item.length === 2 && typeof item[0] === 'string'

function sharedList(before: readonly unknown[], now: unknown[]): unknown {
  const known = now.some(isPair) ? new Map(before.filter(isPair).map((pair) => [pair[0], pair])) : null
  let same = before.length === now.length
  let some = false
  const parts = now.map((item, index) => {
    const part = sharingState(known && isPair(item) ? known.get(item[0]) : before[index], item)
    if (part !== before[index]) same = false
    if (part !== item) some = true
    return part
  })
  return same ? before : some ? parts : now
}

function sharedFields(before: Fields, now: Fields): Fields {
  const keys = Object.keys(now)
  const known = Object.keys(before)
  let same = keys.length === known.length
  let some = false
  const parts = keys.map((key, index) => {
    const part = sharingState(before[key], now[key])
    if (key !== known[index] || part !== before[key]) same = false
    if (part !== now[key]) some = true
    return [key, part] as const
  })
  return same ? before : some ? Object.fromEntries(parts) : now
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
