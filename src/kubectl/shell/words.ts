/** Words of the small shell: quotes, variables, command substitution. @see POSIX sh, 2.2 Quoting, 2.6 Word Expansions */

export type Part =
  | { type: 'text'; text: string; quoted: boolean }
  | { type: 'variable'; name: string; quoted: boolean; fallback?: string }
  | { type: 'command'; source: string; quoted: boolean }
  | { type: 'arithmetic'; source: string; quoted: boolean }
export type Word = Part[]

export class ShellSyntaxError extends Error {}

/** Where the `)` of `$(` stands, or -1. @param from behind the opening parenthesis */
export function closingParenthesis(source: string, from: number): number {
  let depth = 1
  for (let i = from; i < source.length; i++) {
    const char = source[i]
    if (char === '\\') i++
    else if (char === "'") i = skipTo(source, i + 1, "'")
    else if (char === '"') i = skipDouble(source, i + 1)
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return i
  }
  return -1
}

function skipTo(source: string, from: number, end: string): number {
  const at = source.indexOf(end, from)
  if (at < 0) throw new ShellSyntaxError(`unexpected EOF while looking for matching \`${end}'`)
  return at
}

function skipDouble(source: string, from: number): number {
  for (let i = from; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === '"') return i
    else if (source.startsWith('$(', i)) i = closingParenthesis(source, i + 2)
    if (i < 0) break
  }
  throw new ShellSyntaxError('unexpected EOF while looking for matching `"\'')
}

const metacharacter = /[\s;&|<>()]/
const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  e: '\x1b',
}

/** Reads one word; returns where it ends. An empty word (no characters at all) is not read. */
export function readWord(source: string, start: number): { word: Word; end: number } {
  const word: Word = []
  let i = start
  const push = (text: string, quoted: boolean) => {
    const last = word.at(-1)
    if (last?.type === 'text' && last.quoted === quoted) last.text += text
    else word.push({ type: 'text', text, quoted })
  }
  while (i < source.length) {
    const char = source[i] ?? ''
    if (metacharacter.test(char)) break
    if (char === '\\') {
      if (source[i + 1] !== '\n') push(source[i + 1] ?? '', true)
      i += 2
    } else if (char === "'") {
      const end = skipTo(source, i + 1, "'")
      push(source.slice(i + 1, end), true)
      i = end + 1
    } else if (source.startsWith("$'", i)) {
      const [text, end] = ansi(source, i + 2)
      push(text, true)
      i = end
    } else if (char === '"') {
      const end = skipDouble(source, i + 1)
      push('', true)
      word.push(...readDouble(source.slice(i + 1, end)))
      i = end + 1
    } else if (char === '`') {
      const end = skipTo(source, i + 1, '`')
      word.push({ type: 'command', source: source.slice(i + 1, end), quoted: false })
      i = end + 1
    } else if (char === '$') {
      const found = readDollar(source, i, false)
      if (found) word.push(found.part)
      else push('$', false)
      i = found?.end ?? i + 1
    } else {
      push(char, false)
      i++
    }
  }
  return { word, end: i }
}

function ansi(source: string, from: number): [string, number] {
  let out = ''
  for (let i = from; i < source.length; i++) {
    const char = source[i] ?? ''
    if (char === "'") return [out, i + 1]
    if (char === '\\') out += escapes[source[++i] ?? ''] ?? `\\${source[i] ?? ''}`
    else out += char
  }
  throw new ShellSyntaxError("unexpected EOF while looking for matching `''")
}

/** The inside of double quotes (also of heredocs). */
export function readDouble(text: string): Word {
  const word: Word = []
  let plain = ''
  const flush = () => {
    if (plain !== '') word.push({ type: 'text', text: plain, quoted: true })
    plain = ''
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === '\\' && /[$`"\\\n]/.test(text[i + 1] ?? '')) {
      i++
      if (text[i] !== '\n') plain += text[i] ?? ''
    } else if (char === '`') {
      flush()
      const end = skipTo(text, i + 1, '`')
      word.push({ type: 'command', source: text.slice(i + 1, end), quoted: true })
      i = end
    } else if (char === '$') {
      const found = readDollar(text, i, true)
      if (found) {
        flush()
        word.push(found.part)
        i = found.end - 1
      } else plain += char
    } else plain += char
  }
  flush()
  return word
}

function readDollar(source: string, at: number, quoted: boolean): { part: Part; end: number } | undefined {
  if (source.startsWith('$((', at)) {
    const end = source.indexOf('))', at)
    if (end > 0)
      return { part: { type: 'arithmetic', source: source.slice(at + 3, end), quoted }, end: end + 2 }
  }
  if (source.startsWith('$(', at)) {
    const end = closingParenthesis(source, at + 2)
    if (end < 0) throw new ShellSyntaxError("unexpected EOF while looking for matching `)'")
    return { part: { type: 'command', source: source.slice(at + 2, end), quoted }, end: end + 1 }
  }
  const braced = /^\$\{(\w+|\?)(?::?-([^}]*))?\}/.exec(source.slice(at))
  if (braced) {
    const part: Part = {
      type: 'variable',
      name: braced[1] ?? '',
      quoted,
      ...(braced[2] === undefined ? {} : { fallback: braced[2] }),
    }
    return { part, end: at + braced[0].length }
  }
  const named = /^\$([A-Za-z_]\w*|[?#$!@*0-9])/.exec(source.slice(at))
  if (!named) return undefined
  return { part: { type: 'variable', name: named[1] ?? '', quoted }, end: at + named[0].length }
}

/** The literal text of a word without expansions, unless it has any. */
export const literalText = (word: Word): string | undefined =>
  word.every((part) => part.type === 'text')
    ? word.map((part) => (part.type === 'text' ? part.text : '')).join('')
    : undefined
/** Text that was typed without quotes: only such words are keywords, aliases and assignments. */
export const bareText = (word: Word): string | undefined =>
  word.every((part) => part.type === 'text' && !part.quoted) ? literalText(word) : undefined
