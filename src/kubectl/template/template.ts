/** Runs a parsed template over an object. @see go/src/text/template/exec.go, funcs.go */
import { isObject, sortedKeys, type Json } from '../json.ts'
import { goValue } from '../printers/go-value.ts'
import { parseTemplate, TemplateError, type Command, type Expr, type Node, type Pipe } from './parse.ts'

export { parseTemplate, TemplateError }

type Value = Json | undefined

interface State {
  source: string
  dot: Value
  variables: Map<string, Value>
  out: string[]
}

export function executeTemplate(source: string, data: Json, _allowMissingKeys: boolean): string {
  const state: State = { source, dot: data, variables: new Map([['$', data]]), out: [] }
  try {
    run(state, parseTemplate(source))
  } catch (error) {
    if (error instanceof TemplateError) error.partial = state.out.join('')
    throw error
  }
  return state.out.join('')
}

function run(state: State, nodes: Node[]): void {
  for (const node of nodes) {
    if (node.type === 'text') state.out.push(node.text)
    else if (node.type === 'action') {
      const value = evaluate(state, node.pipe)
      if (node.pipe.variables.length === 0) state.out.push(printed(value))
    } else if (node.type === 'range') runRange(state, node)
    else {
      const inner = { ...state, variables: new Map(state.variables) }
      const value = evaluate(inner, node.pipe)
      const dot = node.type === 'with' && isTrue(value) ? value : state.dot
      run({ ...inner, dot }, isTrue(value) ? node.body : node.otherwise)
    }
  }
}

function runRange(state: State, node: Extract<Node, { body: Node[] }>): void {
  const value = evaluate(state, node.pipe, true)
  const entries: [Json, Value][] = Array.isArray(value)
    ? value.map((item, index): [Json, Value] => [index, item])
    : isObject(value)
      ? sortedKeys(value).map((key): [Json, Value] => [key, value[key]])
      : []
  if (value !== undefined && value !== null && !Array.isArray(value) && !isObject(value))
    throw failure(state, node.pipe.commands[0], `range can't iterate over ${goValue(value)}`, false)
  if (entries.length === 0) run({ ...state, variables: new Map(state.variables) }, node.otherwise)
  for (const [key, item] of entries) {
    const variables = new Map(state.variables)
    const [first, second] = node.pipe.variables
    if (first && second) variables.set(first, key).set(second, item)
    else if (first) variables.set(first, item)
    run({ ...state, dot: item, variables }, node.body)
  }
}

function evaluate(state: State, pipe: Pipe, forRange = false): Value {
  let value: Value
  let piped = false
  for (const command of pipe.commands) {
    value = evaluateCommand(state, command, piped ? [value] : [])
    piped = true
  }
  if (!forRange) for (const name of pipe.variables) state.variables.set(name, value)
  return value
}

function evaluateCommand(state: State, command: Command, extra: Value[]): Value {
  const [head, ...rest] = command.words
  if (head === undefined) return undefined
  if (head.type !== 'call') {
    if (rest.length > 0 || extra.length > 0)
      throw failure(
        state,
        command,
        `can't give argument to non-function ${command.source.split(' ')[0] ?? ''}`,
        false,
      )
    return evaluateWord(state, head, command)
  }
  const args = [...rest.map((word) => evaluateWord(state, word, command)), ...extra]
  return callFunction(state, command, head.name, args)
}

function evaluateWord(state: State, word: Expr, command: Command): Value {
  switch (word.type) {
    case 'dot':
      return state.dot
    case 'literal':
      return word.value
    case 'field':
      return walk(state, state.dot, word.path, command)
    case 'variable':
      return walk(state, state.variables.get(word.name), word.path, command)
    case 'pipe':
      return walk(state, evaluate(state, word.pipe), word.path, command)
    case 'call':
      return callFunction(state, command, word.name, [])
  }
}

function walk(state: State, from: Value, path: string[], command: Command): Value {
  let value = from
  for (const name of path) {
    if (value === undefined || value === null) return undefined
    if (!isObject(value)) {
      const type = Array.isArray(value)
        ? '[]interface {}'
        : typeof value === 'string'
          ? 'string'
          : typeof value === 'number'
            ? 'float64'
            : 'bool'
      throw failure(
        state,
        command,
        `can't evaluate field ${name} in type ${type === '[]interface {}' ? 'interface {}' : type}`,
        false,
      )
    }
    value = value[name]
  }
  return value
}

const printed = (value: Value): string =>
  value === undefined || value === null ? '<no value>' : goValue(value)

