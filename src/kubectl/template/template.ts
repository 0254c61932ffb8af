/** Runs a parsed template over an object. @see go/src/text/template/exec.go */
import { sortedKeys, type Json } from '../json.ts'
import { goText } from '../go-printf.ts'
import { CallError, functions, isTrue } from './functions.ts'
import { basicKind, goTypeOf, isMap, numberOf, type Value } from '../go-number.ts'
import { TemplateError } from './lex.ts'
import {
  commandText,
  exprText,
  pipeText,
  type Block,
  type Command,
  type Expr,
  type Node,
  type Pipe,
} from './nodes.ts'
import { parseTemplate, type Template } from './parse.ts'

export { parseTemplate, TemplateError }

interface State {
  template: Template
  /** The template that runs: `output` is the whole. */
  name: string
  missingIsError: boolean
  variables: { name: string; value: Value; boxed: boolean }[]
  out: string[]
  /** What is looked at, for errors. */
  node: { at: number; text: string }
  depth: number
}

/** A value, and whether Go sees it as an `interface {}` only. */
interface Found {
  value: Value
  boxed: boolean
}

type Flow = 'next' | 'break' | 'continue'

const MAX_DEPTH = 1000

export function executeTemplate(source: string, data: Json, allowMissingKeys: boolean): string {
  const template = parseTemplate(source)
  const state: State = {
    template,
    name: 'output',
    missingIsError: !allowMissingKeys,
    variables: [{ name: '$', value: data, boxed: false }],
    out: [],
    node: { at: 0, text: '' },
    depth: 0,
  }
  try {
    walkAll(state, { value: data, boxed: false }, template.root)
  } catch (error) {
    if (error instanceof TemplateError) error.partial = state.out.join('')
    throw error
  }
  return state.out.join('')
}

/** `template: output:1:3: executing "output" at <.x>: …` */
function failure(state: State, message: string): TemplateError {
  const { at, text } = state.node
  const before = state.template.source.slice(0, at)
  const column = at - (before.lastIndexOf('\n') + 1)
  const place = `output:${before.split('\n').length}:${column}`
  return new TemplateError(
    `template: ${place}: executing ${JSON.stringify(state.name)} at <${text}>: ${message}`,
  )
}

const look = (state: State, node: Expr): void => void (state.node = { at: node.at, text: exprText(node) })

function walkAll(state: State, dot: Found, nodes: Node[]): Flow {
  for (const node of nodes) {
    const flow = walk(state, dot, node)
    if (flow !== 'next') return flow
  }
  return 'next'
}

function walk(state: State, dot: Found, node: Node): Flow {
  switch (node.type) {
    case 'text':
      state.out.push(node.text)
      return 'next'
    case 'break':
    case 'continue':
      return node.type
    case 'action': {
      const value = evaluate(state, dot, node.pipe)
      if (node.pipe.variables.length === 0) state.out.push(goText(value ?? undefined))
      return 'next'
    }
    case 'template':
      return invoke(state, dot, node)
    case 'range':
      return scoped(state, () => range(state, dot, node))
    case 'if':
    case 'with':
      return scoped(state, () => {
        const value = evaluate(state, dot, node.pipe)
        const inner = node.type === 'with' ? { value, boxed: false } : dot
        return isTrue(value) ? walkAll(state, inner, node.body) : walkAll(state, dot, node.otherwise)
      })
  }
}

function scoped(state: State, run: () => Flow): Flow {
  const known = state.variables.length
  const flow = run()
  state.variables.length = known
  return flow
}

function invoke(state: State, dot: Found, node: Extract<Node, { type: 'template' }>): Flow {
  const argument = node.pipe ? ` ${pipeText(node.pipe)}` : ''
  state.node = { at: node.at, text: `{{template ${JSON.stringify(node.name)}${argument}}}` }
  const body = state.template.templates.get(node.name)
  if (body === undefined) throw failure(state, `template ${JSON.stringify(node.name)} not defined`)
  if (state.depth >= MAX_DEPTH) throw failure(state, `exceeded maximum template depth (${MAX_DEPTH})`)
  const value = node.pipe ? evaluate(state, dot, node.pipe) : undefined
  const variables = [{ name: '$', value, boxed: false }]
  walkAll({ ...state, name: node.name, variables, depth: state.depth + 1 }, { value, boxed: false }, body)
  return 'next'
}

/** What a range goes through: key and element. */
function entriesOf(state: State, value: Value, names: number): [Value, Value][] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.map((item, i) => [i, item])
  if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key]])
  if (basicKind(value) !== 'int') throw failure(state, `range can't iterate over ${goText(value)}`)
  if (names > 1) throw failure(state, `can't use ${goText(value)} to iterate over more than one variable`)
  return Array.from({ length: Math.max(0, numberOf(value)) }, (_, i) => [i, i])
}

