/**
 * Who owns which fields, as metadata.managedFields keeps it: how a write that is no apply, and an apply, change it.
 * @see sigs.k8s.io/structured-merge-diff/v6/merge/update.go; k8s.io/apimachinery/pkg/util/managedfields/internal, v1.35
 */
import type { ManagedFieldsEntry } from '../types/meta.ts'
import { parseRfc3339 } from '../../time.ts'
import type { Comparison } from './compare.ts'
import { difference, intersection, isEmptySet, pathsOf, union, type FieldTree } from './fieldset.ts'

export type Entries = readonly ManagedFieldsEntry[]

/** One write: by whom, of which version, and what it changes as each version shows it. */
export interface Operation {
  manager: string
  apiVersion: string
  subresource: string | undefined
  /** When, as metav1.Time. */
  now: string
  /** undefined: no such version. */
  compareIn(apiVersion: string): Comparison | undefined
}

export interface Conflict {
  entry: ManagedFieldsEntry
  path: string
}

/** More updaters than these are melted into one. */
const MAX_UPDATERS = 10
const OLD_UPDATES = 'ancient-changes'

/** What no manager owns: what says which object it is, and what the server keeps. */
const UNOWNED: FieldTree = {
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
}

export const treeOf = (entry: ManagedFieldsEntry): FieldTree => (entry.fieldsV1 ?? {}) as FieldTree

/** Says which manager an entry is of: an applier is the same in all versions. Managers are sorted by it. */
export const identityOf = ({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string =>
  JSON.stringify({
    manager,
    operation,
    apiVersion: operation === 'Apply' ? undefined : apiVersion,
    subresource,
  })

export const owning = (entry: ManagedFieldsEntry, fieldsV1: FieldTree): ManagedFieldsEntry => {
  const { manager, operation, apiVersion, time, subresource } = entry
  return {
    ...(manager === undefined ? {} : { manager }),
    ...(operation === undefined ? {} : { operation }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  }
}

const seconds = ({ time }: ManagedFieldsEntry): number => (time === undefined ? 0 : (parseRfc3339(time) ?? 0))
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const sorted = (entries: Entries): ManagedFieldsEntry[] =>
  [...entries].sort(
    (a, b) =>
      order(a.operation ?? '', b.operation ?? '') ||
      seconds(a) - seconds(b) ||
      order(a.manager ?? '', b.manager ?? '') ||
      order(a.apiVersion ?? '', b.apiVersion ?? '') ||
      order(a.subresource ?? '', b.subresource ?? ''),
  )

/** The entries without what the write takes over or takes away; what nobody can convert is dropped. */
function bereft(entries: Entries, compareIn: Operation['compareIn'], mine?: string): ManagedFieldsEntry[] {
  return entries.flatMap((entry) => {
    if (identityOf(entry) === mine) return [entry]
    const found = compareIn(entry.apiVersion ?? '')
    if (!found) return []
    const lost = union(union(found.modified, found.added), found.removed)
    const left = difference(treeOf(entry), lost)
    return isEmptySet(left) ? [] : [owning(entry, left)]
  })
}

/** The entry of this manager among `entries`, put into its place there or at the end. */
function replaced(entries: Entries, entry: ManagedFieldsEntry): ManagedFieldsEntry[] {
  const identity = identityOf(entry)
  return [...entries.filter((other) => identityOf(other) !== identity), entry]
}

/** After a create, update or patch: its manager owns what it changed, too. */
export function entriesAfterUpdate(entries: Entries, operation: Operation): ManagedFieldsEntry[] {
  const { manager, apiVersion, subresource, now } = operation
  const found = operation.compareIn(apiVersion) ?? { added: {}, removed: {}, modified: {} }
  const left = bereft(entries, operation.compareIn)
  const taken = difference(union(found.modified, found.added), UNOWNED)
  if (isEmptySet(taken)) return sorted(left)
  const mine: ManagedFieldsEntry = {
    manager,
    operation: 'Update',
    apiVersion,
    time: now,
    ...(subresource === undefined ? {} : { subresource }),
  }
  const identity = identityOf(mine)
  const previous = left.find((entry) => identityOf(entry) === identity)
  const owned = previous ? union(taken, treeOf(previous)) : taken
  return sorted(capped(replaced(left, owning(mine, owned))))
}

/** The oldest updaters of a version melted together, when there are too many. */
function capped(entries: ManagedFieldsEntry[]): ManagedFieldsEntry[] {
  const updaters = entries
    .filter(({ operation }) => operation === 'Update')
    .sort((a, b) => seconds(a) - seconds(b) || order(identityOf(a), identityOf(b)))
  let all: ManagedFieldsEntry[] = entries
  let count = updaters.length
  const first = new Map<string, ManagedFieldsEntry>()
  for (const updater of updaters) {
    if (count <= MAX_UPDATERS) break
    const version = updater.apiVersion ?? ''
    const bucket = first.get(version)
    if (!bucket) {
      first.set(version, updater)
      continue
    }
    const { time } = updater
    const melted = owning(
      {
        manager: OLD_UPDATES,
        operation: 'Update',
        apiVersion: version,
        ...(time === undefined ? {} : { time }),
      },
      union(treeOf(updater), treeOf(bucket)),
    )
    all = [...all.filter((entry) => entry !== updater && entry !== bucket), melted]
    first.set(version, melted)
    count--
  }
  return all
}

/** Fields that others own and the apply would change. */
export function conflictsOf(entries: Entries, mine: string, compareIn: Operation['compareIn']): Conflict[] {
  return [...entries]
    .sort((a, b) => order(identityOf(a), identityOf(b)))
    .filter((entry) => identityOf(entry) !== mine)
    .flatMap((entry) => {
      const found = compareIn(entry.apiVersion ?? '')
      const fields = found ? intersection(treeOf(entry), union(found.modified, found.added)) : {}
      return pathsOf(fields).map((path) => ({ entry, path }))
    })
}

/** After an apply: its manager owns what it names, and nothing else. */
export function entriesAfterApply(
  entries: Entries,
  mine: ManagedFieldsEntry,
  fields: FieldTree,
  operation: Operation,
  changes: boolean,
): ManagedFieldsEntry[] {
  const identity = identityOf(mine)
  const before = entries.find((entry) => identityOf(entry) === identity)
  const left = bereft(entries, operation.compareIn, identity)
  const owned = difference(fields, UNOWNED)
  const time = changes ? operation.now : before?.time
  const others = left.filter((entry) => identityOf(entry) !== identity)
  if (isEmptySet(owned)) return sorted(others)
  return sorted([...others, owning({ ...mine, ...(time === undefined ? {} : { time }) }, owned)])
}
