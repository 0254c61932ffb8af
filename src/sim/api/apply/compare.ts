/**
 * What differs between two objects of one type, as three sets of fields.
 * @see sigs.k8s.io/structured-merge-diff/v6/typed/{compare,comparison}.go
 */
import type { FieldType } from '../schema/structs.ts'
import { deepEqual } from '../store/equal.ts'
import { isGranular, partsOf, type Part } from './fields.ts'
import { insert, withoutBelow, type FieldTree } from './fieldset.ts'

export interface Comparison {
  added: FieldTree
  removed: FieldTree
  modified: FieldTree
}

export function compare(before: unknown, after: unknown, type: FieldType): Comparison {
  const found: Comparison = { added: {}, removed: {}, modified: {} }
  comparePart(before, after, { type, place: '' }, [], found)
  return found
}

const byStep = (parts: readonly Part[]): Map<string, Part> => new Map(parts.map((part) => [part.step, part]))

function comparePart(
  before: unknown,
  after: unknown,
  { type, place }: Pick<Part, 'type' | 'place'>,
  path: readonly string[],
  found: Comparison,
): void {
  const isLeaf = !isGranular(type, place)
  const old = isLeaf ? [] : partsOf(before, type, place)
  const now = isLeaf ? [] : partsOf(after, type, place)
  const oldParts = byStep(old)
  const newParts = byStep(now)
  // Two that are empty are compared as leaves, which tells an empty one from none.
  if (oldParts.size > 0 || newParts.size > 0)
    for (const part of [...old, ...now.filter(({ step }) => !oldParts.has(step))])
      comparePart(
        oldParts.get(part.step)?.value,
        newParts.get(part.step)?.value,
        part,
        [...path, part.step],
        found,
      )
  if (path.length === 0) return
  if (before === undefined) insert(found.added, path)
  else if (after === undefined) insert(found.removed, path)
  else if (oldParts.size === 0 && newParts.size === 0 && !deepEqual(before, after))
    insert(found.modified, path)
}

/** The comparison without the fields that this endpoint does not write. */
export const comparisonWithout = (found: Comparison, ignored: FieldTree): Comparison => ({
  added: withoutBelow(found.added, ignored),
  removed: withoutBelow(found.removed, ignored),
  modified: withoutBelow(found.modified, ignored),
})
