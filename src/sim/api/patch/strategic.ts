/**
 * Strategic merge patch: lists merged by key, directives, order of elements. As upstream's, it changes both the object
 * and the patch that it is given.
 * @see k8s.io/apimachinery/pkg/util/strategicpatch/patch.go, v1.35
 */
import { MERGE_KEYS, REPLACED } from '../schema/mergekeys.ts'
import { structOf, type FieldType } from '../schema/structs.ts'
import { deepEqual } from '../store/equal.ts'
import { mergeKeyOf, ordered, SET_ORDER, sliceElementType, weave } from './elementorder.ts'
import { goString, goText, goTypeOf, PatchError } from './gotext.ts'
import { isJsonObject } from './mergepatch.ts'

type JsonObject = Record<string, unknown>

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList'

/** A list or an object of a struct: what its parts are, and how a patch is merged into it. */
interface Place {
  struct: string | undefined
  /** undefined: the patch takes its place. '': a list of plain values. */
  mergeKey: string | undefined
  isReplaced: boolean
}

const structIn = (type: FieldType): string | undefined => {
  if (type.kind === 'struct') return type.struct
  return type.kind === 'list' && type.of.kind === 'struct' ? type.of.struct : undefined
}

function lookupPatchMetadata(struct: string | undefined, key: string, list: boolean): Place {
  if (struct === undefined)
    throw new PatchError('merging an object in json but data type is not struct, instead is: map')
  const type = structOf(struct).fields.get(key)?.type
  if (!type)
    throw new PatchError(
      `unable to find api field in struct ${struct.replace(/^.*\./, '')} for the json field ${JSON.stringify(key)}`,
    )
  if (list && type.kind !== 'list' && type.kind !== 'bytes')
    throw new PatchError('expected slice or array type, but got: struct')
  const name = `${struct}.${key}`
  return { struct: structIn(type), mergeKey: MERGE_KEYS[name], isReplaced: REPLACED.includes(name) }
}

const unknownPatchType = (given: unknown, patch: JsonObject): PatchError =>
  new PatchError(`unknown patch type: ${goString(given)} in map: ${goText(patch)}`)

/** Objects that are directives are nothing that could be kept. */
function removeDirectives(value: unknown): { keep: boolean; value: unknown } {
  if (Array.isArray(value)) {
    const items = value.map(removeDirectives).filter(({ keep }) => keep)
    return { keep: true, value: items.map((item) => item.value) }
  }
  if (!isJsonObject(value)) return { keep: true, value }
  if (Object.hasOwn(value, DIRECTIVE)) return { keep: false, value }
  for (const [key, part] of Object.entries(value)) {
    const bare = removeDirectives(part)
    if (bare.keep) value[key] = bare.value
    else delete value[key]
  }
  return { keep: true, value }
}

function discardNullValues(value: unknown): void {
  if (Array.isArray(value)) value.forEach(discardNullValues)
  if (!isJsonObject(value)) return
  for (const [key, part] of Object.entries(value)) {
    if (part === null) delete value[key]
    else discardNullValues(part)
  }
}

function applyRetainKeys(original: JsonObject, patch: JsonObject): void {
  if (!Object.hasOwn(patch, RETAIN_KEYS)) return
  const keys = patch[RETAIN_KEYS]
  delete patch[RETAIN_KEYS]
  const isOdd = ([key, value]: [string, unknown]): boolean =>
    value !== null &&
    !key.startsWith(DELETE_PRIMITIVES) &&
    !key.startsWith(SET_ORDER) &&
    !(keys as unknown[]).includes(key)
  if (!Array.isArray(keys) || Object.entries(patch).some(isOdd))
    throw new PatchError('invalid patch format of retainKeys', true)
  for (const key of Object.keys(original)) if (!keys.includes(key)) delete original[key]
}

function mergeMap(original: JsonObject, patch: JsonObject, struct: string | undefined): JsonObject {
  if (Object.hasOwn(patch, DIRECTIVE)) {
    const whole = patch[DIRECTIVE]
    if (whole !== 'replace' && whole !== 'delete') throw unknownPatchType(whole, patch)
    if (whole === 'delete') return {}
    delete patch[DIRECTIVE]
    return patch
  }
  applyRetainKeys(original, patch)
  mergePatchIntoOriginal(original, patch, struct)
  for (const [given, value] of Object.entries(patch)) {
    const deletes = given.startsWith(DELETE_PRIMITIVES)
    const key = deletes ? listKey(given, DELETE_PRIMITIVES, 'primitive list') : given
    mergeKey(original, key, value, struct, deletes)
  }
  return original
}

