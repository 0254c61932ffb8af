/**
 * How values fall into the fields that are owned one by one, and which fields a value names.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed/tofieldset.go
 */
import { ATOMIC, ATOMIC_MAPS, listKeysOf } from '../schema/listkeys.ts'
import { structOf, type FieldType } from '../schema/structs.ts'
import { insert, type FieldTree } from './fieldset.ts'

type Fields = Record<string, unknown>

/** One part of a value, with its step in a field set. */
export interface Part {
  step: string
  value: unknown
  type: FieldType
  place: string
}

/** Defaults of keys that an element leaves out, where it is no empty text. */
const KEY_DEFAULTS: Readonly<Record<string, string | number>> = { protocol: 'TCP', containerPort: 0, port: 0 }

/** The step to an element of a list by its keys; without any it is itself the key. */
export function stepOf(item: unknown, keys: readonly string[]): string {
  if (keys.length === 0) return `v:${JSON.stringify(item)}`
  const fields = item as Fields
  const named = [...keys].sort().map((key) => [key, fields[key] ?? KEY_DEFAULTS[key] ?? ''])
  return `k:${JSON.stringify(Object.fromEntries(named))}`
}

/** False: a value of this type is owned as a whole. */
export function isGranular(type: FieldType, place: string): boolean {
  if (type.kind === 'struct') return !ATOMIC.includes(type.struct)
  if (type.kind === 'map') return !ATOMIC_MAPS.includes(place)
  return type.kind === 'list' && listKeysOf(place) !== undefined
}

/** The parts of a value of a granular type; null and undefined have none. */
export function partsOf(value: unknown, type: FieldType, place: string): Part[] {
  if (typeof value !== 'object' || value === null) return []
  if (type.kind === 'struct') {
    const { fields } = structOf(type.struct)
    return Object.entries(value).flatMap(([name, part]) => {
      const field = fields.get(name)
      return field && part !== undefined
        ? [{ step: `f:${name}`, value: part as unknown, type: field.type, place: `${type.struct}.${name}` }]
        : []
    })
  }
  if (type.kind === 'map')
    return Object.entries(value).map(([name, part]) => ({
      step: `f:${name}`,
      value: part as unknown,
      type: type.of,
      place: '',
    }))
  if (type.kind !== 'list') return []
  const keys = listKeysOf(place) ?? []
  return (value as unknown[]).map((item) => ({
    step: stepOf(item, keys),
    value: item,
    type: type.of,
    place: '',
  }))
}

/** The fields that `value` names; a map or struct is none itself unless it is empty. */
export function fieldsOf(value: unknown, type: FieldType, place: string): FieldTree {
  const tree: FieldTree = {}
  const walk = (part: Omit<Part, 'step'>, path: readonly string[], isItem: boolean): void => {
    const parts = isGranular(part.type, part.place) ? partsOf(part.value, part.type, part.place) : []
    if (path.length > 0 && (isItem || parts.length === 0)) insert(tree, path)
    for (const below of parts) walk(below, [...path, below.step], part.type.kind === 'list')
  }
  walk({ value, type, place }, [], false)
  return tree
}
