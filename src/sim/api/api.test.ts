import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import type { ApiServer, WatchEvent } from './contract.ts'
import { createApiServer } from './server.ts'
import { setDevFreeze } from './store/freeze.ts'
import type { Deployment } from './types/apps.ts'
import type { Pod } from './types/pod.ts'

setDevFreeze(true)

const server = (): ApiServer =>
  createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
}

function must<T>(result: { ok: true; object: T } | { ok: false; status: { message?: string } }): T {
  if (!result.ok) throw new Error(result.status.message)
  return result.object
}

const newDeployment = (api: ApiServer, spec: object = {}): Deployment =>
  must(
    api.create('deployments', 'default', {
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template, ...spec },
    }),
  )

const newPod = (api: ApiServer, spec: object = {}): Pod =>
  must(
    api.create('pods', 'default', {
      metadata: { generateName: 'web-', labels: { app: 'web' } },
      spec: { ...template.spec, ...spec },
    }),
  )

const request = (
  api: ApiServer,
  method: 'GET' | 'PATCH' | 'POST',
  path: string,
  more: object = {},
): unknown => {
  const answer = api.handle({ method, path, ...more })
  if (answer.kind !== 'response') throw new Error('a watch')
  return answer.response.body
}

describe('storage', () => {
  it('[API-1] shares what did not change and writes nothing for nothing', () => {
    const api = server()
    const before = newDeployment(api)
    const events: WatchEvent[] = []
    api.onChange((event) => events.push(event))
    const same = must(api.update('deployments', { ...before, spec: { ...before.spec } }))
    expect(same).toBe(before)
    expect(events).toEqual([])
    const scaled = must(api.update('deployments', { ...before, spec: { ...before.spec, replicas: 3 } }))
    expect(scaled.spec.template).toBe(before.spec.template)
    expect(events).toHaveLength(1)
  })

  it('[API-2] refuses a stale resourceVersion with 409', () => {
    const api = server()
    const before = newDeployment(api)
    const after = must(api.update('deployments', { ...before, spec: { ...before.spec, replicas: 3 } }))
    expect(Number(after.metadata.resourceVersion)).toBe(Number(before.metadata.resourceVersion) + 1)
    const stale = api.update('deployments', { ...before, spec: { ...before.spec, replicas: 4 } })
    expect(stale).toMatchObject({ ok: false, status: { code: 409, reason: 'Conflict' } })
  })

  it('[API-3] raises the generation with spec and annotations, not with labels', () => {
    const api = server()
    const d = newDeployment(api)
    const labelled = must(
      api.patch('deployments', 'default', 'web', 'merge', { metadata: { labels: { a: 'b' } } }),
    )
    const noted = must(
      api.patch('deployments', 'default', 'web', 'merge', { metadata: { annotations: { a: 'b' } } }),
    )
    const scaled = must(api.patch('deployments', 'default', 'web', 'merge', { spec: { replicas: 2 } }))
    expect([d, labelled, noted, scaled].map(({ metadata }) => metadata.generation)).toEqual([1, 1, 2, 3])
  })

  it('[API-4] keeps the spec of a status update and the status of an update', () => {
    const api = server()
    const d = newDeployment(api)
    const status = { observedGeneration: 1, replicas: 0, unavailableReplicas: 1 }
    const counted = must(api.updateStatus('deployments', { ...d, spec: { ...d.spec, replicas: 9 }, status }))
    expect(counted.spec).toEqual(d.spec)
    expect(counted.status).toEqual({ observedGeneration: 1, unavailableReplicas: 1 })
    const kept = must(api.update('deployments', { ...counted, spec: { ...d.spec, replicas: 2 }, status: {} }))
    expect(kept.status).toEqual(counted.status)
  })

  it('[API-17] goes on the same after a restored snapshot', () => {
    const api = server()
    newDeployment(api)
    const saved = api.snapshot()
    const other = server()
    other.restore(JSON.parse(JSON.stringify(saved)) as typeof saved)
    expect(other.list('deployments')).toEqual(api.list('deployments'))
    expect(newPod(other).metadata.resourceVersion).toBe(newPod(api).metadata.resourceVersion)
  })
})

