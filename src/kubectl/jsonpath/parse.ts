/** kubectl's JSONPath: from template to nodes. @see k8s.io/client-go/util/jsonpath/parser.go */

export interface Bound {
  known: boolean
  value: number
  derived: boolean
}

export type PathNode =
  | { type: 'text'; text: string }
  | { type: 'list'; nodes: PathNode[] }
  | { type: 'field'; name: string }
  | { type: 'array'; bounds: [Bound, Bound, Bound] }
  | { type: 'filter'; left: PathNode[]; operator: string; right: PathNode[] }
  | { type: 'literal'; value: number | boolean }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'union'; lists: PathNode[][] }
  | { type: 'identifier'; name: string }

/** Thrown with the parser's text; the one who parses puts its own words in front. */
export class PathError extends Error {}

const terminator = /[\s.,[\]$@{}]/
const alphaNumeric = /[\p{L}\p{Nd}_]/u

export function parsePath(template: string): PathNode[] {
  const root: PathNode[] = []
  let pos = 0
  while (pos < template.length) {
    const open = template.indexOf('{', pos)
    if (open !== pos) root.push({ type: 'text', text: template.slice(pos, open < 0 ? undefined : open) })
    if (open < 0) break
    const action = parseAction(template, open + 1)
    root.push({ type: 'list', nodes: action.nodes })
    pos = action.end
  }
  return root
}

/** Parses `text` as the inside of one action. */
function parseInner(text: string): PathNode[] {
  const [first] = parsePath(`{${text}}`)
  return first?.type === 'list' ? first.nodes : []
}

interface Cursor {
  input: string
  pos: number
  nodes: PathNode[]
}

/** The inside of `{…}`; ends after its brace. */
function parseAction(input: string, start: number): { nodes: PathNode[]; end: number } {
  const cursor: Cursor = { input, pos: start, nodes: [] }
  for (;;) {
    const rest = input.slice(cursor.pos)
    if (rest.startsWith('}')) return { nodes: cursor.nodes, end: cursor.pos + 1 }
    if (rest.startsWith('[?(')) parseFilter(cursor)
    else if (rest.startsWith('..')) parseRecursive(cursor)
    else parseOne(cursor)
  }
}

function parseOne(cursor: Cursor): void {
  const char = cursor.input[cursor.pos]
  if (char === undefined || char === '\n' || char === '\r') throw new PathError('unclosed action')
  cursor.pos++
  if (char === ' ' || char === '@' || char === '$') return
  if (char === '[') parseArray(cursor)
  else if (char === '"' || char === "'") parseQuote(cursor, char)
  else if (char === '.') parseField(cursor)
  else if (/[+\-\d]/.test(char)) parseNumber(cursor)
  else if (alphaNumeric.test(char)) parseIdentifier(cursor)
  else {
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    throw new PathError(`unrecognized character in action: U+${code} '${char}'`)
  }
}

/** Takes characters up to the next terminator; a backslash shields one. */
function takeWord(cursor: Cursor, shielded: boolean): string {
  const start = cursor.pos
  while (cursor.pos < cursor.input.length) {
    const char = cursor.input[cursor.pos] ?? ''
    if (shielded && char === '\\') cursor.pos++
    else if (terminator.test(char)) break
    cursor.pos++
  }
  return cursor.input.slice(start, cursor.pos)
}

function parseIdentifier(cursor: Cursor): void {
  cursor.pos--
  const name = takeWord(cursor, false)
  if (name === 'true' || name === 'false') cursor.nodes.push({ type: 'literal', value: name === 'true' })
  else cursor.nodes.push({ type: 'identifier', name })
}

function parseField(cursor: Cursor): void {
  const name = takeWord(cursor, true)
  cursor.nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') })
}

function parseRecursive(cursor: Cursor): void {
  if (cursor.nodes.at(-1)?.type === 'recursive') throw new PathError('invalid multiple recursive descent')
  cursor.pos += 2
  cursor.nodes.push({ type: 'recursive' })
  if (alphaNumeric.test(cursor.input[cursor.pos] ?? '')) parseField(cursor)
}

function parseNumber(cursor: Cursor): void {
  cursor.pos--
  const text = /^[+-]?[.\d]*/.exec(cursor.input.slice(cursor.pos))?.[0] ?? ''
  cursor.pos += text.length
  const value = Number(text)
  if (text === '' || Number.isNaN(value)) throw new PathError(`cannot parse number ${text}`)
  cursor.nodes.push({ type: 'literal', value })
}

function parseQuote(cursor: Cursor, quote: string): void {
  const start = cursor.pos
  for (;;) {
    const char = cursor.input[cursor.pos++]
    if (char === undefined || char === '\n') throw new PathError('unterminated quoted string')
    if (char === quote && cursor.input[cursor.pos - 2] !== '\\') break
  }
  const escapes: Record<string, string> = {
    n: '\n',
    t: '\t',
    r: '\r',
    '\\': '\\',
    '"': '"',
    "'": "'",
    b: '\b',
    f: '\f',
  }
  const raw = cursor.input.slice(start, cursor.pos - 1)
  cursor.nodes.push({ type: 'text', text: raw.replace(/\\(.)/g, (whole, c: string) => escapes[c] ?? whole) })
}

function parseArray(cursor: Cursor): void {
  const start = cursor.pos
  for (;;) {
    const char = cursor.input[cursor.pos++]
    if (char === undefined || char === '\n') throw new PathError('unterminated array')
    if (char === ']') break
  }
  let text = cursor.input.slice(start, cursor.pos - 1)
  if (text === '*') text = ':'
  const parts = text.split(',')
  if (parts.length > 1) {
    cursor.nodes.push({ type: 'union', lists: parts.map((part) => parseInner(`[${part.trim()}]`)) })
    return
  }
  const key = /^'([^']*)'$/.exec(text)?.[1]
  if (key !== undefined) {
    cursor.nodes.push(...parseInner(`.${key}`))
    return
  }
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text)
  if (!slice) throw new PathError(`invalid array index ${text}`)
  const first = bound(slice[1] ?? '', 0)
  const derived = { known: true, value: first.value + 1, derived: true }
  const second = slice[2] ? bound(slice[2], 1) : derived
  cursor.nodes.push({ type: 'array', bounds: [first, second, bound(slice[3] ?? '', 2)] })
}

function bound(text: string, index: number): Bound {
  const digits = index > 0 ? text.slice(1) : text
  if (digits === '') return { known: false, value: 0, derived: false }
  if (digits === '-') throw new PathError(`array index ${digits} is not a number`)
  return { known: true, value: Number(digits), derived: false }
}

function parseFilter(cursor: Cursor): void {
  cursor.pos += 3
  const start = cursor.pos
  let quote = ''
  let closed = false
  for (;;) {
    const char = cursor.input[cursor.pos++]
    if (char === undefined || char === '\n') throw new PathError('unterminated filter')
    if (char === '"' || char === "'") {
      if (quote === '') quote = char
      else if (char === quote && cursor.input[cursor.pos - 2] !== '\\') closed = true
    } else if (char === ')' && (quote !== '') === closed) break
  }
  if (cursor.input[cursor.pos++] !== ']') throw new PathError('unclosed array expect ]')
  const text = cursor.input.slice(start, cursor.pos - 2)
  const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text)
  cursor.nodes.push(
    parts
      ? {
          type: 'filter',
          left: parseInner(parts[1] ?? ''),
          operator: parts[2] ?? '',
          right: parseInner(parts[3] ?? ''),
        }
      : { type: 'filter', left: parseInner(text), operator: 'exists', right: [] },
  )
}
