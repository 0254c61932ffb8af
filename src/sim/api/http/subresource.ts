/** Subresources: status, scale, binding, eviction, finalize, log. */
import type { ApiAnswer, ApiResponse } from '../contract.ts'
import { STRATEGIES } from '../registry/strategies.ts'
import { notAllowed, noSuchResource } from './respond.ts'
import { answerEviction } from './eviction.ts'
import { answerLog } from './log.ts'
import { answerBinding, answerFinalize } from './podbinding.ts'
import { patchResource } from './patchresource.ts'
import { answerObject, missing, stored, type Exchange } from './exchange.ts'
import { update } from './update.ts'
import { answerScale } from './scale.ts'

const answer = (response: ApiResponse): ApiAnswer => ({ kind: 'response', response })

const SCALED = ['deployments', 'replicasets', 'replicationcontrollers']

function answerStatus(exchange: Exchange): ApiAnswer {
  const { method } = exchange.request
  if (method === 'PUT') return update(exchange, 'status')
  if (method === 'PATCH') return patchResource(exchange, 'status')
  return method === 'GET' ? answerGot(exchange) : answer(notAllowed())
}

/** Other ends of a pod, which are the pod when they are read. Simplified: they cannot be written. */
const PARTIAL = ['ephemeralcontainers', 'resize']

function answerGot(exchange: Exchange): ApiAnswer {
  const object = stored(exchange)
  return object ? answerObject(exchange, object, 200, []) : missing(exchange)
}

export function answerSubresource(exchange: Exchange): ApiAnswer {
  const { subresource, served } = exchange.route
  const { resource } = served.kind
  if (subresource === 'status' && STRATEGIES[resource].prepareForStatusUpdate) return answerStatus(exchange)
  if (subresource === 'scale' && SCALED.includes(resource)) return answerScale(exchange)
  if (subresource === 'finalize' && resource === 'namespaces') return answerFinalize(exchange)
  if (resource !== 'pods') return answer(noSuchResource())
  if (PARTIAL.includes(subresource ?? '') && exchange.request.method === 'GET') return answerGot(exchange)
  if (subresource === 'binding') return answerBinding(exchange)
  if (subresource === 'eviction') return answerEviction(exchange)
  return subresource === 'log' ? answerLog(exchange) : answer(noSuchResource())
}
