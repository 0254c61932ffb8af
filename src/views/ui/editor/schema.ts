/** What may stand where in a manifest, by the API's own OpenAPI document (the one that `kubectl explain` reads). */

export interface Schema {
  $ref?: string
  allOf?: Schema[]
  oneOf?: Schema[]
  type?: string
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

export interface OpenApi {
  components: { schemas: Record<string, Schema> }
}

/** One field, and how what follows its colon is written. */
export interface FieldChoice {
  name: string
  /** As `kubectl explain` names it: `integer`, `[]Container`, `map[string]string`. */
  type: string
  /** Its value stands on the lines below. */
  nested: boolean
}

const REF = '#/components/schemas/'

const refOf = (schema: Schema): string | undefined =>
  schema.$ref ?? schema.allOf?.find(({ $ref }) => $ref)?.$ref

function resolve({ components }: OpenApi, schema: Schema): Schema {
  const ref = refOf(schema)
  return ref === undefined ? schema : (components.schemas[ref.slice(REF.length)] ?? {})
}

/** The schema of what stands below a field: of the item of a list, of the value of a map. */
function below(document: OpenApi, schema: Schema): Schema {
  const found = resolve(document, schema)
  const inner = found.items ?? found.additionalProperties
  return inner ? below(document, inner) : found
}

function typeName(schema: Schema): string {
  const ref = refOf(schema)
  if (ref !== undefined) return ref.split('.').at(-1) ?? 'Object'
  if (schema.items) return `[]${typeName(schema.items)}`
  if (schema.additionalProperties) return `map[string]${typeName(schema.additionalProperties)}`
  if (schema.oneOf) return schema.oneOf.map(typeName).join(' or ')
  return schema.type ?? 'Object'
}

const isNested = (schema: Schema): boolean =>
  refOf(schema) !== undefined || schema.items !== undefined || schema.additionalProperties !== undefined

/** `apps/v1` → where its document is served. */
export const openApiPath = (apiVersion: string): string =>
  `/openapi/v3/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`

function rootOf({ components }: OpenApi, apiVersion: string, kind: string): Schema | undefined {
  const [version = '', group = ''] = apiVersion.split('/').toReversed()
  return Object.values(components.schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (one) => one.group === group && one.version === version && one.kind === kind,
    ),
  )
}

/** The schema at a path of fields; undefined where the API knows none of that name. */
function schemaAt(document: OpenApi, root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root
  for (const name of path) {
    const { properties, additionalProperties }: Schema = resolve(document, schema)
    const next: Schema | undefined = properties?.[name] ?? additionalProperties
    if (!next) return undefined
    // A map's own keys are free: what follows one is its value.
    schema = properties?.[name]?.additionalProperties ? properties[name] : below(document, next)
  }
  return schema
}

/** The fields below a path, in the API's order. */
export function fieldsAt(
  document: OpenApi,
  apiVersion: string,
  kind: string,
  path: readonly string[],
): FieldChoice[] {
  const root = rootOf(document, apiVersion, kind)
  const schema = root && schemaAt(document, root, path)
  return Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeName(field),
    nested: isNested(field),
  }))
}