describe('deletion', () => {
  it('[API-5] removes an unbound pod at once, marks a bound one, and shortens a grace', () => {
    const api = server()
    const types: string[] = []
    const unbound = newPod(api)
    api.onChange((event) => types.push(event.type))
    api.delete('pods', 'default', unbound.metadata.name)
    expect(types).toEqual(['MODIFIED', 'DELETED'])
    const { name } = newPod(api, { nodeName: 'n1' }).metadata
    api.delete('pods', 'default', name)
    expect(api.get('pods', 'default', name)?.metadata).toMatchObject({
      generation: 2,
      deletionGracePeriodSeconds: 30,
      deletionTimestamp: '2026-01-05T09:00:30Z',
    })
    api.delete('pods', 'default', name, { gracePeriodSeconds: -1 })
    expect(api.get('pods', 'default', name)?.metadata.deletionGracePeriodSeconds).toBe(1)
    api.delete('pods', 'default', name, { gracePeriodSeconds: 0 })
    expect(api.get('pods', 'default', name)).toBeUndefined()
  })

  it('[API-6] holds an object by its finalizers until the last is taken', () => {
    const api = server()
    newDeployment(api)
    api.delete('deployments', 'default', 'web', { propagationPolicy: 'Foreground' })
    const held = api.get('deployments', 'default', 'web')
    expect(held?.metadata).toMatchObject({ finalizers: ['foregroundDeletion'], generation: 2 })
    if (!held) throw new Error('gone')
    const { finalizers: _, ...metadata } = held.metadata
    api.update('deployments', { ...held, metadata })
    expect(api.get('deployments', 'default', 'web')).toBeUndefined()
  })
})

describe('creation', () => {
  it('[API-7] draws names of five characters after the base', () => {
    const api = server()
    const names = new Set(Array.from({ length: 50 }, () => newPod(api).metadata.name))
    expect(names.size).toBe(50)
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  })

  it('[API-8] gives a template fewer defaults than a pod', () => {
    const api = server()
    const resources = { limits: { cpu: '1' } }
    const spec = { containers: [{ name: 'web', image: 'nginx', resources }] }
    const d = newDeployment(api, { template: { ...template, spec } })
    expect(d.spec.template.spec.containers[0]).toMatchObject({ imagePullPolicy: 'Always', resources })
    expect(d.spec.template.spec.enableServiceLinks).toBeUndefined()
    const pod = newPod(api, spec)
    expect(pod.spec.containers[0]?.resources).toEqual({ limits: { cpu: '1' }, requests: { cpu: '1' } })
    expect(pod.spec.enableServiceLinks).toBe(true)
  })

  it('[API-9] gives a pod its token volume, tolerations and priority', () => {
    const { spec } = newPod(server())
    expect(spec.volumes?.[0]?.name).toMatch(/^kube-api-access-/)
    expect(spec.containers[0]?.volumeMounts?.[0]?.name).toBe(spec.volumes?.[0]?.name)
    expect(spec.tolerations?.map(({ tolerationSeconds }) => tolerationSeconds)).toEqual([300, 300])
    expect([spec.priority, spec.preemptionPolicy]).toEqual([0, 'PreemptLowerPriority'])
  })

  it('[API-10] fills requests by a LimitRange and refuses what is above its maximum', () => {
    const api = server()
    const limits = [{ type: 'Container', max: { cpu: '1' }, default: { cpu: '500m' } }]
    must(api.create('limitranges', 'default', { metadata: { name: 'limits' }, spec: { limits } }))
    const pod = newPod(api)
    expect(pod.spec.containers[0]?.resources).toEqual({ limits: { cpu: '500m' }, requests: { cpu: '500m' } })
    expect(pod.metadata.annotations?.['kubernetes.io/limit-ranger']).toContain('cpu limit for container web')
    const big = [{ name: 'web', image: 'a:1', resources: { limits: { cpu: '2' } } }]
    const refused = api.create('pods', 'default', { metadata: { name: 'a' }, spec: { containers: big } })
    expect(refused).toMatchObject({ ok: false, status: { code: 403 } })
  })

  it('[API-11] charges a quota that has a status, and refuses what exceeds it', () => {
    const api = server()
    const quota = must(
      api.create('resourcequotas', 'default', { metadata: { name: 'q' }, spec: { hard: { pods: '1' } } }),
    )
    newPod(api)
    must(
      api.updateStatus('resourcequotas', { ...quota, status: { hard: { pods: '1' }, used: { pods: '0' } } }),
    )
    newPod(api)
    expect(api.get('resourcequotas', 'default', 'q')?.status.used).toEqual({ pods: '1' })
    const refused = api.create('pods', 'default', { metadata: { name: 'a' }, spec: template.spec })
    const message =
      'pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1'
    expect(refused).toMatchObject({ ok: false, status: { code: 403, message } })
  })

  it('[API-12] tells every violation, each as a cause', () => {
    const spec = { replicas: -1, minReadySeconds: -1, selector: { matchLabels: { app: 'web' } }, template }
    const refused = server().create('deployments', 'default', { metadata: { name: 'Web' }, spec })
    if (refused.ok) throw new Error('taken')
    expect(refused.status.details?.causes?.map(({ field }) => field)).toEqual([
      'metadata.name',
      'spec.replicas',
      'spec.minReadySeconds',
    ])
  })

  it('[API-13] binds once, without a new generation', () => {
    const api = server()
    const { name } = newPod(api).metadata
    must(api.bind('default', name, 'n1'))
    expect(api.get('pods', 'default', name)).toMatchObject({
      metadata: { generation: 1 },
      spec: { nodeName: 'n1' },
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    })
    expect(api.bind('default', name, 'n2')).toMatchObject({ ok: false, status: { code: 409 } })
  })
})

