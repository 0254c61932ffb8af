/**
 * Server-side apply: a manager says which fields it wants and how; what it named before and names no more goes, what
 * another manager has applied with another value is a conflict.
 * Simplified: only appliers own fields; other writes take none, so that an apply over them never conflicts.
 * @see k8s.io/apimachinery/pkg/util/managedfields, sigs.k8s.io/structured-merge-diff/v6
 */
import type { ApiAnswer } from '../contract.ts'
import { badRequest, failure } from '../errors.ts'
import { wantedOf } from '../http/body.ts'
import { parseYaml } from '../http/yaml.ts'
import { jsonKind } from '../http/json.ts'
import { answerWritten, stored, type Exchange } from '../http/exchange.ts'
import { respondStatus } from '../http/respond.ts'
import { isJsonObject } from '../patch/mergepatch.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { decode } from '../schema/decode.ts'
import type { FieldType } from '../schema/structs.ts'
import { cloneJson } from '../store/equal.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import { createRest, updateRest } from '../verbs/rest.ts'
import {
  contested,
  difference,
  duplicates,
  fieldsOf,
  merged,
  pathsOf,
  without,
  type FieldTree,
} from './fields.ts'

type Fields = Record<string, unknown>

const refuse = (status: Status): ApiAnswer => ({ kind: 'response', response: respondStatus(status) })

/** The body as a configuration, or why it is none. */
function readConfiguration({ request, route }: Exchange): Fields | Status {
  const parsed = parseYaml(request.body ?? '')
  if (!parsed.ok) return badRequest(`error decoding YAML: error converting YAML to JSON: ${parsed.error}`)
  const value = parsed.value ?? {}
  if (!isJsonObject(value))
    return badRequest(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    )
  const { kind, apiVersion } = wantedOf(route.served)
  const given = { kind: value.kind ?? '', apiVersion: String(value.apiVersion ?? '') }
  if (given.kind !== kind || given.apiVersion !== apiVersion) {
    const shown =
      given.apiVersion === ''
        ? '/'
        : given.apiVersion.includes('/')
          ? given.apiVersion
          : `/${given.apiVersion}`
    return badRequest(`invalid object type: ${shown}, Kind=${String(given.kind)}`)
  }
  const metadata = (value.metadata ?? {}) as Fields
  const name = route.name ?? ''
  if (!metadata.name)
    return badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    )
  if (metadata.name !== name)
    return badRequest(
      `the name of the object (${String(metadata.name)}) does not match the name on the URL (${name})`,
    )
  if (metadata.managedFields !== undefined) return badRequest('metadata.managedFields must be nil')
  return value
}

const isStatus = (value: Fields | Status): value is Status => value.kind === 'Status'

/** What a configuration owns: all that it names but what says which object it is. */
function ownedBy(configuration: Fields, type: FieldType): FieldTree {
  const { metadata, apiVersion: _, kind: __, ...rest } = configuration
  const {
    name: ___,
    namespace: ____,
    uid: _____,
    resourceVersion: ______,
    creationTimestamp: _______,
    ...owned
  } = (metadata ?? {}) as Fields
  return fieldsOf(Object.keys(owned).length > 0 ? { metadata: owned, ...rest } : rest, type, '')
}

