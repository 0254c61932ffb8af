/**
 * Who may do what: the administrator everything, a student may read pods and deployments, nobody else anything.
 * @see kubernetes/plugin/pkg/auth/authorizer/rbac, k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go, v1.35
 */
import type { ApiRequest } from '../contract.ts'
import { failure } from '../errors.ts'
import type { Status } from '../types/meta.ts'
import { isTrue } from './query.ts'
import type { Route } from './route.ts'

const READS = ['get', 'list', 'watch']
const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version']

/** The verb that authorisation knows a request by. */
export function verbOf(request: ApiRequest, route: Route): string {
  const { method, query = {} } = request
  if (route.kind !== 'resource') return method.toLowerCase()
  if (method === 'GET' || method === 'HEAD') {
    if (route.isWatch) return 'watch'
    if (route.name !== undefined) return 'get'
    return isTrue(query.watch) ? 'watch' : 'list'
  }
  if (method === 'DELETE') return route.name === undefined ? 'deletecollection' : 'delete'
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method as string] ?? method.toLowerCase()
}

export const unauthorized = (): Status => failure(401, 'Unauthorized', 'Unauthorized')

export const USERS = { student: 'student', none: 'system:anonymous' } as const

/** What a student may do with resources. */
export const studentMay = (verb: string, resource: string, subresource: string | undefined): boolean =>
  READS.includes(verb) && subresource === undefined && ['pods', 'deployments'].includes(resource)

function refusal(user: string, verb: string, route: Route, path: string): Status {
  if (route.kind !== 'resource')
    return failure(403, 'Forbidden', `forbidden: User "${user}" cannot ${verb} path "${path}"`, {})
  const { served, namespace, name, subresource } = route
  const { resource } = served.kind
  const { group } = served
  const subject = group ? `${resource}.${group}` : resource
  const named = name === undefined ? subject : `${subject} "${name}"`
  const asked = subresource === undefined ? resource : `${resource}/${subresource}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return failure(
    403,
    'Forbidden',
    `${named} is forbidden: User "${user}" cannot ${verb} resource "${asked}" in API group "${group}" ${where}`,
    {
      ...(name === undefined ? {} : { name }),
      ...(group ? { group } : {}),
      kind: resource,
    },
  )
}

/** undefined: the request may go on. */
export function refused(request: ApiRequest, route: Route): Status | undefined {
  if (request.user === undefined) return undefined
  if (request.user === 'wrong') return unauthorized()
  const verb = verbOf(request, route)
  if (
    route.kind === 'plain' &&
    PUBLIC_PATHS.some((path) => route.path === path || route.path.startsWith(`${path}/`))
  )
    return undefined
  if (request.user === 'student') {
    if (route.kind === 'plain') return undefined
    if (route.kind === 'resource' && studentMay(verb, route.served.kind.resource, route.subresource))
      return undefined
  }
  return refusal(USERS[request.user], verb, route, request.path)
}
