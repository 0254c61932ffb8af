/** From a line (or several) to commands. @see POSIX sh, 2.9 Shell Commands, 2.10 Shell Grammar */
import { tokenize, type Redirect, type Token } from './tokens.ts'
import { bareText, ShellSyntaxError, type Word } from './words.ts'

export interface Simple {
  type: 'simple'
  assignments: { name: string; value: Word }[]
  words: Word[]
  redirects: Redirect[]
}
export type Command =
  | Simple
  | { type: 'loop'; until: boolean; condition: List; body: List; redirects: Redirect[] }
  | { type: 'for'; name: string; words: Word[]; body: List; redirects: Redirect[] }
  | { type: 'if'; branches: { condition: List; body: List }[]; otherwise: List; redirects: Redirect[] }
  | { type: 'group'; body: List; redirects: Redirect[] }
export interface Pipeline {
  negated: boolean
  commands: Command[]
}
export interface Item {
  pipeline: Pipeline
  /** How the next one depends on this one. */
  joint: ';' | '&&' | '||'
}
export type List = Item[]

interface Reader {
  tokens: Token[]
  next: number
}

const peek = (reader: Reader): Token | undefined => reader.tokens[reader.next]
const keyword = (token: Token | undefined): string =>
  token?.type === 'word' ? (bareText(token.word) ?? '') : ''
const isOperator = (token: Token | undefined, ...texts: string[]): boolean =>
  token?.type === 'operator' && texts.includes(token.text)
const closers = ['do', 'done', 'then', 'else', 'elif', 'fi', '}']

function unexpected(token: Token | undefined): ShellSyntaxError {
  const text =
    token === undefined
      ? 'newline'
      : token.type === 'operator'
        ? token.text.replace('\n', 'newline')
        : keyword(token) || 'word'
  return new ShellSyntaxError(`syntax error near unexpected token \`${text}'`)
}

function skipSeparators(reader: Reader): void {
  while (isOperator(peek(reader), ';', '\n', '&')) reader.next++
}

function expectWord(reader: Reader, ...words: string[]): string {
  skipSeparators(reader)
  const found = keyword(peek(reader))
  if (!words.includes(found)) {
    if (peek(reader) === undefined) throw new ShellSyntaxError('syntax error: unexpected end of file')
    throw unexpected(peek(reader))
  }
  reader.next++
  return found
}

function parseList(reader: Reader): List {
  const list: List = []
  skipSeparators(reader)
  while (
    peek(reader) !== undefined &&
    !closers.includes(keyword(peek(reader))) &&
    !isOperator(peek(reader), ')')
  ) {
    const pipeline = parsePipeline(reader)
    const token = peek(reader)
    const joined = isOperator(token, '&&', '||')
    list.push({ pipeline, joint: joined && token?.type === 'operator' ? (token.text as '&&' | '||') : ';' })
    if (joined) {
      reader.next++
      while (isOperator(peek(reader), '\n')) reader.next++
      if (peek(reader) === undefined) throw new ShellSyntaxError('syntax error: unexpected end of file')
    } else skipSeparators(reader)
  }
  return list
}

function parsePipeline(reader: Reader): Pipeline {
  const negated = keyword(peek(reader)) === '!'
  if (negated) reader.next++
  const commands = [parseCommand(reader)]
  while (isOperator(peek(reader), '|')) {
    reader.next++
    while (isOperator(peek(reader), '\n')) reader.next++
    commands.push(parseCommand(reader))
  }
  return { negated, commands }
}

function parseCommand(reader: Reader): Command {
  switch (keyword(peek(reader))) {
    case 'while':
    case 'until':
      return parseLoop(reader)
    case 'for':
      return parseFor(reader)
    case 'if':
      return parseIf(reader)
    case '{': {
      reader.next++
      const body = parseList(reader)
      expectWord(reader, '}')
      return { type: 'group', body, redirects: parseRedirects(reader) }
    }
    default:
      if (!isOperator(peek(reader), '(')) return parseSimple(reader)
  }
  reader.next++
  const body = parseList(reader)
  if (!isOperator(peek(reader), ')')) throw unexpected(peek(reader))
  reader.next++
  return { type: 'group', body, redirects: parseRedirects(reader) }
}

