/** Variables, command substitution, arithmetic, braces; splitting into words. @see POSIX sh, 2.6 */
import type { Io } from './io.ts'
import type { Word } from './words.ts'

/** Runs `source` with the given streams. */
export type Substitute = (source: string, io: Io) => Promise<number>

async function valueOf(part: Word[number], io: Io, substitute: Substitute): Promise<string> {
  switch (part.type) {
    case 'text':
      return part.text
    case 'variable': {
      if (part.name === '?') return String(io.state.status)
      const value = io.environment[part.name] ?? io.state.variables[part.name] ?? io.host.env(part.name) ?? ''
      return value === '' ? (part.fallback ?? '') : value
    }
    case 'command': {
      let text = ''
      await substitute(part.source, { ...io, out: (chunk) => (text += chunk) })
      return text.replace(/\n+$/, '')
    }
    case 'arithmetic':
      return String(arithmetic(part.source, io))
  }
}

/** Whole numbers with + - * / % and parentheses; names are variables. */
export function arithmetic(source: string, io: Io): number {
  const tokens = source.replace(/\$?([A-Za-z_]\w*)/g, (_, name: string) => String(Number(io.state.variables[name] ?? 0))).match(/\d+|[-+*/%()]/g) ?? [] // prettier-ignore
  let at = 0
  const factor = (): number => {
    const token = tokens[at++]
    if (token === '-') return -factor()
    if (token === '(') {
      const value = sum()
      at++
      return value
    }
    return Number(token ?? 0)
  }
  const product = (): number => {
    let value = factor()
    while (['*', '/', '%'].includes(tokens[at] ?? '')) {
      const operator = tokens[at++]
      const other = factor()
      value =
        operator === '*'
          ? value * other
          : other === 0
            ? 0
            : operator === '/'
              ? Math.trunc(value / other)
              : value % other
    }
    return value
  }
  const sum = (): number => {
    let value = product()
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product()
    return value
  }
  return sum()
}

/** One word as one text, nothing split. */
export async function expandText(word: Word, io: Io, substitute: Substitute): Promise<string> {
  let out = ''
  for (const part of word) out += await valueOf(part, io, substitute)
  return out
}

/** `{1..3}` and `{a,b}` of an unquoted word. */
function braces(text: string): string[] {
  const range = /^(.*)\{(-?\d+)\.\.(-?\d+)\}(.*)$/s.exec(text)
  if (range) {
    const [from, to] = [Number(range[2]), Number(range[3])]
    const length = Math.min(Math.abs(to - from) + 1, 10_000)
    return Array.from(
      { length },
      (_, i) => `${range[1] ?? ''}${from + (to < from ? -i : i)}${range[4] ?? ''}`,
    )
  }
  const choice = /^([^{]*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(text)
  return choice
    ? (choice[2] ?? '').split(',').flatMap((one) => braces(`${choice[1] ?? ''}${one}${choice[3] ?? ''}`))
    : [text]
}

/** Words with expansions done and unquoted results split at blanks. */
export async function expandWords(words: Word[], io: Io, substitute: Substitute): Promise<string[]> {
  const out: string[] = []
  for (const word of words) {
    const [only] = word
    if (word.length === 1 && only?.type === 'text' && !only.quoted) {
      out.push(...braces(only.text))
      continue
    }
    let current: string | undefined
    for (const part of word) {
      const value = await valueOf(part, io, substitute)
      if (part.quoted || part.type === 'text') {
        current = (current ?? '') + value
        continue
      }
      const [head = '', ...rest] = value.split(/\s+/)
      const trailing = rest.length > 0 && rest.at(-1) === ''
      if (head !== '') current = (current ?? '') + head
      for (const piece of rest) {
        if (current !== undefined) out.push(current)
        current = piece === '' ? undefined : piece
      }
      if (trailing) current = undefined
    }
    if (current !== undefined) out.push(current)
  }
  return out
}
