/**
 * /openapi/v3: the index, and one document for each group version, made from the types that decoding goes by. Enough
 * for kubectl to see that the server validates fields, to merge lists by their keys, and to explain the fields.
 *
 * Simplified: no descriptions (sentences of upstream), no formats beyond numbers, and of the paths only those that name
 * one object, with what a patch takes.
 * @see k8s.io/kube-openapi/pkg/builder3, kubernetes/api/openapi-spec/v3, v1.35
 */
import type { ApiResponse } from '../contract.ts'
import { respond } from '../http/respond.ts'
import { SERVED, type Served } from '../registry/versions.ts'
import { MERGE_KEYS } from '../schema/mergekeys.ts'
import { structOf, type Field, type FieldType } from '../schema/structs.ts'

const ROOT = '/openapi/v3'
const GVK = 'x-kubernetes-group-version-kind'
/** Their fields that a patch does not name are dropped. @see patchStrategy:"retainKeys" in k8s.io/api */
const RETAIN_KEYS: ReadonlySet<string> = new Set(['v1.DeploymentSpec.strategy', 'v1.PodSpec.volumes'])

const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]
const PATCH_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation', 'force']

type Schema = Record<string, unknown>

const nameOf = (struct: string): string => `io.k8s.${struct.replace('/', '.')}`
const refTo = (struct: string): Schema => ({ $ref: `#/components/schemas/${nameOf(struct)}` })

/** The schema of a type; the structs it names go into `named`. */
function schemaOf(type: FieldType, named: Set<string>): Schema {
  switch (type.kind) {
    case 'struct':
      named.add(type.struct)
      return { allOf: [refTo(type.struct)] }
    case 'list':
      return { type: 'array', items: schemaOf(type.of, named) }
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.of, named) }
    case 'int':
      return { type: 'integer', format: `int${type.bits}` }
    case 'bool':
      return { type: 'boolean' }
    case 'any':
      return { type: 'object' }
    case 'intOrString':
      return { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] }
    case 'quantity':
      return { oneOf: [{ type: 'string' }, { type: 'number' }] }
    case 'bytes':
      return { type: 'string', format: 'byte' }
    case 'time':
    case 'microTime':
      return { type: 'string', format: 'date-time' }
    case 'string':
      return { type: 'string' }
  }
}

function patchStrategy(key: string): Schema {
  const mergeKey = MERGE_KEYS[key]
  const strategies = [
    ...(mergeKey === undefined ? [] : ['merge']),
    ...(RETAIN_KEYS.has(key) ? ['retainKeys'] : []),
  ]
  return {
    ...(strategies.length === 0 ? {} : { 'x-kubernetes-patch-strategy': strategies.join(',') }),
    ...(mergeKey ? { 'x-kubernetes-patch-merge-key': mergeKey } : {}),
  }
}

function structSchema(struct: string, named: Set<string>): Schema {
  const properties: Record<string, Schema> = {}
  for (const { json, type } of structOf(struct).fields.values() as Iterable<Field>)
    properties[json] = { ...schemaOf(type, named), ...patchStrategy(`${struct}.${json}`) }
  return { type: 'object', properties }
}

const gvkOf = ({ group, version, kind }: Served): Schema => ({ group, version, kind: kind.kind })

function rootSchema(served: Served, named: Set<string>): Schema {
  const { properties, ...rest } = structSchema(served.struct, named)
  const typeMeta = { apiVersion: { type: 'string' }, kind: { type: 'string' } }
  return { ...rest, properties: { ...typeMeta, ...(properties as Schema) }, [GVK]: [gvkOf(served)] }
}

const base = ({ group, version }: Served): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`

function patchOf(served: Served): Schema {
  const schema = { type: 'object' }
  return {
    [GVK]: gvkOf(served),
    'x-kubernetes-action': 'patch',
    parameters: PATCH_PARAMETERS.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
    requestBody: { content: Object.fromEntries(PATCH_TYPES.map((type) => [type, { schema }])) },
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: refTo(served.struct) } } },
    },
  }
}

function documentOf(all: readonly Served[]): unknown {
  const schemas: Record<string, Schema> = {}
  const named = new Set<string>()
  for (const served of all) schemas[nameOf(served.struct)] = rootSchema(served, named)
  // Grows while it is read: types name types.
  for (const struct of named) schemas[nameOf(struct)] ??= structSchema(struct, named)
  const paths = all.map((served) => {
    const { namespaced, resource } = served.kind
    const scope = namespaced ? '/namespaces/{namespace}' : ''
    return [`/${base(served)}${scope}/${resource}/{name}`, { patch: patchOf(served) }]
  })
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.35.4' },
    paths: Object.fromEntries(paths),
    components: { schemas },
  }
}

const documents = new Map<string, unknown>()

/** The index or a document; undefined: nothing is served at this path. */
export function openApiAnswer(path: string): ApiResponse | undefined {
  if (path === ROOT) {
    const keys = [...new Set(SERVED.map(base))].sort()
    const paths = Object.fromEntries(keys.map((key) => [key, { serverRelativeURL: `${ROOT}/${key}` }]))
    return respond(200, { paths })
  }
  if (!path.startsWith(`${ROOT}/`)) return undefined
  const key = path.slice(ROOT.length + 1)
  const all = SERVED.filter((served) => base(served) === key)
  if (all.length === 0) return undefined
  const found = documents.get(key) ?? documentOf(all)
  documents.set(key, found)
  return respond(200, found)
}
