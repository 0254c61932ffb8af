import { describe, expect, it } from 'vitest'
import { endpointsController } from './endpointscontroller.ts'
import { createNewsRig } from '../newsrig.ts'
import { newEndpoints } from './object.ts'
import { KEY, podOf, serviceOf, syncRig as rig } from './syncrig.ts'

const ips = (endpoints: ReturnType<ReturnType<typeof rig>['stored']>): unknown =>
  endpoints?.subsets?.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip))

describe('Endpoints of a cluster that is restored', () => {
  it('[EP-8] wait for the write that they waited for when it was saved, and for no other', () => {
    const { sync, come, actor, failures, hear } = rig()
    const early = actor.snapshot()
    sync()
    const late = actor.snapshot()
    expect(late.extra?.replaced).toEqual([[KEY, '']])
    actor.restore(early)
    hear()
    come(podOf('1'))
    expect(ips(sync())).toEqual(['10.0.0.1'])
    expect(failures()).toEqual([])
    const other = createNewsRig(endpointsController)
    other.actor.restore(late)
    expect(other.actor.snapshot()).toEqual(late)
  })

  it('[EP-2] are made of the pods that there were', () => {
    const { sync, come, actor, hear, caches } = rig()
    const [one, two] = [podOf('1'), podOf('2')]
    come(one)
    sync()
    hear()
    const early = actor.snapshot()
    come(two)
    sync()
    hear()
    caches.pods.restore([one as never])
    actor.restore(early)
    expect(ips(sync())).toEqual(['10.0.0.1'])
  })
})

describe('an Endpoints object', () => {
  it('[EP-4] has no annotations when there are none to write', () => {
    const service = serviceOf() as never
    expect(newEndpoints(service, undefined, [], undefined)).not.toHaveProperty('metadata.annotations')
    expect(newEndpoints(service, undefined, [], 'then')).toHaveProperty('metadata.annotations')
  })
})
