/**
 * Applies merge patches: RFC 7396 and strategic. @see strategicpatch/patch.go (StrategicMergePatch, mergeMap)
 * Simplified: lists are put in the order of `$setElementOrder` only; items it does not name follow.
 */
import { copy, equal, isObject, type Json, type JsonObject } from '../json.ts'
import { mergeKeyOf, mergesPrimitives } from './schema.ts'

/** RFC 7396. */
export function jsonMergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return copy(patch)
  const out: JsonObject = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key]
    else out[key] = jsonMergePatch(out[key] ?? null, value)
  }
  return out
}

/** Thrown when a list item has no merge key. */
export class MissingMergeKey extends Error {}

/**
 * Strategic merge of `patch` into `target`. With `keepDirectives` two patches are merged into one (nulls and
 * directives stay in the result).
 */
export function mergePatch(
  target: JsonObject,
  patch: JsonObject,
  keepDirectives = false,
  path: string[] = [],
): JsonObject {
  if (patch.$patch === 'replace' && !keepDirectives) return strip(patch)
  if (patch.$patch === 'delete' && !keepDirectives) return {}
  const out: JsonObject = { ...target }
  const retain = patch.$retainKeys
  if (Array.isArray(retain) && !keepDirectives) {
    for (const key of Object.keys(out)) if (!retain.includes(key)) delete out[key]
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$') && !keepDirectives) continue
    const before = out[key]
    if (value === null && !keepDirectives) delete out[key]
    else if (isObject(value) && isObject(before))
      out[key] = mergePatch(before, value, keepDirectives, [...path, key])
    else if (Array.isArray(value) && Array.isArray(before) && !key.startsWith('$'))
      out[key] = mergeList(before, value, key, path, keepDirectives)
    else out[key] = keepDirectives ? copy(value) : stripAll(value, key, path)
  }
  if (!keepDirectives) applyOrders(out, patch, path)
  return out
}

/** A value that is new: directives and nulls inside it are not stored. */
function stripAll(value: Json, key: string, path: string[]): Json {
  if (Array.isArray(value)) {
    const kept = value.filter(
      (item) => !isObject(item) || item.$patch === undefined || item.$patch === 'merge',
    )
    return kept.map((item) => (isObject(item) ? stripAll(item, key, path) : copy(item)))
  }
  return isObject(value) ? mergePatch({}, value, false, [...path, key]) : copy(value)
}

function strip(patch: JsonObject): JsonObject {
  const out: JsonObject = {}
  for (const [key, value] of Object.entries(patch)) if (!key.startsWith('$')) out[key] = copy(value)
  return out
}

function mergeList(
  before: Json[],
  patch: Json[],
  key: string,
  path: string[],
  keepDirectives: boolean,
): Json[] {
  if (mergesPrimitives(key)) return [...before, ...patch.filter((item) => !before.includes(item))]
  const mergeKey = mergeKeyOf(key, path)
  if (mergeKey === undefined) return copy(patch)
  if (patch.some((item) => isObject(item) && item.$patch === 'replace') && !keepDirectives)
    return copy(patch.filter((item) => !isObject(item) || item.$patch === undefined))
  const out = [...before]
  for (const item of patch) {
    if (!isObject(item)) continue
    if (item[mergeKey] === undefined) throw new MissingMergeKey(mergeKey)
    const at = out.findIndex((one) => isObject(one) && equal(one[mergeKey], item[mergeKey]))
    if (item.$patch === 'delete' && !keepDirectives) {
      if (at >= 0) out.splice(at, 1)
      continue
    }
    const old = out[at]
    if (isObject(old)) out[at] = mergePatch(old, item, keepDirectives, [...path, key])
    else out.push(keepDirectives ? copy(item) : mergePatch({}, item, false, [...path, key]))
  }
  return out
}

function applyOrders(out: JsonObject, patch: JsonObject, path: string[]): void {
  for (const [name, value] of Object.entries(patch)) {
    const deleted = /^\$deleteFromPrimitiveList\/(.*)$/.exec(name)?.[1]
    const field = /^\$setElementOrder\/(.*)$/.exec(name)?.[1]
    const gone = deleted === undefined ? undefined : out[deleted]
    if (deleted !== undefined && Array.isArray(gone) && Array.isArray(value))
      out[deleted] = gone.filter((item) => !value.includes(item))
    const items = field === undefined ? undefined : out[field]
    if (field === undefined || !Array.isArray(items) || !Array.isArray(value)) continue
    const mergeKey = mergeKeyOf(field, path)
    const rank = (item: Json) => {
      const at = value.findIndex((one) =>
        mergeKey !== undefined && isObject(one) && isObject(item)
          ? equal(one[mergeKey], item[mergeKey])
          : one === item,
      )
      return at < 0 ? value.length : at
    }
    out[field] = items.toSorted((a, b) => rank(a) - rank(b))
  }
}
