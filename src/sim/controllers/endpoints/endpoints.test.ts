import { describe, expect, it } from 'vitest'
import { createRig, deploymentOf } from '../rig.ts'

const EPOCH_STAMP = '2026-01-05T09:00:00Z'

const serviceOf = (spec: object = {}, labels?: Record<string, string>): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', ...(labels ? { labels } : {}) },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
})

/** A Service and three pods of a Deployment, none of which runs yet. */
function started() {
  const rig = createRig()
  rig.create('services', serviceOf())
  rig.create('deployments', deploymentOf(3))
  rig.pass(1)
  const stored = () => rig.api.get('endpoints', 'default', 'web')
  const ips = (field: 'addresses' | 'notReadyAddresses'): string[][] =>
    (stored()?.subsets ?? []).map((subset) => (subset[field] ?? []).map(({ ip }) => ip))
  return { rig, stored, ips }
}

describe('Endpoints of a Service', () => {
  it('[EP-1] [EP-2] stand as they do in a real cluster', () => {
    const { rig, stored } = started()
    rig.setReady(rig.pods().slice(0, 1))
    rig.pass(1)
    const [pod] = rig.pods().filter(({ status }) => status.podIP)
    const { uid, resourceVersion, ...metadata } = stored()?.metadata ?? {}
    expect([typeof uid, typeof resourceVersion]).toEqual(['string', 'string'])
    expect({ ...stored(), metadata }).toEqual({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: {
        name: 'web',
        namespace: 'default',
        creationTimestamp: EPOCH_STAMP,
        labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
        annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-05T09:00:01Z' },
      },
      subsets: [
        {
          addresses: [
            {
              ip: '10.0.0.1',
              nodeName: pod?.spec.nodeName,
              targetRef: {
                kind: 'Pod',
                namespace: 'default',
                name: pod?.metadata.name,
                uid: pod?.metadata.uid,
              },
            },
          ],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    })
  })

  it('[EP-2] follow the pods: ready, not ready, stopping, gone', () => {
    const { rig, stored, ips } = started()
    expect(stored()?.subsets).toBeUndefined()
    rig.setReady(rig.pods())
    rig.pass(1)
    expect(ips('addresses')).toEqual([['10.0.0.1', '10.0.0.2', '10.0.0.3']])
    const [first] = rig.pods().filter(({ status }) => status.podIP === '10.0.0.1')
    rig.setReady(first ? [first] : [], false)
    rig.pass(1)
    expect(ips('addresses')).toEqual([['10.0.0.2', '10.0.0.3']])
    expect(ips('notReadyAddresses')).toEqual([['10.0.0.1']])
    for (const { metadata } of rig.pods()) rig.api.delete('pods', 'default', metadata.name)
    rig.pass(1)
    expect(stored()?.subsets).toBeUndefined()
  })

  it('[EP-2] hold every pod with an address when unready ones are published', () => {
    const { rig, stored, ips } = started()
    rig.api.delete('services', 'default', 'web')
    rig.pass(1)
    rig.create('services', serviceOf({ publishNotReadyAddresses: true, clusterIP: 'None' }))
    rig.setReady(rig.pods())
    rig.setReady(rig.pods().slice(0, 1), false)
    rig.pass(1)
    for (const { metadata } of rig.pods().slice(0, 2)) rig.api.delete('pods', 'default', metadata.name)
    rig.pass(1)
    expect(ips('addresses').flat()).toHaveLength(3)
    expect(ips('notReadyAddresses').flat()).toEqual([])
    expect(stored()?.metadata.labels).toEqual({
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      'service.kubernetes.io/headless': '',
    })
  })

  it('[EP-3] stand in the order of their text', () => {
    const { rig, ips } = started()
    rig.edit((spec) => ({ ...spec, replicas: 11 }))
    rig.pass(1)
    rig.setReady(rig.pods())
    rig.pass(1)
    const [all = []] = ips('addresses')
    expect(all).toHaveLength(11)
    expect(all.slice(0, 4)).toEqual(['10.0.0.1', '10.0.0.10', '10.0.0.11', '10.0.0.2'])
  })

  it("[EP-5] carry the Service's labels, and follow them", () => {
    const { rig, stored } = started()
    const service = rig.api.get('services', 'default', 'web')
    if (!service) throw new Error('no Service')
    rig.api.update('services', { ...service, metadata: { ...service.metadata, labels: { tier: 'front' } } })
    rig.pass(1)
    expect(stored()?.metadata.labels).toEqual({
      tier: 'front',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    })
  })

  it('[EP-5] are not written when nothing of them changed', () => {
    const { rig, stored } = started()
    rig.setReady(rig.pods())
    rig.pass(1)
    const before = stored()
    const [pod] = rig.pods()
    if (!pod) throw new Error('no pod')
    rig.api.update('pods', {
      ...pod,
      metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, x: 'y' } },
    })
    rig.pass(1)
    expect(stored()).toBe(before)
  })

  it('[EP-1] [EP-7] come back when they are deleted, and go with their Service', () => {
    const { rig, stored } = started()
    const { uid } = stored()?.metadata ?? {}
    rig.api.delete('endpoints', 'default', 'web')
    rig.pass(1)
    expect(stored()?.metadata.uid).not.toBe(uid)
    expect(stored()).toBeDefined()
    rig.api.delete('services', 'default', 'web')
    rig.pass(1)
    expect(stored()).toBeUndefined()
    expect(rig.events().filter((line) => line.includes('endpoint'))).toEqual([])
  })

  it('[EP-1] are put right when somebody edited them, at the next sync', () => {
    const { rig, stored } = started()
    rig.setReady(rig.pods())
    rig.pass(1)
    const before = stored()
    if (!before) throw new Error('no Endpoints')
    rig.api.update('endpoints', { ...before, subsets: [] })
    rig.pass(1)
    expect(stored()?.subsets ?? []).toEqual([])
    const service = rig.api.get('services', 'default', 'web')
    if (!service) throw new Error('no Service')
    rig.api.update('services', { ...service, metadata: { ...service.metadata, annotations: { a: 'b' } } })
    rig.pass(1)
    expect(stored()?.subsets).toEqual(before.subsets)
  })
})
