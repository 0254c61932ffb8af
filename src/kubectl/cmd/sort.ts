/** `--sort-by`. @see k8s.io/kubectl/pkg/cmd/get/sorter.go, github.com/fvbommel/sortorder */
import { goSort } from '../go-sort.ts'
import { findResults, relaxedPath } from '../jsonpath/evaluate.ts'
import { parsePath, PathError } from '../jsonpath/parse.ts'
import type { Json, JsonObject } from '../json.ts'
import { parseQuantity } from '../quantity.ts'

/** Runs of digits compare as numbers. */
export function naturalLess(a: string, b: string): boolean {
  const parts = (value: string) => value.match(/\d+|\D+/g) ?? []
  const [left, right] = [parts(a), parts(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]]
    if (x === y) continue
    if (!/^\d/.test(x) || !/^\d/.test(y)) return x < y
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')]
    if (m.length !== n.length) return m.length < n.length
    if (m !== n) return m < n
    return x.length < y.length
  }
  return left.length < right.length
}

function less(a: Json, b: Json): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [parseQuantity(a), parseQuantity(b)]
    return x && y ? x.nano < y.nano : naturalLess(a, b)
  }
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (a === null || b === null) return a === null && b !== null
  return false
}

/** `{.a.b}` for what the user typed; undefined when it cannot be read. */
export function sortPath(expression: string): string | undefined {
  const path = relaxedPath(expression)
  try {
    if (path !== undefined) parsePath(path)
  } catch (error) {
    if (error instanceof PathError) return undefined
    throw error
  }
  return path
}

/** Sorts by the field; undefined when no object has it. Objects without it come first. */
export function sortBy<T>(items: T[], objectOf: (item: T) => JsonObject, path: string): T[] | undefined {
  const nodes = parsePath(path)
  const keyed = items.map((item) => ({ item, key: keyOf(objectOf(item), nodes) }))
  if (items.length > 0 && keyed.every(({ key }) => key === undefined)) return undefined
  return goSort(keyed, ({ key: a }, { key: b }) =>
    // Two without the field are each less than the other, as upstream has it.
    a === undefined || b === undefined ? a === undefined : less(a, b),
  ).map(({ item }) => item)
}

function keyOf(value: JsonObject, nodes: ReturnType<typeof parsePath>): Json | undefined {
  try {
    return findResults(nodes, value, { allowMissingKeys: true })[0]?.[0]
  } catch (error) {
    if (error instanceof PathError) return undefined
    throw error
  }
}
