/**
 * Writes that came as requests: the whole way of defaulting, admission, preparation, validation and storage.
 * @see k8s.io/apiserver/pkg/registry/generic/registry/store.go, v1.35
 */
import { admit, validatingAdmission } from '../admission/admission.ts'
import {
  MODIFIED,
  badRequest,
  conflict,
  failure,
  invalid,
  notFound,
  qualifiedResource,
  unreadableVersion,
  type FieldError,
} from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { storedForm } from '../registry/versions.ts'
import { prune } from '../schema/decode.ts'
import { deepEqual } from '../store/equal.ts'
import { invalid as invalidField } from '../validation/field.ts'
import { commonMeta, validateObjectMeta, validateObjectMetaUpdate } from '../validation/meta.ts'
import type { KubeObject, ManagedFieldsEntry, Status } from '../types/meta.ts'
import type { VerbContext } from './context.ts'
import { fillSystemFields, storeNew } from './create.ts'
import { keepSystemFields, storeUpdate } from './update.ts'

export type Written =
  | { ok: true; object: KubeObject; created: boolean; warnings: string[] }
  | { ok: false; status: Status; warnings?: string[] }

export interface RestOptions {
  dryRun: boolean
  subresource?: 'status' | undefined
  /** Who owns which fields from now on, of the object as it was sent, with its defaults. Absent: as stored. */
  managers?(object: ObjectParts, old: ObjectParts | undefined): ManagedFieldsEntry[]
}

/** Writes down who owns what; the object is its writer's own. */
function setManagers(object: ObjectParts, old: ObjectParts | undefined, { managers }: RestOptions): void {
  if (!managers) return
  const { managedFields: _, ...metadata } = object.metadata
  const managedFields = managers(object, old)
  object.metadata = managedFields.length > 0 ? { ...metadata, managedFields } : metadata
}

const refuse = (status: Status): Written => ({ ok: false, status })

/** An object as it is stored: empty fields as Go writes them. */
export const storedObject = (strategy: Strategy, object: ObjectParts): ObjectParts =>
  prune(
    storedForm(strategy.kind.resource).struct,
    object as unknown as Record<string, unknown>,
  ) as unknown as ObjectParts

export function createRest(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  object: ObjectParts,
  options: RestOptions,
): Written {
  const { kind } = strategy
  object.metadata ??= {} as KubeObject['metadata']
  if (object.metadata.resourceVersion)
    return refuse(failure(500, '', 'resourceVersion should not be set on objects to be created'))
  if (kind.namespaced && object.metadata.namespace && object.metadata.namespace !== namespace)
    return refuse(
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
    )
  strategy.defaults?.(object)
  setManagers(object, undefined, options)
  fillSystemFields(context, strategy, namespace, object)
  const denied = admit(context, strategy, object)
  if (denied) return refuse(denied)
  strategy.prepareForCreate?.(object)
  const { name } = object.metadata
  const unallocated = strategy.allocate?.(object, context) ?? []
  if (unallocated.length > 0) return refuse(invalid(kind, name, unallocated))
  const errors = [...validateObjectMeta(object, strategy), ...(strategy.validate?.(object) ?? [])]
  if (errors.length > 0) return refuse(invalid(kind, name, errors))
  const warnings = strategy.warnings?.(object) ?? []
  const existing = context.store.get(kind.resource, object.metadata.namespace ?? '', name)
  const admitted = existing
    ? { warnings: [] }
    : validatingAdmission(context, strategy, object, undefined, options.dryRun)
  if (admitted.denied) return { ok: false, status: admitted.denied, warnings: admitted.warnings }
  const whole = storedObject(strategy, object)
  const result = storeNew(context, strategy, whole, options.dryRun)
  if (!result.ok)
    return refuse(existing?.metadata.deletionTimestamp ? beingDeleted(strategy, name) : result.status)
  return { ok: true, object: result.object, created: true, warnings: [...warnings, ...admitted.warnings] }
}

const beingDeleted = ({ kind }: Strategy, name: string): Status =>
  failure(
    409,
    'AlreadyExists',
    `object is being deleted: ${qualifiedResource(kind)} "${name}" already exists`,
    { name, ...(kind.group ? { group: kind.group } : {}), kind: kind.resource },
  )

