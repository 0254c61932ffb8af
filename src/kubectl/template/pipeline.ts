/** Pipelines of templates: their commands and operands. @see go/src/text/template/parse/parse.go (pipeline, command, term) */
import { unquoteGo } from '../go-string.ts'
import { functions } from './functions.ts'
import { GoNumber } from '../go-number.ts'
import { TemplateError, type Token } from './lex.ts'
import {
  exprText,
  type Block,
  type Command,
  type Expr,
  type Node,
  type Pipe,
  type Templates,
} from './nodes.ts'

export interface Frame {
  nodes: Node[]
  block?: Block
  /** `else if`: ends with what it belongs to. */
  chained?: boolean
  /** Variables known outside. */
  scope: number
  otherwise?: boolean
}

export interface Reader {
  source: string
  tokens: Token[]
  next: number
  variables: string[]
  templates: Templates
  stack: Frame[]
}

export const fail = (reader: Reader, at: number, message: string): TemplateError =>
  new TemplateError(`template: output:${reader.source.slice(0, at).split('\n').length}: ${message}`)

/** `unexpected "x" in operand` */
export function unexpected(reader: Reader, token: Token | undefined, context: string): TemplateError {
  const at = token?.at ?? reader.source.length
  if (token?.kind === 'error') return fail(reader, at, token.text)
  const text = token?.text ?? ''
  const shown = keywords.has(text)
    ? `<${text}>`
    : text.length > 10
      ? `${JSON.stringify(text.slice(0, 10))}...`
      : JSON.stringify(text)
  return fail(reader, at, `unexpected ${shown} in ${context}`)
}

export const keywords = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
])

export function peek(reader: Reader): Token | undefined {
  while (reader.tokens[reader.next]?.kind === 'space') reader.next++
  return reader.tokens[reader.next]
}

export function take(reader: Reader): Token | undefined {
  const token = peek(reader)
  reader.next++
  return token
}

export function literal(reader: Reader, token: Token): Expr {
  const { text, at } = token
  if (token.kind === 'number') {
    const digits = text.replaceAll('_', '')
    const octal = /^[+-]?0\d+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits.replace(/^([+-])(0[xXbBoO].*)$/, '$2')) // prettier-ignore
    const value = /^-0[xXbBoO]/.test(digits) ? -octal : octal
    if (Number.isNaN(value)) throw fail(reader, at, `bad number syntax: ${JSON.stringify(text)}`)
    const whole = !/[.]|^[+-]?\d+[eE]/.test(digits) || (Number.isInteger(value) && !digits.includes('.'))
    return { type: 'literal', value: new GoNumber(value, whole ? 'int' : 'float64'), text, at }
  }
  const quote = text[0] ?? ''
  const value = quote === '`' ? text.slice(1, -1) : unquoteGo(text.slice(1, -1), quote)
  if (token.kind === 'char') {
    if (value === undefined || [...value].length !== 1)
      throw fail(reader, at, `malformed character constant: ${text}`)
    return { type: 'literal', value: new GoNumber(value.codePointAt(0) ?? 0, 'int'), text, at }
  }
  if (value === undefined) throw fail(reader, at, 'invalid syntax')
  return { type: 'literal', value, text, at }
}

function term(reader: Reader): Expr | undefined {
  const token = peek(reader)
  if (token === undefined) return undefined
  const { at, text } = token
  switch (token.kind) {
    case 'identifier':
      if (keywords.has(text)) return undefined
      reader.next++
      if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true', text, at }
      if (text === 'nil') return { type: 'nil', at }
      if (!functions.has(text)) throw fail(reader, at, `function ${JSON.stringify(text)} not defined`)
      return { type: 'identifier', name: text, at }
    case 'dot':
      reader.next++
      return { type: 'dot', at }
    case 'variable':
      reader.next++
      if (!reader.variables.includes(text))
        throw fail(reader, at, `undefined variable ${JSON.stringify(text)}`)
      return { type: 'variable', name: text, path: [], at }
    case 'field':
      reader.next++
      return { type: 'field', path: [text.slice(1)], at }
    case 'number':
    case 'string':
    case 'char':
      reader.next++
      return literal(reader, token)
    case '(': {
      reader.next++
      return { type: 'pipe', pipe: pipeline(reader, 'parenthesized pipeline', ')'), at }
    }
    default:
      return undefined
  }
}

function operand(reader: Reader): Expr | undefined {
  const node = term(reader)
  const follows = reader.tokens[reader.next]
  if (node === undefined || follows?.kind !== 'field') return node
  const path: string[] = []
  for (let token = reader.tokens[reader.next]; token?.kind === 'field'; token = reader.tokens[++reader.next])
    path.push(token.text.slice(1))
  // The position is that of what was put on.
  const { at } = follows
  if (node.type === 'field' || node.type === 'variable') return { ...node, path: [...node.path, ...path], at }
  if (node.type === 'literal' || node.type === 'nil' || node.type === 'dot')
    throw fail(reader, at, `unexpected . after term ${JSON.stringify(exprText(node))}`)
  return { type: 'chain', inner: node, path, at }
}

function command(reader: Reader): Command {
  const words: Expr[] = []
  const at = peek(reader)?.at ?? 0
  for (;;) {
    const word = operand(reader)
    if (word) words.push(word)
    const token = reader.tokens[reader.next]
    if (token?.kind === 'space') {
      const after = peek(reader)
      if (after?.kind !== 'close' && after?.kind !== ')' && after?.kind !== '|') continue
    }
    const end = reader.tokens[reader.next]
    if (end?.kind === '|') reader.next++
    else if (end?.kind !== 'close' && end?.kind !== ')') throw unexpected(reader, end, 'operand')
    break
  }
  if (words.length === 0) throw fail(reader, at, 'empty command')
  return { words, at }
}

function declarations(reader: Reader, context: string): { variables: string[]; assign: boolean } {
  const variables: string[] = []
  for (;;) {
    const variable = peek(reader)
    if (variable?.kind !== 'variable') return { variables, assign: false }
    const before = reader.next
    reader.next++
    const sign = peek(reader)?.kind
    if (sign !== ':=' && sign !== '=' && sign !== ',') {
      reader.next = before
      return { variables, assign: false }
    }
    reader.next++
    variables.push(variable.text)
    if (sign !== ',') {
      reader.variables.push(...variables)
      return { variables, assign: sign === '=' }
    }
    if (context !== 'range' || variables.length > 1)
      throw fail(reader, variable.at, `too many declarations in ${context}`)
    if (peek(reader)?.kind !== 'variable')
      throw fail(reader, variable.at, 'range can only initialize variables')
  }
}

export function pipeline(reader: Reader, context: string, end: 'close' | ')'): Pipe {
  const at = peek(reader)?.at ?? 0
  const { variables, assign } = declarations(reader, context)
  const commands: Command[] = []
  for (;;) {
    const token = peek(reader)
    if (token?.kind === end) {
      reader.next++
      break
    }
    const begins = ['identifier', 'dot', 'field', 'number', 'string', 'char', 'variable', '('].includes(token?.kind ?? '') // prettier-ignore
    if (!begins || keywords.has(token?.text ?? '')) throw unexpected(reader, token, context)
    commands.push(command(reader))
  }
  if (commands.length === 0) throw fail(reader, at, `missing value for ${context}`)
  for (const [i, { words, at: place }] of commands.slice(1).entries())
    if (['literal', 'dot', 'nil'].includes(words[0]?.type ?? ''))
      throw fail(reader, place, `non executable command in pipeline stage ${i + 2}`)
  return { variables, assign, commands, at }
}
