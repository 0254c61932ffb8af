/**
 * Long lists of which each version changes little (the addresses of Endpoints, the endpoints of a slice): a version
 * keeps only how its list differs from the one before. Asked for, the list is made again, equal to what it was.
 */
import type { KubeObject } from '../../sim/api/types/meta.ts'

type List = readonly unknown[]

/** Stands in an object where its list was. A class, so that it is told apart from what objects hold. */
class Difference {
  readonly before: Difference | List
  /** Three numbers for each piece: a place in the list before, how many items stay from there, how many fresh follow. */
  readonly pieces: readonly number[]
  readonly fresh: List
  /** How many lists there are before this one up to a whole one. */
  readonly depth: number
  constructor(before: Difference | List, pieces: readonly number[], fresh: List) {
    this.before = before
    this.pieces = pieces
    this.fresh = fresh
    this.depth = before instanceof Difference ? before.depth + 1 : 1
  }
}

/** Shorter ones stay as they are. */
const LONG = 32
const MAX_DEPTH = 32

function listOf(kept: Difference | List): List {
  if (!(kept instanceof Difference)) return kept
  const { pieces, fresh } = kept
  const before = listOf(kept.before)
  const list: unknown[] = []
  let used = 0
  for (let i = 0; i < pieces.length; i += 3) {
    const [from = 0, stay = 0, came = 0] = pieces.slice(i, i + 3)
    for (let n = from; n < from + stay; n++) list.push(before[n])
    for (let n = 0; n < came; n++) list.push(fresh[used++])
  }
  return list
}

interface Known {
  list: List
  kept: Difference | List
}

/** Items are the same when they are one object: those of the API share what a write left untouched. */
function keptOf(list: List, before: Known): Difference | List {
  const old = before.list
  if (old === list) return before.kept
  if (before.kept instanceof Difference && before.kept.depth === MAX_DEPTH) return list
  const pieces: number[] = []
  const fresh: unknown[] = []
  for (let i = 0; i < list.length;) {
    const from = Math.max(0, old.indexOf(list[i]))
    let stay = 0
    while (i < list.length && list[i] === old[from + stay]) [i, stay] = [i + 1, stay + 1]
    const known = fresh.length
    while (i < list.length && !old.includes(list[i])) fresh.push(list[i++])
    pieces.push(from, stay, fresh.length - known)
  }
  return pieces.length + fresh.length < list.length ? new Difference(before.kept, pieces, fresh) : list
}

/** The value with everything in it that `change` changes; the same value when that is nothing. */
function changed(value: unknown, path: string, change: (item: unknown, path: string) => unknown): unknown {
  const other = change(value, path)
  if (other !== value || typeof value !== 'object' || value === null) return other
  if (Array.isArray(value)) {
    if (value.length >= LONG) return value
    const items = value.map((item, n) => changed(item, `${path}/${n}`, change))
    return items.every((item, n) => item === value[n]) ? value : items
  }
  let result = value as Record<string, unknown>
  for (const [name, field] of Object.entries(value)) {
    const item = changed(field, `${path}/${name}`, change)
    if (item !== field) result = { ...result, [name]: item }
  }
  return result
}

/** Takes the versions of one object in order; gives what to keep of each. */
export function createListKeeper(): (object: KubeObject) => KubeObject {
  let known = new Map<string, Known>()
  return (object) => {
    const lists = new Map<string, Known>()
    const keep = (value: unknown, path: string): unknown => {
      if (!Array.isArray(value) || value.length < LONG) return value
      const before = known.get(path)
      const kept = before ? keptOf(value, before) : value
      lists.set(path, { list: value, kept })
      return kept
    }
    const result = changed(object, '', keep) as KubeObject
    known = lists
    return result
  }
}

/** The version as it was. */
export const withLists = (object: KubeObject): KubeObject =>
  changed(object, '', (item) => (item instanceof Difference ? listOf(item) : item)) as KubeObject
