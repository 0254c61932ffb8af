/**
 * PATCH: which kind of patch, applied to the object as the client sees it, then an update like any other.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/patch.go, v1.35
 */
import type { PatchType } from '../contract.ts'
import { badRequest, failure, invalid } from '../errors.ts'
import { goText, PatchError } from '../patch/gotext.ts'
import { jsonPatch, type Operation } from '../patch/jsonpatch.ts'
import { isJsonObject, mergePatch } from '../patch/mergepatch.ts'
import { strategicMerge } from '../patch/strategic.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { decode, type Decoded } from '../schema/decode.ts'
import { fromUnstructured } from '../schema/unstructured.ts'
import type { Status } from '../types/meta.ts'
import { invalid as invalidField } from '../validation/field.ts'
import { conversionError, type FieldValidation, type Wanted } from './body.ts'
import { jsonKind, parseJson } from './json.ts'
import { duplicatesOf, strictOfOperations } from './strict.ts'

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

/** A patch as a value, with what a strict reading of it complains of. */
export type ReadPatch = { ok: true; value: unknown; strict: string[] } | { ok: false; status: Status }

/** What a patch makes of an object; `patch` is what is left of a strategic one. */
export type Patched =
  { ok: true; value: unknown; patch?: Record<string, unknown> } | { ok: false; status: Status }

const refuse = (status: Status): { ok: false; status: Status } => ({ ok: false, status })
const rejected = (): Status =>
  failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {})

const TEXTS = ['op', 'path', 'from']
const MAX_OPERATIONS = 10_000

/** Why the value is no list of operations; null is none, and an operation that is null is an empty one. */
function operationsError(value: unknown, isStrict: boolean): string | undefined {
  if (value === null) return undefined
  const [list, one] = isStrict
    ? ['[]handlers.jsonPatchOp', 'handlers.jsonPatchOp']
    : ['jsonpatch.Patch', 'jsonpatch.Operation']
  if (!Array.isArray(value)) return `json: cannot unmarshal ${jsonKind(value)} into Go value of type ${list}`
  for (const item of value as unknown[]) {
    if (item === null) continue
    if (!isJsonObject(item)) return `json: cannot unmarshal ${jsonKind(item)} into Go value of type ${one}`
    for (const [key, given] of Object.entries(item))
      if (isStrict && TEXTS.includes(key) && given !== null && typeof given !== 'string')
        return `json: cannot unmarshal ${jsonKind(given)} into Go struct field jsonPatchOp.${key} of type string`
  }
  return undefined
}

const tooManyOperations = (count: number): Status =>
  failure(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${count}`,
  )

/** The patch as a value, or why it cannot be read. Without field validation it is read once less. */
export function readPatch(type: PatchType, text: string, validation: FieldValidation): ReadPatch {
  const isStrict = validation !== 'Ignore'
  const parsed = parseJson(text)
  const why = parsed.ok
    ? type === 'json'
      ? operationsError(parsed.value, isStrict)
      : undefined
    : parsed.error
  if (why !== undefined && type === 'merge' && !isStrict) return refuse(badRequest('Invalid JSON Patch'))
  if (why !== undefined)
    return refuse(badRequest(type === 'strategic' || !isStrict ? why : `error decoding patch: ${why}`))
  if (!parsed.ok) return refuse(badRequest(parsed.error))
  const { value, duplicates } = parsed
  if (type !== 'json') return { ok: true, value, strict: duplicatesOf(value, duplicates) }
  const operations = (value ?? []) as unknown[]
  if (operations.length > MAX_OPERATIONS) return refuse(tooManyOperations(operations.length))
  return {
    ok: true,
    value: operations.map((operation) => operation ?? {}),
    strict: strictOfOperations(operations, duplicates),
  }
}

/** Applies a patch to an object as it is sent, of the Go type `struct`. */
export function applyPatch(type: PatchType, target: ObjectParts, patch: unknown, struct: string): Patched {
  const object = target as unknown as Record<string, unknown>
  if (type === 'json') {
    const patched = jsonPatch(object, patch as Operation[])
    return patched ? { ok: true, value: patched.value } : refuse(rejected())
  }
  if (patch === null)
    return type === 'merge' ? refuse(badRequest('Invalid JSON Patch')) : { ok: true, value: object }
  if (!isJsonObject(patch)) {
    const why = `json: cannot unmarshal ${jsonKind(patch)} into Go value of type map[string]interface {}`
    return refuse(badRequest(type === 'strategic' ? why : `error decoding patch: ${why}`))
  }
  if (type === 'merge') return { ok: true, value: mergePatch(object, patch) }
  try {
    const { merged, patch: left } = strategicMerge(object, patch, struct)
    return { ok: true, value: merged, patch: left }
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    return refuse(error.isMalformed ? badRequest(error.message) : failure(500, '', error.message))
  }
}

export type DecodedPatch =
  { ok: true; object: ObjectParts; warnings: string[] } | { ok: false; status: Status }

/** The patched value as an object again; what it cannot be is an error about the patch. */
export function decodePatched(
  { value, patch }: { value: unknown; patch?: Record<string, unknown> },
  wanted: Wanted,
  validation: FieldValidation,
  complaints: readonly string[] = [],
): DecodedPatch {
  const invalidPatch = (why: string): DecodedPatch => {
    const shown = patch === undefined ? JSON.stringify(value) : goText(patch)
    return refuse(withoutSubject(invalid({ kind: '', group: '' }, '', [invalidField('patch', shown, why)])))
  }
  if (!isJsonObject(value)) return refuse(rejected())
  const read = patch === undefined ? decodeSent(value, wanted) : decodeMerged(value, wanted)
  if (read.error !== undefined) return invalidPatch(read.error)
  const strict = [...complaints, ...read.strict]
  if (strict.length > 0 && validation === 'Strict')
    return invalidPatch(`strict decoding error: ${strict.join(', ')}`)
  const object = read.value as ObjectParts
  if (object.apiVersion !== wanted.apiVersion) defaultAsRetired(object)
  return { ok: true, object, warnings: validation === 'Ignore' ? [] : strict }
}

/** A JSON or merge patch makes a document, which names its kind. */
function decodeSent(value: Record<string, unknown>, wanted: Wanted): Decoded {
  const error = conversionError(value, wanted)
  return error === undefined ? decode(wanted.struct, value) : { value, error, strict: [] }
}

/** A strategic merge patch makes an object of the type that it was, whatever it calls itself. */
function decodeMerged(value: Record<string, unknown>, wanted: Wanted): Decoded {
  const restored = fromUnstructured(wanted.struct, value)
  if (restored.error !== undefined) return restored
  const { kind, apiVersion, struct } = wanted
  return { ...decode(struct, { ...restored.value, kind, apiVersion }), strict: restored.strict }
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
