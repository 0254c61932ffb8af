import { describe, expect, it } from 'vitest'
import type { Endpoints } from '../../api/types/core.ts'
import { sketch } from '../newsrig.ts'
import { KEY, podOf, serviceOf, syncRig as rig } from './syncrig.ts'

describe('what wakes Endpoints', () => {
  const pod = podOf('1')

  it('[EP-1] their Service, whatever happens to it', () => {
    const { tell, actor } = rig()
    expect(tell('ADDED', 'services', serviceOf())).toEqual([KEY])
    expect(tell('MODIFIED', 'services', serviceOf(), serviceOf())).toEqual([KEY])
    expect(tell('DELETED', 'services', serviceOf())).toEqual([KEY])
    expect([actor.name, actor.component]).toEqual(['endpoints-controller', 'endpoint-controller'])
    expect(actor.watches).toEqual(['services', 'endpoints', 'pods'])
  })

  it('[EP-1] a pod that it selects', () => {
    const { tell, hold } = rig()
    hold('services', serviceOf())
    expect(tell('ADDED', 'pods', pod)).toEqual([KEY])
    expect(tell('MODIFIED', 'pods', { ...pod, status: {} } as never, pod)).toEqual([KEY])
    expect(tell('MODIFIED', 'pods', { ...pod }, pod)).toEqual([])
    expect(tell('DELETED', 'pods', pod)).toEqual([KEY])
  })

  it('[EP-1] their own deletion, and nothing else of them', () => {
    const { tell } = rig()
    expect(tell('ADDED', 'endpoints', sketch('endpoints', 'web'))).toEqual([])
    expect(tell('MODIFIED', 'endpoints', sketch('endpoints', 'web'), sketch('endpoints', 'web'))).toEqual([])
    expect(tell('DELETED', 'endpoints', sketch('endpoints', 'web'))).toEqual([KEY])
  })
})

describe('the pods of Endpoints', () => {
  const ips = (endpoints: Endpoints | undefined) =>
    endpoints?.subsets?.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip))

  it('[EP-1] leave when the Service selects them no more, and come when it does', () => {
    const { sync, hear, come } = rig()
    come(podOf('1'))
    come(podOf('2'))
    expect(ips(sync())).toEqual(['10.0.0.1', '10.0.0.2'])
    hear()
    come(podOf('1', { labels: { app: 'api' } }))
    expect(ips(sync())).toEqual(['10.0.0.2'])
    hear()
    expect(ips(sync(serviceOf({ selector: { app: 'api' } })))).toEqual(['10.0.0.1'])
  })

  it('[EP-1] are known again after a restart', () => {
    const { sync, hear, come, actor } = rig()
    come(podOf('1'))
    sync()
    hear()
    come(podOf('2'))
    actor.restore(actor.snapshot())
    expect(ips(sync())).toEqual(['10.0.0.1', '10.0.0.2'])
    expect(actor.snapshot().extra?.changes).toEqual([])
  })
})
