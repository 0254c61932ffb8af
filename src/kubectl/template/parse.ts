/**
 * Go's text/template, the part that one-line templates use: fields, variables, pipelines, parentheses, if, range, with.
 * Simplified: no `define`, `template`, `block`, `break`; complex numbers and characters are not read.
 * @see go/src/text/template/parse
 */

export type Expr =
  | { type: 'dot' }
  | { type: 'field'; path: string[] }
  | { type: 'variable'; name: string; path: string[] }
  | { type: 'literal'; value: string | number | boolean | null }
  | { type: 'call'; name: string }
  | { type: 'pipe'; pipe: Pipe; path: string[] }
export interface Command {
  words: Expr[]
  /** Position and source, for errors. */
  column: number
  source: string
}
export interface Pipe {
  variables: string[]
  assign: boolean
  commands: Command[]
}
export type Node =
  | { type: 'text'; text: string }
  | { type: 'action'; pipe: Pipe }
  | { type: 'if' | 'with' | 'range'; pipe: Pipe; body: Node[]; otherwise: Node[] }

/** Thrown by parser and evaluator with text/template's words. `partial` is what was written before. */
export class TemplateError extends Error {
  partial = ''
}

export const functions = new Set([
  'and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'index', 'len', 'print', 'printf', 'println', 'html', 'js',
  'urlquery', 'slice', 'call', 'exists', 'base64decode',
]) // prettier-ignore

interface Token {
  kind: 'word' | 'field' | 'variable' | 'literal' | '(' | ')' | '|' | ':=' | '=' | ',' | 'dot'
  text: string
  value?: string | number | boolean | null
  at: number
}

interface Reader {
  source: string
  tokens: Token[]
  next: number
  variables: string[]
}

const fail = (source: string, at: number, message: string): TemplateError =>
  new TemplateError(`template: output:${source.slice(0, at).split('\n').length}: ${message}`)

function tokenize(source: string, from: number, to: number): Token[] {
  const tokens: Token[] = []
  let pos = from
  const patterns: [Token['kind'] | 'space', RegExp][] = [
    ['space', /^\s+/],
    ['literal', /^"(?:\\.|[^"\\\n])*"/],
    ['literal', /^`[^`]*`/],
    ['literal', /^[-+]?\d+(\.\d+)?/],
    ['variable', /^\$[\w]*(\.[A-Za-z_]\w*)*/],
    ['field', /^(\.[A-Za-z_][\w]*)+/],
    ['word', /^[A-Za-z_]\w*/],
    [':=', /^:=/],
    ['=', /^=/],
    ['(', /^\(/],
    [')', /^\)/],
    ['|', /^\|/],
    [',', /^,/],
    ['dot', /^\.(?=[\s)|]|$)/],
  ]
  while (pos < to) {
    const rest = source.slice(pos, to)
    const hit = patterns.find(([, pattern]) => pattern.test(rest))
    if (!hit) {
      const char = rest[0] ?? ''
      if (char === '.') throw fail(source, pos, 'unexpected "." in operand')
      if (char === '"') throw fail(source, pos, 'unterminated quoted string')
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      throw fail(source, pos, `unexpected bad character U+${code} '${char}' in command`)
    }
    const text = hit[1].exec(rest)?.[0] ?? ''
    if (hit[0] !== 'space') tokens.push(token(hit[0], text, pos))
    pos += text.length
    const following = source[pos]
    if (pos < to && following === '.' && ['word', 'literal'].includes(hit[0]))
      throw fail(source, pos, 'unexpected "." in operand')
    if (pos === to && text.endsWith('.')) throw fail(source, pos, 'unexpected "." in operand')
  }
  return tokens
}

function token(kind: Token['kind'], text: string, at: number): Token {
  if (kind === 'literal') {
    const value = text.startsWith('`')
      ? text.slice(1, -1)
      : text.startsWith('"')
        ? (JSON.parse(text) as string)
        : Number(text)
    return { kind, text, value, at }
  }
  if (kind === 'word' && /^(true|false|nil)$/.test(text))
    return { kind: 'literal', text, value: text === 'nil' ? null : text === 'true', at }
  return { kind, text, at }
}

function parseOperand(reader: Reader): Expr | undefined {
  const at = reader.tokens[reader.next]
  if (at === undefined) return undefined
  switch (at.kind) {
    case 'dot':
      reader.next++
      return { type: 'dot' }
    case 'field':
      reader.next++
      return { type: 'field', path: at.text.slice(1).split('.') }
    case 'variable': {
      reader.next++
      const [name = '', ...path] = at.text.split('.')
      if (!reader.variables.includes(name))
        throw fail(reader.source, at.at, `undefined variable ${JSON.stringify(name)}`)
      return { type: 'variable', name, path }
    }
    case 'literal':
      reader.next++
      return { type: 'literal', value: at.value ?? null }
    case 'word':
      reader.next++
      if (!functions.has(at.text))
        throw fail(reader.source, at.at, `function ${JSON.stringify(at.text)} not defined`)
      return { type: 'call', name: at.text }
    case '(': {
      reader.next++
      const pipe = parsePipe(reader)
      if (reader.tokens[reader.next]?.kind !== ')') throw fail(reader.source, at.at, 'unclosed left paren')
      reader.next++
      const field = reader.tokens[reader.next]
      const path =
        field?.kind === 'field' && reader.source[field.at - 1] === ')' ? field.text.slice(1).split('.') : []
      if (path.length > 0) reader.next++
      return { type: 'pipe', pipe, path }
    }
    default:
      return undefined
  }
}

