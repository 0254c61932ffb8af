/** The words of a template's action. @see go/src/text/template/parse/lex.go */

export interface Token {
  kind: 'field' | 'variable' | 'identifier' | 'number' | 'string' | 'char' | 'dot' | 'space' | '(' | ')' | '|' | ':=' | '=' | ',' | 'close' | 'error' // prettier-ignore
  /** Of an error, its words. */
  text: string
  at: number
}

/** Thrown by parser and evaluator with text/template's words. `partial` is what was written before. */
export class TemplateError extends Error {
  partial = ''
}

const NUMBER =
  /^[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/
const patterns: [Token['kind'], RegExp][] = [
  ['space', /^\s+?(?=\s-\}\})|^\s+/],
  ['string', /^"(?:\\.|[^"\\\n])*"/],
  ['string', /^`[^`]*`/],
  ['char', /^'(?:\\[^\n]|[^'\\\n])+'/],
  // A dot before a word begins a field; any other stands for the data.
  ['dot', /^\.(?![\p{L}_\d])/u],
  ['number', NUMBER],
  ['variable', /^\$\w*/],
  ['field', /^\.[\p{L}_][\p{L}\p{Nd}_]*/u],
  ['identifier', /^[\p{L}_][\p{L}\p{Nd}_]*/u],
  [':=', /^:=/],
  ['=', /^=/],
  ['(', /^\(/],
  [')', /^\)/],
  ['|', /^\|/],
  [',', /^,/],
]

/** What may follow a field, variable or identifier. @see lexer.atTerminator */
const terminator = /^(?:[\s.,|:)(]|\}\}|$)/

/** The action that begins at `from`, after its braces. `end` is where the text goes on. */
export function tokenize(source: string, from: number): { tokens: Token[]; end: number; trims: boolean } {
  const tokens: Token[] = []
  let pos = from
  let depth = 0
  const fail = (text: string) => {
    tokens.push({ kind: 'error', text, at: pos })
    return { tokens, end: source.length, trims: false }
  }
  for (;;) {
    const rest = source.slice(pos)
    const close = /^(?:\s-)?\}\}/.exec(rest)?.[0]
    if (close !== undefined) {
      if (depth > 0) return fail('unclosed left paren')
      tokens.push({ kind: 'close', text: '}}', at: pos })
      return { tokens, end: pos + close.length, trims: close.length > 2 }
    }
    if (rest === '') return fail('unclosed action')
    const [kind, text] = match(rest)
    if (text === undefined) return fail(unreadable(rest))
    const after = rest.slice(text.length)
    if (['field', 'variable', 'identifier'].includes(kind) && !terminator.test(after))
      return fail(`bad character ${shown(after)}`)
    if (kind === 'number' && /^[\p{L}\d_]/u.test(after))
      return fail(`bad number syntax: ${JSON.stringify(text + (after[0] ?? ''))}`)
    depth += kind === '(' ? 1 : kind === ')' ? -1 : 0
    if (depth < 0) return fail('unexpected right paren')
    tokens.push({ kind, text, at: pos })
    pos += text.length
  }
}

function match(rest: string): [Token['kind'], string | undefined] {
  for (const [kind, pattern] of patterns) {
    const text = pattern.exec(rest)?.[0]
    if (text !== undefined) return [kind, text]
  }
  return ['error', undefined]
}

function shown(text: string): string {
  const char = text.codePointAt(0) ?? 0
  return `U+${char.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(char)}'`
}

function unreadable(rest: string): string {
  if (rest.startsWith('"')) return 'unterminated quoted string'
  if (rest.startsWith('`')) return 'unterminated raw quoted string'
  if (rest.startsWith("'")) return 'unterminated character constant'
  if (rest.startsWith(':')) return 'expected :='
  return `unrecognized character in action: ${shown(rest)}`
}
