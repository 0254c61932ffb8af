/** Patches by the cluster's own actors: adoption, release, annotations. */
import type { PatchType, Result, WriteOptions } from '../contract.ts'
import { failure, notFound } from '../errors.ts'
import { wantedOf } from '../http/body.ts'
import { applyPatch, decodePatched } from '../http/patch.ts'
import { storedForm } from '../registry/versions.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import type { KubeObject } from '../types/meta.ts'
import type { VerbContext } from './context.ts'
import { updateRest } from './rest.ts'

export interface PatchTarget {
  strategy: Strategy
  namespace: string
  name: string
}

export function patchTrusted(
  context: VerbContext,
  { strategy, namespace, name }: PatchTarget,
  type: PatchType,
  body: unknown,
  options: WriteOptions,
): Result<KubeObject> {
  const { kind } = strategy
  const old = context.store.get(kind.resource, kind.namespaced ? namespace : '', name) as
    ObjectParts | undefined
  if (!old) return { ok: false, status: notFound(kind, name) }
  if (type === 'apply')
    return { ok: false, status: failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}) }
  const served = storedForm(kind.resource)
  const patched = applyPatch(type, old, body, served.struct)
  if (!patched.ok) return patched
  const decoded = decodePatched(patched, wantedOf(served), 'Ignore')
  if (!decoded.ok) return decoded
  const written = updateRest(context, strategy, namespace, decoded.object, {
    dryRun: options.dryRun === true,
    subresource: options.subresource === 'status' ? 'status' : undefined,
    isPatch: true,
  })
  return written.ok ? { ok: true, object: written.object } : { ok: false, status: written.status }
}