function parseLoop(reader: Reader): Command {
  const until = keyword(peek(reader)) === 'until'
  reader.next++
  const condition = parseList(reader)
  skipSeparators(reader)
  if (keyword(peek(reader)) === 'done' && condition.length > 1) {
    // A course writes `while true; curl …; sleep 1; done`: without `do` the first command is the condition.
    reader.next++
    return {
      type: 'loop',
      until,
      condition: condition.slice(0, 1),
      body: condition.slice(1),
      redirects: parseRedirects(reader),
    }
  }
  expectWord(reader, 'do')
  const body = parseList(reader)
  expectWord(reader, 'done')
  return { type: 'loop', until, condition, body, redirects: parseRedirects(reader) }
}

function parseFor(reader: Reader): Command {
  reader.next++
  const name = keyword(peek(reader))
  if (!/^[A-Za-z_]\w*$/.test(name)) throw unexpected(peek(reader))
  reader.next++
  const words: Word[] = []
  if (keyword(peek(reader)) === 'in') {
    reader.next++
    for (let token = peek(reader); token?.type === 'word'; token = peek(reader)) {
      words.push(token.word)
      reader.next++
    }
  }
  expectWord(reader, 'do')
  const body = parseList(reader)
  expectWord(reader, 'done')
  return { type: 'for', name, words, body, redirects: parseRedirects(reader) }
}

function parseIf(reader: Reader): Command {
  reader.next++
  const branches: { condition: List; body: List }[] = []
  let otherwise: List = []
  for (;;) {
    const condition = parseList(reader)
    expectWord(reader, 'then')
    branches.push({ condition, body: parseList(reader) })
    const word = expectWord(reader, 'elif', 'else', 'fi')
    if (word === 'elif') continue
    if (word === 'else') {
      otherwise = parseList(reader)
      expectWord(reader, 'fi')
    }
    return { type: 'if', branches, otherwise, redirects: parseRedirects(reader) }
  }
}

function parseRedirects(reader: Reader): Redirect[] {
  const found: Redirect[] = []
  for (let token = peek(reader); token?.type === 'redirect'; token = peek(reader)) {
    found.push(token.redirect)
    reader.next++
  }
  return found
}

function parseSimple(reader: Reader): Simple {
  const simple: Simple = { type: 'simple', assignments: [], words: [], redirects: [] }
  for (;;) {
    const token = peek(reader)
    if (token?.type === 'redirect') simple.redirects.push(token.redirect)
    else if (token?.type === 'word') {
      const assignment = simple.words.length === 0 ? assignmentOf(token.word) : undefined
      if (assignment) simple.assignments.push(assignment)
      else simple.words.push(token.word)
    } else break
    reader.next++
  }
  if (simple.words.length + simple.assignments.length + simple.redirects.length === 0)
    throw unexpected(peek(reader))
  return simple
}

/** `NAME=value` typed without quotes around the name. */
export function assignmentOf(word: Word): { name: string; value: Word } | undefined {
  const [first, ...rest] = word
  if (first?.type !== 'text' || first.quoted) return undefined
  const parts = /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text)
  if (!parts) return undefined
  const text = parts[2] ?? ''
  return {
    name: parts[1] ?? '',
    value: text === '' ? rest : [{ type: 'text', text, quoted: false }, ...rest],
  }
}

export function parseShell(source: string): List {
  const reader: Reader = { tokens: tokenize(source), next: 0 }
  const list = parseList(reader)
  if (peek(reader) !== undefined) throw unexpected(peek(reader))
  return list
}
