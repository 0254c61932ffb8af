import { describe, expect, it } from 'vitest'
import type { EndpointSlice, Service } from '../../api/types/core.ts'
import { SECOND } from '../../time.ts'
import { createNewsRig, sketch, STOPPING } from '../newsrig.ts'
import { newControllerRef } from '../owners.ts'
import { endpointSliceController } from './endpointslicecontroller.ts'
import { isManaged, isOwnedBy } from './slice.ts'

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'
const OURS = { [MANAGED_BY]: 'endpointslice-controller.k8s.io' }
const NAME = { 'kubernetes.io/service-name': 'web' }

const serviceWith = (labels: Record<string, string>, metadata: object = {}, clusterIP = '10.96.0.1') =>
  sketch('services', 'web', {
    metadata: { labels, ...metadata },
    spec: { selector: { app: 'web' }, clusterIP },
  }) as Service

const pod = sketch('pods', 'a', {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [] },
  status: { phase: 'Running', podIP: '10.0.0.1' },
})

/** Syncs the Service; the slices there are then, heard of. */
function rig() {
  const rig = createNewsRig(endpointSliceController)
  const tell = (resource: 'services' | 'pods', object: object, previous?: object): void => {
    rig.caches[resource].apply('MODIFIED', object as never)
    rig.actor.onNews?.({ type: 'MODIFIED', resource, object, previous } as never)
  }
  const slices = (): EndpointSlice[] => {
    rig.work()
    const all = rig.api.list('endpointslices', 'default') as EndpointSlice[]
    for (const slice of all) rig.caches.endpointslices.apply('MODIFIED', slice)
    return all
  }
  /** Somebody makes a slice, and the controller hears of it. */
  const make = (name: string, labels: object, ownerReferences: object[] = []): void => {
    const made = rig.api.create('endpointslices', 'default', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, labels, ownerReferences },
      addressType: 'IPv4',
      endpoints: [],
      ports: [],
    })
    if (made.ok) rig.caches.endpointslices.apply('ADDED', made.object)
  }
  return { ...rig, tell, slices, make }
}

const labelsOf = ([slice]: EndpointSlice[]) => slice?.metadata.labels

describe('labels of slices', () => {
  it('[EPS-8] follow those of the Service', () => {
    const { tell, slices } = rig()
    tell('pods', pod)
    tell('services', serviceWith({ tier: 'front' }))
    expect(labelsOf(slices())).toEqual({ ...OURS, ...NAME, tier: 'front' })
    tell('services', serviceWith({ team: 'a' }))
    expect(labelsOf(slices())).toEqual({ ...OURS, ...NAME, team: 'a' })
    expect(slices()[0]?.endpoints).toHaveLength(1)
  })

  it('[EPS-8] keep to the controller where they are its own', () => {
    const { tell, slices } = rig()
    tell('pods', pod)
    tell('services', serviceWith({ [MANAGED_BY]: 'me', 'kubernetes.io/service-name': 'other' }))
    const [first] = slices()
    expect(first?.metadata.labels).toEqual({ ...OURS, ...NAME })
    tell('services', serviceWith({ [MANAGED_BY]: 'you' }))
    expect(slices()[0]?.metadata.resourceVersion).toBe(first?.metadata.resourceVersion)
  })
})

