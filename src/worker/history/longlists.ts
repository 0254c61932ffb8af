/**
 * Long lists of which each version changes little (the addresses of Endpoints, the endpoints of a slice): a version
 * keeps only how its list differs from the one before. Asked for, the list is made again, equal to what it was.
 */
import type { KubeObject } from '../../sim/api/types/meta.ts'

type List = readonly unknown[]

/** A list, or how it differs from another one. */
export type KeptList = Difference | List

/** Stands in an object where its list was. A class, so that it is told apart from what objects hold. */
class Difference {
  readonly before: KeptList
  /** Three numbers for each piece: a place in the list before, how many items stay from there, how many fresh follow. */
  readonly pieces: readonly number[]
  readonly fresh: List
  /** How many lists there are before this one up to a whole one. */
  readonly depth: number
  constructor(before: KeptList, pieces: readonly number[], fresh: List) {
    this.before = before
    this.pieces = pieces
    this.fresh = fresh
    this.depth = before instanceof Difference ? before.depth + 1 : 1
  }
}

/** Shorter ones stay as they are. */
const LONG = 32
const MAX_DEPTH = 32

export function listOf(kept: KeptList): List {
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
  kept: KeptList
}

/** Items are the same when they are one object: those of the API share what a write left untouched. */
function keptOf(list: List, before: Known): KeptList {
  const old = before.list
  if (old === list) return before.kept
  if (before.kept instanceof Difference && before.kept.depth === MAX_DEPTH) return list
  const places = new Map(old.map((item, place) => [item, place]))
  const pieces: number[] = []
  const fresh: unknown[] = []
  for (let i = 0; i < list.length;) {
    const from = places.get(list[i]) ?? 0
    let stay = 0
    while (i < list.length && list[i] === old[from + stay]) [i, stay] = [i + 1, stay + 1]
    const known = fresh.length
    while (i < list.length && !places.has(list[i])) fresh.push(list[i++])
    pieces.push(from, stay, fresh.length - known)
  }
  return pieces.length + fresh.length < list.length ? new Difference(before.kept, pieces, fresh) : list
}

/** Takes a list as it is from time to time; gives what to keep of it. */
export function createListChain<T>(): (list: readonly T[]) => KeptList {
  let known: Known | undefined
  return (list) => {
    const kept = known ? keptOf(list, known) : list
    known = { list, kept }
    return kept
  }
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

/** What is kept of an object that is still in use somewhere. */
const keptObjects = new WeakMap<object, KubeObject>()
/** Kept objects in which a list is missing. */
const slimmed = new WeakSet<object>()

/** What the record keeps of the object, if that is less than the object. */
export const keptObject = <T extends object>(object: T): T =>
  (keptObjects.get(object) as T | undefined) ?? object

/** Takes the versions of one object in order; gives what to keep of each. */
export function createListKeeper(): (object: KubeObject) => KubeObject {
  let chains = new Map<string, (list: List) => KeptList>()
  return (object) => {
    const still: typeof chains = new Map()
    const keep = (value: unknown, path: string): unknown => {
      if (!Array.isArray(value) || value.length < LONG) return value
      const chain = chains.get(path) ?? createListChain()
      still.set(path, chain)
      return chain(value)
    }
    const kept = changed(object, '', keep) as KubeObject
    chains = still
    if (kept !== object) {
      keptObjects.set(object, kept)
      slimmed.add(kept)
    }
    return kept
  }
}

/** The object as it was. */
export function withLists(kept: KubeObject): KubeObject {
  if (!slimmed.has(kept)) return kept
  const object = changed(kept, '', (item) => (item instanceof Difference ? listOf(item) : item)) as KubeObject
  keptObjects.set(object, kept)
  return object
}

export type Restorer = <T extends object>(kept: T) => T

/** For the objects of one state: what was one object is one again. */
export function createRestorer(): Restorer {
  const known = new Map<object, KubeObject>()
  return <T extends object>(kept: T): T => {
    if (!slimmed.has(kept)) return kept
    let object = known.get(kept)
    if (!object) known.set(kept, (object = withLists(kept as KubeObject)))
    return object as T
  }
}
