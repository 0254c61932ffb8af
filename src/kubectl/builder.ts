/**
 * From arguments, selectors and files to objects.
 * @see k8s.io/cli-runtime/pkg/resource/builder.go, visitor.go, v1.35
 */
import { fetchInfo } from './builder-fetch.ts'
import { resultOf, type Source } from './builder-result.ts'
import { asKubectlError, plain, statusError, type KubectlError } from './errors.ts'
import type { Factory } from './factory.ts'
import { infoOf, type BuilderOptions, type Info, type Result } from './info.ts'
import { readManifests } from './manifests.ts'
import { isObject, list, strings, text, type JsonObject } from './json.ts'
import { parseRequirements, satisfied } from './label-selector.ts'
import {
  collectionPath,
  expandCategories,
  findMapping,
  groupResource,
  sharingShortName,
  type ResourceMapping,
} from './resources.ts'

const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

const localFiles = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`

export async function mappingFor(f: Factory, type: string): Promise<ResourceMapping> {
  const found = findMapping(type)
  if (found) {
    for (const other of sharingShortName(type, found))
      f.err(
        `Warning: short name "${type}" could also match lower priority resource ${groupResource(other)}\n`,
      )
    return found
  }
  await f.client.call({ method: 'GET', path: '/api', query: { timeout: '32s' } }).catch(ignoreRefusal)
  await f.client.call({ method: 'GET', path: '/apis', query: { timeout: '32s' } }).catch(ignoreRefusal)
  throw plain(
    `the server doesn't have a resource type "${type.split('.')[0]?.toLowerCase() === type ? type : (type.split('.')[0] ?? '')}"`,
  )
}

function ignoreRefusal(error: unknown): null {
  if (asKubectlError(error).failure.kind === 'status') return null
  throw error
}

export async function build(f: Factory, options: BuilderOptions): Promise<Result> {
  const words = normalizeMultipleTypes(options.args ?? [])
  const tuples: [type: string, name: string][] = []
  let types: string[] = []
  let names: string[] = []
  let selector = options.selector
  const slashes = words.filter((word) => word.includes('/')).length
  if (slashes > 0) {
    if (slashes !== words.length) {
      throw plain(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      )
    }
    for (const word of words) {
      const parts = word.split('/')
      if (parts.length !== 2) throw plain('arguments in resource/name form may not have more than one slash')
      if (!parts[0] || !parts[1] || splitTypes(parts[0]).length !== 1)
        throw plain('arguments in resource/name form must have a single resource and name')
      tuples.push([parts[0], parts[1]])
    }
  } else if (words.length > 0) {
    types = splitTypes(expandCategories(words[0] ?? ''))
    names = words.slice(1)
    const widened = options.allowEmptySelector === true || options.widen === true
    if (names.length === 0 && selector === undefined && widened) selector = ''
  }
  if (options.all) selector = ''
  if (options.local && (options.filenames?.length ?? 0) === 0) throw plain(localFiles)
  if ((options.filenames?.length ?? 0) > 0) return fileResult(f, options, { types, names, tuples })
  if (selector !== undefined || options.fieldSelector !== undefined)
    return selectorResult(f, options, { types, names, tuples, selector })
  if (tuples.length > 0) {
    if (types.length > 0)
      throw plain('you may not specify individual resources and bulk resources in the same call')
    const pairs: [ResourceMapping, string][] = []
    for (const [type, name] of tuples) pairs.push([await mappingFor(f, type), name])
    return namedResult(f, options, pairs)
  }
  if (names.length > 0) {
    if (types.length > 1) throw plain('you must specify only one resource')
    const mapping = await mappingFor(f, types[0] ?? '')
    return namedResult(
      f,
      options,
      names.map((name) => [mapping, name]),
    )
  }
  if (types.length > 0) {
    for (const type of types) await mappingFor(f, type)
    throw plain('resource(s) were provided, but no name was specified')
  }
  throw plain(missingResource)
}

/** `deploy,svc web` means `deploy/web svc/web`. */
function normalizeMultipleTypes(args: string[]): string[] {
  const types = splitTypes(args[0] ?? '')
  if (args.length < 2 || types.length < 2) return args
  return types.flatMap((type) => args.slice(1).map((name) => `${type}/${name}`))
}

const splitTypes = (types: string): string[] => (types === '' ? [] : [...new Set(types.split(','))])

type Spec = { types: string[]; names: string[]; tuples: [string, string][] }

