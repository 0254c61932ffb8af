/** Requests for resources: reading, writing and deleting objects and lists of them. */
import type { ApiAnswer, ApiRequest, ApiResponse, DeleteOptions } from '../contract.ts'
import { badRequest, forbidden, invalid, notFound } from '../errors.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Status } from '../types/meta.ts'
import type { VerbContext } from '../verbs/context.ts'
import { deleteObject } from '../verbs/delete.ts'
import { createRest, updateRest, type Written } from '../verbs/rest.ts'
import { isMediaType, readBody, unsupportedMediaType, wantedOf, type FieldValidation } from './body.ts'
import { readDeleteOptions } from './deleteoptions.ts'
import { noSuchResource, notAllowed } from './handle.ts'
import { pageOf } from './list.ts'
import { patchResource } from './patchresource.ts'
import {
  isTrue,
  listOptionErrors,
  numberError,
  timeoutError,
  writeOptionErrors,
  type Query,
} from './query.ts'
import { listOf, notAcceptable, oneOf, shapeOf, type Shape } from './representation.ts'
import { respond, respondStatus, warningHeader } from './respond.ts'
import type { ResourceRoute } from './route.ts'
import { answerSubresource } from './subresource.ts'
import { watch } from './watch.ts'

const answer = (response: ApiResponse): ApiAnswer => ({ kind: 'response', response })
const refuse = (status: Status, warnings: string[] = []): ApiAnswer =>
  answer(respondStatus(status, warnings.map(warningHeader)))

/** What the handlers of one request share. */
export interface Exchange {
  context: VerbContext
  request: ApiRequest
  route: ResourceRoute
  query: Query
  shape: Shape
}

export const validationOf = (query: Query): FieldValidation =>
  query.fieldValidation ? (query.fieldValidation as FieldValidation) : 'Warn'

const tableOptions = ({ context, query }: Exchange): { includeObject: string | undefined; now: number } => ({
  includeObject: query.includeObject,
  now: context.nowSeconds(),
})

export function answerObject(
  exchange: Exchange,
  object: ObjectParts,
  code: number,
  warnings: string[],
): ApiAnswer {
  const body = oneOf(exchange.route.served, object, exchange.shape, tableOptions(exchange))
  return answer(respond(code, body, warnings.map(warningHeader)))
}

export const answerWritten = (exchange: Exchange, written: Written, decoding: string[]): ApiAnswer =>
  written.ok
    ? answerObject(exchange, written.object as ObjectParts, written.created ? 201 : 200, [
        ...decoding,
        ...written.warnings,
      ])
    : refuse(written.status, [...decoding, ...(written.warnings ?? [])])

export function stored({ context, route }: Exchange): ObjectParts | undefined {
  const { resource, namespaced } = route.served.kind
  return context.store.get(resource, namespaced ? (route.namespace ?? '') : '', route.name ?? '') as
    ObjectParts | undefined
}

export const missing = ({ route }: Exchange): ApiAnswer =>
  refuse(
    notFound(
      {
        ...route.served.kind,
        group: route.served.group === 'events.k8s.io' ? route.served.group : route.served.kind.group,
      },
      route.name ?? '',
    ),
  )

function get(exchange: Exchange): ApiAnswer {
  const object = stored(exchange)
  return object ? answerObject(exchange, object, 200, []) : missing(exchange)
}

function list(exchange: Exchange): ApiAnswer {
  const { context, route, query, shape } = exchange
  const { served, namespace } = route
  const wrong = numberError(query) ?? listOptionErrors(query)
  if (wrong) return refuse(wrong)
  const page = pageOf(context, served, namespace, query)
  if (!page.ok) return refuse(page.status)
  return answer(respond(200, listOf(served, page.objects, page.metadata, shape, tableOptions(exchange))))
}

function startWatch(exchange: Exchange): ApiAnswer {
  const { context, route, query, shape } = exchange
  const wrong = numberError(query) ?? listOptionErrors(query)
  if (wrong) return refuse(wrong)
  const { served, namespace, name } = route
  return watch({ context, served, namespace, name, query, shape, warnings: [] })
}

/** The body as an object of the stored version, or the refusal. */
export function readObject(exchange: Exchange): { object: ObjectParts; warnings: string[] } | ApiAnswer {
  const { request, route, query } = exchange
  const body = readBody(request.body ?? '', request.contentType, wantedOf(route.served), validationOf(query))
  if (!body.ok) return refuse(body.status)
  const object = route.served.toStored ? route.served.toStored(body.object) : body.object
  object.metadata ??= {} as ObjectParts['metadata']
  return { object, warnings: body.warnings }
}

function create(exchange: Exchange): ApiAnswer {
  const { context, route, query, request } = exchange
  if (!isMediaType(request.contentType)) return refuse(unsupportedMediaType())
  const wrong = writeOptionErrors('CreateOptions', query)
  if (wrong) return refuse(wrong)
  const read = readObject(exchange)
  if ('kind' in read) return read
  const strategy = STRATEGIES[route.served.kind.resource]
  const unfit = route.served.validateNew?.(read.object) ?? []
  if (unfit.length > 0)
    return refuse(invalid({ ...route.served.kind, group: '' }, read.object.metadata.name, unfit))
  const written = createRest(context, strategy, route.namespace ?? '', read.object, {
    dryRun: query.dryRun === 'All',
  })
  return answerWritten(exchange, written, read.warnings)
}

