/**
 * A configuration merged into the live object, and what its manager named before and names no more taken out.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed/{merge,remove}.go, merge/update.go (prune)
 */
import type { FieldType } from '../schema/structs.ts'
import { fieldsOf, isGranular, partsOf, type Part } from './fields.ts'
import { difference, has, intersection, union, withNamedFields, type FieldTree } from './fieldset.ts'

/** The live value with everything that the configuration names. */
export function merged(live: unknown, applied: unknown, type: FieldType, place: string): unknown {
  if (applied === undefined) return live
  if (!isGranular(type, place)) return applied
  const before = partsOf(live, type, place)
  const after = partsOf(applied, type, place)
  if (before.length === 0 && after.length === 0) return applied
  return whole(type.kind === 'list' ? mergedItems(before, after) : mergedFields(before, after), type)
}

const mergedPart = (live: Part | undefined, part: Part): Part => ({
  ...part,
  value: merged(live?.value, part.value, part.type, part.place),
})

function mergedFields(before: readonly Part[], after: readonly Part[]): Part[] {
  const wanted = new Map(after.map((part) => [part.step, part]))
  const rest = before.map((part) => {
    const change = wanted.get(part.step)
    wanted.delete(part.step)
    return change ? mergedPart(part, change) : part
  })
  return [...rest, ...wanted.values()]
}

/** The configuration's order, what only the live list has standing where it stood between those of both. */
function mergedItems(before: readonly Part[], after: readonly Part[]): Part[] {
  const live = new Map(before.map((part) => [part.step, part]))
  const wanted = new Set(after.map(({ step }) => step))
  const shared = after.filter(({ step }) => live.has(step)).map(({ step }) => step)
  const taken = new Set<string>()
  const out: Part[] = []
  let [left, right] = [0, 0]
  const take = (part: Part): void => {
    out.push(mergedPart(live.get(part.step), part))
    taken.add(part.step)
    if (shared[0] === part.step) shared.shift()
    right++
  }
  while (left < before.length || right < after.length) {
    const [old, next] = [before[left], after[right]]
    if (old && next && old.step === next.step) {
      take(next)
      left++
    } else if (old && next && wanted.has(old.step) && shared.length > 0 && shared[0] !== old.step) left++
    else if (old && !wanted.has(old.step)) {
      out.push(old)
      left++
    } else {
      if (old && taken.has(old.step)) left++
      if (next) take(next)
    }
  }
  return out
}

const whole = (parts: readonly Part[], type: FieldType): unknown =>
  type.kind === 'list'
    ? parts.map(({ value }) => value)
    : Object.fromEntries(parts.map(({ step, value }) => [step.slice(2), value]))

/** The value without the fields of `gone`. */
export function withoutItems(value: unknown, gone: FieldTree, type: FieldType, place: string): unknown {
  if (!isGranular(type, place)) return value
  const parts = partsOf(value, type, place)
  if (parts.length === 0) return value
  const left = parts.flatMap((part) => {
    if (has(gone, part.step)) return []
    const below = gone[part.step]
    return [below ? { ...part, value: withoutItems(part.value, below, part.type, part.place) } : part]
  })
  return whole(left, type)
}

/** The merged object without what `last` names, unless it is among `managed`, which anyone names now. */
export function pruned(value: unknown, last: FieldTree, managed: FieldTree, type: FieldType): unknown {
  const named = (tree: FieldTree): FieldTree => withNamedFields(tree, type)
  const fields = (object: unknown): FieldTree => named(fieldsOf(object, type, ''))
  const all = fields(value)
  const bare = withoutItems(value, named(last), type, '')
  const owned = withoutItems(value, difference(all, union(fields(bare), named(managed))), type, '')
  const gone = intersection(difference(all, fields(owned)), named(last))
  return withoutItems(value, gone, type, '')
}