/** Why this update may not be tried at all: no or a stale resourceVersion, another uid. */
function precondition(
  strategy: Strategy,
  given: ObjectParts,
  old: ObjectParts,
  isPatch: boolean,
): Status | undefined {
  const { kind } = strategy
  const { name, uid, resourceVersion } = given.metadata
  if (resourceVersion && !/^\d+$/.test(resourceVersion)) return unreadableVersion(resourceVersion)
  const unconditional = !resourceVersion || resourceVersion === '0'
  if (unconditional && strategy.allowUnconditionalUpdate === false)
    return invalid({ kind: kind.resource, group: kind.group }, name, [
      invalidField('metadata.resourceVersion', 0, 'must be specified for an update'),
    ])
  if (!isPatch && uid && uid !== old.metadata.uid)
    return conflict(
      kind,
      name,
      `StorageError: invalid object, Code: 4, Key: /registry/${kind.resource}/${kind.namespaced ? `${old.metadata.namespace ?? ''}/` : ''}${name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    )
  if (!unconditional && resourceVersion !== old.metadata.resourceVersion)
    return conflict(kind, name, MODIFIED)
  return undefined
}

export function updateRest(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  object: ObjectParts,
  options: RestOptions & { isPatch?: boolean },
): Written {
  const { kind } = strategy
  const { name } = object.metadata
  const old = context.store.get(kind.resource, kind.namespaced ? namespace : '', name) as
    ObjectParts | undefined
  if (!old) {
    if (strategy.allowCreateOnUpdate && options.subresource === undefined)
      return createRest(context, strategy, namespace, object, options)
    return refuse(notFound(kind, name))
  }
  const stale = precondition(strategy, object, old, options.isPatch === true)
  if (stale) return refuse(stale)
  const given = object.metadata
  strategy.defaults?.(object)
  setManagers(object, old, options)
  keepSystemFields(object, old)
  if (kind.namespaced) object.metadata = { ...object.metadata, namespace }
  return options.subresource === 'status'
    ? finishStatus(context, strategy, object, old, given, options)
    : finishUpdate(context, strategy, object, old, given, options)
}

/**
 * Metadata is checked for every kind, and again by the kind itself as a new object and as a changed one: its causes
 * come two and three times.
 */
function metadataErrors(
  metadata: KubeObject['metadata'],
  old: KubeObject['metadata'],
  given: KubeObject['metadata'],
): FieldError[] {
  const common = commonMeta(metadata)
  const changed = validateObjectMetaUpdate(metadata, old, given)
  return [...common, ...changed, ...common, ...common, ...changed]
}

function finishStatus(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts,
  given: KubeObject['metadata'],
  options: RestOptions,
): Written {
  strategy.prepareForStatusUpdate?.(object, old)
  const metadata = metadataErrors(object.metadata, old.metadata, given)
  const errors = [...metadata, ...(strategy.validateStatusUpdate?.(object, old) ?? [])]
  return write(context, strategy, object, old, errors, [], options)
}

function finishUpdate(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts,
  given: KubeObject['metadata'],
  options: RestOptions,
): Written {
  const { name } = object.metadata
  const unallocated = strategy.allocate?.(object, context, old) ?? []
  if (unallocated.length > 0) return refuse(invalid(strategy.kind, name, unallocated))
  // The generation is decided on what will be stored, so that an empty list is no change.
  const whole = storedObject(strategy, object)
  strategy.prepareForUpdate?.(whole, old)
  const prepared = {
    ...object,
    metadata: whole.metadata,
    ...(whole.status === undefined ? {} : { status: whole.status }),
  }
  const metadata = metadataErrors(prepared.metadata, old.metadata, given)
  const errors = [...metadata, ...(strategy.validateUpdate?.(prepared, old) ?? [])]
  if (errors.length > 0) return refuse(invalid(strategy.kind, name, errors))
  const warnings = strategy.warnings?.(prepared, old) ?? []
  const admitted = validatingAdmission(context, strategy, prepared, old, options.dryRun)
  if (admitted.denied) return { ok: false, status: admitted.denied, warnings: admitted.warnings }
  return write(context, strategy, prepared, old, [], [...warnings, ...admitted.warnings], options)
}

function write(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts,
  errors: Parameters<typeof invalid>[2],
  warnings: string[],
  options: RestOptions,
): Written {
  if (errors.length > 0) return refuse(invalid(strategy.kind, object.metadata.name, errors))
  const whole = storedObject(strategy, object)
  const result = storeUpdate(context, strategy, withOldTimes(whole, old), old, options.dryRun)
  if (!result.ok) return refuse(result.status)
  return { ok: true, object: result.object, created: false, warnings }
}

/** The times of managers are no change by themselves. */
function withOldTimes(object: ObjectParts, old: ObjectParts): ObjectParts {
  const { managedFields } = object.metadata
  const before = old.metadata.managedFields
  if (!managedFields || !before || managedFields.length !== before.length) return object
  const timeless = { ...object, metadata: { ...object.metadata, managedFields: before } }
  const entries = managedFields.map((entry, i) => {
    const { time: _, ...rest } = entry
    const time = before[i]?.time
    return time === undefined ? rest : { ...rest, time }
  })
  return deepEqual(entries, before) && deepEqual(timeless, old) ? timeless : object
}
