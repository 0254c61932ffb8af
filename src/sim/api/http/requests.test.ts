import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest, ApiResponse, ApiServer } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { KubeObject, Status } from '../types/meta.ts'

const PODS = '/api/v1/namespaces/default/pods'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const server = (): ApiServer =>
  createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })

function ask(api: ApiServer, request: ApiRequest): ApiResponse {
  const answer = api.handle(request)
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

const message = (response: ApiResponse): string => (response.body as Status).message ?? ''

const container = { name: 'web', image: 'nginx:1.27' }

function withPods(...names: string[]): ApiServer {
  const api = server()
  for (const name of names) {
    const pod = { metadata: { name }, spec: { containers: [container] } }
    ask(api, { method: 'POST', path: PODS, body: JSON.stringify(pod) })
  }
  return api
}

function withDeployment(): ApiServer {
  const api = server()
  const labels = { app: 'web' }
  const spec = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container] } },
  }
  ask(api, { method: 'POST', path: DEPLOYMENTS, body: JSON.stringify({ metadata: { name: 'web' }, spec }) })
  return api
}

const WEB = `${DEPLOYMENTS}/web`
const patch = (api: ApiServer, type: string, body: unknown, path = WEB): ApiResponse =>
  ask(api, {
    method: 'PATCH',
    path,
    contentType: `application/${type}-patch+json`,
    body: JSON.stringify(body),
  })

describe('versions', () => {
  it('[API-25] a list of an exact version is what there was; without a word, so is a page', () => {
    const api = withPods('a', 'b', 'c')
    const [, second] = (ask(api, { method: 'GET', path: PODS }).body as { items: KubeObject[] }).items
    const resourceVersion = second?.metadata.resourceVersion ?? ''
    const names = (query: Record<string, string>): string[] =>
      (
        ask(api, { method: 'GET', path: PODS, query: { resourceVersion, ...query } }).body as {
          items: KubeObject[]
        }
      ).items.map(({ metadata }) => metadata.name)
    expect(names({ resourceVersionMatch: 'Exact' })).toEqual(['a', 'b'])
    expect(names({ limit: '5' })).toEqual(['a', 'b'])
    expect(names({ resourceVersionMatch: 'NotOlderThan' })).toEqual(['a', 'b', 'c'])
    expect(names({})).toEqual(['a', 'b', 'c'])
  })

  it('[API-25] no object can be read of a version that is still to come', () => {
    const read = (resourceVersion: string): ApiResponse =>
      ask(withPods('a'), { method: 'GET', path: `${PODS}/a`, query: { resourceVersion } })
    expect(read('99999').status).toBe(504)
    expect(read('x').status).toBe(500)
    expect(read('1').status).toBe(200)
  })
})

describe('bodies', () => {
  it('[API-26] name the object that the path names, and its namespace', () => {
    const api = withDeployment()
    const body = { metadata: { name: 'web', namespace: 'other' } }
    const wrong = 'the namespace of the object (other) does not match the namespace on the URL (default)'
    expect(message(patch(api, 'merge', body))).toBe(wrong)
    expect(message(patch(api, 'merge', body, `${WEB}/scale`))).toBe(wrong)
    expect(message(ask(api, { method: 'PUT', path: WEB, body: JSON.stringify(body) }))).toBe(wrong)
    expect(message(ask(api, { method: 'PUT', path: WEB, body: '{}' }))).toBe(
      'the name of the object (web based on URL) was undeterminable: name must be provided',
    )
  })

  it('[API-26] of a binding name the pod and a node', () => {
    const bind = (metadata: object, target: object): string =>
      message(
        ask(withPods('a'), {
          method: 'POST',
          path: `${PODS}/a/binding`,
          body: JSON.stringify({ metadata, target }),
        }),
      )
    expect(bind({ name: 'b' }, { name: 'n' })).toBe('name in URL does not match name in Binding object')
    expect(bind({ name: 'a' }, {})).toBe('target.name: Required value')
  })

  it('[API-14] $retainKeys must name what the patch sets', () => {
    const strategy = { $retainKeys: ['rollingUpdate'], type: 'Recreate' }
    const refused = patch(withDeployment(), 'strategic-merge', { spec: { strategy } })
    expect([refused.status, message(refused)]).toEqual([400, 'invalid patch format of retainKeys'])
  })
})

describe('what is not to be had', () => {
  it('[API-27] Tables with parts of objects that are none', () => {
    const query = { includeObject: 'x' }
    expect(message(ask(server(), { method: 'GET', path: PODS, query, accept: TABLE }))).toBe(
      "Unable to convert to Table as requested: includeObject: Invalid value: \"x\": must be 'Metadata', 'Object', 'None', or empty",
    )
  })

  it('[API-27] all namespaces deleted at once', () => {
    expect(ask(server(), { method: 'DELETE', path: '/api/v1/namespaces' }).status).toBe(405)
  })

  it('[API-27] writes of a reader, who is told of which object', () => {
    const path = `${PODS}/a/eviction`
    expect(message(ask(withPods('a'), { method: 'POST', path, user: 'student', body: '{}' }))).toBe(
      'pods "a" is forbidden: User "student" cannot create resource "pods/eviction" in API group "" in the namespace "default"',
    )
  })
})