function range(state: State, dot: Found, node: Block): Flow {
  const { variables } = node.pipe
  const value = evaluate(state, dot, node.pipe, true)
  const entries = entriesOf(state, value, variables.length)
  if (entries.length === 0) return walkAll(state, dot, node.otherwise)
  const [first, second] = variables
  for (const [key, item] of entries) {
    const known = state.variables.length
    if (first !== undefined) assign(state, first, second === undefined ? item : key, true, node.pipe.assign)
    if (second !== undefined) assign(state, second, item, true, node.pipe.assign)
    const flow = walkAll(state, { value: item, boxed: true }, node.body)
    state.variables.length = known
    if (flow === 'break') break
  }
  return 'next'
}

function assign(state: State, name: string, value: Value, boxed: boolean, existing: boolean): void {
  const known = existing ? state.variables.findLast((one) => one.name === name) : undefined
  if (known) Object.assign(known, { value, boxed })
  else state.variables.push({ name, value, boxed })
}

function evaluate(state: State, dot: Found, pipe: Pipe, forRange = false): Value {
  state.node = { at: pipe.at, text: pipeText(pipe) }
  let value: Value
  for (const [i, command] of pipe.commands.entries())
    value = evaluateCommand(state, dot, command, i === 0 ? [] : [value])
  if (!forRange) for (const name of pipe.variables) assign(state, name, value, false, pipe.assign)
  return value
}

function evaluateCommand(state: State, dot: Found, command: Command, piped: Value[]): Value {
  const [head, ...rest] = command.words
  if (head === undefined) return undefined
  const call = { at: command.at, text: commandText(command) }
  if (head.type === 'identifier') return callFunction(state, dot, head, rest, piped, call)
  const given = rest.length > 0 || piped.length > 0
  if (head.type === 'nil') {
    look(state, head)
    throw failure(state, 'nil is not a command')
  }
  const path = head.type === 'field' || head.type === 'variable' || head.type === 'chain' ? head.path : []
  if (given) {
    if (path.length === 0) {
      if (head.type !== 'pipe') look(state, head)
      throw failure(state, `can't give argument to non-function ${exprText(head)}`)
    }
    evaluateWord(state, dot, head)
    throw failure(state, `${path.at(-1) ?? ''} is not a method but has arguments`)
  }
  return evaluateWord(state, dot, head)
}

function evaluateWord(state: State, dot: Found, word: Expr): Value {
  if (word.type === 'pipe') return evaluate(state, dot, word.pipe)
  look(state, word)
  switch (word.type) {
    case 'dot':
      return dot.value
    case 'nil':
      return null
    case 'literal':
      return word.value
    case 'field':
      return chain(state, dot, word.path)
    case 'variable': {
      const found = state.variables.findLast((one) => one.name === word.name)
      return chain(state, { value: found?.value, boxed: found?.boxed ?? false }, word.path)
    }
    case 'identifier':
      return callFunction(state, dot, word, [], [], { at: word.at, text: word.name })
    case 'chain': {
      const value = evaluateWord(state, dot, word.inner)
      return chain(state, { value, boxed: false }, word.path)
    }
  }
}

function chain(state: State, from: Found, path: string[]): Value {
  let { value, boxed } = from
  for (const name of path) {
    if (value === undefined) {
      if (state.missingIsError) throw failure(state, `nil data; no entry for key ${JSON.stringify(name)}`)
      return undefined
    }
    if (value === null) throw failure(state, `nil pointer evaluating interface {}.${name}`)
    if (!isMap(value))
      throw failure(state, `can't evaluate field ${name} in type ${boxed ? 'interface {}' : goTypeOf(value)}`)
    if (!Object.hasOwn(value, name) && state.missingIsError)
      throw failure(state, `map has no entry for key ${JSON.stringify(name)}`)
    value = Object.hasOwn(value, name) ? value[name] : undefined
    boxed = true
  }
  return value
}

function callFunction(
  state: State,
  dot: Found,
  word: Extract<Expr, { type: 'identifier' }>,
  words: Expr[],
  piped: Value[],
  call: State['node'],
): Value {
  look(state, word)
  const { name } = word
  const found = functions.get(name)
  if (found === undefined) throw failure(state, `${JSON.stringify(name)} is not a defined function`)
  const count = words.length + piped.length
  if (found.variadic && count < found.fixed)
    throw failure(state, `wrong number of args for ${name}: want at least ${found.fixed} got ${words.length}`)
  if (!found.variadic && count !== found.fixed)
    throw failure(state, `wrong number of args for ${name}: want ${found.fixed} got ${count}`)
  const args: Value[] = []
  for (const one of words) {
    const value = evaluateWord(state, dot, one)
    if (found.text && args.length === 0) checkText(state, one, value)
    args.push(value)
    // The rest is not looked at.
    if ((name === 'and' && !isTrue(value)) || (name === 'or' && isTrue(value))) return value
  }
  args.push(...piped)
  try {
    return found.call(args)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    state.node = call
    throw failure(state, `error calling ${name}: ${error.message}`)
  }
}

function checkText(state: State, word: Expr, value: Value): void {
  if (typeof value === 'string') return
  if (word.type === 'literal') throw failure(state, `expected string; found ${word.text}`)
  if (value === undefined || value === null) throw failure(state, 'invalid value; expected string')
  throw failure(state, `wrong type for value; expected string; got ${goTypeOf(value)}`)
}
