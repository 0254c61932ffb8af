/** Keeps lists of an hour small: a text that comes again and again is held once. */

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
