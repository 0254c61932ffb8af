/** RFC 6902. @see github.com/evanphx/json-patch */
import { copy, equal, isObject, type Json } from '../json.ts'

/** Thrown for a path that is not there, a failed test or an unknown operation. */
export class JsonPatchError extends Error {}

const steps = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) // prettier-ignore

function parentOf(document: Json, pointer: string): { parent: Json; key: string } {
  const path = steps(pointer)
  let parent = document
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

function read(document: Json, pointer: string): Json | undefined {
  if (pointer === '') return document
  const { parent, key } = parentOf(document, pointer)
  return Array.isArray(parent) ? parent[Number(key)] : isObject(parent) ? parent[key] : undefined
}

function write(document: Json, pointer: string, value: Json, insert: boolean): void {
  const { parent, key } = parentOf(document, pointer)
  if (Array.isArray(parent)) {
    const index = key === '-' ? parent.length : Number(key)
    if (!Number.isInteger(index) || index < 0 || index > parent.length)
      throw new JsonPatchError(`bad index: ${key}`)
    parent.splice(index, insert ? 0 : 1, value)
  } else if (isObject(parent)) parent[key] = value
  else throw new JsonPatchError(`missing path: ${pointer}`)
}

function drop(document: Json, pointer: string): void {
  const { parent, key } = parentOf(document, pointer)
  if (read(document, pointer) === undefined) throw new JsonPatchError(`missing path: ${pointer}`)
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (isObject(parent)) delete parent[key]
}

export function jsonPatch(target: Json, operations: Json[]): Json {
  const document = copy(target)
  for (const operation of operations) {
    if (!isObject(operation)) throw new JsonPatchError('not an operation')
    const path = String(operation.path)
    const from = String(operation.from)
    if (operation.op === 'add') write(document, path, copy(operation.value ?? null), true)
    else if (operation.op === 'replace') write(document, path, copy(operation.value ?? null), false)
    else if (operation.op === 'remove') drop(document, path)
    else if (operation.op === 'test') {
      if (!equal(read(document, path) ?? null, operation.value ?? null))
        throw new JsonPatchError(`test failed: ${path}`)
    } else if (operation.op === 'move' || operation.op === 'copy') {
      const value = read(document, from)
      if (value === undefined) throw new JsonPatchError(`missing path: ${from}`)
      if (operation.op === 'move') drop(document, from)
      write(document, path, copy(value), true)
    } else throw new JsonPatchError(`unexpected kind: ${String(operation.op)}`)
  }
  return document
}
