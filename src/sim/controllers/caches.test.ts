import { describe, expect, it } from 'vitest'
import type { ActorContext } from '../runtime/actor.ts'
import { createCaches, sharedInformers } from './caches.ts'
import { keyOf, referenceTo } from './controller.ts'
import { ownedBy, sketch } from './newsrig.ts'

describe('the informers that controllers share', () => {
  const rig = () => {
    const caches = createCaches()
    return { caches, actor: sharedInformers(caches)({} as ActorContext<never>) }
  }

  it('[ORD-2] hold what they have heard of, each kind by itself', () => {
    const { caches, actor } = rig()
    for (const resource of actor.watches)
      actor.onNews?.({ type: 'ADDED', resource, object: sketch('pods', resource) } as never)
    for (const resource of actor.watches)
      expect([...caches[resource as 'pods'].values()].map(({ metadata }) => metadata.name)).toEqual([
        resource,
      ])
    const gone = { type: 'DELETED', resource: 'endpoints', object: sketch('pods', 'endpoints') }
    actor.onNews?.(gone as never)
    expect([...caches.endpoints.values()]).toEqual([])
    expect([actor.name, actor.component, actor.process]).toEqual([
      'shared-informers',
      'kube-controller-manager',
      'kube-controller-manager',
    ])
  })

  it('[FUZ-5] are restored as they were saved, and empty where nothing was', () => {
    const { caches, actor } = rig()
    const pod = sketch('pods', 'a', { metadata: ownedBy(sketch('replicasets', 'rs')) })
    actor.onNews?.({ type: 'ADDED', resource: 'pods', object: pod } as never)
    const saved = JSON.parse(JSON.stringify(actor.snapshot())) as ReturnType<typeof actor.snapshot>
    expect(saved).toMatchObject({ pods: [pod], services: [] })
    const other = rig()
    other.actor.onNews?.({ type: 'ADDED', resource: 'services', object: sketch('services', 'web') } as never)
    other.actor.restore({ pods: saved['pods'] ?? [] })
    expect(other.actor.snapshot()).toEqual(saved)
    expect([...other.caches.pods.byIndex('controllerUid', 'rs').values()]).toEqual([pod])
    expect([...caches.pods.byIndex('namespace', 'default').values()]).toEqual([pod])
  })

  it('[EPS-1] know the slices of a Service, and those of none', () => {
    const { caches } = rig()
    const slice = (name: string, labels: object, metadata: object = {}) =>
      caches.endpointslices.apply(
        'ADDED',
        sketch('endpointslices', name, { metadata: { labels, ...metadata } }) as never,
      )
    slice('a', { 'kubernetes.io/service-name': 'web' })
    slice('b', {})
    slice('c', { 'kubernetes.io/service-name': 'web' }, { namespace: undefined })
    const of = (key: string) => [...caches.endpointslices.byIndex('service', key).values()].map(keyOf)
    expect([of('default/web'), of('default/'), of('/web')]).toEqual([
      ['EndpointSlice/default/a'],
      ['EndpointSlice/default/b'],
      ['EndpointSlice//c'],
    ])
  })

  it('[EVT-1] things are referred to with all that says which they are', () => {
    const pod = sketch('pods', 'a', { metadata: { namespace: undefined } })
    expect(referenceTo(pod)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: '',
      name: 'a',
      uid: 'a',
      resourceVersion: '1',
    })
  })
})
