/**
 * What an asker may do, and who that is: SelfSubjectAccessReview, SelfSubjectRulesReview, SelfSubjectReview. They are
 * answered and kept nowhere.
 * Simplified: the answer names no managed fields, the administrator's certificate has no credential-id.
 * @see kubernetes/pkg/registry/authorization, pkg/registry/authentication, plugin/pkg/auth/authorizer/rbac/bootstrappolicy, v1.35
 */
import type { ApiRequest, ApiResponse } from '../contract.ts'
import { badRequest, failure, invalid, type FieldError } from '../errors.ts'
import type { VerbContext } from '../verbs/context.ts'
import { isOpen, PUBLIC_URLS, READ_URLS, studentMay, unauthorized, USERS } from './access.ts'
import { readBody, type Body, type Wanted } from './body.ts'
import { notAllowed, respond, respondStatus } from './respond.ts'

const review = (group: string, resource: string, kind: string) => ({
  resource,
  group,
  wanted: {
    kind,
    apiVersion: `${group}/v1`,
    internal: `${group.split('.')[0] ?? ''}.${kind}`,
    struct: `v1.${kind}`,
  } satisfies Wanted,
})

const REVIEWS = [
  review('authorization.k8s.io', 'selfsubjectaccessreviews', 'SelfSubjectAccessReview'),
  review('authorization.k8s.io', 'selfsubjectrulesreviews', 'SelfSubjectRulesReview'),
  review('authentication.k8s.io', 'selfsubjectreviews', 'SelfSubjectReview'),
]

export const reviewOf = (kind: string, apiVersion: string): Wanted | undefined =>
  REVIEWS.find(({ wanted }) => wanted.kind === kind && wanted.apiVersion === apiVersion)?.wanted

type Asker = 'admin' | 'student'

interface Attributes {
  resourceAttributes?: { verb?: string; resource?: string; subresource?: string }
  nonResourceAttributes?: { path?: string; verb?: string }
}

function allowed(asker: Asker, { resourceAttributes: of, nonResourceAttributes: url }: Attributes): boolean {
  if (asker === 'admin') return true
  if (of) return studentMay(of.verb ?? '', of.resource ?? '', of.subresource || undefined)
  return url?.verb === 'get' && isOpen(url.path ?? '', READ_URLS)
}

/** As kubeadm's cluster binds them: the group of masters, then what all who are known may do. */
function rulesOf(asker: Asker): { resourceRules: unknown[]; nonResourceRules: unknown[] } {
  const own =
    asker === 'admin'
      ? { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }
      : { verbs: ['get', 'list', 'watch'], apiGroups: ['', 'apps'], resources: ['pods', 'deployments'] }
  const create = (apiGroup: string, resources: string[]) => ({
    verbs: ['create'],
    apiGroups: [apiGroup],
    resources,
  })
  return {
    resourceRules: [
      own,
      create('authentication.k8s.io', ['selfsubjectreviews']),
      create('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews']),
    ],
    nonResourceRules: [
      ...(asker === 'admin' ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
      { verbs: ['get'], nonResourceURLs: READ_URLS },
      { verbs: ['get'], nonResourceURLs: PUBLIC_URLS },
    ],
  }
}

function attributeErrors(spec: Attributes): FieldError[] {
  const { resourceAttributes: resource, nonResourceAttributes: url } = spec
  const wrong = (field: string, value: string, why: string): FieldError[] => [
    { reason: 'FieldValueInvalid', field: `spec.${field}`, message: `Invalid value: ${value}: ${why}` },
  ]
  if (resource && url)
    return wrong(
      'nonResourceAttributes',
      JSON.stringify(url),
      'cannot be specified in combination with resourceAttributes',
    )
  if (resource || url) return []
  return wrong(
    'resourceAttributes',
    'null',
    'exactly one of nonResourceAttributes or resourceAttributes must be specified',
  )
}

function statusOf(kind: string, asker: Asker, body: Body & { ok: true }): unknown {
  const spec = (body.object as unknown as { spec?: Attributes & { namespace?: string } }).spec ?? {}
  if (kind === 'SelfSubjectReview') {
    const [username, ...groups] = asker === 'admin' ? ['minikube-user', 'system:masters'] : [USERS.student]
    return { userInfo: { username, groups: [...groups, 'system:authenticated'] } }
  }
  if (kind === 'SelfSubjectAccessReview') {
    const errors = attributeErrors(spec)
    return errors.length > 0
      ? invalid({ kind: 'SelfSubjectAccessReview', group: 'authorization.k8s.io' }, '', errors)
      : { allowed: allowed(asker, spec) }
  }
  if (!spec.namespace) return badRequest('no namespace on request')
  return { ...rulesOf(asker), incomplete: false }
}

const isRefusal = (value: unknown): value is ReturnType<typeof badRequest> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status'

/** undefined: the request is for no review. */
export function answerReview(context: VerbContext, request: ApiRequest): ApiResponse | undefined {
  const found = REVIEWS.find(({ group, resource }) => request.path === `/apis/${group}/v1/${resource}`)
  if (!found) return undefined
  const { group, resource, wanted } = found
  if (request.user === 'wrong') return respondStatus(unauthorized())
  if (request.user === 'none') {
    const why = `${resource}.${group} is forbidden: User "${USERS.none}" cannot create resource "${resource}" in API group "${group}" at the cluster scope`
    return respondStatus(failure(403, 'Forbidden', why, { group, kind: resource }))
  }
  if (request.method !== 'POST') return notAllowed()
  const body = readBody(request.body ?? '', request.contentType, wanted, 'Ignore')
  if (!body.ok) return respondStatus(body.status)
  const status = statusOf(wanted.kind, request.user ?? 'admin', body)
  if (isRefusal(status)) return respondStatus(status)
  const { kind, apiVersion } = wanted
  const isWho = kind === 'SelfSubjectReview'
  const metadata = isWho ? { creationTimestamp: context.stamp() } : {}
  const { spec } = body.object as unknown as { spec?: unknown }
  return respond(201, { kind, apiVersion, metadata, ...(isWho ? {} : { spec }), status })
}
