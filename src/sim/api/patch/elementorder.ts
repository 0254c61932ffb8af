/**
 * The order of a merged list: elements of the patch in the patch's order, the others in the server's, woven together
 * so that the server's order holds where it is known of both.
 * @see k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (normalizeElementOrder), v1.35
 */
import { deepEqual } from '../store/equal.ts'
import { PatchError, goText } from './gotext.ts'
import { isJsonObject } from './mergepatch.ts'

const keyOf = (item: unknown, mergeKey: string): unknown =>
  mergeKey !== '' && isJsonObject(item) ? item[mergeKey] : item

const indexIn = (list: readonly unknown[], item: unknown, mergeKey: string): number => {
  const key = keyOf(item, mergeKey)
  return list.findIndex((other) => deepEqual(keyOf(other, mergeKey), key))
}

const sortedBy = (items: unknown[], order: readonly unknown[], mergeKey: string): unknown[] =>
  items
    .map((item) => ({ item, at: indexIn(order, item, mergeKey) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

export function inOrder(
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

export interface SetOrder {
  merged: unknown[]
  changes: unknown[]
  original: unknown[]
  order: unknown[]
  mergeKey: string
}

/** The list in the order that `$setElementOrder` states, which must hold all of the patch, in the same order. */
export function orderedBySet({ merged, changes, original, order, mergeKey }: SetOrder): unknown[] {
  const present = changes.filter((change) => !(isJsonObject(change) && change.$patch !== undefined))
  let last = -1
  for (const change of present) {
    const at = indexIn(order, change, mergeKey)
    if (at < 0 || at < last)
      throw new PatchError(
        `The order in patch list:\n${goText(changes)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`,
      )
    last = at
  }
  return inOrder(merged, order, original, mergeKey)
}
