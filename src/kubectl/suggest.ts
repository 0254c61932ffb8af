/** "Did you mean this?" @see cobra SuggestionsFor, ld */
import type { Command } from './factory.ts'

export function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

export const suggestions = (typed: string, commands: readonly Command[]): string[] =>
  commands
    .filter((command) => !command.hidden)
    .map((command) => command.name)
    .filter(
      (name) =>
        levenshtein(typed.toLowerCase(), name) <= 2 || name.toLowerCase().startsWith(typed.toLowerCase()),
    )
