/**
 * How objects are sent: as they are, as rows of a Table, or their metadata alone, whatever Accept asks for.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/response.go, v1.35
 */
import { failure } from '../errors.ts'
import { apiVersionOf } from '../registry/kinds.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Served } from '../registry/versions.ts'
import { columnsOf } from '../table/columns.ts'
import { rowOf } from '../table/rows.ts'
import type { ObjectMeta, Status } from '../types/meta.ts'

export type Shape = 'object' | 'table' | 'metadata' | 'metadataList'

const TABLE = 'meta.k8s.io/v1'

const SHAPES: Readonly<Record<string, Shape>> = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadataList',
}

/** The first acceptable media type's shape; undefined: none is acceptable. */
export function shapeOf(accept: string | undefined): Shape | undefined {
  const ranges = (accept ?? '').split(',').map((range) => range.trim())
  if (ranges.every((range) => range === '')) return 'object'
  for (const range of ranges) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    if (!['application/json', '*/*', 'application/*', 'application/yaml'].includes(type)) continue
    const as = parameters.find((part) => part.startsWith('as='))?.slice('as='.length)
    if (as === undefined) return 'object'
    const shape = SHAPES[as]
    if (shape && parameters.includes('v=v1') && parameters.includes('g=meta.k8s.io')) return shape
  }
  return undefined
}

export const notAcceptable = (): Status =>
  failure(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  )

export const shown = (served: Served, object: ObjectParts): ObjectParts =>
  served.fromStored ? served.fromStored(object) : object

export const partial = (metadata: ObjectMeta): unknown => ({
  kind: 'PartialObjectMetadata',
  apiVersion: TABLE,
  metadata,
})

/** A pod that is done is marked, so that a printer can leave it out. */
function rowConditions(resource: string, object: ObjectParts): object {
  const { phase } = (object.status ?? {}) as { phase?: string }
  if (resource !== 'pods' || (phase !== 'Succeeded' && phase !== 'Failed')) return {}
  const message = phase === 'Succeeded' ? 'The pod has completed successfully.' : 'The pod failed.'
  return { conditions: [{ type: 'Completed', status: 'True', reason: phase, message }] }
}

export interface TableOptions {
  includeObject: string | undefined
  now: number
  /** Watched Tables carry columns only in the first event. */
  withColumns?: boolean
}

function included(served: Served, object: ObjectParts, mode: string | undefined): unknown {
  if (mode === 'None') return null
  return mode === 'Object' ? shown(served, object) : partial(object.metadata)
}

export function tableOf(
  served: Served,
  objects: readonly ObjectParts[],
  metadata: unknown,
  { includeObject, now, withColumns = true }: TableOptions,
): unknown {
  const { resource } = served.kind
  const row = rowOf(resource)
  const rows = objects.map((object) => ({
    cells: row(object, now).map((cell) => cell ?? ''),
    ...rowConditions(resource, object),
    object: included(served, object, includeObject),
  }))
  return {
    kind: 'Table',
    apiVersion: TABLE,
    metadata,
    columnDefinitions: withColumns ? columnsOf(resource) : null,
    // The printer of LimitRanges makes its list only when there is something to put into it.
    rows: rows.length === 0 && resource === 'limitranges' ? null : rows,
  }
}

/** One object in the shape that was asked for. */
export function oneOf(served: Served, object: ObjectParts, shape: Shape, options: TableOptions): unknown {
  if (shape === 'table')
    return tableOf(served, [object], { resourceVersion: object.metadata.resourceVersion }, options)
  if (shape === 'metadata') return partial(object.metadata)
  return { ...shown(served, object), kind: served.kind.kind, apiVersion: apiVersionOf(served) }
}

/** A list in the shape that was asked for. */
export function listOf(
  served: Served,
  objects: readonly ObjectParts[],
  metadata: unknown,
  shape: Shape,
  options: TableOptions,
): unknown {
  if (shape === 'table') return tableOf(served, objects, metadata, options)
  if (shape === 'metadataList')
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: TABLE,
      metadata,
      items: objects.map((object) => partial(object.metadata)),
    }
  return {
    kind: `${served.kind.kind}List`,
    apiVersion: apiVersionOf(served),
    metadata,
    items: objects.map((object) => {
      const { kind: _, apiVersion: __, ...item } = shown(served, object)
      return item
    }),
  }
}
