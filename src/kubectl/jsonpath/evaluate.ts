/** kubectl's JSONPath: what a template finds in a value. @see k8s.io/client-go/util/jsonpath/jsonpath.go */
import { compactJson, indentJson, isObject, sortedKeys, type Json } from '../json.ts'
import { goValue } from '../go-value.ts'
import { parsePath, PathError, type PathNode } from './parse.ts'

export interface PathOptions {
  /** Missing fields give nothing instead of an error. */
  allowMissingKeys: boolean
}

interface Walk extends PathOptions {
  beginRange: number
  inRange: number
  endRange: number
}

/** The results of each part of the template, in order. */
export function findResults(nodes: PathNode[], data: Json, options: PathOptions): Json[][] {
  return block({ ...options, beginRange: 0, inRange: 0, endRange: 0 }, nodes, data).results
}

/** Runs nodes up to the `end` of the block they stand in; `used` counts the nodes, `end` included. */
function block(
  walk: Walk,
  nodes: PathNode[],
  data: Json | undefined,
): { results: Json[][]; used: number; ended: boolean } {
  const results: Json[][] = []
  const current = data === undefined ? [] : [data]
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    if (node === undefined) break
    const found = visit(walk, current, node)
    if (walk.endRange > 0 && walk.endRange <= walk.inRange) {
      walk.endRange--
      return { results, used: i + 1, ended: true }
    }
    if (walk.beginRange > 0) {
      walk.beginRange--
      walk.inRange++
      let used = 0
      for (const item of found.length > 0 ? found : [undefined]) {
        const inner = block(walk, nodes.slice(i + 1), item)
        if (item !== undefined) results.push(...inner.results)
        // Without an `end` what follows the range runs once more, as upstream's does.
        used = inner.ended ? inner.used : 0
      }
      walk.inRange--
      i += used
      continue
    }
    results.push(found)
  }
  return { results, used: nodes.length, ended: false }
}

function visitAll(walk: Walk, input: Json[], nodes: PathNode[]): Json[] {
  let current = input
  for (const node of nodes) current = visit(walk, current, node)
  return current
}

function visit(walk: Walk, input: Json[], node: PathNode): Json[] {
  switch (node.type) {
    case 'text':
      return [node.text]
    case 'literal':
      return input.map(() => node.value)
    case 'list':
      return visitAll(walk, input, node.nodes)
    case 'union':
      return node.lists.flatMap((list) => visitAll(walk, input, list))
    case 'wildcard':
      return input.flatMap(children)
    case 'recursive':
      return input.flatMap(descend)
    case 'field':
      return field(walk, input, node.name)
    case 'array':
      return slice(input, node)
    case 'filter':
      return filter(walk, input, node)
    case 'identifier':
      if (node.name === 'range') walk.beginRange++
      else if (node.name !== 'end') throw new PathError(`unrecognized identifier ${node.name}`)
      else if (walk.inRange > 0) walk.endRange++
      else throw new PathError('not in range, nothing to end')
      return node.name === 'range' ? input : []
  }
}

const children = (value: Json): Json[] =>
  Array.isArray(value) ? value : isObject(value) ? sortedKeys(value).map((key) => value[key] ?? null) : []

function descend(value: Json): Json[] {
  const inner = children(value)
  return inner.length === 0 ? [] : [value, ...inner.flatMap(descend)]
}

function field(walk: Walk, input: Json[], name: string): Json[] {
  const found: Json[] = []
  for (const value of input) {
    if (isObject(value) && Object.hasOwn(value, name)) found.push(value[name] ?? null)
  }
  if (found.length === 0 && !walk.allowMissingKeys) throw new PathError(`${name} is not found`)
  return found
}

const goType = (value: Json): string =>
  isObject(value)
    ? 'map[string]interface {}'
    : typeof value === 'string'
      ? 'string'
      : typeof value === 'number'
        ? 'int64'
        : 'bool'

function slice(input: Json[], node: Extract<PathNode, { type: 'array' }>): Json[] {
  const found: Json[] = []
  for (const value of input) {
    if (value === null) continue
    if (!Array.isArray(value)) throw new PathError(`${goType(value)} is not array or slice`)
    const [a, b, step] = node.bounds
    const size = value.length
    const outside = (index: number) =>
      new PathError(`array index out of bounds: index ${index}, length ${size}`)
    let from = a.known ? a.value : 0
    if (from < 0) from += size
    let to = b.known ? b.value : size
    if (to < 0 || (to === 0 && b.derived)) to += size
    if (from === to) return found
    if (from >= size || from < 0) throw outside(from)
    if (to > size || to < 0) throw outside(to - 1)
    if (from > to) throw new PathError(`starting index ${from} is greater than ending index ${to}`)
    if (step.known && step.value <= 0) throw new PathError('step must be > 0')
    for (let i = from; i < to; i += step.known ? step.value : 1) found.push(value[i] ?? null)
  }
  return found
}

function filter(walk: Walk, input: Json[], node: Extract<PathNode, { type: 'filter' }>): Json[] {
  const found: Json[] = []
  for (const value of input) {
    if (!Array.isArray(value))
      throw new PathError(`${goValue(value)} is not array or slice and cannot be filtered`)
    for (const item of value) {
      const lefts = visitAll({ ...walk, allowMissingKeys: true }, [item], node.left)
      if (node.operator === 'exists') {
        if (lefts.length > 0) found.push(item)
        continue
      }
      const rights = visitAll({ ...walk, allowMissingKeys: true }, [item], node.right)
      if (lefts.length === 0 || rights.length === 0) continue
      if (lefts.length > 1 || rights.length > 1) throw new PathError('can only compare one element at a time')
      if (passes(node.operator, lefts[0] ?? null, rights[0] ?? null)) found.push(item)
    }
  }
  return found
}

function passes(operator: string, left: Json, right: Json): boolean {
  const same = left === right
  if (operator === '==') return same
  if (operator === '!=') return !same
  if (!['<', '<=', '>', '>='].includes(operator))
    throw new PathError(`unrecognized filter operator ${operator}`)
  if (left === null || right === null || typeof left !== typeof right || typeof left === 'object')
    throw new PathError('incompatible types for comparison')
  const less = left < right
  if (operator === '<') return less
  if (operator === '<=') return less || same
  return operator === '>' ? !less && !same : !less
}

const printed = (value: Json): string =>
  typeof value === 'object' && value !== null ? compactJson(value) : value === null ? '<nil>' : String(value)

/** The text of a template over a value; throws PathError. `asJson`: every part's results as one JSON list. */
export function executePath(
  template: string,
  data: Json,
  options: PathOptions & { asJson?: boolean },
): string {
  const parts = findResults(parsePath(template), data, options)
  if (options.asJson) return parts.map((results) => `${indentJson(results, '    ')}\n`).join('')
  return parts.map((results) => results.map(printed).join(' ')).join('')
}

const simplePath = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/

/** `.a.b`, `a.b` and `{a.b}` as `{.a.b}`; undefined when it is none of these. @see get/customcolumn.go RelaxedJSONPathExpression */
export function relaxedPath(expression: string): string | undefined {
  if (expression === '') return ''
  const parts = simplePath.exec(expression)
  if (!parts) return undefined
  return `{.${parts[1] ?? parts[2] ?? ''}}`
}
