import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'

const CORE = '/api/v1/namespaces/default'

function ask(path: string, parts: Partial<ApiRequest> = {}): [number, string | undefined] {
  const api = createApiServer({ now: () => 0, epochSeconds: 0, random: createRandom(1) })
  const answer = api.handle({ method: 'GET', path, user: 'student', ...parts })
  if (answer.kind === 'watch') return [answer.watch.response.status, undefined]
  return [answer.response.status, (answer.response.body as Status | undefined)?.message]
}

const forbidden = (message: string): [number, string] => [403, message]

describe('who may not', () => {
  it('[API-38] is told of the resource in the path, be it there or not, before anything else', () => {
    expect(ask(`${CORE}/foos`)).toEqual(
      forbidden(
        'foos is forbidden: User "student" cannot list resource "foos" in API group "" in the namespace "default"',
      ),
    )
    expect(ask('/apis/foo.io/v1/bars/x')).toEqual(
      forbidden(
        'bars.foo.io "x" is forbidden: User "student" cannot get resource "bars" in API group "foo.io" at the cluster scope',
      ),
    )
  })

  it('[API-38] a namespace lies in itself; a list of one name names it; a watch is no list', () => {
    expect(ask(CORE)[1]).toBe(
      'namespaces "default" is forbidden: User "student" cannot get resource "namespaces" in API group "" in the namespace "default"',
    )
    const one = ask(`${CORE}/services`, { query: { fieldSelector: 'metadata.name=web', watch: 'true' } })
    expect(one[1]).toBe(
      'services "web" is forbidden: User "student" cannot watch resource "services" in API group "" in the namespace "default"',
    )
  })

  it('[API-38] paths of no resource: discovery is for who has a name, health and version for all', () => {
    expect(ask('/metrics')).toEqual(forbidden('forbidden: User "student" cannot get path "/metrics"'))
    expect(ask('/healthz/ping')[0]).toBe(403)
    expect(ask('/apis')[0]).toBe(200)
    expect(ask('/apis', { user: 'none' })[0]).toBe(403)
    expect(ask('/version', { user: 'none' })[0]).toBe(200)
  })

  it('[API-38] what is granted is granted in its groups alone', () => {
    expect(ask(`${CORE}/pods`)[0]).toBe(200)
    expect(ask(`${CORE}/pods`, { query: { watch: 'true' } })[0]).toBe(200)
    expect(ask('/apis/metrics.k8s.io/v1beta1/namespaces/default/pods')[0]).toBe(403)
  })
})
