/**
 * PATCH: which kind of patch, applied to the object as the client sees it, then an update like any other.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/patch.go, v1.35
 */
import type { PatchType } from '../contract.ts'
import { badRequest, failure, invalid } from '../errors.ts'
import { PatchError } from '../patch/gotext.ts'
import { jsonPatch, type Operation } from '../patch/jsonpatch.ts'
import { isJsonObject, mergePatch } from '../patch/mergepatch.ts'
import { strategicMerge } from '../patch/strategic.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { decode } from '../schema/decode.ts'
import type { Status } from '../types/meta.ts'
import { invalid as invalidField } from '../validation/field.ts'
import { conversionError, type FieldValidation, type Wanted } from './body.ts'
import { jsonKind, parseJson } from './json.ts'

const TYPES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
}

export const patchTypeOf = (contentType: string | undefined): PatchType | undefined =>
  TYPES[(contentType ?? '').split(';')[0]?.trim() ?? '']

export const unsupportedPatch = (): Status =>
  failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})

export type Patched = { ok: true; value: unknown } | { ok: false; status: Status }

const refuse = (status: Status): Patched => ({ ok: false, status })
const rejected = (): Patched =>
  refuse(failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}))

const OPERATION = 'handlers.jsonPatchOp'
const TEXTS = ['op', 'path', 'from']

/** Why the value is no list of operations; null is none, and an operation that is null is an empty one. */
function operationsError(value: unknown): string | undefined {
  if (value === null) return undefined
  if (!Array.isArray(value))
    return `json: cannot unmarshal ${jsonKind(value)} into Go value of type []${OPERATION}`
  for (const item of value as unknown[]) {
    if (item === null) continue
    if (!isJsonObject(item))
      return `json: cannot unmarshal ${jsonKind(item)} into Go value of type ${OPERATION}`
    for (const [key, given] of Object.entries(item))
      if (TEXTS.includes(key) && given !== null && typeof given !== 'string')
        return `json: cannot unmarshal ${jsonKind(given)} into Go struct field jsonPatchOp.${key} of type string`
  }
  return undefined
}

/** The patch as a value, or why it cannot be read. */
export function readPatch(type: PatchType, text: string): Patched {
  const parsed = parseJson(text)
  const why = parsed.ok ? (type === 'json' ? operationsError(parsed.value) : undefined) : parsed.error
  if (why !== undefined)
    return refuse(badRequest(type === 'strategic' ? why : `error decoding patch: ${why}`))
  if (!parsed.ok || type !== 'json') return { ok: true, value: parsed.ok ? parsed.value : undefined }
  const operations = (parsed.value ?? []) as unknown[]
  return { ok: true, value: operations.map((operation) => operation ?? {}) }
}

/** Applies a patch to an object as it is sent, of the Go type `struct`. */
export function applyPatch(type: PatchType, target: ObjectParts, patch: unknown, struct: string): Patched {
  const object = target as unknown as Record<string, unknown>
  if (type === 'json') {
    const patched = jsonPatch(object, patch as Operation[])
    return patched ? { ok: true, value: patched.value } : rejected()
  }
  if (patch === null)
    return type === 'merge' ? refuse(badRequest('Invalid JSON Patch')) : { ok: true, value: object }
  if (!isJsonObject(patch)) {
    const why = `json: cannot unmarshal ${jsonKind(patch)} into Go value of type map[string]interface {}`
    return refuse(badRequest(type === 'strategic' ? why : `error decoding patch: ${why}`))
  }
  if (type === 'merge') return { ok: true, value: mergePatch(object, patch) }
  try {
    return { ok: true, value: strategicMerge(object, patch, struct) }
  } catch (error) {
    if (error instanceof PatchError)
      return refuse(error.isMalformed ? badRequest(error.message) : failure(500, '', error.message))
    throw error
  }
}

export type DecodedPatch =
  { ok: true; object: ObjectParts; warnings: string[] } | { ok: false; status: Status }

/** The patched value as an object again; what it cannot be is an error about the patch. */
export function decodePatched(value: unknown, wanted: Wanted, validation: FieldValidation): DecodedPatch {
  const invalidPatch = (why: string): DecodedPatch => ({
    ok: false,
    status: withoutSubject(
      invalid({ kind: '', group: '' }, '', [invalidField('patch', JSON.stringify(value), why)]),
    ),
  })
  if (!isJsonObject(value))
    return {
      ok: false,
      status: failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}),
    }
  const converted = conversionError(value, wanted)
  if (converted !== undefined) return invalidPatch(converted)
  const decoded = decode(wanted.struct, value)
  if (decoded.error !== undefined) return invalidPatch(decoded.error)
  if (decoded.strict.length > 0 && validation === 'Strict')
    return invalidPatch(`strict decoding error: ${decoded.strict.join(', ')}`)
  const object = decoded.value as ObjectParts
  if (object.apiVersion !== wanted.apiVersion) defaultAsRetired(object)
  return {
    ok: true,
    object,
    warnings: validation === 'Ignore' ? [] : decoded.strict,
  }
}

/** The retired versions of a workload took its labels from its template. */
function defaultAsRetired(object: ObjectParts): void {
  const { template } = (object.spec ?? {}) as {
    template?: { metadata?: { labels?: Record<string, string> } }
  }
  const labels = template?.metadata?.labels
  if (labels && Object.keys(object.metadata?.labels ?? {}).length === 0)
    object.metadata = { ...object.metadata, labels: { ...labels } }
}

/** An error about a patch names no kind. */
const withoutSubject = (status: Status): Status => {
  const { kind: _, ...details } = status.details ?? {}
  return { ...status, details }
}
