/**
 * The label selectors of queries.
 * @see k8s.io/apimachinery/pkg/labels/selector.go, v1.35
 */
import { labelValue, qualifiedName } from '../validation/names.ts'

export type Labels = Readonly<Record<string, string>>
export type LabelPredicate = (labels: Labels) => boolean
export type ParsedSelector = { ok: true; matches: LabelPredicate } | { ok: false; error: string }

class Unparsable extends Error {}
const fail = (message: string): never => {
  throw new Unparsable(message)
}

const SYMBOLS = ['==', '!=', '=', '!', '(', ')', ',', '<', '>']
const OPERATORS = 'in, notin, =, ==, !=, gt, lt'

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    const symbol = SYMBOLS.find((s) => rest.startsWith(s))
    const token = symbol ?? /^[^\s=!(),<>]+/.exec(rest)?.[0] ?? rest.charAt(0)
    tokens.push(token)
    rest = rest.slice(token.length).trimStart()
  }
  return tokens
}

const isIdentifier = (token: string): boolean => token !== '' && !SYMBOLS.includes(token)

/** The parser checks a key before it knows of a path, which Go then prints as nil. */
function checkedKey(key: string): string {
  const wrong = qualifiedName(key)
  return wrong.length > 0
    ? fail(`unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(key)}: ${wrong.join('; ')}`)
    : key
}

function checkedValue(value: string, i: number, key: string): string {
  const wrong = labelValue(value)
  return wrong.length > 0
    ? fail(
        `unable to parse requirement: values[${i}][${key}]: Invalid value: ${JSON.stringify(value)}: ${wrong.join('; ')}`,
      )
    : value
}

function compared(key: string, above: boolean, text: string): LabelPredicate {
  const bound = Number(text)
  if (!/^-?\d+$/.test(text))
    fail(
      `unable to parse requirement: values[0][${key}]: Invalid value: ${JSON.stringify(text)}: for 'Gt', 'Lt' operators, the value must be an integer`,
    )
  return (labels) => {
    const value = labels[key]
    if (value === undefined || !/^-?\d+$/.test(value)) return false
    return above ? Number(value) > bound : Number(value) < bound
  }
}

/** `(a, b)` after in and notin. */
function readSet(tokens: string[]): string[] {
  const open = tokens.shift() ?? ''
  if (open !== '(') fail(`unable to parse requirement: found '${open}' expected: '('`)
  const first = tokens[0] ?? ''
  if (first !== ')' && first !== ',' && !isIdentifier(first))
    fail(`unable to parse requirement: found '${first}', expected: ',', ')' or identifier`)
  const values: string[] = []
  for (;;) {
    const token = tokens.shift() ?? ''
    if (token === ')') return [...values, '']
    if (token === ',') {
      values.push('')
      continue
    }
    if (!isIdentifier(token))
      fail(`unable to parse requirement: found '${token}', expected: ',', or identifier`)
    values.push(token)
    const next = tokens.shift() ?? ''
    if (next === ')') return values
    if (next !== ',') fail(`unable to parse requirement: found '${next}', expected: ',' or ')'`)
  }
}

function readRequirement(tokens: string[]): LabelPredicate {
  const negated = tokens[0] === '!'
  if (negated) tokens.shift()
  const key = tokens.shift() ?? ''
  if (!isIdentifier(key)) fail(`unable to parse requirement: found '${key}', expected: identifier`)
  checkedKey(key)
  const next = tokens[0] ?? ''
  if (negated) return (labels) => labels[key] === undefined
  if (next === '' || next === ',') return (labels) => labels[key] !== undefined
  const operator = tokens.shift() ?? ''
  if (operator === 'in' || operator === 'notin') {
    const values = readSet(tokens).map((value, i) => checkedValue(value, i, key))
    return operator === 'in'
      ? (labels) => labels[key] !== undefined && values.includes(labels[key] ?? '')
      : (labels) => labels[key] === undefined || !values.includes(labels[key] ?? '')
  }
  if (!['=', '==', '!=', '>', '<'].includes(operator))
    fail(`unable to parse requirement: found '${operator}', expected: ${OPERATORS}`)
  const given = tokens[0] ?? ''
  const text = given === '' || given === ',' ? '' : (tokens.shift() ?? '')
  if (text !== '' && !isIdentifier(text))
    fail(`unable to parse requirement: found '${text}', expected: identifier`)
  if (operator === '>' || operator === '<') return compared(key, operator === '>', text)
  const value = checkedValue(text, 0, key)
  return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value
}

function read(tokens: string[]): LabelPredicate[] {
  const all: LabelPredicate[] = []
  for (;;) {
    const token = tokens[0] ?? ''
    if (token === '') return all
    if (token !== '!' && !isIdentifier(token))
      fail(`found '${token}', expected: !, identifier, or 'end of string'`)
    all.push(readRequirement(tokens))
    const after = tokens.shift() ?? ''
    if (after === '') return all
    if (after !== ',') fail(`found '${after}', expected: ',' or 'end of string'`)
    const following = tokens[0] ?? ''
    if (following !== '!' && !isIdentifier(following))
      fail(`found '${following}', expected: identifier after ','`)
  }
}

export function parseLabelSelector(text: string): ParsedSelector {
  try {
    const all = read(tokensOf(text))
    return { ok: true, matches: (labels) => all.every((matches) => matches(labels)) }
  } catch (error) {
    if (error instanceof Unparsable) return { ok: false, error: error.message }
    throw error
  }
}