describe('objects without what they usually have', () => {
  const post = (api: ApiServer, resource: string, body: object): string =>
    message(
      ask(api, {
        method: 'POST',
        path: `/api/v1/namespaces/default/${resource}`,
        body: JSON.stringify(body),
      }),
    )

  it.each([{}, { containers: null }, { containers: [] }, { initContainers: [container] }])(
    '[API-12] a pod of %j wants containers',
    (spec) => {
      const api = server()
      post(api, 'limitranges', { metadata: { name: 'none' } })
      const limits = [{ type: 'Container', default: { cpu: '1' } }]
      post(api, 'limitranges', { metadata: { name: 'one' }, spec: { limits } })
      expect(post(api, 'pods', { metadata: { name: 'web' }, spec })).toBe(
        'Pod "web" is invalid: spec.containers: Required value',
      )
    },
  )

  it('[API-10] a LimitRange may limit nothing', () => {
    const api = server()
    post(api, 'limitranges', { metadata: { name: 'none' } })
    expect(post(api, 'pods', { metadata: { name: 'web' }, spec: { containers: [container] } })).toBe('')
  })

  it.each([
    PODS,
    DEPLOYMENTS,
    '/apis/apps/v1/replicasets',
    '/apis/events.k8s.io/v1/events',
    '/api/v1/events',
  ])('[API-15] the bookmark after the initial events of %s has a row, too', (path) => {
    const query = {
      watch: 'true',
      sendInitialEvents: 'true',
      allowWatchBookmarks: 'true',
      resourceVersionMatch: 'NotOlderThan',
    }
    const answer = server().handle({ method: 'GET', path, accept: TABLE, query })
    if (answer.kind !== 'watch') throw new Error('no watch')
    expect(answer.watch.initial).toMatchObject([{ type: 'BOOKMARK', object: { rows: [{}] } }])
  })

  it('[API-27] a broken escape in a path is what it looks like', () => {
    const response = ask(server(), { method: 'GET', path: `${PODS}/100%` })
    expect(message(response)).toBe('pods "100%" not found')
  })
})

describe('other paths', () => {
  const initial = (path: string, query = {}): string[] => {
    const answer = withPods('a', 'b').handle({ method: 'GET', path, query })
    if (answer.kind !== 'watch') throw new Error('no watch')
    return answer.watch.initial.map(({ object }) => (object as KubeObject).metadata.name)
  }

  it('[API-15] what stands below /watch/ is watched, even one object', () => {
    expect(initial('/api/v1/watch/pods')).toEqual(['a', 'b'])
    expect(initial('/api/v1/watch/namespaces/default/pods', { fieldSelector: 'metadata.name=b' })).toEqual([
      'b',
    ])
    expect(initial('/api/v1/watch/namespaces/default/pods/a')).toEqual(['a'])
    expect(ask(server(), { method: 'DELETE', path: '/api/v1/watch/pods' }).status).toBe(405)
    expect(
      ask(withPods('a'), { method: 'GET', path: '/api/v1/watch/namespaces/default/pods/a/log' }).status,
    ).toBe(404)
  })

  it('[API-15] the object of a name is got, whatever is said of watching', () => {
    const { body } = ask(withPods('a'), { method: 'GET', path: `${PODS}/a`, query: { watch: 'true' } })
    expect((body as KubeObject).metadata.name).toBe('a')
  })

  it.each(['ephemeralcontainers', 'resize', 'status'])('[API-4] %s of a pod is read as the pod', (end) => {
    const { body } = ask(withPods('a'), { method: 'GET', path: `${PODS}/a/${end}` })
    expect(body).toMatchObject({ kind: 'Pod', metadata: { name: 'a' } })
    expect(message(ask(server(), { method: 'GET', path: `${PODS}/a/${end}` }))).toBe('pods "a" not found')
  })

  it('[API-13] a binding without a pod in its path names it itself', () => {
    const api = withPods('a')
    const binding = JSON.stringify({ metadata: { name: 'a' }, target: { kind: 'Node', name: 'minikube' } })
    const path = '/api/v1/namespaces/default/bindings'
    expect(ask(api, { method: 'GET', path }).status).toBe(405)
    expect(ask(api, { method: 'POST', path, body: binding }).status).toBe(201)
    expect(ask(api, { method: 'GET', path: `${PODS}/a` }).body).toMatchObject({
      spec: { nodeName: 'minikube' },
    })
  })
})
