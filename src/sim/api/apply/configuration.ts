/**
 * The body of an apply: what a manager wants, as it wrote it, and why it may be none.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/patch.go (applyPatcher), v1.35
 */
import { badRequest, failure } from '../errors.ts'
import type { Wanted } from '../http/body.ts'
import { jsonKind } from '../http/json.ts'
import { parseYaml } from '../http/yaml.ts'
import { isJsonObject } from '../patch/mergepatch.ts'
import { decode } from '../schema/decode.ts'
import { fromUnstructured } from '../schema/unstructured.ts'
import type { Status } from '../types/meta.ts'
import { typedError } from './typed.ts'

export type Configuration = Record<string, unknown>

/** What is applied to: the object's type and its name in the path. */
export interface Applied {
  wanted: Wanted
  name: string
}

/** The body as a configuration, or why it is none. */
function parseConfiguration(text: string, { wanted, name }: Applied): Configuration | Status {
  const parsed = parseYaml(text)
  if (!parsed.ok) return badRequest(`error decoding YAML: error converting YAML to JSON: ${parsed.error}`)
  const value = parsed.value ?? {}
  if (!isJsonObject(value))
    return badRequest(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    )
  const { kind, apiVersion } = wanted
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
  const metadata = (value.metadata ?? {}) as Configuration
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

export const isStatus = (value: Configuration | Status): value is Status => value.kind === 'Status'

/** The body as a configuration of that type. */
export function readConfiguration(text: string, applied: Applied): Configuration | Status {
  const configuration = parseConfiguration(text, applied)
  if (isStatus(configuration)) return configuration
  const { wanted, name } = applied
  const { namespace = '' } = (configuration.metadata ?? {}) as { namespace?: string }
  const version = wanted.apiVersion.includes('/') ? wanted.apiVersion : `/${wanted.apiVersion}`
  const type = `${version}, Kind=${wanted.kind}`
  const untyped = typedError(configuration, wanted.struct)
  if (untyped !== undefined)
    return failure(500, '', `failed to create typed patch object (${namespace}/${name}; ${type}): ${untyped}`)
  const why = unconverted(configuration, wanted.struct)
  if (why === undefined) return configuration
  const converting = `unable to convert unstructured object to ${type}: ${why}`
  return failure(
    500,
    '',
    `failed to convert new object (${namespace}/${name}; ${type}) to proper version: ${converting}`,
  )
}

/** `line 3: key "a" already set in map`, for each key that is said twice. */
export function repeatedKeys(text: string): string[] {
  const parsed = parseYaml(text)
  return parsed.ok ? parsed.strict : []
}

export const strictlyRefused = (repeated: readonly string[]): Status =>
  badRequest(
    `error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  ${repeated.join('\n  ')}`,
  )

/** Why a configuration of the right schema is still no object of its type: amounts, times, fractions. */
function unconverted(configuration: Configuration, struct: string): string | undefined {
  const { value, error } = fromUnstructured(struct, configuration)
  return error ?? decode(struct, value).error
}
