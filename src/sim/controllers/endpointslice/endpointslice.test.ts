import { describe, expect, it } from 'vitest'
import type { Endpoint, EndpointSlice } from '../../api/types/core.ts'
import { createRig, deploymentOf, type Rig } from '../rig.ts'

const service = (spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
})

const slices = (rig: Rig): readonly EndpointSlice[] => rig.api.list('endpointslices', 'default')
const endpoints = (rig: Rig): Endpoint[] => slices(rig).flatMap((slice) => slice.endpoints ?? [])
const conditions = (rig: Rig) => endpoints(rig).map((endpoint) => endpoint.conditions)

function rigWith(replicas: number, spec: object = {}): Rig {
  const rig = createRig()
  rig.create('services', service(spec))
  rig.create('deployments', deploymentOf(replicas))
  rig.pass(1)
  return rig
}

/** Gives pods addresses without making them ready. */
function address(rig: Rig): void {
  rig.setReady(rig.pods())
  rig.setReady(rig.pods(), false)
  rig.pass(5)
}

describe('endpoints of a Service', () => {
  it('[EPS-3] follow the pod: no address, not ready, ready, stopping', () => {
    const rig = rigWith(1)
    expect(endpoints(rig)).toEqual([])
    address(rig)
    expect(conditions(rig)).toEqual([{ ready: false, serving: false, terminating: false }])
    rig.setReady(rig.pods())
    rig.pass(1)
    expect(conditions(rig)).toEqual([{ ready: true, serving: true, terminating: false }])
    rig.edit((spec) => ({ ...spec, replicas: 0 }))
    rig.pass(1)
    expect(conditions(rig)).toEqual([{ ready: false, serving: true, terminating: true }])
    rig.reap()
    rig.pass(2)
    expect(endpoints(rig)).toEqual([])
  })

  it('[EPS-3] are all ready when unready addresses are published', () => {
    const rig = rigWith(1, { publishNotReadyAddresses: true })
    address(rig)
    expect(conditions(rig)).toEqual([{ ready: true, serving: false, terminating: false }])
  })

  it('[EPS-1] follow the selector and put right what others change', () => {
    const rig = rigWith(1)
    rig.setReady(rig.pods())
    rig.pass(2)
    const [slice] = slices(rig)
    rig.api.update('endpointslices', { ...slice!, endpoints: [] })
    rig.pass(0.5)
    expect(endpoints(rig)).toHaveLength(0)
    rig.pass(2)
    expect(endpoints(rig)).toHaveLength(1)
    const web = rig.api.get('services', 'default', 'web')!
    rig.api.update('services', { ...web, spec: { ...web.spec, selector: { app: 'other' } } })
    rig.pass(2)
    expect(endpoints(rig)).toHaveLength(0)
  })

  it('[EPS-2] are put off while the own last write has not been heard of', () => {
    const slow = createRig({
      api: 1000,
      watch: 500_000,
      scheduling: 0,
      sandbox: 0,
      containerCreate: 0,
      containerStart: 0,
      pull: 0,
      proxy: 0,
      jitter: 0,
    })
    slow.create('services', service())
    slow.create('deployments', deploymentOf(2))
    slow.pass(5)
    slow.setReady(slow.pods().slice(0, 1))
    slow.pass(0.1)
    slow.setReady(slow.pods())
    slow.pass(0.6)
    expect(endpoints(slow)).toHaveLength(1)
    slow.pass(2)
    expect(endpoints(slow)).toHaveLength(2)
  })

  it('[EPS-4] keep an empty slice, change one slice in place, and tell what changed', () => {
    const rig = rigWith(2)
    expect(slices(rig)).toHaveLength(1)
    const { name } = slices(rig)[0]!.metadata
    rig.setReady(rig.pods())
    rig.pass(3)
    expect(slices(rig).map(({ metadata }) => metadata.name)).toEqual([name])
    const changes = rig.decisions('EndpointChanged').map((d) => 'change' in d && d.change)
    expect(changes).toEqual(['ready', 'ready'])
  })

  it('[EPS-5] are at most a hundred to a slice', () => {
    const rig = rigWith(250)
    rig.setReady(rig.pods())
    rig.pass(60)
    expect(endpoints(rig)).toHaveLength(250)
    expect(slices(rig).every((slice) => (slice.endpoints ?? []).length <= 100)).toBe(true)
    expect(slices(rig).length).toBeLessThan(6)
  })
})
