import { describe, expect, it } from 'vitest'
import type { Container } from '../api/types/pod.ts'
import type { EndpointSlice, Service } from '../api/types/core.ts'
import { createRig, EXACT, type Rig } from '../kubelet/rig.ts'
import { logsOf } from '../kubelet/serving.ts'
import { image, PRESENT, TEST_IMAGES } from '../kubelet/testimages.ts'
import { chooseEndpoints } from '../proxy/endpoints.ts'
import { SECOND } from '../time.ts'

const SERVICE = 'default/web'

/** A Deployment of two pods behind a Service; `proxy`: from the slice to the node's rules. */
function serving(tag: string, more: Partial<Container> = {}, proxy = 500_000, replicas = 2): Rig {
  const rig = createRig({
    images: TEST_IMAGES,
    present: PRESENT,
    controllers: true,
    latencies: { ...EXACT, proxy },
  })
  const labels = { app: 'web' }
  const spec = { selector: labels, ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }] }
  rig.api.create('services', 'default', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec,
  })
  const containers = [{ name: 'app', image: image(tag), ...more }]
  rig.api.create('deployments', 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  })
  rig.run(5)
  return rig
}

const podNames = (rig: Rig): string[] => rig.api.list('pods', 'default').map(({ metadata }) => metadata.name)

const outcomes = (rig: Rig): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { outcome } of rig.requests) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** Deletes one pod under load and gives the failed requests, in ms after the deletion. */
function failuresOfDeletion(rig: Rig): number[] {
  rig.traffic.setLoad({ requestsPerSecond: 200, service: SERVICE })
  rig.run(2)
  rig.requests.length = 0
  const from = rig.runtime.now
  rig.api.delete('pods', 'default', podNames(rig)[0] ?? '')
  rig.run(12)
  return rig.requests.filter(({ outcome }) => outcome !== 'answered').map(({ at }) => (at - from) / 1_000)
}

describe('the drop window', () => {
  it('[TRF-1] M26: connections between SIGTERM and the new rules fail', () => {
    const failures = failuresOfDeletion(serving('good'))
    expect(failures.length).toBeGreaterThan(10)
    expect(Math.min(...failures)).toBeLessThan(100)
    // The proxy synced when the pods came: 0.5 s of propagation is all that it waits.
    expect(Math.max(...failures)).toBeLessThan(530)
  })

  it('[TRF-2] M27: with a preStop sleep of 5 s none fail, and the pod is gone after about 6 s', () => {
    const rig = serving('good', { lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } })
    const name = podNames(rig)[0]
    const from = rig.runtime.now / 1_000 + 2_000
    expect(failuresOfDeletion(rig)).toEqual([])
    const gone = rig.writes.find(({ type, pod }) => type === 'DELETED' && pod.metadata.name === name)
    expect((gone?.at ?? 0) - from).toBeGreaterThan(5_500)
    expect((gone?.at ?? 0) - from).toBeLessThan(6_600)
  })
})

