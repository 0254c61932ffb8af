/**
 * One REST request: who asks, what for, and the verb that answers.
 * @see k8s.io/apiserver/pkg/endpoints/installer.go, v1.35
 */
import { discoveryAnswer } from '../discovery/discovery.ts'
import type { ApiAnswer, ApiRequest, ApiResponse } from '../contract.ts'
import type { VerbContext } from '../verbs/context.ts'
import { refused } from './access.ts'
import { attributesOf } from './attributes.ts'
import { answerEmptyKind } from './emptykinds.ts'
import { noSuchResource, notAllowed, respondStatus, respondText, warningHeader } from './respond.ts'
import { answerReview } from './reviews.ts'
import { answerResource } from './resource.ts'
import { routeOf } from './route.ts'

const PAGE_NOT_FOUND = '404 page not found\n'
const HEALTH = /^\/(healthz|livez|readyz)(\/|$)/

const answer = (response: ApiResponse): ApiAnswer => ({ kind: 'response', response })

function plain(path: string, request: ApiRequest): ApiResponse {
  if (HEALTH.test(path)) return respondText(200, 'ok')
  const found = discoveryAnswer(path, request.accept)
  if (found) return found
  if (
    /^\/(api|apis\/(apps|autoscaling|batch|policy|events\.k8s\.io|discovery\.k8s\.io|scheduling\.k8s\.io))\/[^/]+$/.test(
      path,
    )
  )
    return noSuchResource()
  return respondText(404, PAGE_NOT_FOUND)
}

const ENDPOINTS_DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'

function withWarning(result: ApiAnswer, text: string): ApiAnswer {
  const header = warningHeader(text)
  if (result.kind === 'response')
    return answer({ ...result.response, warnings: [header, ...result.response.warnings] })
  const { response } = result.watch
  return {
    kind: 'watch',
    watch: { ...result.watch, response: { ...response, warnings: [header, ...response.warnings] } },
  }
}

export function handle(context: VerbContext, request: ApiRequest): ApiAnswer {
  const review = answerReview(context, request)
  if (review) return answer(review)
  const route = routeOf(request.path)
  const denied = refused(request)
  if (denied) return answer(respondStatus(denied))
  if (route.kind === 'plain')
    return answer(request.method === 'GET' ? plain(route.path, request) : notAllowed())
  const empty =
    route.kind === 'resource' ? undefined : answerEmptyKind(request, context.store.resourceVersion())
  if (empty) return answer(empty)
  if (route.kind === 'noGroup') return answer(respondText(404, PAGE_NOT_FOUND))
  if (route.kind === 'noResource') return answer(noSuchResource())
  if (request.method === 'HEAD' || request.method === 'OPTIONS') {
    const { body: _, ...empty } = notAllowed()
    return answer(request.method === 'HEAD' ? empty : notAllowed())
  }
  const result = answerResource(context, request, route, attributesOf(request).verb)
  return route.served.kind.resource === 'endpoints' ? withWarning(result, ENDPOINTS_DEPRECATED) : result
}
