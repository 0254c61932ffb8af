import { describe, expect, it } from 'vitest'
import { createRig, type Rig } from '../rig.ts'

const replicaSet = (replicas: number, spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'front' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'front' } },
    template: {
      metadata: { labels: { app: 'front' } },
      spec: { containers: [{ name: 'app', image: 'app:v1' }] },
    },
    ...spec,
  },
})

const front = (rig: Rig) => rig.api.get('replicasets', 'default', 'front')!

function rigWith(replicas: number, spec: object = {}): Rig {
  const rig = createRig()
  rig.create('replicasets', replicaSet(replicas, spec))
  rig.pass(1)
  return rig
}

const resize = (rig: Rig, replicas: number): void => {
  const rs = front(rig)
  rig.api.update('replicasets', { ...rs, spec: { ...rs.spec, replicas } })
}

const quota = (pods: number): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods: String(pods) } },
})

describe('quota usage', () => {
  it('[QUO-1] follows pods that come and go', () => {
    const rig = rigWith(2)
    rig.api.create('resourcequotas', 'default', quota(5))
    rig.pass(1)
    const used = (): unknown => rig.api.get('resourcequotas', 'default', 'few')?.status.used
    expect(used()).toEqual({ pods: '2' })
    resize(rig, 4)
    rig.pass(1)
    expect(used()).toEqual({ pods: '4' })
    resize(rig, 1)
    rig.pass(1)
    rig.reap()
    rig.pass(1)
    expect(used()).toEqual({ pods: '1' })
  })
})