describe('requests', () => {
  it('[TRF-3] sends evenly, spreads over the endpoints and counts what each pod answered', () => {
    const rig = serving('good')
    rig.traffic.setLoad({ requestsPerSecond: 50, service: SERVICE })
    rig.run(10)
    expect(rig.requests.length).toBeGreaterThanOrEqual(498)
    expect(rig.requests.length).toBeLessThanOrEqual(501)
    const gaps = rig.requests.slice(1).map(({ at }, i) => at - (rig.requests[i]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(10_000)
    expect(Math.max(...gaps)).toBeLessThan(30_000)
    const hits = [...rig.facts.values()].map((one) => one.hits)
    expect(hits.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(rig.requests.length)
    for (const one of hits) expect(one).toBeGreaterThan(150)
    expect(rig.requests[0]).toMatchObject({ outcome: 'answered', status: 200, version: 'good' })
    rig.traffic.setLoad(null)
    rig.run(5)
    expect(rig.requests.length).toBeLessThanOrEqual(502)
  })

  it('[TRF-4] cuts what is in flight when a process drops it at SIGTERM, finishes it otherwise', () => {
    const cut = (tag: string): number => {
      const rig = serving(tag)
      rig.traffic.setLoad({ requestsPerSecond: 100, service: SERVICE })
      rig.run(1)
      rig.api.delete('pods', 'default', podNames(rig)[0] ?? '')
      rig.run(3)
      return outcomes(rig)['cut'] ?? 0
    }
    expect(cut('drop')).toBeGreaterThan(3)
    expect(cut('long')).toBe(0)
  })

  it('[TRF-5] answers 500 after so many requests, and the pod counts its errors', () => {
    const rig = serving('tired', {}, 0, 1)
    const codes = Array.from({ length: 8 }, () => rig.traffic.curl({ service: SERVICE }))
    expect(codes.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 500, 500, 500])
    expect(codes.at(-1)).toMatchObject({ outcome: 'error', body: 'sorry' })
    expect([...rig.facts.values()][0]).toMatchObject({ hits: 8, errors: 3 })
  })

  it('[TRF-6] refuses without a Service, without endpoints and where nobody listens', () => {
    const rig = serving('good', {}, 0, 1)
    const ip = rig.api.list('pods', 'default')[0]?.status.podIP ?? ''
    expect(rig.traffic.curl({ service: 'default/nosuch' })).toMatchObject({
      outcome: 'refused',
      pod: null,
      status: 0,
    })
    expect(rig.traffic.curl({ podIP: '10.9.9.9', port: 80 }).outcome).toBe('refused')
    const direct = rig.traffic.curl({ podIP: ip, port: 80 })
    expect(direct).toMatchObject({ outcome: 'answered', body: `hello from ${podNames(rig)[0]}, 1` })
    rig.api.delete('services', 'default', 'web')
    rig.run(2)
    expect(rig.traffic.curl({ service: SERVICE }).outcome).toBe('refused')
  })

  it('[TRF-7] keeps the lines of a process for kubectl logs', () => {
    const rig = createRig({ controllers: true, present: ['luksa/kubia:v1'] })
    rig.createPod('kubia', { image: 'luksa/kubia:v1' })
    rig.run(4)
    rig.traffic.curl({ podIP: '10.244.0.2', port: 8080 })
    const kubelet = rig.kubelets[0]?.kubelet
    const worker = kubelet?.state.pods.values().next().value
    if (!kubelet || !worker) throw new Error('no pod')
    const lines = logsOf(kubelet, worker, 'app', false)?.map(({ line }) => line)
    expect(lines).toEqual(['Kubia server starting...', 'Received request from ::ffff:10.244.0.1'])
    expect(logsOf(kubelet, worker, 'app', true)).toBeUndefined()
  })
})

describe('kube-proxy', () => {
  const service = (more = {}): Service => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', uid: '', resourceVersion: '', creationTimestamp: '' },
    spec: { ports: [{ port: 80 }], ...more },
    status: { loadBalancer: {} },
  })
  const slice = (endpoints: [string, boolean, boolean, boolean, string][]): EndpointSlice => ({
    ...service(),
    kind: 'EndpointSlice',
    addressType: 'IPv4',
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    endpoints: endpoints.map(([ip, ready, serves, terminating, nodeName]) => ({
      addresses: [ip],
      conditions: { ready, serving: serves, terminating },
      nodeName,
    })),
  })
  const chosen = (of: Service, on: EndpointSlice, node = 'n1') => {
    const { endpoints, drops } = chooseEndpoints(of, [on], node)
    return drops ? 'dropped' : endpoints.map(({ ip, port }) => `${ip}:${port}`)
  }

  it('[PRX-1] takes ready endpoints; without any those that serve while terminating; without any none', () => {
    const ready = slice([
      ['a', true, true, false, 'n1'],
      ['b', false, true, true, 'n1'],
      ['c', false, false, false, 'n1'],
    ])
    expect(chosen(service(), ready)).toEqual(['a:8080'])
    const leaving = slice([
      ['b', false, true, true, 'n1'],
      ['c', false, false, false, 'n1'],
      ['d', false, false, true, 'n2'],
    ])
    expect(chosen(service(), leaving)).toEqual(['b:8080'])
    expect(chosen(service(), slice([['c', false, false, false, 'n1']]))).toEqual([])
  })

  it('[PRX-2] with policy Local takes the node’s own only, and drops without any', () => {
    const both = slice([
      ['a', true, true, false, 'n1'],
      ['b', true, true, false, 'n2'],
    ])
    const local = service({ internalTrafficPolicy: 'Local' })
    expect(chosen(local, both, 'n2')).toEqual(['b:8080'])
    expect(chosen(local, both, 'n3')).toBe('dropped')
  })

  it('[PRX-3] writes rules at most once a second', () => {
    const rig = serving('good', {}, 0)
    const proxy = rig.proxies[0]
    const synced: number[] = []
    const watch = (seconds: number): void => {
      for (let i = 0; i < seconds * 100; i++) {
        rig.run(0.01)
        const at = proxy?.snapshot().syncedAt ?? 0
        if (at !== synced.at(-1)) synced.push(at)
      }
    }
    for (let i = 0; i < 4; i++) {
      rig.api.delete('pods', 'default', podNames(rig)[0] ?? '')
      watch(0.4)
    }
    watch(5)
    expect(synced.length).toBeGreaterThan(3)
    for (const [i, at] of synced.slice(1).entries())
      expect(at - (synced[i] ?? 0)).toBeGreaterThanOrEqual(SECOND)
  })

  it('[PRX-4] keeps a client at its endpoint with sessionAffinity ClientIP', () => {
    const rig = serving('good', {}, 0)
    const web = rig.api.get('services', 'default', 'web')
    if (!web) throw new Error('no service')
    rig.api.update('services', { ...web, spec: { ...web.spec, sessionAffinity: 'ClientIP' } })
    rig.run(3)
    const pods = Array.from({ length: 20 }, () => rig.traffic.curl({ service: SERVICE }).pod)
    expect(new Set(pods).size).toBe(1)
  })
})