function conflictStatus(found: readonly { manager: string; path: string }[]): Status {
  const managers = [...new Set(found.map(({ manager }) => manager))].sort()
  const one = found.length === 1
  const head = `Apply failed with ${found.length} conflict${one ? '' : 's'}: `
  const body = managers.map((manager) => {
    const paths = found.filter((conflict) => conflict.manager === manager).map(({ path }) => path)
    return one
      ? `conflict with ${JSON.stringify(manager)}: ${paths[0] ?? ''}`
      : `conflicts with ${JSON.stringify(manager)}:\n${paths.map((path) => `- ${path}`).join('\n')}`
  })
  const causes = found.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${JSON.stringify(manager)}`,
    field: path,
  }))
  return failure(409, 'Conflict', head + body.join('\n'), { causes })
}

const byTimeAndManager = (a: ManagedFieldsEntry, b: ManagedFieldsEntry): number => {
  const key = ({ time = '', manager = '' }: ManagedFieldsEntry): string => `${time} ${manager}`
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
}

const treeOf = (entry: ManagedFieldsEntry): FieldTree => (entry.fieldsV1 ?? {}) as FieldTree

/** The decoder's complaint about a number in the words of the typed merge. */
function typedError(error: string): string {
  const [, given, path] =
    /^json: cannot unmarshal (\w+).* field \w+\.(\S+) of type int\d\d$/.exec(error) ?? []
  return path === undefined ? error : `.${path}: expected numeric (int or float), got ${given ?? ''}`
}

export function apply(exchange: Exchange, subresource?: 'status'): ApiAnswer {
  const { context, route, query } = exchange
  const { served } = route
  const configuration = readConfiguration(exchange)
  if (isStatus(configuration)) return refuse(configuration)
  const typed = (why: string): Status =>
    failure(
      500,
      '',
      `failed to create typed patch object (${String((configuration.metadata as Fields).namespace ?? '')}/${route.name ?? ''}; ${wantedOf(served).apiVersion}, Kind=${served.kind.kind}): ${why}`,
    )
  const checked = decode(served.struct, configuration)
  const [unknown] = checked.strict
  if (unknown !== undefined)
    return refuse(typed(`.${unknown.replace(/^unknown field "(.*)"$/, '$1')}: field not declared in schema`))
  if (checked.error !== undefined) return refuse(typed(typedError(checked.error)))
  const type: FieldType = { kind: 'struct', struct: served.struct }
  const twice = duplicates(configuration, type, '')
  if (twice !== undefined) return refuse(typed(twice))
  const old = stored(exchange)
  const manager = query.fieldManager ?? ''
  const isMine = (entry: ManagedFieldsEntry): boolean =>
    entry.manager === manager && entry.operation === 'Apply' && entry.subresource === subresource
  const entries = old?.metadata.managedFields ?? []
  const others = entries.filter((entry) => !isMine(entry))
  const fought = others.map((entry) => ({
    entry,
    fields: contested(treeOf(entry), old, configuration, type, ''),
  }))
  const clashes = fought.flatMap(({ entry, fields }) =>
    pathsOf(fields).map((path) => ({ manager: entry.manager ?? '', path })),
  )
  if (clashes.length > 0 && query.force !== 'true') return refuse(conflictStatus(clashes))
  // By force, the fields that are fought for change hands.
  const left = fought.flatMap(({ entry, fields }) => {
    const fieldsV1 = difference(treeOf(entry), fields)
    return Object.keys(fieldsV1).length > 0 ? [{ ...entry, fieldsV1 }] : []
  })
  const owned = ownedBy(configuration, type)
  const before = entries.find(isMine)
  const same = before && JSON.stringify(treeOf(before)) === JSON.stringify(owned)
  const entry: ManagedFieldsEntry = {
    manager,
    operation: 'Apply',
    apiVersion: wantedOf(served).apiVersion,
    time: same && before.time !== undefined ? before.time : context.stamp(),
    fieldsType: 'FieldsV1',
    fieldsV1: owned,
    ...(subresource === undefined ? {} : { subresource }),
  }
  const own = (object: ObjectParts): ObjectParts => ({
    ...object,
    metadata: { ...object.metadata, managedFields: [...left, entry].sort(byTimeAndManager) },
  })
  const options = { dryRun: query.dryRun === 'All', subresource, isPatch: true, own }
  const strategy = STRATEGIES[served.kind.resource]
  if (!old) {
    const { resourceVersion: _, ...metadata } = configuration.metadata as Fields
    const created = decode(served.struct, { ...configuration, metadata }).value as ObjectParts
    return answerWritten(exchange, createRest(context, strategy, route.namespace ?? '', created, options), [])
  }
  const gone = before ? difference(treeOf(before), owned) : {}
  const kept = without(cloneJson(old), gone, others.map(treeOf), type, '')
  const next = merged(kept, configuration, type, '') as Fields
  const { kind, apiVersion } = wantedOf(served)
  const object = decode(served.struct, { ...next, kind, apiVersion }).value as ObjectParts
  return answerWritten(exchange, updateRest(context, strategy, route.namespace ?? '', object, options), [])
}