describe('requests', () => {
  it('[API-14] merges containers by name and drops what a directive says', () => {
    const api = server()
    newDeployment(api)
    const patch = (body: object): Deployment =>
      must(api.patch('deployments', 'default', 'web', 'strategic', body))
    const containers = [
      { name: 'side', image: 'a:1' },
      { name: 'web', image: 'nginx:1.28' },
    ]
    const two = patch({ spec: { template: { spec: { containers } } } })
    expect(two.spec.template.spec.containers.map(({ image }) => image)).toEqual(['a:1', 'nginx:1.28'])
    const gone = [{ name: 'side', $patch: 'delete' }]
    const one = patch({
      spec: {
        template: { spec: { containers: gone } },
        strategy: { $retainKeys: ['type'], type: 'Recreate' },
      },
    })
    expect(one.spec.template.spec.containers.map(({ name }) => name)).toEqual(['web'])
    expect(one.spec.strategy).toEqual({ type: 'Recreate' })
  })

  it('[API-15] shows an object that begins or ceases to match as added or deleted', () => {
    const api = server()
    must(api.create('configmaps', 'default', { metadata: { name: 'a' } }))
    const path = '/api/v1/namespaces/default/configmaps'
    const answer = api.handle({ method: 'GET', path, query: { watch: 'true', labelSelector: 'app=web' } })
    if (answer.kind !== 'watch') throw new Error('no watch')
    expect(answer.watch.initial).toEqual([])
    const types: string[] = []
    const close = answer.watch.subscribe(({ type }) => types.push(type))
    for (const app of ['web', 'x'])
      must(api.patch('configmaps', 'default', 'a', 'merge', { metadata: { labels: { app } } }))
    close()
    must(api.patch('configmaps', 'default', 'a', 'merge', { metadata: { labels: { app: 'web' } } }))
    expect(types).toEqual(['ADDED', 'DELETED'])
  })

  it('[API-16] continues a list as it was at its first page', () => {
    const api = server()
    for (const name of ['a', 'b', 'c']) must(api.create('configmaps', 'default', { metadata: { name } }))
    const path = '/api/v1/namespaces/default/configmaps'
    interface List {
      metadata: { continue?: string }
      items: { metadata: { name: string } }[]
    }
    const first = request(api, 'GET', path, { query: { limit: '1' } }) as List
    must(api.create('configmaps', 'default', { metadata: { name: 'bb' } }))
    const rest = request(api, 'GET', path, { query: { continue: first.metadata.continue ?? '' } }) as List
    expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['b', 'c'])
  })

  it('[API-18] lets go of what a manager names no more, and refuses another manager', () => {
    const api = server()
    const path = '/api/v1/namespaces/default/configmaps/a'
    const apply = (fieldManager: string, values: object, force?: 'true'): unknown =>
      request(api, 'PATCH', path, {
        query: { fieldManager, ...(force ? { force } : {}) },
        contentType: 'application/apply-patch+yaml',
        body: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: values }),
      })
    apply('alice', { x: '1', y: '1' })
    expect(apply('bob', { x: '2' })).toMatchObject({ code: 409, reason: 'Conflict' })
    expect(apply('bob', { x: '2' }, 'true')).toMatchObject({ data: { x: '2', y: '1' } })
    expect(apply('alice', { z: '1' })).toMatchObject({ data: { x: '2', z: '1' } })
    expect(api.get('configmaps', 'default', 'a')?.data).toEqual({ x: '2', z: '1' })
  })
})