function parsePipe(reader: Reader): Pipe {
  const variables: string[] = []
  let assign = false
  const [first, second, third, fourth] = reader.tokens.slice(reader.next)
  if (first?.kind === 'variable' && (second?.kind === ':=' || second?.kind === '=')) {
    variables.push(first.text)
    assign = second.kind === '='
    reader.next += 2
  } else if (
    first?.kind === 'variable' &&
    second?.kind === ',' &&
    third?.kind === 'variable' &&
    fourth?.kind === ':='
  ) {
    variables.push(first.text, third.text)
    reader.next += 4
  }
  const commands: Command[] = []
  for (;;) {
    const start = reader.tokens[reader.next]
    const words: Expr[] = []
    for (let word = parseOperand(reader); word; word = parseOperand(reader)) words.push(word)
    if (words.length === 0)
      throw fail(reader.source, start?.at ?? reader.source.length, 'missing value for command')
    const last = reader.tokens[reader.next - 1]
    const from = start?.at ?? 0
    const source = reader.source.slice(from, last ? last.at + last.text.length : undefined)
    commands.push({ words, column: from, source })
    if (reader.tokens[reader.next]?.kind !== '|') break
    reader.next++
  }
  for (const name of variables) if (!reader.variables.includes(name)) reader.variables.push(name)
  return { variables, assign, commands }
}

interface Frame {
  nodes: Node[]
  open?: Extract<Node, { body: Node[] }>
  chained?: boolean
}

export function parseTemplate(source: string): Node[] {
  const root: Frame = { nodes: [] }
  const stack: Frame[] = [root]
  const variables = ['$']
  let pos = 0
  const top = () => stack.at(-1) ?? root
  while (pos < source.length) {
    const open = source.indexOf('{{', pos)
    let text = source.slice(pos, open < 0 ? undefined : open)
    const trimsLeft = open >= 0 && /^-\s/.test(source.slice(open + 2, open + 4))
    if (trimsLeft) text = text.replace(/\s+$/, '')
    if (text !== '') top().nodes.push({ type: 'text', text })
    if (open < 0) break
    const close = closing(source, open + 2)
    const inside = close < 0 ? source.length : close
    const comment = source
      .slice(open + 2, inside)
      .trim()
      .replace(/^-\s|\s-$/g, '')
      .trim()
    const trimsRight = close > 0 && /\s-$/.test(source.slice(open + 2, close))
    const from = open + (trimsLeft ? 3 : 2)
    const to = trimsRight ? inside - 1 : inside
    if (!comment.startsWith('/*')) {
      const tokens = tokenize(source, from, to)
      if (close < 0) throw fail(source, open, 'unclosed action')
      parseAction({ source, tokens, next: 0, variables }, stack)
    }
    pos = close + 2
    if (trimsRight) pos += /^\s*/.exec(source.slice(pos))?.[0].length ?? 0
  }
  if (stack.length > 1) throw fail(source, source.length, 'unexpected EOF')
  return root.nodes
}

/** Where `}}` stands outside of quotes. */
function closing(source: string, from: number): number {
  const pattern = /"(?:\\.|[^"\\])*"|`[^`]*`|\}\}/g
  pattern.lastIndex = from
  for (let hit = pattern.exec(source); hit; hit = pattern.exec(source)) if (hit[0] === '}}') return hit.index
  return -1
}

function parseAction(reader: Reader, stack: Frame[]): void {
  const [first, second] = reader.tokens
  const frame = stack.at(-1)
  if (frame === undefined) return
  const keyword = first?.kind === 'word' ? first.text : ''
  if (keyword === 'if' || keyword === 'with' || keyword === 'range') {
    reader.next = 1
    openBlock(reader, stack, keyword, false)
  } else if (keyword === 'else') {
    if (frame.open === undefined) throw fail(reader.source, first?.at ?? 0, 'unexpected {{else}}')
    frame.nodes = frame.open.otherwise
    if (second?.kind === 'word' && (second.text === 'if' || second.text === 'with')) {
      reader.next = 2
      openBlock(reader, stack, second.text, true)
    }
  } else if (keyword === 'end') {
    if (frame.open === undefined) throw fail(reader.source, first?.at ?? 0, 'unexpected {{end}}')
    let closed = stack.pop()
    while (closed?.chained) closed = stack.pop()
  } else {
    frame.nodes.push({ type: 'action', pipe: parsePipe(reader) })
    const left = reader.tokens[reader.next]
    if (left) throw fail(reader.source, left.at, `unexpected ${JSON.stringify(left.text)} in command`)
  }
}

function openBlock(reader: Reader, stack: Frame[], type: 'if' | 'with' | 'range', chained: boolean): void {
  const node: Extract<Node, { body: Node[] }> = { type, pipe: parsePipe(reader), body: [], otherwise: [] }
  stack.at(-1)?.nodes.push(node)
  stack.push({ nodes: node.body, open: node, chained })
}
