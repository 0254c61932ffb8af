import { describe, expect, it } from 'vitest'
import { createCluster } from '../cluster.ts'
import { REALISTIC } from '../latencies.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND } from '../time.ts'

describe('the Service kubernetes', () => {
  const cluster = createCluster({
    seed: 1,
    epochSeconds: DEFAULT_EPOCH_SECONDS,
    nodes: ['node-1', 'node-2'],
    images: {},
    latencies: REALISTIC,
  })
  cluster.runUntil(60 * SECOND)
  const { api } = cluster

  it('[PRX-5] is there from the first instant and stays as the API server made it', () => {
    const service = api.get('services', 'default', 'kubernetes')
    expect(service?.spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ipFamilies: ['IPv4'],
      sessionAffinity: 'None',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    })
    expect(service?.spec.selector).toBeUndefined()
  })

  it('[PRX-5] has the API server as its only endpoint, which no controller touches', () => {
    const [slice, ...others] = api.list('endpointslices', 'default')
    expect(others).toEqual([])
    expect(slice?.endpoints?.map(({ addresses }) => addresses)).toEqual([['172.18.0.2']])
    expect(slice?.metadata.generation).toBe(1)
    expect(api.get('endpoints', 'default', 'kubernetes')?.subsets).toMatchObject([
      { addresses: [{ ip: '172.18.0.2' }], ports: [{ name: 'https', port: 6443 }] },
    ])
  })
})
