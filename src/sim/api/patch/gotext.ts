/** Values as Go's %v prints them, for errors that quote them. */

/** A strategic merge patch that cannot be applied; the message is the server's. */
export class PatchError extends Error {
  /** The patch is no such patch at all: the client's mistake, not the server's failure. */
  readonly isMalformed: boolean
  constructor(message: string, isMalformed = false) {
    super(message)
    this.isMalformed = isMalformed
  }
}

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value !== 'object') return String(value)
  const keys = Object.keys(value).sort()
  return `map[${keys.map((key) => `${key}:${goText((value as Record<string, unknown>)[key])}`).join(' ')}]`
}

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON as Go writes a map: keys sorted, signs of HTML escaped. */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value !== 'object' || value === null)
    return (JSON.stringify(value) ?? 'null').replace(/[<>&\u2028\u2029]/g, (sign) => ESCAPED[sign] ?? sign)
  const fields = value as Record<string, unknown>
  const parts = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => `${goJson(key)}:${goJson(fields[key])}`)
  return `{${parts.join(',')}}`
}