function fileResult(f: Factory, options: BuilderOptions, spec: Spec): Result {
  if (spec.types.length > 0 || spec.tuples.length > 0) {
    throw plain(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    )
  }
  const source: Source = async function* () {
    for await (const manifest of readManifests(f, options.filenames ?? [], options.recursive ?? false)) {
      const { mapping, object, file } = manifest
      const given = text(object, 'metadata', 'namespace')
      if (mapping.namespaced && given !== '' && f.enforceNamespace && given !== f.namespace) {
        throw plain(
          `the namespace from the provided object "${given}" does not match the namespace "${f.namespace}". You must pass '--namespace=${given}' to perform this operation.`,
        )
      }
      const namespace = mapping.namespaced ? given || f.namespace : ''
      if (!labelled(object, options.selector)) continue
      const info: Info = { mapping, namespace, name: text(object, 'metadata', 'name'), object, source: file }
      yield info
    }
  }
  const prepare = options.latest ? (info: Info) => fetchInfo(f, info, options) : undefined
  return resultOf([source], [], false, options.continueOnError ?? false, prepare)
}

/** A selector picks among the objects of files, too. */
const labelled = (object: JsonObject, selector: string | undefined): boolean =>
  !selector || satisfied(parseRequirements(selector), strings(object, 'metadata', 'labels'))

async function selectorResult(
  f: Factory,
  options: BuilderOptions,
  spec: Spec & { selector: string | undefined },
): Promise<Result> {
  if (spec.names.length > 0) throw plain('name cannot be provided when a selector is specified')
  if (spec.tuples.length > 0)
    throw plain('selectors and the all flag cannot be used when passing resource/name arguments')
  if (spec.types.length === 0) throw plain('at least one resource must be specified to use a selector')
  const mappings: ResourceMapping[] = []
  for (const type of spec.types) mappings.push(await mappingFor(f, type))
  const namespace = options.allNamespaces ? '' : f.namespace
  const sources = mappings.map(
    (mapping): Source =>
      async function* () {
        const query: Record<string, string> = { ...options.query }
        if (spec.selector) query.labelSelector = spec.selector
        if (options.fieldSelector) query.fieldSelector = options.fieldSelector
        if (options.limit) query.limit = String(options.limit)
        const path = collectionPath(mapping, namespace)
        for (;;) {
          const page = await f.client
            .call({ method: 'GET', path, query, accept: options.accept ?? 'application/json' })
            .catch((error: unknown) => {
              throw withSelector(
                asKubectlError(error),
                mapping,
                spec.selector ?? '',
                options.fieldSelector ?? '',
              )
            })
          const answer = isObject(page) ? page : {}
          if (options.flatten === false) yield { mapping, namespace, name: '', object: answer, source: '' }
          else {
            for (const item of list(answer, 'items')) {
              if (isObject(item))
                yield infoOf(mapping, { apiVersion: text(answer, 'apiVersion'), kind: mapping.kind, ...item })
            }
          }
          const next = text(answer, 'metadata', 'continue')
          if (next === '') return
          query.continue = next
        }
      },
  )
  return resultOf(sources, mappings, false, options.continueOnError ?? false, undefined, false)
}

/** A refused list names what was asked for. @see resource/selector.go */
function withSelector(
  error: KubectlError,
  mapping: ResourceMapping,
  selector: string,
  fields: string,
): KubectlError {
  if (error.failure.kind !== 'status' || (selector === '' && fields === '')) return error
  const { status } = error.failure
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return error
  const gvr = `${mapping.group}/${mapping.version}, Resource=${mapping.resource}`
  const label = `label selector "${selector}"`
  return statusError({
    ...status,
    message: `Unable to find "${gvr}" that match ${label}, field selector "${fields}": ${status.message ?? ''}`,
  })
}

function namedResult(f: Factory, options: BuilderOptions, pairs: [ResourceMapping, string][]): Result {
  const sources = pairs.map(([mapping, name]): Source => {
    const namespace = mapping.namespaced ? (options.allNamespaces ? '' : f.namespace) : ''
    return async function* () {
      const info: Info = { mapping, namespace, name, source: '' }
      if (!options.local && !options.lazy) await fetchInfo(f, info, options)
      yield info
    }
  })
  if (options.allNamespaces && pairs.some(([mapping]) => mapping.namespaced))
    throw plain('a resource cannot be retrieved by name across all namespaces')
  const mappings = [...new Set(pairs.map(([mapping]) => mapping))]
  return resultOf(sources, mappings, pairs.length === 1, options.continueOnError ?? false)
}
