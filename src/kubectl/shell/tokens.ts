/** Tokens of the small shell: words, operators, redirections, heredocs. @see POSIX sh, 2.3 Token Recognition */
import { bareText, literalText, readDouble, readWord, ShellSyntaxError, type Word } from './words.ts'

export interface Redirect {
  operator: '<' | '>' | '>>' | '2>' | '2>>' | '2>&1' | '&>' | '<<' | '<<<'
  target: Word
}
export type Token =
  { type: 'word'; word: Word } | { type: 'operator'; text: string } | { type: 'redirect'; redirect: Redirect }

const operators = ['&&', '||', ';;', ';', '|', '&', '(', ')', '\n']

export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const heredocs: { redirect: Redirect; end: string; raw: boolean; strip: boolean }[] = []
  let i = 0
  while (i < source.length) {
    const char = source[i] ?? ''
    const rest = source.slice(i)
    if (char === '\n') {
      tokens.push({ type: 'operator', text: '\n' })
      i = heredocs.length > 0 ? readHeredocs(source, i + 1, heredocs.splice(0)) : i + 1
    } else if (/\s/.test(char) || rest.startsWith('\\\n')) i += char === '\\' ? 2 : 1
    else if (char === '#') {
      const end = source.indexOf('\n', i)
      i = end < 0 ? source.length : end
    } else if (/^(2>&1|1>&2|>&2)/.test(rest)) {
      const text = rest.startsWith('2>&1') ? '2>&1' : '>'
      const skipped = rest.startsWith('>&2') ? 3 : 4
      const target: Word = text === '>' ? [{ type: 'text', text: '/dev/stderr', quoted: true }] : []
      tokens.push({ type: 'redirect', redirect: { operator: text, target } })
      i += skipped
    } else if (/^(&>|2>>|2>|1>|>>|>|<<<|<<-|<<|<)/.test(rest)) {
      const text = /^(&>|2>>|2>|1>|>>|>|<<<|<<-|<<|<)/.exec(rest)?.[0] ?? ''
      i += text.length
      while (source[i] === ' ') i++
      const { word, end } = readWord(source, i)
      if (word.length === 0) throw new ShellSyntaxError("syntax error near unexpected token `newline'")
      i = end
      const operator = (text === '1>' ? '>' : text === '<<-' ? '<<' : text) as Redirect['operator']
      const redirect: Redirect = { operator, target: word }
      if (operator === '<<') {
        const raw = bareText(word) === undefined
        heredocs.push({ redirect, end: literalText(word) ?? '', raw, strip: text === '<<-' })
      }
      tokens.push({ type: 'redirect', redirect })
    } else {
      const operator = operators.find((one) => rest.startsWith(one))
      if (operator) {
        tokens.push({ type: 'operator', text: operator })
        i += operator.length
      } else {
        const { word, end } = readWord(source, i)
        tokens.push({ type: 'word', word })
        i = Math.max(end, i + 1)
      }
    }
  }
  if (heredocs.length > 0) readHeredocs(source, source.length, heredocs)
  return tokens
}

function readHeredocs(
  source: string,
  from: number,
  heredocs: { redirect: Redirect; end: string; raw: boolean; strip: boolean }[],
): number {
  let at = from
  for (const { redirect, end, raw, strip } of heredocs) {
    let body = ''
    while (at < source.length) {
      const stop = source.indexOf('\n', at)
      let line = source.slice(at, stop < 0 ? undefined : stop)
      at = stop < 0 ? source.length : stop + 1
      if (strip) line = line.replace(/^\t+/, '')
      if (line === end) break
      body += `${line}\n`
    }
    redirect.target = raw ? [{ type: 'text', text: body, quoted: true }] : readDouble(body)
  }
  return at
}
