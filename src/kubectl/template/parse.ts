/** Go's text/template: from source to tree. @see go/src/text/template/parse/parse.go */
import { tokenize } from './lex.ts'
import type { Block, Node, Templates } from './nodes.ts'
import { fail, keywords, literal, peek, pipeline, take, unexpected, type Reader } from './pipeline.ts'

function open(reader: Reader, type: Block['type'], at: number, chained: boolean): void {
  const scope = reader.variables.length
  const pipe = pipeline(reader, type, 'close')
  const block: Block = { type, pipe, body: [], otherwise: [], at: pipe.at || at }
  reader.stack.at(-1)?.nodes.push(block)
  reader.stack.push({ nodes: block.body, block, chained, scope })
}

function closeAction(reader: Reader, context: string): void {
  const token = take(reader)
  if (token?.kind !== 'close') throw unexpected(reader, token, context)
}

function nameOf(reader: Reader, context: string): string {
  const token = take(reader)
  if (token?.kind !== 'string') throw unexpected(reader, token, context)
  const { type, ...rest } = literal(reader, token)
  return type === 'literal' && 'value' in rest ? String(rest.value) : ''
}

function end(reader: Reader, at: number): void {
  let closed = reader.stack.pop()
  if (closed === undefined || reader.stack.length === 0) throw fail(reader, at, 'unexpected {{end}}')
  reader.variables.length = closed.scope
  while (closed?.chained) {
    closed = reader.stack.pop()
    if (closed) reader.variables.length = closed.scope
  }
}

function otherwise(reader: Reader, at: number): void {
  const frame = reader.stack.at(-1)
  if (frame?.block === undefined) throw fail(reader, at, 'unexpected {{else}}')
  if (frame.otherwise) throw fail(reader, at, 'expected end; found {{else}}')
  reader.variables.length = frame.scope
  frame.nodes = frame.block.otherwise
  frame.otherwise = true
  const word = peek(reader)
  const chains = word?.text === 'if' ? 'if' : word?.text === 'with' ? 'with' : undefined
  if (chains !== undefined && word && frame.block.type === chains) {
    reader.next++
    open(reader, chains, word.at, true)
  } else closeAction(reader, 'else')
}

function action(reader: Reader): void {
  const first = peek(reader)
  const nodes = reader.stack.at(-1)?.nodes ?? []
  const at = first?.at ?? 0
  const keyword = first?.kind === 'identifier' && keywords.has(first.text) ? first.text : ''
  if (keyword !== '') reader.next++
  switch (keyword) {
    case 'if':
    case 'with':
    case 'range':
      return open(reader, keyword, at, false)
    case 'else':
      return otherwise(reader, at)
    case 'end':
      closeAction(reader, 'end')
      return end(reader, at)
    case 'break':
    case 'continue':
      closeAction(reader, keyword)
      if (!reader.stack.some(({ block }) => block?.type === 'range'))
        throw fail(reader, at, `{{${keyword}}} outside {{range}}`)
      nodes.push({ type: keyword })
      return
    case 'define':
    case 'block': {
      const name = nameOf(reader, `${keyword} clause`)
      const body: Node[] = []
      if (keyword === 'block') {
        const pipe = pipeline(reader, 'block clause', 'close')
        nodes.push({ type: 'template', name, pipe, at })
      } else closeAction(reader, 'define clause')
      reader.templates.set(name, body)
      reader.stack.push({ nodes: body, scope: reader.variables.length })
      return
    }
    case 'template': {
      const place = peek(reader)?.at ?? at
      const name = nameOf(reader, 'template clause')
      const bare = peek(reader)?.kind === 'close'
      if (bare) reader.next++
      nodes.push({ type: 'template', name, pipe: bare ? undefined : pipeline(reader, 'template clause', 'close'), at: place }) // prettier-ignore
      return
    }
    default:
      nodes.push({ type: 'action', pipe: pipeline(reader, 'command', 'close'), at })
  }
}

export interface Template {
  source: string
  root: Node[]
  templates: Templates
}

export function parseTemplate(source: string): Template {
  const root: Node[] = []
  const reader: Reader = { source, tokens: [], next: 0, variables: ['$'], templates: new Map(), stack: [{ nodes: root, scope: 1 }] } // prettier-ignore
  for (let pos = 0; pos < source.length;) {
    const begin = source.indexOf('{{', pos)
    const trims = begin >= 0 && /^-\s/.test(source.slice(begin + 2))
    let text = source.slice(pos, begin < 0 ? undefined : begin)
    if (trims) text = text.trimEnd()
    if (text !== '') reader.stack.at(-1)?.nodes.push({ type: 'text', text })
    if (begin < 0) break
    const from = begin + (trims ? 4 : 2)
    const comment = /^\/\*[\s\S]*?\*\/(\s-)?\}\}/.exec(source.slice(from))
    if (!comment && source.startsWith('/*', from)) throw fail(reader, from, 'unclosed comment')
    const {
      tokens,
      end: after,
      trims: trimsRight,
    } = comment
      ? { tokens: [], end: from + comment[0].length, trims: comment[1] !== undefined }
      : tokenize(source, from)
    if (!comment) {
      Object.assign(reader, { tokens, next: 0 })
      action(reader)
    }
    pos = after
    if (trimsRight) pos += /^\s*/.exec(source.slice(pos))?.[0].length ?? 0
  }
  if (reader.stack.length > 1) throw fail(reader, source.length, 'unexpected EOF')
  return { source, root, templates: reader.templates }
}
