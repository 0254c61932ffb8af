/**
 * Replacing an object: conflict, system fields kept, the kind's preparation and validation, no write when nothing
 * changed, deletion when the last finalizer went.
 * @see k8s.io/apiserver/pkg/registry/rest/update.go, registry/generic/registry/store.go, v1.35
 */
import type { Result } from '../contract.ts'
import { MODIFIED, conflict } from '../errors.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { deepEqual, shareEqual } from '../store/equal.ts'
import type { KubeObject, ObjectMeta, Status } from '../types/meta.ts'
import type { VerbContext } from './context.ts'
import { isFinished } from './delete.ts'

/** A stale resourceVersion or another object's uid. */
export function staleness(strategy: Strategy, object: KubeObject, old: KubeObject): Status | undefined {
  const { name, uid, resourceVersion } = object.metadata
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion)
    return conflict(strategy.kind, name, MODIFIED)
  if (uid && uid !== old.metadata.uid)
    return conflict(
      strategy.kind,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    )
  return undefined
}

/** What a client may not say of an object's life is left out; most say nothing of it, and nothing is copied. */
function withoutLifetime(given: ObjectMeta, stored: ObjectMeta): ObjectMeta {
  if (
    given.deletionTimestamp === undefined &&
    given.deletionGracePeriodSeconds === undefined &&
    (given.generation === undefined || stored.generation !== undefined)
  )
    return given
  const { deletionTimestamp: _, deletionGracePeriodSeconds: __, generation, ...rest } = given
  return stored.generation === undefined || generation === undefined ? rest : { ...rest, generation }
}

/** The fields of metadata that a client cannot change, as they are stored. */
export function keepSystemFields(object: ObjectParts, old: KubeObject): void {
  const stored = old.metadata
  if (object.metadata === stored) return
  const metadata: ObjectMeta = {
    ...withoutLifetime(object.metadata, stored),
    uid: stored.uid,
    resourceVersion: stored.resourceVersion,
    creationTimestamp: stored.creationTimestamp,
  }
  if (stored.generation !== undefined) metadata.generation = stored.generation
  if (stored.generateName !== undefined) metadata.generateName = stored.generateName
  if (stored.deletionTimestamp !== undefined) metadata.deletionTimestamp = stored.deletionTimestamp
  if (stored.deletionGracePeriodSeconds !== undefined)
    metadata.deletionGracePeriodSeconds = stored.deletionGracePeriodSeconds
  object.metadata = metadata
}

/** Writes a checked object over `old`, unless they are equal. */
export function storeUpdate(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: KubeObject,
  dryRun: boolean,
): Result<KubeObject> {
  const next = shareEqual(old, object)
  if (next === old || deepEqual(next, old)) return { ok: true, object: old }
  if (dryRun) return { ok: true, object: next }
  const { resource } = strategy.kind
  if (isFinished(next, old)) {
    context.store.remove(resource, next)
    // The answer is what was last stored, not the deletion.
    return { ok: true, object: next }
  }
  return { ok: true, object: context.store.put(resource, next) }
}
