/**
 * Deletion: grace, finalizers, and what the answer is.
 * @see k8s.io/apiserver/pkg/registry/rest/delete.go, registry/generic/registry/store.go, v1.35
 */
import { rfc3339, parseRfc3339 } from '../../time.ts'
import type { DeleteOptions } from '../contract.ts'
import { conflict, success } from '../errors.ts'
import type { Strategy } from '../registry/strategy.ts'
import { extended } from '../store/extended.ts'
import type { KubeObject, ObjectMeta, Status } from '../types/meta.ts'
import type { Namespace } from '../types/core.ts'
import type { Pod } from '../types/pod.ts'
import type { VerbContext } from './context.ts'

const ORPHAN = 'orphan'
const FOREGROUND = 'foregroundDeletion'

/** Grace in seconds of a pod's deletion: what is asked or the spec's; none when unbound or finished; -1 is 1. */
function podGrace(pod: Pod, options: DeleteOptions): number {
  const { nodeName, terminationGracePeriodSeconds = 0 } = pod.spec
  const { phase } = pod.status
  if (!nodeName || phase === 'Failed' || phase === 'Succeeded') return 0
  const seconds = options.gracePeriodSeconds ?? terminationGracePeriodSeconds
  return seconds < 0 ? 1 : seconds
}

/** The finalizers of the garbage collector that the request's propagation asks for, over the object's own. */
function finalizersOf(object: KubeObject, strategy: Strategy, options: DeleteOptions): string[] {
  const own = object.metadata.finalizers ?? []
  const policy = options.propagationPolicy
  const orphan =
    policy === 'Orphan' ||
    (policy === undefined &&
      !own.includes(FOREGROUND) &&
      (own.includes(ORPHAN) || strategy.orphansByDefault === true))
  const foreground = policy === 'Foreground' || (policy === undefined && own.includes(FOREGROUND))
  const rest = own.filter((name) => name !== ORPHAN && name !== FOREGROUND)
  if (orphan) return [...rest, ORPHAN]
  return foreground ? [...rest, FOREGROUND] : rest
}

function preconditionFailure(
  object: KubeObject,
  strategy: Strategy,
  options: DeleteOptions,
): Status | undefined {
  const { uid, resourceVersion } = options.preconditions ?? {}
  const { name } = object.metadata
  const refuse = (what: string, given: string, stored: string): Status =>
    conflict(
      { resource: strategy.kind.kind, group: strategy.kind.group },
      name,
      `the ${what} in the precondition (${given}) does not match the ${what} in record (${stored}). The object might have been ${what === 'UID' ? 'deleted and then recreated' : 'modified'}`,
    )
  if (uid !== undefined && uid !== object.metadata.uid) return refuse('UID', uid, object.metadata.uid)
  if (resourceVersion !== undefined && resourceVersion !== object.metadata.resourceVersion)
    return refuse('ResourceVersion', resourceVersion, object.metadata.resourceVersion)
  return undefined
}

/** The metadata with these finalizers, or with none; most have none and are to have none. */
function finalizedBy(metadata: ObjectMeta, finalizers: string[]): ObjectMeta {
  if (finalizers.length === 0 && metadata.finalizers === undefined) return metadata
  const { finalizers: _, ...rest } = metadata
  return finalizers.length > 0 ? { ...rest, finalizers } : rest
}

/** The object marked as being deleted with `grace` seconds; its generation rises the first time. */
function marked(context: VerbContext, object: KubeObject, wanted: number): KubeObject {
  const { metadata } = object
  const first = metadata.deletionTimestamp === undefined
  const bumped = first && metadata.generation !== undefined && metadata.generation > 0
  const asked = first
    ? context.nowSeconds()
    : (parseRfc3339(metadata.deletionTimestamp ?? '') ?? 0) - (metadata.deletionGracePeriodSeconds ?? 0)
  // A shortened grace that is over already ends one second from now (kubelet-live/delete-twice).
  const soonest = context.nowSeconds() + 1
  const late = !first && wanted > 0 && asked + wanted < soonest
  const grace = late ? 1 : wanted
  return {
    ...object,
    metadata: extended(metadata, {
      ...(bumped ? { generation: (metadata.generation ?? 0) + 1 } : {}),
      deletionTimestamp: rfc3339(late ? soonest : asked + grace),
      deletionGracePeriodSeconds: grace,
    }),
  }
}

