/** History and completion of the command line, without the page around it. */

/** Candidates for the word before the cursor → the line and cursor after Tab; unchanged when there is nothing to add. */
export function completed(
  line: string,
  cursor: number,
  candidates: readonly string[],
): { line: string; cursor: number } {
  const start = wordStart(line, cursor)
  const word = line.slice(start, cursor)
  const only = candidates.length === 1 ? candidates[0] : undefined
  const grown = only === undefined ? commonPrefix(candidates) : only
  if (!grown.startsWith(word) || (grown === word && only === undefined)) return { line, cursor }
  const spaced = only !== undefined && !/[=/,]$/.test(only) && line[cursor] !== ' ' ? `${grown} ` : grown
  return { line: line.slice(0, start) + spaced + line.slice(cursor), cursor: start + spaced.length }
}

const wordStart = (line: string, cursor: number): number => line.lastIndexOf(' ', cursor - 1) + 1

function commonPrefix(words: readonly string[]): string {
  let prefix = words[0] ?? ''
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1)
  return prefix
}

/** cobra sends `name<Tab>description`. */
export const bare = (candidate: string): string => candidate.split('\t')[0] ?? candidate

/** The newest line of the history that holds the words, `skip` matches further back. */
export function searched(history: readonly string[], words: string, skip: number): string | null {
  if (words === '') return null
  const found = history.filter((line, index) => line.includes(words) && history.indexOf(line) === index)
  return found.at(-1 - skip) ?? null
}

/** Lines without repeats in a row and without blanks, oldest first. */
export function historyOf(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' && line !== all[index - 1])
}
