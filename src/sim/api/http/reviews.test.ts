import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest, ApiResponse } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

const ACCESS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
const RULES = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews'
const WHO = '/apis/authentication.k8s.io/v1/selfsubjectreviews'

function ask(path: string, body: unknown, more: Partial<ApiRequest> = {}): ApiResponse {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  const answer = api.handle({ method: 'POST', path, body: JSON.stringify(body), ...more })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

const access = (verb: string, resource: string, user?: ApiRequest['user'], subresource?: string) => {
  const spec = { resourceAttributes: { verb, resource, ...(subresource ? { subresource } : {}) } }
  return ask(ACCESS, { spec }, user ? { user } : {}).body
}
const message = ({ body }: ApiResponse) => (body as Status).message

describe('reviews of the asker', () => {
  it('[API-35] lets the administrator do all, a student read pods and deployments', () => {
    expect(access('delete', 'nodes')).toMatchObject({ status: { allowed: true } })
    expect(access('list', 'pods', 'student')).toMatchObject({ status: { allowed: true } })
    expect(access('get', 'pods', 'student', 'log')).toMatchObject({ status: { allowed: false } })
    expect(access('create', 'deployments', 'student')).toMatchObject({ status: { allowed: false } })
    const url = (path: string) => ({ spec: { nonResourceAttributes: { path, verb: 'get' } } })
    expect(ask(ACCESS, url('/apis/apps'), { user: 'student' }).body).toMatchObject({
      status: { allowed: true },
    })
    expect(ask(ACCESS, url('/metrics'), { user: 'student' }).body).toMatchObject({
      status: { allowed: false },
    })
  })

  it('[API-35] says who asks and by which rules', () => {
    expect(ask(WHO, {})).toMatchObject({
      status: 201,
      body: { kind: 'SelfSubjectReview', status: { userInfo: { username: 'minikube-user' } } },
    })
    const rules = ask(RULES, { spec: { namespace: 'default' } }).body
    expect(rules).toMatchObject({ status: { incomplete: false } })
    expect(JSON.stringify(rules)).toContain('{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}')
    expect(message(ask(RULES, {}))).toBe('no namespace on request')
  })

  it('[API-35] refuses a review of nothing, of two things, and of nobody', () => {
    expect(ask(ACCESS, { spec: {} })).toMatchObject({ status: 422 })
    const both = { resourceAttributes: { verb: 'get' }, nonResourceAttributes: { path: '/api' } }
    expect(message(ask(ACCESS, { spec: both }))).toContain('cannot be specified in combination with')
    expect(ask(WHO, {}, { user: 'wrong' })).toMatchObject({ status: 401 })
    expect(ask(WHO, {}, { user: 'none' })).toMatchObject({ status: 403 })
    expect(ask(WHO, {}, { method: 'GET' })).toMatchObject({ status: 405 })
  })
})
