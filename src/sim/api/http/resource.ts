/** Requests for resources: reading, writing and deleting objects and lists of them. */
import type { ApiAnswer, ApiRequest, DeleteOptions } from '../contract.ts'
import { badRequest, forbidden, invalid } from '../errors.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { Status } from '../types/meta.ts'
import type { VerbContext } from '../verbs/context.ts'
import { deleteObject } from '../verbs/delete.ts'
import { createRest } from '../verbs/rest.ts'
import { isMediaType, unsupportedMediaType } from './body.ts'
import { readDeleteOptions } from './deleteoptions.ts'
import {
  answer,
  answerObject,
  answerWritten,
  managersOf,
  missing,
  readObject,
  refuse,
  stored,
  tableOptions,
  type Exchange,
} from './exchange.ts'
import { pageOf, tooLarge } from './list.ts'
import { patchResource } from './patchresource.ts'
import {
  listOptionErrors,
  numberError,
  tableOptionError,
  timeoutError,
  versionNumber,
  writeOptionErrors,
} from './query.ts'
import { listOf, notAcceptable, shapeOf, type Shape } from './representation.ts'
import { noSuchResource, notAllowed, respond } from './respond.ts'
import type { ResourceRoute } from './route.ts'
import { answerSubresource } from './subresource.ts'
import { update } from './update.ts'
import { watch } from './watch.ts'

function get(exchange: Exchange): ApiAnswer {
  const asked = versionNumber(exchange.query.resourceVersion || '0')
  if (typeof asked !== 'number') return refuse(asked)
  const current = exchange.context.store.resourceVersion()
  if (asked > current) return refuse(tooLarge(asked, current))
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
  const { context, route, shape } = exchange
  const query = { ...exchange.query, watch: 'true' }
  const wrong = numberError(query) ?? listOptionErrors(query)
  if (wrong) return refuse(wrong)
  const { served, namespace, name } = route
  return watch({ context, served, namespace, name, query, shape, warnings: [] })
}

function create(exchange: Exchange): ApiAnswer {
  const { context, route, query, request } = exchange
  if (!isMediaType(request.contentType)) return refuse(unsupportedMediaType())
  const wrong = writeOptionErrors('CreateOptions', query)
  if (wrong) return refuse(wrong)
  const read = readObject(exchange)
  if ('kind' in read) return read
  const strategy = STRATEGIES[route.served.kind.resource]
  const { metadata } = read.object
  const placed = { ...read.object, metadata: { ...metadata, namespace: route.namespace ?? '' } }
  const unfit = route.served.validateNew?.(placed) ?? []
  if (unfit.length > 0)
    return refuse(invalid({ ...route.served.kind, group: '' }, read.object.metadata.name ?? '', unfit))
  const written = createRest(context, strategy, route.namespace ?? '', read.object, {
    dryRun: query.dryRun === 'All',
    managers: managersOf(exchange),
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
  const wrong = numberError(query) ?? listOptionErrors(query)
  if (wrong) return refuse(wrong)
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
  if (route.isWatch && request.method !== 'GET') return answer(notAllowed())
  const late = timeoutError(query)
  if (late) return refuse(late)
  const shape = shapeOf(request.accept)
  if (!shape) return refuse(notAcceptable())
  const untabled = shape === 'table' ? tableOptionError(query) : undefined
  if (untabled) return refuse(untabled)
  const isList = route.name === undefined
  if (shape === (isList && request.method === 'GET' && verb !== 'watch' ? 'metadata' : 'metadataList'))
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
      return scoped && route.served.kind.resource !== 'namespaces'
        ? removeCollection(exchange)
        : answer(notAllowed())
    default:
      return answer(noSuchResource())
  }
}
