/** Compares an answer with its recording, binding the labels of volatile values as it goes. */

export interface Difference {
  path: string
  expected: unknown
  actual: unknown
}

export type Bindings = Map<string, string>

const PATTERNS: Readonly<Record<string, string>> = {
  UID: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  RV: '\\d+',
  LRV: '\\d+',
  T: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ',
  GEN: '[bcdfghjklmnpqrstvwxz2456789]{5}',
  IP: '10\\.(?:9[6-9]|10\\d|11[01])\\.\\d{1,3}\\.\\d{1,3}',
  PORT: '3[0-2]\\d{3}',
  CONTINUE: '[^"\\s]+',
  AGE: '(?:\\d+[smhdy])+',
  SERVER: '[^",\\s]+',
}
const LABEL = /(?<![A-Z])(?:(UID|RV|LRV|T|GEN|IP|PORT|CONTINUE)-\d+|AGE|SERVER|LRV)(?![A-Za-z\d])/g

/** Labels of which each occurrence may be another value. */
const isFree = (label: string): boolean => label.startsWith('LRV')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `text` with every bound label replaced by its value. */
export const substitute = (text: string, bound: Bindings): string =>
  text.replace(LABEL, (label) => bound.get(label) ?? label)

function matchText(expected: string, actual: string, bound: Bindings): boolean {
  const labels = [...expected.matchAll(LABEL)]
  if (labels.length === 0) return expected === actual
  let pattern = '^'
  let from = 0
  const groups: string[] = []
  for (const label of labels) {
    const [text, kind] = label
    pattern += escaped(expected.slice(from, label.index))
    from = label.index + text.length
    const known = isFree(text) ? undefined : bound.get(text)
    if (known !== undefined) pattern += escaped(known)
    else if (groups.includes(text)) pattern += `\\${groups.indexOf(text) + 1}`
    else {
      pattern += `(${PATTERNS[kind ?? text] ?? '.*'})`
      groups.push(text)
    }
  }
  const found = new RegExp(`${pattern}${escaped(expected.slice(from))}$`, 's').exec(actual)
  if (!found) return false
  for (const [i, label] of groups.entries()) if (label.includes('-')) bound.set(label, found[i + 1] ?? '')
  return true
}

/** The first difference, or undefined. Order of keys does not count. */
export function difference(
  expected: unknown,
  actual: unknown,
  bound: Bindings,
  path = '',
): Difference | undefined {
  const differs = { path: path || '.', expected, actual }
  if (typeof expected === 'string') {
    const text = typeof actual === 'number' && expected.startsWith('PORT-') ? String(actual) : actual
    return typeof text === 'string' && matchText(expected, text, bound) ? undefined : differs
  }
  if (typeof expected !== 'object' || expected === null) return expected === actual ? undefined : differs
  if (typeof actual !== 'object' || actual === null) return differs
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differs
    for (const [i, item] of expected.entries()) {
      const found = difference(item, actual[i], bound, `${path}[${i}]`)
      if (found) return found
    }
    return expected.length === actual.length ? undefined : differs
  }
  return objectDifference(expected as Record<string, unknown>, actual as Record<string, unknown>, bound, path)
}

function objectDifference(
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
  bound: Bindings,
  path: string,
): Difference | undefined {
  if (Array.isArray(actual)) return { path, expected, actual }
  for (const [key, value] of Object.entries(expected)) {
    const found = difference(value, actual[key], bound, `${path}.${key}`)
    if (found) return found
  }
  for (const [key, value] of Object.entries(actual))
    if (!(key in expected) && value !== undefined)
      return { path: `${path}.${key}`, expected: undefined, actual: value }
  return undefined
}
