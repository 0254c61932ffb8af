/**
 * Server-side apply: a manager says which fields it wants and how; what it named before and names no more goes, what
 * another manager owns with another value is a conflict.
 * @see k8s.io/apimachinery/pkg/util/managedfields, sigs.k8s.io/structured-merge-diff/v6/merge/update.go
 */
import type { ApiAnswer } from '../contract.ts'
import { wantedOf } from '../http/body.ts'
import {
  answerWritten,
  missing,
  nameError,
  refuse,
  stored,
  validationOf,
  type Exchange,
} from '../http/exchange.ts'
import { isTrue } from '../http/query.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Served } from '../registry/versions.ts'
import { decode } from '../schema/decode.ts'
import type { FieldType } from '../schema/structs.ts'
import { deepEqual } from '../store/equal.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import { createRest, updateRest } from '../verbs/rest.ts'
import type { Comparison } from './compare.ts'
import {
  isStatus,
  readConfiguration,
  repeatedKeys,
  strictlyRefused,
  type Configuration,
} from './configuration.ts'
import { conflictStatus, forgivenPaths, withLastApplied } from './conflicts.ts'
import { fieldsOf } from './fields.ts'
import { union, withoutBelow, type FieldTree } from './fieldset.ts'
import { merged, pruned } from './merge.ts'
import {
  conflictsOf,
  entriesAfterApply,
  entriesAfterUpdate,
  identityOf,
  treeOf,
  type Entries,
} from './managers.ts'
import { comparing, formIn, ignoredFields, managerOf, typeOfServed, type Writer } from './tracking.ts'

/** Owns what was there before anyone's fields were tracked. */
const BEFORE_FIRST_APPLY = 'before-first-apply'

/** One apply, to an object or to its scale. */
export interface Application {
  manager: string
  force: boolean
  now: string
  apiVersion: string
  subresource: string | undefined
  type: FieldType
  /** Fields that this endpoint does not write. */
  ignored: FieldTree
  compareIn(before: unknown, after: unknown): (apiVersion: string) => Comparison | undefined
}

export type Applied =
  { ok: true; object: unknown; entries: ManagedFieldsEntry[] } | { ok: false; status: Status }

/** What becomes of the live form and its managers. */
export function applied(
  entries: Entries,
  live: Configuration,
  configuration: Configuration,
  application: Application,
): Applied {
  const { manager, apiVersion, subresource, type, now } = application
  const mine: ManagedFieldsEntry = {
    manager,
    operation: 'Apply',
    apiVersion,
    ...(subresource === undefined ? {} : { subresource }),
  }
  const identity = identityOf(mine)
  const last = entries.find((entry) => identityOf(entry) === identity)
  const fields = withoutBelow(fieldsOf(configuration, type, ''), application.ignored)
  const managed = entries
    .filter((entry) => entry !== last)
    .reduce((all, entry) => union(all, treeOf(entry)), fields)
  const whole = merged(live, configuration, type, '')
  const next = (last ? pruned(whole, treeOf(last), managed, type) : whole) as Configuration
  const compareIn = application.compareIn(live, next)
  const forgiven = manager === 'kubectl' ? forgivenPaths(live, apiVersion, type) : new Set<string>()
  const conflicts = conflictsOf(entries, identity, compareIn).filter(({ path }) => !forgiven.has(path))
  if (conflicts.length > 0 && !application.force) return { ok: false, status: conflictStatus(conflicts) }
  const operation = { manager, apiVersion, subresource, now, compareIn }
  return {
    ok: true,
    object: manager === 'kubectl' ? withLastApplied(next, configuration) : next,
    entries: entriesAfterApply(entries, mine, fields, operation, !deepEqual(live, next)),
  }
}

/** The managers of what is there; what nobody owns a field of belongs to whoever wrote it before. */
function entriesBefore(served: Served, old: ObjectParts | undefined, { now, subresource }: Writer): Entries {
  const entries = old?.metadata.managedFields ?? []
  if (!old || entries.length > 0) return entries
  return entriesAfterUpdate([], {
    manager: BEFORE_FIRST_APPLY,
    apiVersion: wantedOf(served).apiVersion,
    subresource,
    now,
    compareIn: comparing(served, subresource, (version) => [
      formIn(version, undefined),
      formIn(version, old),
    ]),
  })
}

export function apply(exchange: Exchange, subresource?: 'status'): ApiAnswer {
  const { context, request, route, query } = exchange
  const { served } = route
  const wanted = wantedOf(served)
  const configuration = readConfiguration(request.body ?? '', { wanted, name: route.name ?? '' })
  if (isStatus(configuration)) return refuse(configuration)
  const old = stored(exchange)
  if (!old && subresource !== undefined) return missing(exchange)
  const now = context.stamp()
  const manager = managerOf(query.fieldManager, request.userAgent)
  const inStored = (form: unknown): ObjectParts => {
    const { kind, apiVersion } = wanted
    const decoded = decode(served.struct, { ...(form as Configuration), kind, apiVersion })
      .value as ObjectParts
    return served.toStored ? served.toStored(decoded) : decoded
  }
  const result = applied(
    entriesBefore(served, old, { manager, now, subresource }),
    formIn(served, old),
    configuration,
    {
      manager,
      now,
      subresource,
      apiVersion: wanted.apiVersion,
      force: isTrue(query.force),
      type: typeOfServed(served),
      ignored: ignoredFields(served, subresource),
      compareIn: (live, next) =>
        comparing(served, subresource, (version) =>
          version === served ? [live, next] : [formIn(version, old), formIn(version, inStored(next))],
        ),
    },
  )
  if (!result.ok) return refuse(result.status)
  const validation = validationOf(query)
  const repeated = validation === 'Ignore' ? [] : repeatedKeys(request.body ?? '')
  if (repeated.length > 0 && validation === 'Strict') return refuse(strictlyRefused(repeated))
  const strategy = STRATEGIES[served.kind.resource]
  const options = {
    dryRun: query.dryRun === 'All',
    subresource,
    isPatch: true,
    managers: () => result.entries,
  }
  const object = inStored(result.object)
  const misnamed = nameError(exchange, object)
  if (misnamed) return refuse(misnamed)
  const namespace = route.namespace ?? ''
  if (old) return answerWritten(exchange, updateRest(context, strategy, namespace, object, options), repeated)
  const { resourceVersion: _, ...metadata } = object.metadata
  const created = { ...object, metadata } as ObjectParts
  return answerWritten(exchange, createRest(context, strategy, namespace, created, options), repeated)
}