function mergeKey(
  original: JsonObject,
  key: string,
  value: unknown,
  struct: string | undefined,
  deletes: boolean,
): void {
  const before = original[key]
  if (value === null) delete original[key]
  else if (isJsonObject(value) && isJsonObject(before)) {
    const place = lookupPatchMetadata(struct, key, false)
    original[key] = place.isReplaced ? value : mergeMap(before, value, place.struct)
  } else if (Array.isArray(value) && Array.isArray(before)) {
    const place = lookupPatchMetadata(struct, key, true)
    original[key] = mergeSlice(before, value, place, deletes)
  } else if (!deletes) {
    discardNullValues(value)
    const bare = removeDirectives(value)
    if (bare.keep) original[key] = bare.value
    else delete original[key]
  }
}

/** The list that a directive is about: what stands after its slash. */
function listKey(given: string, prefix: string, what: string): string {
  if (!given.startsWith(`${prefix}/`)) throw new PatchError(`invalid patch format of ${what}`, true)
  return given.slice(prefix.length + 1)
}

const listOr = (value: unknown): unknown[] => {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw new PatchError(`expected a []interface {}, but received a ${goTypeOf(value)}`)
}

/** Lists whose order the patch states; they are done then, and gone from the patch. */
function mergePatchIntoOriginal(original: JsonObject, patch: JsonObject, struct: string | undefined): void {
  for (const [given, order] of Object.entries(patch)) {
    if (!given.startsWith(SET_ORDER)) continue
    delete patch[given]
    if (!Array.isArray(order)) listOr(order ?? null)
    const key = listKey(given, SET_ORDER, 'setElementOrder list')
    const live = listOr(original[key])
    const changes = listOr(patch[key])
    const place = lookupPatchMetadata(struct, key, true)
    const hasLive = original[key] !== undefined
    const hasChanges = patch[key] !== undefined
    const merge = (): unknown[] => {
      if (!hasChanges) return live
      return hasLive
        ? mergeSlice(live, changes, place, false)
        : (removeDirectives(changes).value as unknown[])
    }
    const list = ordered({ live, changes, order: order as unknown[], mergeKey: place.mergeKey ?? '', merge })
    if (!hasLive && !hasChanges) continue
    original[key] = list()
    delete patch[key]
  }
}

function mergeSlice(original: unknown[], patch: unknown[], place: Place, deletes: boolean): unknown[] {
  if (place.mergeKey === undefined && !deletes) return patch
  if (original.length === 0 && patch.length === 0) return original
  const mergeKeyName = place.mergeKey ?? ''
  if (sliceElementType(original, patch) !== 'map[string]interface {}') {
    if (deletes) return original.filter((item) => !patch.some((gone) => deepEqual(gone, item)))
    return weave([...new Set([...original, ...patch])], patch, original, mergeKeyName)
  }
  if (mergeKeyName === '') throw new PatchError('cannot merge lists without merge key for struct')
  const special = mergeSpecialElements(original as JsonObject[], patch as JsonObject[], mergeKeyName)
  const merged = [...special.original]
  for (const change of special.changes) {
    const value = mergeKeyOf(change, mergeKeyName)
    const at = merged.findIndex((item) => deepEqual(item[mergeKeyName], value))
    const found = merged[at]
    if (found) merged[at] = mergeMap(found, change, place.struct)
    else merged.push(change)
  }
  return weave(merged, special.changes, special.original, mergeKeyName)
}

/** Elements that are directives: `$patch: delete` takes one away, `$patch: replace` makes the patch the list. */
function mergeSpecialElements(
  original: JsonObject[],
  patch: JsonObject[],
  mergeKeyName: string,
): { original: JsonObject[]; changes: JsonObject[] } {
  let kept = original
  let replaces = false
  const changes: JsonObject[] = []
  for (const item of patch) {
    const whole = item[DIRECTIVE]
    if (!Object.hasOwn(item, DIRECTIVE)) changes.push(item)
    else if (whole === 'delete') {
      const value = mergeKeyOf(item, mergeKeyName)
      kept = kept.filter((element) => !deepEqual(element[mergeKeyName], value))
    } else if (whole === 'replace') replaces = true
    else if (whole === 'merge') throw new PatchError('merging lists cannot yet be specified in the patch')
    else throw unknownPatchType(whole, item)
  }
  return replaces ? { original: changes, changes: [] } : { original: kept, changes }
}

const copied = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copied)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
}

/** The merged object, and what is left of the patch (errors about the result quote it). */
export function strategicMerge(
  target: JsonObject,
  patch: JsonObject,
  struct: string,
): { merged: JsonObject; patch: JsonObject } {
  const left = copied(patch) as JsonObject
  return { merged: mergeMap(copied(target) as JsonObject, left, struct), patch: left }
}