export function update(exchange: Exchange, subresource?: 'status'): ApiAnswer {
  const { context, route, query, request } = exchange
  if (!isMediaType(request.contentType)) return refuse(unsupportedMediaType())
  const wrong = writeOptionErrors('UpdateOptions', query)
  if (wrong) return refuse(wrong)
  const read = readObject(exchange)
  if ('kind' in read) return read
  const { metadata } = read.object
  const name = route.name ?? ''
  if (!metadata.name) metadata.name = name
  if (metadata.name !== name)
    return refuse(
      badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`),
    )
  if (route.served.kind.namespaced && metadata.namespace && metadata.namespace !== route.namespace)
    return refuse(
      badRequest(
        `the namespace of the object (${metadata.namespace}) does not match the namespace on the URL (${route.namespace ?? ''})`,
      ),
    )
  const strategy = STRATEGIES[route.served.kind.resource]
  const written = updateRest(context, strategy, route.namespace ?? '', read.object, {
    dryRun: query.dryRun === 'All',
    subresource,
  })
  return answerWritten(exchange, written, read.warnings)
}

/** Namespaces that the cluster cannot do without. */
const IMMORTAL = ['default', 'kube-system', 'kube-public']

function deleteOne(exchange: Exchange, object: ObjectParts, options: DeleteOptions): ApiAnswer {
  const { context, route } = exchange
  const { kind } = route.served
  if (kind.resource === 'namespaces' && IMMORTAL.includes(object.metadata.name))
    return refuse(forbidden(kind, object.metadata.name, 'this namespace may not be deleted'))
  const deleted = deleteObject(context, STRATEGIES[kind.resource], object, options)
  if (!deleted.ok) return refuse(deleted.status)
  if (deleted.object.kind === 'Status') return answer(respond(200, deleted.object))
  return answerObject(exchange, deleted.object as ObjectParts, 200, [])
}

function remove(exchange: Exchange): ApiAnswer {
  const { request, query } = exchange
  const read = readDeleteOptions(request.body, request.contentType, query)
  if (!read.ok) return refuse(read.status)
  const object = stored(exchange)
  return object ? deleteOne(exchange, object, read.options) : missing(exchange)
}

function removeCollection(exchange: Exchange): ApiAnswer {
  const { context, request, route, query, shape } = exchange
  const read = readDeleteOptions(request.body, request.contentType, query)
  if (!read.ok) return refuse(read.status)
  const page = pageOf(context, route.served, route.namespace, query)
  if (!page.ok) return refuse(page.status)
  for (const object of page.objects)
    deleteObject(context, STRATEGIES[route.served.kind.resource], object, read.options)
  return answer(
    respond(200, listOf(route.served, page.objects, page.metadata, shape, tableOptions(exchange))),
  )
}

export function answerResource(
  context: VerbContext,
  request: ApiRequest,
  route: ResourceRoute,
  verb: string,
): ApiAnswer {
  const query = request.query ?? {}
  const late = timeoutError(query)
  if (late) return refuse(late)
  const shape = shapeOf(request.accept)
  if (!shape) return refuse(notAcceptable())
  const isList = route.name === undefined
  if (shape === (isList && request.method === 'GET' && !isTrue(query.watch) ? 'metadata' : 'metadataList'))
    return refuse(wrongShape(route, shape))
  const exchange: Exchange = { context, request, route, query, shape }
  if (route.subresource !== undefined) return answerSubresource(exchange)
  return answerVerb(exchange, verb)
}

function wrongShape({ served }: ResourceRoute, shape: Shape): Status {
  const list = shape === 'metadata'
  const type = `*${served.group.split('.')[0] || 'core'}.${served.kind.kind}${list ? 'List' : ''}`
  const asked = list ? 'PartialObjectMetadata' : 'PartialObjectMetadataList'
  const thing = list ? 'a list' : 'not a list'
  const status = badRequest(`you requested ${asked}, but the requested object is ${thing} (${type})`)
  return { ...status, reason: 'NotAcceptable', code: 406 }
}

function answerVerb(exchange: Exchange, verb: string): ApiAnswer {
  const { route } = exchange
  const named = route.name !== undefined
  const scoped = !route.served.kind.namespaced || route.namespace !== undefined
  switch (verb) {
    case 'get':
      return get(exchange)
    case 'list':
      return list(exchange)
    case 'watch':
      return startWatch(exchange)
    case 'create':
      if (named) return answer(notAllowed())
      return scoped ? create(exchange) : answer(notAllowed())
    case 'update':
      return named ? update(exchange) : answer(notAllowed())
    case 'patch':
      return named ? patchResource(exchange) : answer(notAllowed())
    case 'delete':
      return remove(exchange)
    case 'deletecollection':
      return scoped ? removeCollection(exchange) : answer(notAllowed())
    default:
      return answer(noSuchResource())
  }
}
