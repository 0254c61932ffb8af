/** `kubectl explain`: from the server's OpenAPI v3. @see k8s.io/kubectl/pkg/explain/v2 (templates/plaintext.tmpl) */
import { mappingFor } from '../builder.ts'
import { asKubectlError, plain, verbatim } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { at, isObject, list, object, objects, sortedKeys, text, type Json, type JsonObject } from '../json.ts'
import { apiVersionOf, type ResourceMapping } from '../resources.ts'

const REF = '#/components/schemas/'

interface OpenApi {
  schemas: JsonObject
}

function resolve(openapi: OpenApi, schema: Json | undefined): JsonObject {
  if (!isObject(schema)) return {}
  const ref = text(schema, '$ref') || text(objects(schema, 'allOf')[0], '$ref')
  if (ref === '') return schema
  const found = openapi.schemas[ref.slice(REF.length)]
  return isObject(found)
    ? { ...found, ...(text(schema, 'description') ? { description: text(schema, 'description') } : {}) }
    : {}
}

function typeName(schema: Json | undefined): string {
  if (!isObject(schema)) return 'Object'
  const ref = text(schema, '$ref') || text(objects(schema, 'allOf')[0], '$ref')
  if (ref !== '') return ref.split('.').at(-1) ?? 'Object'
  const type = text(schema, 'type')
  if (type === 'array') return `[]${typeName(schema.items)}`
  if (isObject(schema.additionalProperties)) return `map[string]${typeName(schema.additionalProperties)}`
  return type === '' || type === 'object' ? 'Object' : type
}

/** The schema that holds a field's own fields. */
function inner(openapi: OpenApi, schema: Json | undefined): JsonObject {
  const found = resolve(openapi, schema)
  if (text(found, 'type') === 'array') return inner(openapi, found.items)
  if (isObject(found.additionalProperties)) return inner(openapi, found.additionalProperties)
  return found
}

function wrap(source: string, indent: string, width = 80): string {
  const lines: string[] = []
  for (const paragraph of source.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ').filter(Boolean)) {
      if (line !== '' && indent.length + line.length + 1 + word.length > width) {
        lines.push(indent + line)
        line = word
      } else line += line === '' ? word : ` ${word}`
    }
    lines.push(indent + line)
  }
  return lines.join('\n')
}

const required = (schema: JsonObject, name: string): string =>
  list(schema, 'required').includes(name) ? ' -required-' : ''

function fieldLines(
  openapi: OpenApi,
  schema: JsonObject,
  indent: string,
  recursive: boolean,
  depth: number,
): string {
  const properties = object(schema, 'properties')
  let out = ''
  for (const name of sortedKeys(properties)) {
    const field = properties[name]
    out += `${indent}${name}\t<${typeName(field)}>${required(schema, name)}\n`
    const values = list(field, 'enum').map(String)
    if (values.length > 0) out += `${indent}enum: ${values.join(', ')}\n`
    if (recursive) {
      if (depth < 12) out += fieldLines(openapi, inner(openapi, field), `${indent}  `, true, depth + 1)
    } else
      out += `${wrap(text(resolve(openapi, field), 'description') || '<no description>', `${indent}  `)}\n\n`
  }
  return out
}

async function load(f: Factory, mapping: ResourceMapping): Promise<OpenApi> {
  const key = mapping.group === '' ? `api/${mapping.version}` : `apis/${mapping.group}/${mapping.version}`
  const root = await f.client.get('/openapi/v3', { timeout: '32s' })
  const [path = '', query = ''] = text(root, 'paths', key, 'serverRelativeURL').split('?')
  const hash = /hash=([^&]*)/.exec(query)?.[1]
  const openapi =
    path === ''
      ? {}
      : await f.client.get(path, hash === undefined ? { timeout: '32s' } : { hash, timeout: '32s' })
  return { schemas: object(openapi, 'components', 'schemas') }
}

function rootOf(openapi: OpenApi, mapping: ResourceMapping): JsonObject {
  for (const schema of Object.values(openapi.schemas)) {
    const kinds = objects(schema, 'x-kubernetes-group-version-kind')
    if (
      isObject(schema) &&
      kinds.some(
        (one) =>
          text(one, 'kind') === mapping.kind &&
          text(one, 'version') === mapping.version &&
          text(one, 'group') === mapping.group,
      )
    )
      return schema
  }
  return {}
}

async function run(f: Factory): Promise<void> {
  const [word] = f.args
  if (word === undefined)
    throw plain(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
    )
  if (f.args.length > 1) throw plain(`We accept only this format: explain RESOURCE`)
  if (f.flags.text('output') !== 'plaintext') throw plain(`unrecognized format: ${f.flags.text('output')}`)
  const [type = '', ...path] = word.split('.')
  if (type === '') throw plain('invalid jsonpath syntax, first node must be field node')
  const fields = path.filter((one) => one !== '')
  const mapping = await mappingFor(f, type).catch((error: unknown) => {
    throw verbatim(asKubectlError(error).message)
  })
  const wanted = f.flags.text('api-version')
  if (wanted !== '' && wanted !== apiVersionOf(mapping))
    throw plain(`couldn't find resource for "${wanted}, Resource=${mapping.resource}"`)
  const openapi = await load(f, mapping)
  const group = mapping.group === '' ? '' : `GROUP:      ${mapping.group}\n`
  f.out(`${group}KIND:       ${mapping.kind}\nVERSION:    ${mapping.version}\n\n`)
  let schema = rootOf(openapi, mapping)
  let shown: Json | undefined = schema
  let isRequired = ''
  for (const field of fields) {
    const next = at(schema, 'properties', field)
    if (next === undefined) throw plain(`field "${fields.at(-1) ?? ''}" does not exist`)
    isRequired = required(schema, field)
    shown = next
    schema = inner(openapi, next)
  }
  const last = fields.at(-1)
  if (last !== undefined) f.out(`FIELD: ${last} <${typeName(shown)}>${isRequired}\n`)
  const values = list(shown, 'enum').map(String)
  if (values.length > 0) f.out(`ENUM:\n${values.map((value) => `    ${value}\n`).join('')}`)
  if (last !== undefined) f.out(values.length > 0 ? '\n' : '\n\n')
  const description = text(resolve(openapi, shown), 'description')
  f.out(`DESCRIPTION:\n${description === '' ? '    <empty>' : `${wrap(description, '    ')}\n    `}\n`)
  const recursive = f.flags.bool('recursive')
  const lines = fieldLines(openapi, schema, '  ', recursive, 0)
  if (lines !== '') f.out(`FIELDS:\n${lines}\n`)
}

export const explain: Command = {
  name: 'explain',
  short: 'Get documentation for a resource',
  use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  flags: [
    flag.bool('recursive', 'All fields at once'),
    flag.text('api-version', 'Group and version'),
    { ...flag.text('output', 'plaintext', 'plaintext'), short: 'o' },
  ],
  run,
}
