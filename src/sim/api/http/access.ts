/**
 * Who may do what: the administrator everything, a student may read pods and deployments, nobody else anything.
 * @see kubernetes/plugin/pkg/auth/authorizer/rbac, k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go, v1.35
 */
import type { ApiRequest } from '../contract.ts'
import { failure } from '../errors.ts'
import type { Status } from '../types/meta.ts'
import { attributesOf, type Attributes } from './attributes.ts'

const READS = ['get', 'list', 'watch']
const GROUPS = ['', 'apps']
/** Roles system:discovery and system:public-info-viewer. */
export const READ_URLS = ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/'] // prettier-ignore
export const PUBLIC_URLS = ['/healthz', '/livez', '/readyz', '/version', '/version/']

export const unauthorized = (): Status => failure(401, 'Unauthorized', 'Unauthorized')

export const USERS = { student: 'student', none: 'system:anonymous' } as const

/** What a student may do with resources. */
export const studentMay = (verb: string, resource: string, subresource: string | undefined): boolean =>
  READS.includes(verb) && subresource === undefined && ['pods', 'deployments'].includes(resource)

function refusal(user: string, { verb, resource: asked }: Attributes, path: string): Status {
  if (!asked) return failure(403, 'Forbidden', `forbidden: User "${user}" cannot ${verb} path "${path}"`, {})
  const { group, resource, subresource, namespace, name } = asked
  const subject = group ? `${resource}.${group}` : resource
  const named = name === undefined ? subject : `${subject} "${name}"`
  const part = subresource === undefined ? resource : `${resource}/${subresource}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return failure(
    403,
    'Forbidden',
    `${named} is forbidden: User "${user}" cannot ${verb} resource "${part}" in API group "${group}" ${where}`,
    {
      ...(name === undefined ? {} : { name }),
      ...(group ? { group } : {}),
      kind: resource,
    },
  )
}

export const isOpen = (path: string, open: readonly string[]): boolean =>
  open.some((rule) => (rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule))

/** undefined: the request may go on. */
export function refused(request: ApiRequest): Status | undefined {
  if (request.user === undefined) return undefined
  if (request.user === 'wrong') return unauthorized()
  const attributes = attributesOf(request)
  const { verb, resource: asked } = attributes
  const isStudent = request.user === 'student'
  if (asked) {
    const { group, resource, subresource } = asked
    if (isStudent && GROUPS.includes(group) && studentMay(verb, resource, subresource)) return undefined
  } else if (isOpen(request.path, isStudent ? READ_URLS : PUBLIC_URLS) && verb === 'get') return undefined
  return refusal(USERS[request.user], attributes, request.path)
}
