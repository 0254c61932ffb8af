/** The RFC 7396 patch between two objects. @see github.com/evanphx/json-patch CreateMergePatch */
import { copy, equal, isObject, type JsonObject } from '../json.ts'

export function mergeDiff(before: JsonObject, after: JsonObject): JsonObject {
  const patch: JsonObject = {}
  for (const [key, value] of Object.entries(after)) {
    const old = before[key]
    if (isObject(value) && isObject(old)) {
      const inner = mergeDiff(old, value)
      if (Object.keys(inner).length > 0) patch[key] = inner
    } else if (old === undefined || !equal(old, value)) patch[key] = copy(value)
  }
  for (const key of Object.keys(before)) if (after[key] === undefined) patch[key] = null
  return patch
}