describe('whose slices they are', () => {
  it('[EPS-9] are the Service’s by its uid and kind, whoever else owns them', () => {
    const service = serviceWith({})
    const owned = (...owners: object[]): boolean =>
      isOwnedBy({ metadata: { ownerReferences: owners } } as EndpointSlice, service)
    const [own, other] = [newControllerRef(service), newControllerRef(serviceWith({}, { uid: 'other' }))]
    expect([owned(own), owned(other, own), owned(other), owned({ ...own, kind: 'Pod' })]).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isOwnedBy({ metadata: {} } as EndpointSlice, service)).toBe(false)
    expect(isManaged({ metadata: {} } as EndpointSlice)).toBe(false)
  })

  it('[EPS-9] leaves slices alone that somebody else manages', () => {
    const { tell, slices, make } = rig()
    make('mine', NAME)
    make('theirs', { ...NAME, [MANAGED_BY]: 'somebody' })
    tell('services', serviceWith({}))
    expect(slices().map(({ metadata }) => metadata.labels?.[MANAGED_BY])).toEqual([
      undefined,
      'somebody',
      OURS[MANAGED_BY],
    ])
  })

  it('[EPS-9] makes its own when those there are belong to an earlier Service of the name', () => {
    const { tell, slices, make } = rig()
    make('web-old', { ...OURS, ...NAME }, [newControllerRef(serviceWith({}, { uid: 'before' }))])
    tell('pods', pod)
    tell('services', serviceWith({}))
    const all = slices()
    expect(all.map(({ endpoints }) => endpoints?.length)).toEqual([1])
    expect(all[0]?.metadata.name).not.toBe('web-old')
    make('web-older', { ...OURS, ...NAME }, [newControllerRef(serviceWith({}, { uid: 'before' }))])
    tell('services', serviceWith({}))
    expect(slices()).toEqual(all)
  })

  it('[EPS-9] counts none that is being deleted', () => {
    const { tell, slices, make, caches } = rig()
    make('web-old', { ...OURS, ...NAME }, [newControllerRef(serviceWith({}))])
    const old = caches.endpointslices.get('default/web-old') as EndpointSlice
    caches.endpointslices.apply('MODIFIED', { ...old, metadata: { ...old.metadata, ...STOPPING } })
    tell('pods', pod)
    tell('services', serviceWith({}))
    expect(slices().map(({ endpoints }) => endpoints?.length ?? 0)).toEqual([0, 1])
  })

  it('[EPS-9] gives up making them in a namespace that is going', () => {
    const failuresAfter = (cause: object): number => {
      const { tell, refuse, work, actor } = rig()
      refuse('create endpointslices', { reason: 'Forbidden', ...cause })
      tell('services', serviceWith({}))
      work()
      return actor.snapshot().queue.failures.length
    }
    expect(failuresAfter({})).toBe(1)
    expect(failuresAfter({ cause: 'NamespaceTerminating' })).toBe(0)
  })

  it('[EPS-9] makes none for a Service that is going', () => {
    const { tell, slices } = rig()
    tell('pods', pod)
    tell('services', serviceWith({}, { deletionTimestamp: '2026-01-05T09:00:00Z' }))
    expect(slices()).toEqual([])
  })
})

describe('a write that is refused', () => {
  it('[EPS-10] is told of by an Event about the Service', () => {
    const { tell, refuse, work, events, slices, later } = rig()
    const refusal = { reason: 'Conflict', message: 'too late' }
    const said = (what: string) =>
      `Warning FailedToUpdateEndpointSlices: Error updating Endpoint Slices for Service default/web: failed to ${what} for Service default/web: too late`
    refuse('create endpointslices', refusal)
    tell('services', serviceWith({}))
    work()
    expect(events).toEqual([said('create EndpointSlice')])
    expect(later()).toEqual([['default/web', SECOND]])
    refuse('create endpointslices')
    tell('services', serviceWith({}))
    const [made] = slices()
    refuse('update endpointslices', refusal)
    tell('pods', pod)
    work()
    expect(events.slice(1)).toEqual([said(`update ${made?.metadata.name} EndpointSlice`)])
  })
})

describe('a slice that has lost all its endpoints', () => {
  it('[EPS-5] goes, and the new ones find room in one that stays', () => {
    const { tell, slices } = rig()
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) =>
        sketch('pods', `p${from + i}`, {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [] },
          status: { phase: 'Running', podIP: `10.0.0.${from + i}` },
        }),
      )
    tell('services', serviceWith({}))
    for (const one of many(0, 100)) tell('pods', one)
    slices()
    const second = many(100, 102)
    for (const one of second) tell('pods', one)
    const [full] = slices().filter(({ endpoints }) => endpoints?.length === 100)
    const gone = (one: object, previous: object) =>
      tell('pods', { ...one, status: { phase: 'Failed' } }, previous)
    // One place is free in the first slice; then, in one sync, the second loses all it has and a new pod comes.
    gone(many(0, 1)[0] as object, many(0, 1)[0] as object)
    slices()
    for (const one of second) gone(one, one)
    tell('pods', many(102, 103)[0] as object)
    expect(slices().map(({ metadata, endpoints }) => [metadata.name, endpoints?.length])).toEqual([
      [full?.metadata.name, 100],
    ])
  })
})
