/** PUT: an object, or its status, replaced by the one in the body. */
import type { ApiAnswer } from '../contract.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import { updateRest } from '../verbs/rest.ts'
import { isMediaType, unsupportedMediaType } from './body.ts'
import { answerWritten, managersOf, nameError, readObject, refuse, type Exchange } from './exchange.ts'
import { writeOptionErrors } from './query.ts'

export function update(exchange: Exchange, subresource?: 'status'): ApiAnswer {
  const { context, route, query, request } = exchange
  if (!isMediaType(request.contentType)) return refuse(unsupportedMediaType())
  const wrong = writeOptionErrors('UpdateOptions', query)
  if (wrong) return refuse(wrong)
  const read = readObject(exchange)
  if ('kind' in read) return read
  const misnamed = nameError(exchange, read.object)
  if (misnamed) return refuse(misnamed)
  const strategy = STRATEGIES[route.served.kind.resource]
  const written = updateRest(context, strategy, route.namespace ?? '', read.object, {
    dryRun: query.dryRun === 'All',
    subresource,
    managers: managersOf(exchange, subresource),
  })
  return answerWritten(exchange, written, read.warnings)
}
