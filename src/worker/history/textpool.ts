/** Keeps lists of an hour small: a text that comes again and again is held once. */

export function createTextPool() {
  const pool = new Map<string, string>()
  const text = (value: string): string => {
    const known = pool.get(value)
    if (known !== undefined) return known
    pool.set(value, value)
    return value
  }
  /** A flat copy, of the same shape, with pooled texts; parts inside are taken as they are. */
  return <T extends object>(value: T): T => {
    const copy: T = { ...value }
    const fields = copy as Record<string, unknown>
    for (const [key, part] of Object.entries(copy)) if (typeof part === 'string') fields[key] = text(part)
    return copy
  }
}
