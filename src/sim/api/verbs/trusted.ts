/**
 * Writes of the cluster's own actors. What they hand over has the shape of its type, so nothing is decoded; a pod's
 * spec that comes from a template seen before, and a spec that is the stored one, are recognised by reference and
 * neither defaulted nor checked again.
 */
import type { Result, WriteOptions } from '../contract.ts'
import { admit, validatingAdmission } from '../admission/admission.ts'
import { invalid, notFound, type FieldError } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { storedForm } from '../registry/versions.ts'
import { prune } from '../schema/decode.ts'
import { structOf } from '../schema/structs.ts'
import { cloneJson } from '../store/equal.ts'
import type { ReplicaSet } from '../types/apps.ts'
import type { KubeObject } from '../types/meta.ts'
import type { Pod, PodSpec } from '../types/pod.ts'
import { validatePod } from '../validation/pod.ts'
import type { VerbContext } from './context.ts'
import { fillSystemFields, storeNew } from './create.ts'
import { createRest, updateRest, type Written } from './rest.ts'
import { keepSystemFields, staleness, storeUpdate } from './update.ts'

interface KnownSpec {
  spec: PodSpec
  errors: FieldError[]
}

/** What became of a template's spec in a pod, and what is wrong with it. */
const podSpecs = new WeakMap<PodSpec, KnownSpec>()

function knownSpec(strategy: Strategy, given: PodSpec): KnownSpec {
  const known = podSpecs.get(given)
  if (known) return known
  const pod = { spec: cloneJson(given) } as Pod
  strategy.defaults?.(pod as unknown as ObjectParts)
  const errors = validatePod(pod)
  const spec = prune(
    'v1.PodSpec',
    pod.spec as unknown as Record<string, unknown>,
    false,
  ) as unknown as PodSpec
  const found = { spec, errors }
  podSpecs.set(given, found)
  return found
}

const resultOf = (written: Written): Result<KubeObject> =>
  written.ok ? { ok: true, object: written.object } : { ok: false, status: written.status }

function createPod(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  given: Pod,
  dryRun: boolean,
): Result<KubeObject> {
  const { spec, errors } = knownSpec(strategy, given.spec)
  const object = { ...given, spec } as unknown as ObjectParts
  fillSystemFields(context, strategy, namespace, object)
  const denied = admit(context, strategy, object)
  if (denied) return { ok: false, status: denied }
  strategy.prepareForCreate?.(object)
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, object.metadata.name, errors) }
  const judged = validatingAdmission(context, strategy, object, undefined, dryRun)
  if (judged.denied) return { ok: false, status: judged.denied }
  return storeNew(context, strategy, object, dryRun)
}

/** Longer names are left to the whole way, which refuses them. */
const MAX_NAME = 253

/** A component's Event comes as it is to be stored: what could be wrong with it is its name and its namespace. */
function createEvent(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  given: KubeObject,
): Result<KubeObject> {
  const object = { ...given } as ObjectParts
  fillSystemFields(context, strategy, namespace, object)
  const denied = admit(context, strategy, object)
  if (denied) return { ok: false, status: denied }
  const errors = strategy.validate?.(object) ?? []
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, object.metadata.name, errors) }
  const judged = validatingAdmission(context, strategy, object, undefined, false)
  if (judged.denied) return { ok: false, status: judged.denied }
  return storeNew(context, strategy, object, false)
}

export function createTrusted(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  given: KubeObject,
  options: WriteOptions,
): Result<KubeObject> {
  const dryRun = options.dryRun === true
  if (strategy.kind.resource === 'pods') return createPod(context, strategy, namespace, given as Pod, dryRun)
  if (strategy.kind.resource === 'events' && !dryRun && given.metadata.name.length <= MAX_NAME)
    return createEvent(context, strategy, namespace, given)
  return resultOf(createRest(context, strategy, namespace, cloneJson(given) as ObjectParts, { dryRun }))
}

/**
 * What changes needs no check: only metadata, the count of an Event, or the size of a ReplicaSet. Endpoints come as
 * they are to be stored, with the addresses that they had, and so do slices whose ports stay.
 */
function isKnown({ kind }: Strategy, given: ObjectParts, old: ObjectParts): boolean {
  if (kind.resource === 'endpoints') return true
  if (kind.resource === 'endpointslices') return given['ports'] === old['ports']
  if (kind.resource === 'events') return given['series'] === old['series']
  if (given.spec === old.spec) return old.spec !== undefined
  return (
    kind.resource === 'replicasets' && isResized(given as unknown as ReplicaSet, old as unknown as ReplicaSet)
  )
}

/** The same fields, so that they stand in their order, with the stored template and selector. */
const isResized = (given: ReplicaSet, old: ReplicaSet): boolean =>
  given.spec.template === old.spec.template &&
  given.spec.selector === old.spec.selector &&
  given.spec.replicas >= 0 &&
  sameKeys(given.spec, old.spec) &&
  sameKeys(given.metadata.annotations ?? {}, old.metadata.annotations ?? {})

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(b)
  let i = 0
  for (const key in a) if (key !== keys[i++]) return false
  return i === keys.length
}

export function updateTrusted(
  context: VerbContext,
  strategy: Strategy,
  given: KubeObject,
  options: WriteOptions,
): Result<KubeObject> {
  const { namespace = '', name } = given.metadata
  const dryRun = options.dryRun === true
  const old = context.store.get(strategy.kind.resource, namespace, name) as ObjectParts | undefined
  if (!old || !isKnown(strategy, given as ObjectParts, old))
    return resultOf(updateRest(context, strategy, namespace, cloneJson(given) as ObjectParts, { dryRun }))
  const stale = staleness(strategy, given, old)
  if (stale) return { ok: false, status: stale }
  const object = { ...given } as ObjectParts
  keepSystemFields(object, old)
  strategy.prepareForUpdate?.(object, old)
  return storeUpdate(context, strategy, object, old, dryRun)
}

/** A status without what is empty, as Go writes it. Pods' come as they are to be: the kubelet writes many. */
function writtenStatus({ kind }: Strategy, status: unknown): unknown {
  const field = structOf(storedForm(kind.resource).struct).fields.get('status')
  if (kind.resource === 'pods' || field?.type.kind !== 'struct') return status
  return prune(field.type.struct, status as Record<string, unknown>, false)
}

export function updateStatusTrusted(
  context: VerbContext,
  strategy: Strategy,
  given: KubeObject,
): Result<KubeObject> {
  const { namespace = '', name } = given.metadata
  const old = context.store.get(strategy.kind.resource, namespace, name) as ObjectParts | undefined
  if (!old) return { ok: false, status: notFound(strategy.kind, name) }
  const stale = staleness(strategy, given, old)
  if (stale) return { ok: false, status: stale }
  const object = { ...given } as ObjectParts
  keepSystemFields(object, old)
  strategy.prepareForStatusUpdate?.(object, old)
  if (object.status !== old.status && object.status !== undefined)
    object.status = writtenStatus(strategy, object.status)
  const errors = strategy.validateStatusUpdate?.(object, old) ?? []
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, name, errors) }
  return storeUpdate(context, strategy, object, old, false)
}
