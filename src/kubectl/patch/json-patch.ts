/** RFC 6902. @see github.com/evanphx/json-patch */
import { copy, equal, isObject, type Json } from '../json.ts'

/** Thrown for a path that is not there, a failed test or an unknown operation. */
export class JsonPatchError extends Error {}

const steps = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) // prettier-ignore

function parentOf(whole: Json, pointer: string): { parent: Json; key: string } {
  const path = steps(pointer)
  let parent = whole
  for (const key of path.slice(0, -1)) {
    const next: Json | undefined = Array.isArray(parent)
      ? parent[Number(key)]
      : isObject(parent)
        ? parent[key]
        : undefined
    if (next === undefined || next === null) throw new JsonPatchError(`missing path: ${pointer}`)
    parent = next
  }
  return { parent, key: path.at(-1) ?? '' }
}

function read(whole: Json, pointer: string): Json | undefined {
  if (pointer === '') return whole
  const { parent, key } = parentOf(whole, pointer)
  return Array.isArray(parent) ? parent[Number(key)] : isObject(parent) ? parent[key] : undefined
}

function write(whole: Json, pointer: string, value: Json, insert: boolean): void {
  const { parent, key } = parentOf(whole, pointer)
  if (Array.isArray(parent)) {
    const index = key === '-' ? parent.length : Number(key)
    if (!Number.isInteger(index) || index < 0 || index > parent.length)
      throw new JsonPatchError(`bad index: ${key}`)
    parent.splice(index, insert ? 0 : 1, value)
  } else if (isObject(parent)) parent[key] = value
  else throw new JsonPatchError(`missing path: ${pointer}`)
}

function drop(whole: Json, pointer: string): void {
  const { parent, key } = parentOf(whole, pointer)
  if (read(whole, pointer) === undefined) throw new JsonPatchError(`missing path: ${pointer}`)
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (isObject(parent)) delete parent[key]
}

export function jsonPatch(target: Json, operations: Json[]): Json {
  const whole = copy(target)
  for (const operation of operations) {
    if (!isObject(operation)) throw new JsonPatchError('not an operation')
    const path = String(operation.path)
    const from = String(operation.from)
    if (operation.op === 'add') write(whole, path, copy(operation.value ?? null), true)
    else if (operation.op === 'replace') write(whole, path, copy(operation.value ?? null), false)
    else if (operation.op === 'remove') drop(whole, path)
    else if (operation.op === 'test') {
      if (!equal(read(whole, path) ?? null, operation.value ?? null))
        throw new JsonPatchError(`test failed: ${path}`)
    } else if (operation.op === 'move' || operation.op === 'copy') {
      const value = read(whole, from)
      if (value === undefined) throw new JsonPatchError(`missing path: ${from}`)
      if (operation.op === 'move') drop(whole, from)
      write(whole, path, copy(value), true)
    } else throw new JsonPatchError(`unexpected kind: ${String(operation.op)}`)
  }
  return whole
}
