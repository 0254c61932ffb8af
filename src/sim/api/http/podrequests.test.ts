import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest, ApiResponse, ApiServer } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Status } from '../types/meta.ts'
import type { Pod } from '../types/pod.ts'

const PODS = '/api/v1/namespaces/default/pods'
const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets'
const container = { name: 'web', image: 'nginx:1.27' }
const labels = { app: 'web' }

function ask(
  api: ApiServer,
  method: ApiRequest['method'],
  path: string,
  body?: object,
  type?: string,
): ApiResponse {
  const answer = api.handle({
    method,
    path,
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(type ? { contentType: `application/${type}+json` } : {}),
  })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response
}

function withPod(spec: object = {}): ApiServer {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  ask(api, 'POST', PODS, { metadata: { name: 'web', labels }, spec: { containers: [container], ...spec } })
  return api
}

const causes = ({ body }: ApiResponse): string[] =>
  ((body as Status).details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)
const message = ({ body }: ApiResponse): string => (body as Status).message ?? ''
const patched = (api: ApiServer, body: object, sub = ''): ApiResponse =>
  ask(api, 'PATCH', `${PODS}/web${sub}`, body, 'merge-patch')

describe('updates of a pod', () => {
  it('[API-12] tolerations come and do not go, but for those that admission puts back', () => {
    const added = patched(withPod(), { spec: { tolerations: [{ key: 'gpu', operator: 'Exists' }] } })
    expect(added.status).toBe(200)
    expect(causes(patched(withPod(), { spec: { tolerations: null } }))).toEqual([])
    const own = { key: 'gpu', operator: 'Exists' }
    expect(causes(patched(withPod({ tolerations: [own] }), { spec: { tolerations: null } }))).toEqual([
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ])
  })

  it('[API-12] a gate may be opened and none added; the containers keep their number', () => {
    const gates = (...names: string[]): object => ({
      spec: { schedulingGates: names.map((name) => ({ name })) },
    })
    const gated = withPod({ schedulingGates: [{ name: 'a' }, { name: 'b' }] })
    expect(patched(gated, gates('a')).status).toBe(200)
    expect(causes(patched(gated, gates('a', 'c')))).toContain(
      "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'c'",
    )
    expect(
      causes(patched(withPod(), { spec: { containers: [container, { ...container, name: 'b' }] } })),
    ).toEqual(['spec.containers: Forbidden: pod updates may not add or remove containers'])
  })

  it('[API-12] an address of a status is an address, the first of them the one', () => {
    const status = (parts: object): ApiResponse => patched(withPod(), { status: parts }, '/status')
    expect((status({ podIP: '10.0.0.1' }).body as Pod).status.podIPs).toEqual([{ ip: '10.0.0.1' }])
    expect(causes(status({ hostIP: '10.0.0.1', hostIPs: [{ ip: '10.0.0.2' }] }))).toEqual([
      'status.hostIPs[0].ip: Invalid value: "10.0.0.2": must be equal to `hostIP`',
    ])
    expect(causes(status({ podIPs: [{ ip: 'x' }] }))[0]).toMatch(/^status.podIPs\[0\]: Invalid value: "x"/)
  })
})

describe('evictions', () => {
  const evict = (api: ApiServer, name = 'web'): ApiResponse =>
    ask(api, 'POST', `${PODS}/web/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name },
    })
  const budget = (api: ApiServer, name: string, spec: object = {}): void => {
    ask(api, 'POST', BUDGETS, {
      metadata: { name },
      spec: { minAvailable: 1, selector: { matchLabels: labels }, ...spec },
    })
    ask(
      api,
      'PATCH',
      `${BUDGETS}/${name}/status`,
      {
        status: {
          observedGeneration: 1,
          disruptionsAllowed: 0,
          currentHealthy: 0,
          desiredHealthy: 1,
          expectedPods: 1,
        },
      },
      'merge-patch',
    )
  }
  const running = (ready: 'True' | 'False'): ApiServer => {
    const api = withPod()
    patched(api, { status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] } }, '/status')
    return api
  }

  it('[API-29] an eviction names its pod', () => {
    expect(message(evict(withPod(), 'other'))).toBe('name in URL does not match name in Eviction object')
    expect(evict(withPod()).status).toBe(201)
  })

  it('[API-29] a budget holds its ready pods; one that always allows lets go of the others', () => {
    const held = running('True')
    budget(held, 'a', { unhealthyPodEvictionPolicy: 'AlwaysAllow' })
    expect(evict(held).status).toBe(429)
    const unready = running('False')
    budget(unready, 'a')
    expect(evict(unready).status).toBe(429)
    const free = running('False')
    budget(free, 'a', { unhealthyPodEvictionPolicy: 'AlwaysAllow' })
    expect(evict(free).status).toBe(201)
  })

  it('[API-29] two budgets are one too many', () => {
    const api = running('True')
    budget(api, 'a')
    budget(api, 'b')
    const answer = evict(api)
    expect(answer.status).toBe(500)
    expect(message(answer)).toBe(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    )
  })
})
