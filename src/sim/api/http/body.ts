/**
 * A request's body into an object: media type, JSON or YAML, kind and version, the decoder's complaints.
 * @see k8s.io/apimachinery/pkg/runtime/serializer, k8s.io/apiserver/pkg/endpoints/handlers/create.go, v1.35
 */
import { utf8 } from '../../utf8.ts'
import { badRequest, failure } from '../errors.ts'
import { apiVersionOf } from '../registry/kinds.ts'
import type { Served } from '../registry/versions.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import { decode } from '../schema/decode.ts'
import type { Status } from '../types/meta.ts'
import { NumberText, jsonKind, parseJson } from './json.ts'
import { goTypeOf, structOfKind } from './registered.ts'
import { parseYaml } from './yaml.ts'

export type Body = { ok: true; object: ObjectParts; warnings: string[] } | { ok: false; status: Status }

const refuse = (message: string): Body => ({ ok: false, status: badRequest(message) })
const refuseIt = (status: Status): Body => ({ ok: false, status })
const SCHEME = 'scheme "pkg/runtime/scheme.go:111"'

/** What the client's body is decoded as. */
export interface Wanted {
  kind: string
  apiVersion: string
  /** Go name of the internal type, e.g. `apps.Deployment`. */
  internal: string
  struct: string
}

export const wantedOf = ({ kind, group, version, struct }: Served): Wanted => ({
  kind: kind.kind,
  apiVersion: apiVersionOf({ group, version }),
  internal: `${group === '' || group === 'events.k8s.io' ? 'core' : (group.split('.')[0] ?? '')}.${kind.kind}`,
  struct,
})

const QUOTED = 30

/** The first thirty bytes, as an error quotes them. */
function summary(text: string): string {
  if (text === '') return '<empty>'
  const bytes = [...text.slice(0, QUOTED + 1)].flatMap((c) => utf8(c.codePointAt(0) ?? 0))
  const more = bytes.length > QUOTED ? ' ...' : ''
  if (!text.startsWith('{'))
    return (
      bytes
        .slice(0, QUOTED)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('') + more
    )
  return cut(text, QUOTED) + more
}

/** A text of so many bytes; those of a character cut in two are none. */
function cut(text: string, room: number): string {
  let out = ''
  for (const c of text) {
    const { length } = utf8(c.codePointAt(0) ?? 0)
    if (length > room) return out + '\ufffd'.repeat(room)
    room -= length
    out += c
  }
  return out
}

const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

/** Why a document has no kind and version, or undefined. */
export function typeMetaError(value: unknown): string | undefined {
  const prefix = "couldn't get version/kind; json parse error: "
  if (value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof NumberText)
    return `${prefix}json: cannot unmarshal ${jsonKind(value)} into Go value of type ${TYPE_META}`
  for (const field of ['apiVersion', 'kind']) {
    const given = (value as Record<string, unknown>)[field]
    if (given !== undefined && given !== null && typeof given !== 'string')
      return `${prefix}json: cannot unmarshal ${jsonKind(given)} into Go struct field .${field} of type string`
  }
  const { apiVersion } = value as { apiVersion?: string | null }
  return (apiVersion ?? '').split('/').length > 2
    ? `unexpected GroupVersion string: ${apiVersion ?? ''}`
    : undefined
}

interface Document {
  value: unknown
  duplicates: Map<object, string[]>
  /** Duplicates of a YAML document, with their lines. */
  yamlStrict: string[]
}

function parse(text: string, yaml: boolean): Document | string {
  if (!yaml) {
    const parsed = parseJson(text)
    if (!parsed.ok) return `couldn't get version/kind; json parse error: ${parsed.error}`
    return { value: parsed.value, duplicates: parsed.duplicates, yamlStrict: [] }
  }
  const parsed = parseYaml(text)
  return parsed.ok ? { value: parsed.value, duplicates: new Map(), yamlStrict: parsed.strict } : parsed.error
}

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict'

export const isMediaType = (contentType: string | undefined): 'json' | 'yaml' | undefined => {
  const type = (contentType ?? 'application/json').split(';')[0]?.trim() ?? ''
  if (type === '' || type === 'application/json') return 'json'
  return type === 'application/yaml' ? 'yaml' : undefined
}

export const unsupportedMediaType = (): Status =>
  failure(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  )

export function readBody(
  text: string,
  contentType: string | undefined,
  wanted: Wanted,
  validation: FieldValidation,
): Body {
  const media = isMediaType(contentType)
  if (!media) return refuseIt(unsupportedMediaType())
  const parsed = parse(text, media === 'yaml')
  const unrecognized = (why: string): Body =>
    refuse(`the object provided is unrecognized (must be of type ${wanted.kind}): ${why} (${summary(text)})`)
  if (typeof parsed === 'string') return unrecognized(parsed)
  const why = typeMetaError(parsed.value)
  if (why !== undefined) return unrecognized(why)
  return decodeAs(parsed, wanted, validation)
}

function decodeAs(parsed: Document, wanted: Wanted, validation: FieldValidation): Body {
  const value = (parsed.value ?? {}) as Record<string, unknown>
  const kind = (value.kind as string | null | undefined) || wanted.kind
  const apiVersion = (value.apiVersion as string | null | undefined) || wanted.apiVersion
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  const refuseAs = (message: string): Body =>
    refuse(`${kind} in version "${version}" cannot be handled as a ${wanted.kind}: ${message}`)
  const same = kind === wanted.kind && apiVersion === wanted.apiVersion
  const struct = same ? wanted.struct : structOfKind(kind, apiVersion)
  const mismatch = (): Body =>
    refuse(
      `the API version in the data (${apiVersion}) does not match the expected API version (${wanted.apiVersion})`,
    )
  const unconverted = (): Body =>
    kind === wanted.kind ? mismatch() : refuseAs(conversionError({ kind, apiVersion }, wanted) ?? '')
  if (struct === undefined)
    return goTypeOf(kind, apiVersion) === undefined ? refuseAs(unknownKind(kind, apiVersion)) : unconverted()
  const decoded = decode(struct, { ...value, kind, apiVersion }, parsed.duplicates)
  if (decoded.error !== undefined) return refuseAs(decoded.error)
  const strict = [...parsed.yamlStrict, ...decoded.strict]
  if (strict.length > 0 && validation === 'Strict') {
    const yaml = parsed.yamlStrict.map((line) => `yaml: unmarshal errors:\n  ${line}`)
    return refuseAs(`strict decoding error: ${[...yaml, ...decoded.strict].join(', ')}`)
  }
  if (!same) return unconverted()
  const object = decoded.value as ObjectParts
  return { ok: true, object, warnings: validation === 'Ignore' ? [] : strict }
}

const unknownKind = (kind: string, apiVersion: string): string =>
  `no kind "${kind}" is registered for version "${apiVersion}" in ${SCHEME}`

/** Why an object that calls itself something else cannot be taken for what is wanted. */
export function conversionError(
  value: Readonly<Record<string, unknown>>,
  wanted: Wanted,
): string | undefined {
  const unread = typeMetaError(value)
  if (unread !== undefined) return unread
  const kind = (value.kind as string | undefined) ?? wanted.kind
  const apiVersion = (value.apiVersion as string | undefined) ?? wanted.apiVersion
  const type = goTypeOf(kind, apiVersion)
  if (type === undefined) return unknownKind(kind, apiVersion)
  if (
    kind === wanted.kind &&
    (apiVersion === wanted.apiVersion || structOfKind(kind, apiVersion) === undefined)
  )
    return undefined
  return `converting (${type}) to (${wanted.internal}): unknown conversion`
}