const isTrue = (value: Value): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (isObject(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

/** `template: output:1:3: executing "output" at <.x>: error calling index: …` */
function failure(
  state: State,
  command: Command | undefined,
  message: string,
  calling: string | false,
): TemplateError {
  const at = command?.column ?? 0
  const before = state.source.slice(0, at)
  const line = before.split('\n').length
  const column = at - (before.lastIndexOf('\n') + 1)
  const words = calling === false ? message : `error calling ${calling}: ${message}`
  return new TemplateError(
    `template: output:${line}:${column}: executing "output" at <${command?.source ?? ''}>: ${words}`,
  )
}

function compare(state: State, command: Command, name: string, a: Value, b: Value): boolean {
  const basic = (value: Value) => value === undefined || value === null || typeof value !== 'object'
  if (!basic(a) || !basic(b)) throw failure(state, command, 'non-comparable type', name)
  if (a !== undefined && b !== undefined && a !== null && b !== null && typeof a !== typeof b)
    throw failure(state, command, 'incompatible types for comparison', name)
  if (name === 'eq') return a === b
  return (a ?? 0) < (b ?? 0)
}

function callFunction(state: State, command: Command, name: string, args: Value[]): Value {
  const [a, b] = args
  const need = (count: number) => {
    if (args.length < count)
      throw failure(
        state,
        command,
        `wrong number of args for ${name}: want at least ${count} got ${args.length}`,
        false,
      )
  }
  switch (name) {
    case 'and':
      return args.find((value) => !isTrue(value)) ?? args.at(-1)
    case 'or':
      return args.find(isTrue) ?? args.at(-1)
    case 'not':
      return !isTrue(a)
    case 'eq':
      need(2)
      return args.slice(1).some((other) => compare(state, command, 'eq', a, other))
    case 'ne':
      return !compare(state, command, 'eq', a, b)
    case 'lt':
      return compare(state, command, 'lt', a, b)
    case 'ge':
      return !compare(state, command, 'lt', a, b)
    case 'gt':
      return compare(state, command, 'lt', b, a)
    case 'le':
      return !compare(state, command, 'lt', b, a)
    case 'index':
      return indexInto(state, command, args)
    case 'len':
      if (typeof a === 'string') return a.length
      if (Array.isArray(a)) return a.length
      if (isObject(a)) return Object.keys(a).length
      throw failure(state, command, 'len of nil pointer', 'len')
    case 'exists':
      return exists(args)
    case 'printf':
      return formatted(String(a ?? ''), args.slice(1))
    case 'println':
      return `${args.map(printed).join(' ')}\n`
    case 'base64decode':
      return decodeBase64(String(a ?? ''))
    default:
      return args.map(printed).join(args.every((value) => typeof value === 'string') ? '' : ' ')
  }
}

function indexInto(state: State, command: Command, [from, ...keys]: Value[]): Value {
  let value = from
  for (const key of keys) {
    if (value === undefined || value === null) throw failure(state, command, 'index of untyped nil', 'index')
    if (Array.isArray(value)) {
      const at = Number(key)
      if (typeof key !== 'number')
        throw failure(state, command, `cannot index slice/array with type ${typeof key}`, 'index')
      if (at < 0 || at >= value.length) throw failure(state, command, `index out of range: ${at}`, 'index')
      value = value[at]
    } else if (isObject(value)) value = value[String(key)]
    else throw failure(state, command, `can't index item of type ${typeof value}`, 'index')
  }
  return value
}

function exists([from, ...keys]: Value[]): boolean {
  let value = from
  for (const key of keys) {
    if (Array.isArray(value)) value = value[Number(key)]
    else if (isObject(value)) value = value[String(key)]
    else return false
  }
  return value !== undefined && value !== null
}

function formatted(format: string, args: Value[]): string {
  let next = 0
  return format.replace(/%([-+0 ]*)(\d*)([svdq%])/g, (_, flags: string, width: string, verb: string) => {
    if (verb === '%') return '%'
    const value = args[next++]
    const text = verb === 'q' ? JSON.stringify(value ?? '') : printed(value)
    if (width === '') return text
    return flags.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width))
  })
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
function decodeBase64(text: string): string {
  let bits = ''
  for (const char of text.replace(/=+$/, '')) bits += alphabet.indexOf(char).toString(2).padStart(6, '0')
  let out = ''
  for (let i = 0; i + 8 <= bits.length; i += 8)
    out += String.fromCharCode(Number.parseInt(bits.slice(i, i + 8), 2))
  return out
}
