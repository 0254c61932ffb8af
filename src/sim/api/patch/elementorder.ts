/**
 * The order of a merged list: elements of the patch in the patch's order (or the one that `$setElementOrder` states),
 * the others in the server's, woven together so that the server's order holds where it is known of both.
 * @see k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (normalizeElementOrder, validatePatchWithSetOrderList), v1.35
 */
import { deepEqual } from '../store/equal.ts'
import { goText, goTypeOf, PatchError } from './gotext.ts'
import { isJsonObject } from './mergepatch.ts'

export const SET_ORDER = '$setElementOrder'
const MAP = 'map[string]interface {}'

/** What tells an element from the others: its merge key, or (where that is '') itself. */
export function mergeKeyOf(item: unknown, mergeKey: string): unknown {
  if (mergeKey === '') return item
  if (!isJsonObject(item)) throw new PatchError(`expected a ${MAP}, but received a ${goTypeOf(item)}`)
  if (!Object.hasOwn(item, mergeKey))
    throw new PatchError(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`)
  return item[mergeKey]
}

/** Where in a list an element stands. Elements of the list itself may lack the key: they are others. */
function indexIn(list: readonly unknown[], item: unknown, mergeKey: string): number {
  const key = mergeKeyOf(item, mergeKey)
  if (mergeKey === '') return list.findIndex((other) => deepEqual(other, key))
  return list.findIndex((other, at) => {
    if (!isJsonObject(other)) throw new PatchError(`value for key ${at} is not a map`)
    return Object.hasOwn(other, mergeKey) && deepEqual(other[mergeKey], key)
  })
}

const sortedBy = (items: unknown[], order: readonly unknown[], mergeKey: string): unknown[] =>
  items
    .map((item) => ({ item, at: indexIn(order, item, mergeKey) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

export function weave(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const inPatch = (item: unknown): boolean => indexIn(patchOrder, item, mergeKey) >= 0
  const left = sortedBy(
    merged.filter((item) => !inPatch(item)),
    serverOrder,
    mergeKey,
  )
  const right = sortedBy(merged.filter(inPatch), patchOrder, mergeKey)
  const out: unknown[] = []
  while (left.length > 0 && right.length > 0) {
    const a = indexIn(serverOrder, left[0], mergeKey)
    const b = indexIn(serverOrder, right[0], mergeKey)
    out.push(a >= 0 && b >= 0 && a < b ? left.shift() : right.shift())
  }
  return [...out, ...left, ...right]
}

/** The type of all elements of the lists, which must be one. */
export function sliceElementType(...lists: unknown[][]): string {
  const [first, ...others] = lists.flat()
  if (lists.every((list) => list.length === 0)) throw new PatchError('no elements in any of the given slices')
  const type = goTypeOf(first)
  if (others.some((other) => goTypeOf(other) !== type))
    throw new PatchError(`list element types are not identical: ${goText(lists)}`)
  return type
}

/** The stated order must hold all that the patch adds or changes, in the same order. */
function validateSetOrder(changes: unknown[], order: unknown[], mergeKey: string): void {
  if (order.length === 0 || changes.length === 0) return
  for (const item of mergeKey === '' ? [] : changes)
    if (!isJsonObject(item)) throw new PatchError(`expected a ${MAP}, but received a ${goTypeOf(item)}`)
  const present = changes.filter((item) => !(isJsonObject(item) && Object.hasOwn(item, '$patch')))
  let at = 0
  for (const item of present) {
    while (at < order.length && !deepEqual(mergeKeyOf(item, mergeKey), mergeKeyOf(order[at], mergeKey))) at++
    if (at++ >= order.length)
      throw new PatchError(
        `The order in patch list:\n${goText(changes)}\n doesn't match ${SET_ORDER} list:\n${goText(order)}\n`,
      )
  }
}

interface Stated {
  live: unknown[]
  changes: unknown[]
  order: unknown[]
  mergeKey: string
  merge(): unknown[]
}

/** A list in the order that the patch states, once that is found to be one. */
export function ordered({ live, changes, order, mergeKey, merge }: Stated): () => unknown[] {
  validateSetOrder(changes, order, mergeKey)
  return () => {
    const merged = merge()
    const woven = weave(merged, order, live, mergeKey)
    sliceElementType(live, changes)
    return woven
  }
}
