/**
 * Semantic deep equality of API values: k8s.io/apimachinery api/equality. Absent, null and empty lists and maps are
 * equal; so are an absent field and an undefined one.
 */
const isEmpty = (value: unknown): boolean =>
  value == null ||
  (typeof value === 'object' &&
    (Array.isArray(value) ? value.length === 0 : Object.values(value).every((v) => v === undefined)))

export function semanticDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return isEmpty(a) && isEmpty(b)
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return isEmpty(a) && isEmpty(b)
    return a.length === b.length && a.every((item, i) => semanticDeepEqual(item, b[i]))
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key in left) if (!semanticDeepEqual(left[key], right[key])) return false
  for (const key in right) if (!(key in left) && !isEmpty(right[key])) return false
  return true
}
