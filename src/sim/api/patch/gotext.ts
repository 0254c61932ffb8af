/** Values as Go's %v prints them, for errors that quote them. */

/** A strategic merge patch that cannot be applied; the message is the server's. */
export class PatchError extends Error {}

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value !== 'object') return String(value)
  const keys = Object.keys(value).sort()
  return `map[${keys.map((key) => `${key}:${goText((value as Record<string, unknown>)[key])}`).join(' ')}]`
}
