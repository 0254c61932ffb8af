/**
 * Which fields the requests of clients come to own. What the cluster's own actors write is nobody's, and an object
 * that nobody owns a field of is not looked at, so they pay nothing for it.
 * Simplified: upstream's controllers are managers like any other.
 * @see k8s.io/apimachinery/pkg/util/managedfields/internal/{fieldmanager,skipnonapplied}.go, v1.35
 */
import { apiVersionOf } from '../registry/kinds.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { SERVED, type Served } from '../registry/versions.ts'
import { prune } from '../schema/decode.ts'
import type { FieldType } from '../schema/structs.ts'
import type { ManagedFieldsEntry } from '../types/meta.ts'
import { compare, comparisonWithout, type Comparison } from './compare.ts'
import type { FieldTree } from './fieldset.ts'
import { entriesAfterUpdate, type Entries } from './managers.ts'

type Subresource = 'status' | undefined

const MAX_MANAGER = 128

/** Kinds without a status endpoint keep no status apart; the rest of them own none through the object itself. */
const WITHOUT_STATUS = [
  'configmaps',
  'endpoints',
  'endpointslices',
  'events',
  'limitranges',
  'serviceaccounts',
  'priorityclasses',
]

/** What the endpoint does not write, and so nobody comes to own through it. */
export function ignoredFields({ kind }: Served, subresource: Subresource): FieldTree {
  if (WITHOUT_STATUS.includes(kind.resource)) return {}
  if (subresource === undefined) return { 'f:status': {} }
  if (kind.resource === 'deployments') return { 'f:spec': {}, 'f:metadata': { 'f:labels': {} } }
  if (kind.resource === 'pods')
    return { 'f:spec': {}, 'f:metadata': { 'f:deletionTimestamp': {}, 'f:ownerReferences': {} } }
  return { 'f:spec': {} }
}

/** The manager that a request names, or its client's name. */
export function managerOf(named: string | undefined, userAgent = ''): string {
  if (named) return named
  const client = [...(userAgent.split('/')[0] ?? '')].filter((sign) => sign >= ' ').join('')
  return client.slice(0, MAX_MANAGER) || 'unknown'
}

export const typeOfServed = ({ struct }: Served): FieldType => ({ kind: 'struct', struct })

/** An object as a version shows it; undefined: the empty object that a new one is compared with. */
export function formIn(served: Served, object: ObjectParts | undefined): Record<string, unknown> {
  if (!object) return prune(served.struct, {})
  const { managedFields: _, ...metadata } = object.metadata
  const bare = { ...object, metadata } as ObjectParts
  return prune(
    served.struct,
    (served.fromStored ? served.fromStored(bare) : bare) as unknown as Record<string, unknown>,
  )
}

/** Compares two forms of an object in whatever version a manager knows. */
export function comparing(
  served: Served,
  subresource: Subresource,
  forms: (version: Served) => [before: unknown, after: unknown],
): (apiVersion: string) => Comparison | undefined {
  const known = new Map<string, Comparison | undefined>()
  return (apiVersion) => {
    if (known.has(apiVersion)) return known.get(apiVersion)
    const version = SERVED.find((other) => other.kind === served.kind && apiVersionOf(other) === apiVersion)
    const found =
      version &&
      comparisonWithout(
        compare(...forms(version), typeOfServed(version)),
        ignoredFields(version, subresource),
      )
    known.set(apiVersion, found)
    return found
  }
}

const isReset = (given: Entries | undefined): boolean =>
  given !== undefined &&
  (given.length === 0 || (given.length === 1 && Object.keys(given[0] as object).length === 0))

const isReadable = (entry: ManagedFieldsEntry): boolean =>
  (entry.operation === 'Apply' || entry.operation === 'Update') &&
  Boolean(entry.apiVersion) &&
  entry.fieldsType === 'FieldsV1'

/** The entries to start from: those of the client, when it sends some that can be read, or the stored ones. */
function entriesToStartFrom(given: Entries | undefined, live: Entries, subresource: Subresource): Entries {
  if (subresource !== undefined) return live
  if (isReset(given)) return []
  return given && given.length > 0 && given.every(isReadable) ? given : live
}

export interface Writer {
  manager: string
  now: string
  subresource?: Subresource
}

/** The managers of an object after a write that is no apply; `object` is as it was sent, with its defaults. */
export function managersAfterWrite(
  served: Served,
  { manager, now, subresource }: Writer,
  object: ObjectParts,
  old: ObjectParts | undefined,
): ManagedFieldsEntry[] {
  const live = old?.metadata.managedFields ?? []
  const entries = entriesToStartFrom(object.metadata.managedFields, live, subresource)
  if (old && entries.length === 0) return []
  return entriesAfterUpdate(entries, {
    manager,
    now,
    apiVersion: apiVersionOf(served),
    subresource,
    compareIn: comparing(served, subresource, (version) => [formIn(version, old), formIn(version, object)]),
  })
}
