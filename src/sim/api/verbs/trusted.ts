/**
 * Writes of the cluster's own actors. What they hand over has the shape of its type, so nothing is decoded; parts that
 * are the stored ones (or a template seen before) are recognised by reference and not looked at again.
 */
import type { Result, WriteOptions } from '../contract.ts'
import { invalid, notFound } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { cloneJson } from '../store/equal.ts'
import type { KubeObject } from '../types/meta.ts'
import type { PodSpec } from '../types/pod.ts'
import type { VerbContext } from './context.ts'
import { fillSystemFields, storeNew } from './create.ts'
import { keepSystemFields, staleness, storeUpdate } from './update.ts'

/** Defaulted specs of pods by the template they were made from. */
const podSpecs = new WeakMap<PodSpec, PodSpec>()

function ownPod(strategy: Strategy, given: KubeObject & { spec?: PodSpec }): ObjectParts {
  const { spec } = given
  const known = spec && podSpecs.get(spec)
  if (known) return { ...given, spec: known }
  const object = cloneJson(given) as ObjectParts
  strategy.defaults?.(object)
  if (spec) podSpecs.set(spec, object.spec as PodSpec)
  return object
}

function ownObject(strategy: Strategy, given: KubeObject): ObjectParts {
  if (strategy.kind.resource === 'pods') return ownPod(strategy, given as KubeObject & { spec?: PodSpec })
  const object = cloneJson(given) as ObjectParts
  strategy.defaults?.(object)
  return object
}

export function createTrusted(
  context: VerbContext,
  strategy: Strategy,
  namespace: string,
  given: KubeObject,
  options: WriteOptions,
): Result<KubeObject> {
  const object = ownObject(strategy, given)
  fillSystemFields(context, strategy, namespace, object)
  strategy.prepareForCreate?.(object)
  const errors = strategy.validate?.(object) ?? []
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, object.metadata.name, errors) }
  return storeNew(context, strategy, object, options.dryRun === true)
}

export function updateTrusted(
  context: VerbContext,
  strategy: Strategy,
  given: KubeObject,
  options: WriteOptions,
): Result<KubeObject> {
  const { namespace = '', name } = given.metadata
  const old = context.store.get(strategy.kind.resource, namespace, name) as ObjectParts | undefined
  if (!old) return { ok: false, status: notFound(strategy.kind, name) }
  const stale = staleness(strategy, given, old)
  if (stale) return { ok: false, status: stale }
  const sameSpec = (given as ObjectParts).spec === old.spec
  const object = sameSpec ? ({ ...given } as ObjectParts) : (cloneJson(given) as ObjectParts)
  if (!sameSpec) strategy.defaults?.(object)
  keepSystemFields(object, old)
  strategy.prepareForUpdate?.(object, old)
  const errors = sameSpec ? [] : (strategy.validateUpdate?.(object, old) ?? [])
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, name, errors) }
  return storeUpdate(context, strategy, object, old, options.dryRun === true)
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
  const errors = strategy.validateStatusUpdate?.(object, old) ?? []
  if (errors.length > 0) return { ok: false, status: invalid(strategy.kind, name, errors) }
  return storeUpdate(context, strategy, object, old, false)
}
