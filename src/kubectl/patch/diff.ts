/**
 * Strategic merge patches between two (or three) versions of an object.
 * @see k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (CreateTwoWayMergePatch, CreateThreeWayMergePatch)
 */
import { copy, equal, isObject, type Json, type JsonObject } from '../json.ts'
import { mergePatch } from './merge.ts'
import { mergeKeyOf, mergesPrimitives, retainsKeys } from './schema.ts'

interface DiffOptions {
  ignoreDeletions: boolean
  ignoreChanges: boolean
  setElementOrder: boolean
}

/** What turns `original` into `modified`; an empty object when they are equal. */
export const twoWayPatch = (original: JsonObject, modified: JsonObject): JsonObject =>
  diffMaps(original, modified, [], { ignoreDeletions: false, ignoreChanges: false, setElementOrder: true })

/** apply: what changed since `original` (last applied) and what differs from `current` (live). */
export function threeWayPatch(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const delta = diffMaps(current, modified, [], {
    ignoreDeletions: true,
    ignoreChanges: false,
    setElementOrder: true,
  })
  const deletions = diffMaps(original, modified, [], {
    ignoreDeletions: false,
    ignoreChanges: true,
    setElementOrder: true,
  })
  return mergePatch(deletions, delta, true)
}

function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  path: string[],
  options: DiffOptions,
): JsonObject {
  const patch: JsonObject = {}
  for (const [key, value] of Object.entries(modified)) {
    const before = original[key]
    if (before === undefined) {
      if (!options.ignoreChanges) patch[key] = copy(value)
    } else if (Array.isArray(value) && Array.isArray(before))
      diffLists(patch, key, before, value, path, options)
    else if (isObject(value) && isObject(before)) {
      const inner = diffMaps(before, value, [...path, key], options)
      if (Object.keys(inner).length === 0) continue
      if (retainsKeys(key)) inner.$retainKeys = Object.keys(value).toSorted()
      patch[key] = inner
    } else if (!options.ignoreChanges && !equal(before, value)) patch[key] = copy(value)
  }
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (modified[key] === undefined) patch[key] = null
  }
  return patch
}

function diffLists(
  patch: JsonObject,
  key: string,
  before: Json[],
  after: Json[],
  path: string[],
  options: DiffOptions,
): void {
  const mergeKey = mergeKeyOf(key, path)
  if (mergesPrimitives(key)) {
    const added = options.ignoreChanges ? [] : after.filter((item) => !before.includes(item))
    const gone = options.ignoreDeletions ? [] : before.filter((item) => !after.includes(item))
    if (added.length > 0) patch[key] = added
    if (gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone
    if (added.length + gone.length > 0) patch[`$setElementOrder/${key}`] = copy(after)
    return
  }
  const keyed = (items: Json[]): items is JsonObject[] =>
    items.every((item) => isObject(item) && mergeKey !== undefined && item[mergeKey] !== undefined)
  if (mergeKey === undefined || !keyed(before) || !keyed(after)) {
    if (!options.ignoreChanges && !equal(before, after)) patch[key] = copy(after)
    return
  }
  const items: JsonObject[] = []
  const identity = (item: JsonObject): JsonObject => ({ [mergeKey]: item[mergeKey] ?? null })
  const find = (list: JsonObject[], item: JsonObject) =>
    list.find((one) => equal(one[mergeKey], item[mergeKey]))
  for (const item of after) {
    const old = find(before, item)
    if (old === undefined) {
      if (!options.ignoreChanges) items.push(copy(item))
      continue
    }
    const inner = diffMaps(old, item, [...path, key], options)
    if (Object.keys(inner).length === 0) continue
    if (retainsKeys(key)) inner.$retainKeys = Object.keys(item).toSorted()
    items.push({ ...inner, ...identity(item) })
  }
  if (!options.ignoreDeletions) {
    for (const item of before) if (!find(after, item)) items.push({ $patch: 'delete', ...identity(item) })
  }
  const reordered =
    !options.ignoreChanges && !options.ignoreDeletions && !equal(before.map(identity), after.map(identity))
  if (items.length > 0) patch[key] = items
  if (options.setElementOrder && (items.length > 0 || reordered))
    patch[`$setElementOrder/${key}`] = after.map(identity)
}
