/** What a strict reading of a patch complains of before it is applied: keys said twice, and those of no operation. */
import { isJsonObject } from '../patch/mergepatch.ts'

const OPERATION = ['op', 'path', 'from', 'value']

function walk(value: unknown, path: string, duplicates: ReadonlyMap<object, string[]>, into: string[]): void {
  if (Array.isArray(value)) value.forEach((item, i) => walk(item, `${path}[${i}]`, duplicates, into))
  if (!isJsonObject(value)) return
  const repeated = duplicates.get(value) ?? []
  for (const [key, part] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`
    if (repeated.includes(key)) into.push(`duplicate field "${at}"`)
    walk(part, at, duplicates, into)
  }
}

/** `duplicate field "spec.replicas"`, in the order of the text. */
export function duplicatesOf(value: unknown, duplicates: ReadonlyMap<object, string[]>): string[] {
  const found: string[] = []
  if (duplicates.size > 0) walk(value, '', duplicates, found)
  return found
}

/** The same of a JSON patch, and fields that no operation has. */
export function strictOfOperations(
  operations: readonly unknown[],
  duplicates: ReadonlyMap<object, string[]>,
): string[] {
  const found: string[] = []
  for (const [i, operation] of operations.entries()) {
    if (!isJsonObject(operation)) continue
    const repeated = duplicates.get(operation) ?? []
    for (const [key, part] of Object.entries(operation)) {
      const at = `[${i}].${key}`
      if (repeated.includes(key)) found.push(`duplicate field "${at}"`)
      if (OPERATION.includes(key)) walk(part, at, duplicates, found)
      else found.push(`unknown field "${at}"`)
    }
  }
  return found.map((text) => `json patch ${text}`)
}
