/**
 * JSON patch (RFC 6902), with the liberties of the server's library: `replace` of a missing key adds it.
 * @see github.com/evanphx/json-patch (Patch.Apply), k8s.io/apiserver/pkg/endpoints/handlers/patch.go, v1.35
 */
import { deepEqual } from '../store/equal.ts'
import { isJsonObject, sortedKeys } from './mergepatch.ts'

export interface Operation {
  op?: unknown
  path?: unknown
  from?: unknown
  value?: unknown
}

class Failed extends Error {}
const fail = (): never => {
  throw new Failed()
}

const stepsOf = (pointer: unknown): string[] => {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.includes('/'))) return fail()
  // What stands before the first slash is not looked at.
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function indexOf(step: string, length: number): number {
  if (!/^[+-]?\d+$/.test(step)) return fail()
  const index = Number(step)
  const at = index < 0 ? index + length : index
  return at < 0 || at > length ? fail() : at
}

function childOf(holder: unknown, step: string): unknown {
  if (Array.isArray(holder)) {
    const at = indexOf(step, holder.length)
    return at < holder.length ? (holder[at] as unknown) : fail()
  }
  if (isJsonObject(holder)) return Object.hasOwn(holder, step) ? holder[step] : fail()
  return fail()
}

/** A copy of `root` in which `change` was made to the holder of the last step. */
function changed(
  root: unknown,
  steps: readonly string[],
  change: (holder: unknown, step: string) => unknown,
): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return fail()
  if (rest.length === 0) return change(root, step)
  const child = changed(childOf(root, step), rest, change)
  if (Array.isArray(root)) return root.with(indexOf(step, root.length), child)
  return sortedKeys({ ...(root as Record<string, unknown>), [step]: child })
}

const valueAt = (root: unknown, steps: readonly string[]): unknown => steps.reduce(childOf, root)

const added =
  (value: unknown) =>
  (holder: unknown, step: string): unknown => {
    if (Array.isArray(holder))
      return step === '-' ? [...holder, value] : holder.toSpliced(indexOf(step, holder.length), 0, value)
    return isJsonObject(holder) ? sortedKeys({ ...holder, [step]: value }) : fail()
  }

const replaced =
  (value: unknown) =>
  (holder: unknown, step: string): unknown => {
    if (Array.isArray(holder)) {
      const at = indexOf(step, holder.length)
      return at < holder.length ? holder.with(at, value) : fail()
    }
    return isJsonObject(holder) ? sortedKeys({ ...holder, [step]: value }) : fail()
  }

function removed(holder: unknown, step: string): unknown {
  if (Array.isArray(holder)) {
    const at = indexOf(step, holder.length)
    return at < holder.length ? holder.toSpliced(at, 1) : fail()
  }
  if (!isJsonObject(holder) || !Object.hasOwn(holder, step)) return fail()
  const { [step]: _, ...rest } = holder
  return sortedKeys(rest)
}

function put(root: unknown, steps: readonly string[], value: unknown, change: typeof added): unknown {
  return steps.length === 0 ? value : changed(root, steps, change(value))
}

function apply(root: unknown, operation: Operation): unknown {
  const steps = stepsOf(operation.path)
  const { value } = operation
  switch (operation.op) {
    case 'add':
      return put(root, steps, value ?? null, added)
    case 'replace':
      return put(root, steps, value ?? null, replaced)
    case 'remove':
      return changed(root, steps, removed)
    case 'move': {
      const from = stepsOf(operation.from)
      return put(changed(root, from, removed), steps, valueAt(root, from), added)
    }
    case 'copy':
      return put(root, steps, valueAt(root, stepsOf(operation.from)), added)
    case 'test':
      return isEqualAt(root, steps, value) ? root : fail()
    default:
      return fail()
  }
}

/** A test for null holds where there is nothing, too. */
function isEqualAt(root: unknown, steps: readonly string[], value: unknown): boolean {
  try {
    return deepEqual(valueAt(root, steps), value ?? null)
  } catch (error) {
    if (error instanceof Failed && steps.length > 0) {
      valueAt(root, steps.slice(0, -1))
      return value === null
    }
    throw error
  }
}

/** undefined: the patch cannot be applied. */
export function jsonPatch(target: unknown, operations: readonly Operation[]): { value: unknown } | undefined {
  try {
    return { value: operations.reduce(apply, target) }
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}
