/**
 * One object as the commands hand it on, what a builder is asked for, and what it gives.
 * @see k8s.io/cli-runtime/pkg/resource/visitor.go (Info), builder.go, result.go, v1.35
 */
import type { KubectlError } from './errors.ts'
import { text, type JsonObject } from './json.ts'
import { groupResource, type ResourceMapping } from './resources.ts'

export interface Info {
  mapping: ResourceMapping
  namespace: string
  name: string
  /** The object (or, for lists of `get`, the List or Table); absent until fetched. */
  object?: JsonObject
  /** The file it came from, or ''. */
  source: string
}

export interface BuilderOptions {
  args?: string[]
  filenames?: string[]
  recursive?: boolean
  /** undefined: none given. '' selects everything. */
  selector?: string | undefined
  fieldSelector?: string | undefined
  all?: boolean
  /** `--all` of the commands where it only makes a type alone mean all of its objects. */
  widen?: boolean
  allNamespaces?: boolean
  /** A type alone selects all of its objects. */
  allowEmptySelector?: boolean
  /** Objects of files are fetched. */
  latest?: boolean
  continueOnError?: boolean
  /** Lists are split into their objects. Only `get` does without. */
  flatten?: boolean
  /** Arguments become Infos without a request. */
  local?: boolean
  accept?: string
  limit?: number
  query?: Record<string, string>
  subresource?: string
  /** Objects are not fetched at all (delete). */
  lazy?: boolean
}

export interface Result {
  singleItemImplied: boolean
  mappings: ResourceMapping[]
  /** Objects were named one by one. */
  named: boolean
  visit(fn: (info: Info) => Promise<void>): Promise<void>
  /** All objects and what failed on the way (with continueOnError). */
  infos(): Promise<{ infos: Info[]; errors: KubectlError[] }>
}

export const infoOf = (mapping: ResourceMapping, object: JsonObject): Info => ({
  mapping,
  namespace: text(object, 'metadata', 'namespace'),
  name: text(object, 'metadata', 'name'),
  object,
  source: '',
})

/** The object of an Info that was fetched or read. */
export const objectOf = (info: Info): JsonObject => info.object ?? {}
/** `deployments/web`: how errors of set and wait name an object. */
export const slashName = (info: Info): string => `${info.mapping.resource}/${info.name}`
export const describeResource = (info: Info): string => `${groupResource(info.mapping)} "${info.name}"`
