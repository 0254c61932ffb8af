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
import type { FieldType } from '../schema/structs.ts'
import type { Status } from '../types/meta.ts'
import { duplicates } from './fields.ts'

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

/** The decoder's complaint about a number in the words of the typed merge. */
function typedError(error: string): string {
  const [, given, path] =
    /^json: cannot unmarshal (\w+).* field \w+\.(\S+) of type int\d\d$/.exec(error) ?? []
  return path === undefined ? error : `.${path}: expected numeric (int or float), got ${given ?? ''}`
}

/** The body as a configuration of that type. */
export function readConfiguration(text: string, applied: Applied): Configuration | Status {
  const configuration = parseConfiguration(text, applied)
  if (isStatus(configuration)) return configuration
  const { wanted, name } = applied
  const why = untypedReason(configuration, wanted.struct)
  if (why === undefined) return configuration
  const { namespace = '' } = (configuration.metadata ?? {}) as { namespace?: string }
  return failure(
    500,
    '',
    `failed to create typed patch object (${namespace}/${name}; ${wanted.apiVersion}, Kind=${wanted.kind}): ${why}`,
  )
}

/** Why a configuration does not fit its type, in the words of the typed merge. */
function untypedReason(configuration: Configuration, struct: string): string | undefined {
  const checked = decode(struct, configuration)
  const [unknown] = checked.strict
  if (unknown !== undefined)
    return `.${unknown.replace(/^unknown field "(.*)"$/, '$1')}: field not declared in schema`
  if (checked.error !== undefined) return typedError(checked.error)
  const type: FieldType = { kind: 'struct', struct }
  return duplicates(configuration, type, '')
}
