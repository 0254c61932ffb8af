/**
 * Which fields a configuration names, as a tree of fieldsV1: `f:spec`, `k:{"name":"web"}`, `v:"x"`; `.` is the element
 * itself. Merging a configuration and taking away what is named no more go by the same types.
 * @see sigs.k8s.io/structured-merge-diff/v6
 */
import { ATOMIC, ATOMIC_MAPS, listKeysOf } from '../schema/listkeys.ts'
import { structOf, type FieldType } from '../schema/structs.ts'
import { deepEqual } from '../store/equal.ts'

export interface FieldTree {
  [step: string]: FieldTree
}
type Fields = Record<string, unknown>

/** The parts of a value that are owned one by one; undefined: it is owned as a whole. */
interface Part {
  step: string
  value: unknown
  type: FieldType
  place: string
}

/** Defaults that a key may leave out. */
const KEY_DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' }

function keyStep(item: Fields, keys: readonly string[]): string {
  const named = [...keys].sort().map((key) => [key, item[key] ?? KEY_DEFAULTS[key]])
  return `k:${JSON.stringify(Object.fromEntries(named))}`
}

export function partsOf(value: unknown, type: FieldType, place: string): Part[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (type.kind === 'struct' && !ATOMIC.includes(type.struct)) {
    const { fields } = structOf(type.struct)
    return Object.entries(value).flatMap(([name, part]) => {
      const field = fields.get(name)
      return field && part !== undefined
        ? [{ step: `f:${name}`, value: part as unknown, type: field.type, place: `${type.struct}.${name}` }]
        : []
    })
  }
  if (type.kind === 'map' && !ATOMIC_MAPS.includes(place))
    return Object.entries(value).map(([name, part]) => ({
      step: `f:${name}`,
      value: part as unknown,
      type: type.of,
      place: '',
    }))
  if (type.kind !== 'list') return undefined
  const keys = listKeysOf(place)
  if (!keys) return undefined
  return (value as unknown[]).map((item) => ({
    step: keys.length === 0 ? `v:${JSON.stringify(item)}` : keyStep(item as Fields, keys),
    value: item,
    type: type.of,
    place: '',
  }))
}

/** The fields that `value` names. */
export function fieldsOf(value: unknown, type: FieldType, place: string): FieldTree {
  const parts = partsOf(value, type, place)
  const tree: FieldTree = {}
  for (const { step, value: part, type: of, place: at } of parts ?? []) {
    tree[step] = fieldsOf(part, of, at)
    if (step.startsWith('k:')) tree[step] = { '.': {}, ...tree[step] }
  }
  return tree
}

/** The live value with everything that the configuration names. */
export function merged(live: unknown, applied: unknown, type: FieldType, place: string): unknown {
  const parts = partsOf(applied, type, place)
  const old = partsOf(live, type, place)
  if (!parts || !old || applied === null) return applied
  const after = new Map(parts.map((part) => [part.step, part]))
  const rest = old.map((part) => {
    const change = after.get(part.step)
    after.delete(part.step)
    return { ...part, value: change ? merged(part.value, change.value, part.type, part.place) : part.value }
  })
  return whole([...rest, ...after.values()], type)
}

const whole = (parts: readonly Part[], type: FieldType): unknown =>
  type.kind === 'list'
    ? parts.map(({ value }) => value)
    : Object.fromEntries(parts.map(({ step, value }) => [step.slice(2), value]))

/** The value without the fields of `gone`, unless they are in `kept`. */
export function without(
  value: unknown,
  gone: FieldTree,
  kept: readonly FieldTree[],
  type: FieldType,
  place: string,
): unknown {
  const parts = partsOf(value, type, place)
  if (!parts) return value
  const left = parts.flatMap((part) => {
    const below = gone[part.step]
    if (!below) return [part]
    const keepers = kept.flatMap((tree) => (tree[part.step] ? [tree[part.step] as FieldTree] : []))
    const leaf = Object.keys(below).length === 0 || below['.'] !== undefined
    if (leaf && keepers.length === 0) return []
    return [{ ...part, value: without(part.value, below, keepers, part.type, part.place) }]
  })
  return whole(left, type)
}

/** What `before` names and `after` does not. */
export function difference(before: FieldTree, after: FieldTree): FieldTree {
  const out: FieldTree = {}
  for (const [step, below] of Object.entries(before)) {
    const other = after[step]
    if (!other) out[step] = below
    else {
      const deeper = difference(below, other)
      if (Object.keys(deeper).length > 0) out[step] = deeper
    }
  }
  return out
}

const shownStep = (step: string): string =>
  step.startsWith('f:')
    ? `.${step.slice(2)}`
    : step.startsWith('k:')
      ? `[${Object.entries(JSON.parse(step.slice(2)) as Fields)
          .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
          .join(',')}]`
      : `[=${step.slice(2)}]`

/** The fields that `owned` names and that the configuration would change. */
export function contested(
  owned: FieldTree,
  live: unknown,
  applied: unknown,
  type: FieldType,
  place: string,
): FieldTree {
  const wanted = new Map((partsOf(applied, type, place) ?? []).map((part) => [part.step, part]))
  const now = new Map((partsOf(live, type, place) ?? []).map((part) => [part.step, part.value]))
  const out: FieldTree = {}
  for (const [step, below] of Object.entries(owned)) {
    const change = wanted.get(step)
    if (!change) continue
    const deeper = contested(below, now.get(step), change.value, change.type, change.place)
    const leaf = partsOf(change.value, change.type, change.place) === undefined
    if (Object.keys(deeper).length > 0) out[step] = deeper
    else if (leaf && !deepEqual(now.get(step), change.value)) out[step] = {}
  }
  return out
}

/** The leaves of a tree as paths: `.spec.containers[name="web"].image`. */
export function pathsOf(tree: FieldTree): string[] {
  return Object.entries(tree).flatMap(([step, below]) =>
    Object.keys(below).length === 0
      ? [shownStep(step)]
      : pathsOf(below).map((path) => shownStep(step) + path),
  )
}

/** Elements of keyed lists that stand there twice: `.spec.containers: duplicate entries for key [name="web"]`. */
export function duplicates(value: unknown, type: FieldType, place: string, path = ''): string | undefined {
  const seen = new Set<string>()
  for (const part of partsOf(value, type, place) ?? []) {
    if (seen.has(part.step)) return `${path}: duplicate entries for key ${shownStep(part.step)}`
    seen.add(part.step)
    const deeper = duplicates(part.value, part.type, part.place, path + shownStep(part.step))
    if (deeper !== undefined) return deeper
  }
  return undefined
}
