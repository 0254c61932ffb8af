import { describe, expect, it } from 'vitest'
import { createCluster } from '../cluster.ts'
import { NONE, REALISTIC, type Latencies } from '../latencies.ts'
import { DEFAULT_EPOCH_SECONDS, MINUTE } from '../time.ts'

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'app', image: 'app:v1' }], nodeSelector: { disk: 'none' } },
})

function rig(latencies: Latencies = REALISTIC) {
  const cluster = createCluster({
    seed: 1,
    epochSeconds: DEFAULT_EPOCH_SECONDS,
    nodes: ['node-1'],
    images: {},
    latencies,
  })
  const about = () => cluster.api.list('events').map(({ involvedObject }) => involvedObject.name)
  return { cluster, about }
}

describe('the life of Events', () => {
  it('[EVT-6] ends an hour after the last write, a minute later at the latest', () => {
    const { cluster, about } = rig()
    cluster.api.create('pods', 'default', pod('a'))
    cluster.runUntil(MINUTE)
    cluster.api.delete('pods', 'default', 'a')
    cluster.runUntil(30 * MINUTE)
    cluster.api.create('pods', 'default', pod('b'))
    cluster.runUntil(59 * MINUTE)
    expect(about()).toContain('a')
    cluster.runUntil(62 * MINUTE)
    expect(about()).not.toContain('a')
    expect(about()).toContain('b')
    cluster.api.delete('pods', 'default', 'b')
    cluster.runUntil(160 * MINUTE)
    expect(about()).toEqual([])
    expect(cluster.nextAt()).toBeUndefined()
  })

  it('[EVT-6] goes on in a restored cluster', () => {
    const { cluster, about } = rig()
    cluster.api.create('pods', 'default', pod('a'))
    cluster.runUntil(MINUTE)
    cluster.api.delete('pods', 'default', 'a')
    const copy = rig()
    copy.cluster.restore(cluster.snapshot())
    copy.cluster.runUntil(62 * MINUTE)
    expect(copy.about()).toEqual([])
    expect(about()).toEqual(['a'])
  })

  it('[EVT-6] has no end where nothing takes time, as in the recordings', () => {
    const { cluster, about } = rig(NONE)
    cluster.api.create('pods', 'default', pod('a'))
    cluster.runUntil(2 * 60 * MINUTE)
    expect(about()).toContain('a')
  })
})
