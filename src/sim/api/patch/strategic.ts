/**
 * Strategic merge patch: lists merged by key, directives, order of elements.
 * @see k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, v1.35
 */
import { MERGE_KEYS, REPLACED } from '../schema/mergekeys.ts'
import { structOf, type FieldType } from '../schema/structs.ts'
import { deepEqual } from '../store/equal.ts'
import { isJsonObject } from './mergepatch.ts'
import { inOrder, orderedBySet } from './elementorder.ts'
import { PatchError, goText } from './gotext.ts'

type JsonObject = Record<string, unknown>

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/'
const SET_ORDER = '$setElementOrder/'

interface Place {
  type: FieldType | undefined
  /** `v1.PodSpec.containers`. */
  name: string
}

function placeOf(struct: string | undefined, key: string): Place {
  const field = struct === undefined ? undefined : structOf(struct).fields.get(key)
  return { type: field?.type, name: `${struct ?? ''}.${key}` }
}

const structIn = (type: FieldType | undefined): string | undefined => {
  if (type?.kind === 'struct') return type.struct
  return type?.kind === 'list' && type.of.kind === 'struct' ? type.of.struct : undefined
}

/** What is left of a patch that finds nothing to be merged into: no nulls, no directives. */
function bare(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => !(isJsonObject(item) && item[DIRECTIVE] === 'delete')).map(bare)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, part]) => part !== null && !key.startsWith('$'))
      .map(([key, part]) => [key, bare(part)]),
  )
}

function directive(patch: JsonObject): 'replace' | 'delete' | undefined {
  const given = patch[DIRECTIVE]
  if (given === undefined || given === 'merge') return undefined
  if (given === 'replace' || given === 'delete') return given
  throw new PatchError(`unknown patch type: ${goText(given)} in map: ${goText(patch)}`)
}

function retained(original: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[RETAIN_KEYS]
  if (!Array.isArray(keys)) return { ...original }
  const isOdd = Object.entries(patch).some(
    ([key, value]) => value !== null && !key.startsWith('$') && !keys.includes(key),
  )
  if (isOdd) throw new PatchError('invalid patch format of retainKeys', true)
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)))
}

function mergeObject(original: JsonObject, patch: JsonObject, struct: string | undefined): JsonObject {
  const whole = directive(patch)
  if (whole === 'delete') return {}
  if (whole === 'replace') {
    const { [DIRECTIVE]: _, ...rest } = patch
    return bare(rest) as JsonObject
  }
  const out = retained(original, patch)
  const ordered = setOrders(out, patch, struct)
  for (const [given, value] of Object.entries(patch)) {
    if (given === RETAIN_KEYS || given === DIRECTIVE || given.startsWith(SET_ORDER)) continue
    const deletes = given.startsWith(DELETE_PRIMITIVES)
    const key = deletes ? given.slice(DELETE_PRIMITIVES.length) : given
    if (!deletes && ordered.has(key)) continue
    if (deletes) {
      const list = out[key]
      if (Array.isArray(list) && Array.isArray(value))
        out[key] = list.filter((item) => !value.some((gone) => deepEqual(gone, item)))
    } else mergeKey(out, key, value, placeOf(struct, key))
  }
  return out
}

function mergeKey(out: JsonObject, key: string, value: unknown, place: Place): void {
  const before = out[key]
  if (value === null) delete out[key]
  else if (before === undefined || before === null) out[key] = bare(value)
  else if (isJsonObject(value) && isJsonObject(before))
    out[key] = REPLACED.includes(place.name) ? bare(value) : mergeObject(before, value, structIn(place.type))
  else if (Array.isArray(value) && Array.isArray(before)) out[key] = mergeList(before, value, place)
  else out[key] = value
}

/** Lists whose order the patch states. Returns their keys, which are then done. */
function setOrders(out: JsonObject, patch: JsonObject, struct: string | undefined): Set<string> {
  const done = new Set<string>()
  for (const [given, order] of Object.entries(patch)) {
    if (!given.startsWith(SET_ORDER) || !Array.isArray(order)) continue
    const key = given.slice(SET_ORDER.length)
    const place = placeOf(struct, key)
    const mergeKeyName = MERGE_KEYS[place.name] ?? ''
    const before = out[key]
    const change = patch[key]
    if (change === null) continue
    const original = Array.isArray(before) ? before : []
    const changes = Array.isArray(change) ? change : []
    if (changes.length === 0 && original.length === 0) continue
    const merged = changes.length > 0 ? mergeList(original, changes, place) : original
    out[key] = orderedBySet({ merged, changes, original, order, mergeKey: mergeKeyName })
    done.add(key)
  }
  return done
}

function mergeList(original: unknown[], patch: unknown[], place: Place): unknown[] {
  const mergeKey = MERGE_KEYS[place.name]
  if (mergeKey === undefined) return patch.map(bare)
  if (mergeKey === '') {
    const merged = [...new Set([...original, ...patch])]
    return inOrder(merged, patch, original, '')
  }
  const { kept, changes, replaces } = specials(original, patch, mergeKey)
  if (replaces) return changes.map(bare)
  const merged = [...kept]
  for (const change of changes) {
    if (!isJsonObject(change)) continue
    const value = change[mergeKey]
    if (value === undefined)
      throw new PatchError(`map: ${goText(change)} does not contain declared merge key: ${mergeKey}`)
    const at = merged.findIndex((item) => isJsonObject(item) && item[mergeKey] === value)
    const found = merged[at]
    if (isJsonObject(found)) merged[at] = mergeObject(found, change, structIn(place.type))
    else merged.push(bare(change))
  }
  return inOrder(merged, changes, kept, mergeKey)
}

/** Elements that are directives: `$patch: delete` takes one away, `$patch: replace` makes the patch the list. */
function specials(
  original: unknown[],
  patch: unknown[],
  mergeKey: string,
): { kept: unknown[]; changes: unknown[]; replaces: boolean } {
  let kept = original
  let replaces = false
  const changes: unknown[] = []
  for (const item of patch) {
    const whole = isJsonObject(item) ? directive(item) : undefined
    if (whole === 'delete') {
      const value = (item as JsonObject)[mergeKey]
      if (value === undefined) throw new PatchError(`delete patch type with no merge key defined`)
      kept = kept.filter((element) => !(isJsonObject(element) && element[mergeKey] === value))
    } else if (whole === 'replace') replaces = true
    else changes.push(item)
  }
  return { kept, changes, replaces }
}

export const strategicMerge = (target: JsonObject, patch: JsonObject, struct: string): JsonObject =>
  mergeObject(target, patch, struct)
