/** A map that forgets what was used longest ago: hashicorp/golang-lru, as client-go's event caches use it. */
export interface Lru<V> {
  get(key: string): V | undefined
  /** As `get`, but it does not count as a use: for who sets the key at once. */
  peek(key: string): V | undefined
  set(key: string, value: V): void
  snapshot(): readonly (readonly [string, V])[]
  restore(entries: readonly (readonly [string, V])[]): void
}

export function createLru<V>(size: number): Lru<V> {
  const map = new Map<string, V>()
  // One iterator for good: a new one would walk over all that has been deleted before it finds the oldest.
  let oldest = map.keys()
  const set = (key: string, value: V): void => {
    map.delete(key)
    map.set(key, value)
    if (map.size <= size) return
    const { done, value: first } = oldest.next()
    if (!done) map.delete(first)
  }
  return {
    get(key) {
      const value = map.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
    peek: (key) => map.get(key),
    set,
    snapshot: () => [...map],
    restore(entries) {
      map.clear()
      oldest = map.keys()
      for (const [key, value] of entries) map.set(key, value)
    },
  }
}
