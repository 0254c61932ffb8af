/** What the handlers of one request share: the request with its context, and the usual answers to it. */
import type { ApiAnswer, ApiRequest, ApiResponse } from '../contract.ts'
import { managerOf, managersAfterWrite } from '../apply/tracking.ts'
import { badRequest, notFound } from '../errors.ts'
import type { ObjectParts } from '../registry/strategy.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import type { VerbContext } from '../verbs/context.ts'
import type { Written } from '../verbs/rest.ts'
import { readBody, wantedOf, type FieldValidation } from './body.ts'
import type { Query } from './query.ts'
import { oneOf, type Shape } from './representation.ts'
import { respond, respondStatus, warningHeader } from './respond.ts'
import type { ResourceRoute } from './route.ts'

export const answer = (response: ApiResponse): ApiAnswer => ({ kind: 'response', response })
export const refuse = (status: Status, warnings: string[] = []): ApiAnswer =>
  answer(respondStatus(status, warnings.map(warningHeader)))

export interface Exchange {
  context: VerbContext
  request: ApiRequest
  route: ResourceRoute
  query: Query
  shape: Shape
}

export const validationOf = (query: Query): FieldValidation =>
  query.fieldValidation ? (query.fieldValidation as FieldValidation) : 'Warn'

export const tableOptions = ({
  context,
  query,
}: Exchange): { includeObject: string | undefined; now: number } => ({
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

/** Who owns which fields of an object after this request, which is no apply. */
export const managersOf =
  ({ context, request, route, query }: Exchange, subresource?: 'status') =>
  (object: ObjectParts, old: ObjectParts | undefined): ManagedFieldsEntry[] => {
    const manager = managerOf(query.fieldManager, request.userAgent)
    return managersAfterWrite(route.served, { manager, now: context.stamp(), subresource }, object, old)
  }

/** Why a body is not the object that the path names. */
export function nameError({ route }: Exchange, { metadata }: ObjectParts): Status | undefined {
  const wanted = route.name ?? ''
  const { name, namespace } = metadata
  if (!name)
    return badRequest(
      `the name of the object (${wanted} based on URL) was undeterminable: name must be provided`,
    )
  if (name !== wanted)
    return badRequest(`the name of the object (${name}) does not match the name on the URL (${wanted})`)
  if (!route.served.kind.namespaced || !namespace || namespace === route.namespace) return undefined
  return badRequest(
    `the namespace of the object (${namespace}) does not match the namespace on the URL (${route.namespace ?? ''})`,
  )
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
