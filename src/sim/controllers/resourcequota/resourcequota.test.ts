import { describe, expect, it } from 'vitest'
import { replicaSet, resize, rigWith } from '../frontrig.ts'
import { createRig, type Rig } from '../rig.ts'

const quota = (hard: Record<string, string>): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard },
})

const few = (rig: Rig) => rig.api.get('resourcequotas', 'default', 'few')
const used = (rig: Rig): unknown => few(rig)?.status.used

describe('quota usage', () => {
  it('[QUO-1] follows pods that come and go', () => {
    const rig = rigWith(2)
    rig.api.create('resourcequotas', 'default', quota({ pods: '5' }))
    rig.pass(1)
    expect(used(rig)).toEqual({ pods: '2' })
    resize(rig, 4)
    rig.pass(1)
    expect(used(rig)).toEqual({ pods: '4' })
    resize(rig, 1)
    rig.pass(1)
    rig.reap()
    rig.pass(1)
    expect(used(rig)).toEqual({ pods: '1' })
  })
  it('[QUO-1] counts objects by their names, and sums what living pods ask for', () => {
    const resources = { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: '1' } }
    const rig = createRig()
    const template = {
      metadata: { labels: { app: 'front' } },
      spec: {
        containers: [
          { name: 'app', image: 'app:v1', resources },
          { name: 'bare', image: 'app:v1' },
        ],
      },
    }
    rig.create('replicasets', replicaSet(3, { template }))
    rig.create('replicationcontrollers', {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'none' },
      spec: {
        replicas: 0,
        selector: { app: 'none' },
        template: { ...template, metadata: { labels: { app: 'none' } } },
      },
    })
    rig.pass(1)
    const [ended] = rig.pods()
    rig.api.updateStatus('pods', { ...ended!, status: { ...ended!.status, phase: 'Succeeded' } })
    rig.pass(1)
    const hard = {
      pods: '9',
      'count/pods': '9',
      'count/replicasets.apps': '9',
      'count/deployments.apps': '9',
      replicationcontrollers: '9',
      services: '9',
      cpu: '9',
      'requests.memory': '9Gi',
      'limits.cpu': '9',
      'limits.memory': '9Gi',
    }
    rig.api.create('resourcequotas', 'default', quota(hard))
    rig.pass(1)
    expect(few(rig)?.status).toEqual({
      hard,
      used: {
        pods: '3',
        'count/pods': '3',
        'count/replicasets.apps': '1',
        'count/deployments.apps': '0',
        replicationcontrollers: '1',
        services: '0',
        cpu: '750m',
        'requests.memory': '192Mi',
        'limits.cpu': '3',
        'limits.memory': '0',
      },
    })
  })

  it('[QUO-3] forgets within five minutes what was charged for nothing', () => {
    const rig = rigWith(2)
    rig.api.create('resourcequotas', 'default', quota({ pods: '5' }))
    rig.pass(1)
    const before = few(rig)
    rig.api.updateStatus('resourcequotas', { ...before!, status: { ...before!.status, used: { pods: '4' } } })
    rig.pass(60)
    expect(used(rig)).toEqual({ pods: '4' })
    rig.pass(240)
    expect(used(rig)).toEqual({ pods: '2' })
  })

  it('[QUO-1] writes nothing when the usage is right', () => {
    const rig = rigWith(1)
    rig.api.create('resourcequotas', 'default', quota({ pods: '5' }))
    rig.pass(1)
    const before = few(rig)?.metadata.resourceVersion
    rig.api.create('services', 'default', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'front' },
      spec: { ports: [{ port: 80 }] },
    })
    rig.pass(1)
    expect(few(rig)?.metadata.resourceVersion).toBe(before)
  })

  it('[QUO-1] has nothing to do for a quota that is gone', () => {
    const rig = rigWith(1)
    rig.api.create('resourcequotas', 'default', quota({ pods: '5' }))
    rig.api.delete('resourcequotas', 'default', 'few')
    expect(() => rig.pass(1)).not.toThrow()
    expect(few(rig)).toBeUndefined()
  })
})