/** What a pending deletion waits for: undefined when this request shortens it or there is none. */
function pendingGrace(object: KubeObject, options: DeleteOptions): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata
  if (deletionTimestamp === undefined || !deletionGracePeriodSeconds) return false
  const asked = options.gracePeriodSeconds
  return asked === undefined || asked >= deletionGracePeriodSeconds
}

export type Deleted = { ok: true; object: KubeObject | Status; gone: boolean } | { ok: false; status: Status }

/** A namespace stays, Terminating, until what is in it is gone and its finalizers are taken. */
function deleteNamespace(context: VerbContext, namespace: Namespace, dryRun: boolean): Deleted {
  if (namespace.metadata.deletionTimestamp !== undefined) return { ok: true, object: namespace, gone: false }
  const going: Namespace = {
    ...namespace,
    metadata: { ...namespace.metadata, deletionTimestamp: context.stamp() },
    status: { ...namespace.status, phase: 'Terminating' },
  }
  return { ok: true, object: dryRun ? going : context.store.put('namespaces', going), gone: false }
}

export function deleteObject(
  context: VerbContext,
  strategy: Strategy,
  object: KubeObject,
  given: DeleteOptions,
): Deleted {
  const failed = preconditionFailure(object, strategy, given)
  if (failed) return { ok: false, status: failed }
  const options = (given.gracePeriodSeconds ?? 0) < 0 ? { ...given, gracePeriodSeconds: 1 } : given
  const { resource } = strategy.kind
  if (resource === 'namespaces') return deleteNamespace(context, object as Namespace, options.dryRun === true)
  const put = <T extends KubeObject>(changed: T): T =>
    options.dryRun === true ? changed : context.store.put(resource, changed)
  const graceful = resource === 'pods'
  if (graceful && pendingGrace(object, options)) return { ok: true, object, gone: false }

  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata
  const finalizers = finalizersOf(object, strategy, options)
  const grace = !graceful
    ? 0
    : deletionTimestamp === undefined
      ? podGrace(object as Pod, options)
      : deletionGracePeriodSeconds
        ? (options.gracePeriodSeconds ?? 0)
        : 0
  const mark = graceful || finalizers.length > 0 || (object.metadata.finalizers ?? []).length > 0
  let current = object
  if (mark) {
    const withFinalizers = { ...current, metadata: finalizedBy(current.metadata, finalizers) }
    const already = deletionTimestamp !== undefined && deletionGracePeriodSeconds === grace
    const changed = already ? withFinalizers : marked(context, withFinalizers, grace)
    const same = already && finalizers.join() === (object.metadata.finalizers ?? []).join()
    if (!same) current = put(changed)
    if (grace > 0 || finalizers.length > 0) return { ok: true, object: current, gone: false }
  }
  const last = options.dryRun === true ? current : context.store.remove(resource, current)
  return { ok: true, object: strategy.returnsDeleted ? last : deletedStatus(strategy, object), gone: true }
}

const deletedStatus = ({ kind }: Strategy, object: KubeObject): Status =>
  success({
    name: object.metadata.name,
    ...(kind.group ? { group: kind.group } : {}),
    kind: kind.resource,
    uid: object.metadata.uid,
  })

/** True when an update took the last finalizer of an object that waits for nothing else. */
export function isFinished(object: KubeObject, old: KubeObject): boolean {
  return (
    (object.metadata.finalizers ?? []).length === 0 &&
    old.metadata.deletionTimestamp !== undefined &&
    old.metadata.deletionGracePeriodSeconds === 0
  )
}
