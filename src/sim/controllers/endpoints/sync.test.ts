import { describe, expect, it } from 'vitest'
import type { Endpoints } from '../../api/types/core.ts'
import type { KubeObject } from '../../api/types/meta.ts'
import { createNewsRig, sketch, STOPPING } from '../newsrig.ts'
import { endpointsController } from './endpointscontroller.ts'

const KEY = 'default/web'
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'
const OVER = 'endpoints.kubernetes.io/over-capacity'
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'
const CREATED = '2026-01-05T09:00:00Z'

const serviceOf = (spec: object = {}, metadata: object = {}) =>
  sketch('services', 'web', {
    metadata: { creationTimestamp: CREATED, ...metadata },
    spec: { selector: { app: 'web' }, clusterIP: '10.96.0.1', ports: [{ port: 80 }], ...spec },
  })

const podOf = (name: string, metadata: object = {}) =>
  sketch('pods', name, {
    metadata: { labels: { app: 'web' }, ...metadata },
    spec: { nodeName: 'node-1', containers: [] },
    status: {
      phase: 'Running',
      podIP: `10.0.${Number(name) >> 8}.${Number(name) & 255}`,
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  })

const SERVICE = serviceOf()

/** One Service and its syncs. */
function rig() {
  const rig = createNewsRig(endpointsController)
  const stored = (): Endpoints | undefined => rig.api.get('endpoints', 'default', 'web')
  /** The cache hears of what is stored. */
  const hear = (): void => {
    const object = stored()
    if (object) rig.hold('endpoints', object)
  }
  const sync = (service: object = SERVICE): Endpoints | undefined => {
    rig.caches.services.apply('ADDED', service as never)
    rig.actor.onNews?.({ type: 'ADDED', resource: 'services', object: service as never })
    rig.work()
    return stored()
  }
  /** A pod comes or changes, and the controller hears of it. */
  const come = (pod: KubeObject): void => {
    const previous = rig.caches.pods.get(`default/${pod.metadata.name}`)
    rig.hold('pods', pod)
    const event = { type: previous ? 'MODIFIED' : 'ADDED', resource: 'pods', object: pod, previous }
    rig.actor.onNews?.(event as never)
  }
  const go = (name: string): void => {
    const previous = rig.caches.pods.get(`default/${name}`)
    rig.caches.pods.apply('DELETED', previous as never)
    rig.actor.onNews?.({ type: 'DELETED', resource: 'pods', object: previous, previous } as never)
  }
  const failures = () => rig.actor.snapshot().queue.failures
  return { ...rig, stored, hear, sync, failures, come, go }
}

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

describe('a sync of Endpoints', () => {
  it('[EP-7] leaves those of a Service alone that selects nothing', () => {
    const { sync } = rig()
    expect(sync(serviceOf({ selector: undefined }))).toBeUndefined()
    expect(sync(serviceOf({ selector: {} }))).toBeUndefined()
    expect(sync(serviceOf({ type: 'ExternalName' }))).toBeUndefined()
    expect(sync(serviceOf({ type: 'NodePort' }))).toBeDefined()
  })

  it('[EP-5] writes labels and the mark of a Service without an address', () => {
    const labels = { tier: 'front' }
    expect(rig().sync(serviceOf({}, { labels }))?.metadata.labels).toEqual({
      tier: 'front',
      [MANAGED_BY]: 'endpoint-controller',
    })
    for (const clusterIP of ['None', '', undefined])
      expect(rig().sync(serviceOf({ clusterIP }, { labels }))?.metadata.labels).toEqual({
        tier: 'front',
        [MANAGED_BY]: 'endpoint-controller',
        'service.kubernetes.io/headless': '',
      })
  })

  it.each<[string, object]>([
    ['a label of nobody', { labels: { [MANAGED_BY]: 'endpoint-controller', x: 'y' } }],
    ['another manager', { labels: { [MANAGED_BY]: 'me' } }],
    ['no labels', { labels: undefined }],
    ['a mark of what was too much', { annotations: { [OVER]: 'truncated' } }],
  ])('[EP-5] writes when it finds %s', (_what, metadata) => {
    const { sync, hear, hold, api } = rig()
    const made = sync()
    const edited = api.update('endpoints', { ...made!, metadata: { ...made!.metadata, ...metadata } })
    if (!edited.ok) throw new Error(edited.status.message)
    hear()
    hold('endpoints', edited.object)
    const next = sync()
    expect(next?.metadata.resourceVersion).not.toBe(edited.object.metadata.resourceVersion)
    expect(next?.metadata.labels).toEqual(made?.metadata.labels)
    expect(next?.metadata.annotations?.[OVER]).toBeUndefined()
  })

  it('[EP-5] writes nothing when it finds all as it should be', () => {
    const { sync, hear, come } = rig()
    come(podOf('1'))
    const made = sync(serviceOf({ clusterIP: 'None' }))
    hear()
    expect(sync(serviceOf({ clusterIP: 'None' }))).toBe(made)
  })

  it('[EP-4] says since when, and no more when there is nothing to say', () => {
    const { sync, hear, come, go, api, stored } = rig()
    const made = sync()
    expect(made?.metadata.annotations).toEqual({ [TRIGGER]: CREATED })
    const annotations = { ...made?.metadata.annotations, note: 'mine' }
    const noted = api.update('endpoints', { ...made!, metadata: { ...made!.metadata, annotations } })
    expect(noted.ok).toBe(true)
    hear()
    come(podOf('1'))
    expect(sync()?.metadata.annotations).toEqual({ note: 'mine' })
    hear()
    const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-05T09:00:07Z' }
    const [pod, status] = [podOf('2'), { phase: 'Running', podIP: '10.0.0.2', conditions: [ready] }]
    come({ ...pod, status } as KubeObject)
    expect(sync()?.metadata.annotations).toEqual({ note: 'mine', [TRIGGER]: ready.lastTransitionTime })
    hear()
    go('1')
    go('2')
    expect(sync()?.metadata.annotations).toEqual({ note: 'mine' })
    expect(stored()).not.toHaveProperty('subsets')
  })

  it('[EP-6] marks what it had to cut, and takes the mark away when there is room again', () => {
    const { sync, hear, come, go } = rig()
    for (let i = 0; i <= 1000; i++) come(podOf(String(i)))
    const cut = sync()
    expect(cut?.metadata.annotations?.[OVER]).toBe('truncated')
    expect(cut?.subsets?.[0]?.addresses).toHaveLength(1000)
    hear()
    go('7')
    const whole = sync()
    expect(whole?.metadata.annotations?.[OVER]).toBeUndefined()
    expect(whole?.subsets?.[0]?.addresses).toHaveLength(1000)
  })

  it('[EP-8] waits, 5 ms, then 10 ms, until the cache holds what it wrote', () => {
    const { sync, hear, come, failures, actor, stored } = rig()
    const made = sync()
    come(podOf('1'))
    expect(sync()).toBe(made)
    expect(failures()).toEqual([[KEY, 1]])
    hear()
    const filled = sync()
    expect(failures()).toEqual([])
    expect(filled?.subsets?.[0]?.addresses).toHaveLength(1)
    come(podOf('2'))
    expect(sync()).toBe(filled)
    expect(failures()).toEqual([[KEY, 1]])
    const saved = actor.snapshot()
    actor.restore(saved)
    expect(actor.snapshot()).toEqual(saved)
    expect(sync()).toBe(filled)
    hear()
    sync()
    expect(stored()?.subsets?.[0]?.addresses).toHaveLength(2)
    expect(failures()).toEqual([])
  })

  it('[EP-8] does not wait for what somebody else took away', () => {
    const { sync, tell, api, stored, work } = rig()
    const made = sync()
    api.delete('endpoints', 'default', 'web')
    expect(tell('DELETED', 'endpoints', made!)).toEqual([KEY])
    sync()
    work()
    expect(stored()).toBeDefined()
  })

  it('[EP-8] does not wait after a write that changed nothing', () => {
    const { sync, hear, hold, failures } = rig()
    for (let i = 0; i <= 1000; i++) hold('pods', podOf(String(i)))
    sync()
    hear()
    sync()
    hear()
    const settled = sync()
    expect(sync()).toBe(settled)
    expect(failures()).toEqual([])
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

describe('a refused write of Endpoints', () => {
  it('[EP-8] is told and tried again', () => {
    const { sync, hear, come, refuse, events, failures } = rig()
    refuse('create endpoints', { reason: 'Forbidden', message: 'not you' })
    sync()
    expect(events).toEqual([
      'Warning FailedToCreateEndpoint: Failed to create endpoint for service default/web: not you',
    ])
    expect(failures()).toEqual([[KEY, 1]])
    refuse('create endpoints')
    sync()
    hear()
    come(podOf('1'))
    refuse('update endpoints', { reason: 'Conflict', message: 'too late' })
    sync()
    expect(events[1]).toBe('Warning FailedToUpdateEndpoint: Failed to update endpoint default/web: too late')
    expect(failures()).toEqual([[KEY, 1]])
    refuse('update endpoints')
    expect(sync()?.subsets).toHaveLength(1)
    expect(failures()).toEqual([])
  })

  it('[EP-8] is given up in a namespace that is going, when it is a creation', () => {
    const { sync, hear, come, refuse, events, failures } = rig()
    const going = { reason: 'Forbidden', cause: 'NamespaceTerminating' }
    refuse('create endpoints', { ...going, reason: 'Conflict' })
    sync()
    expect(failures()).toEqual([[KEY, 1]])
    refuse('create endpoints', going)
    sync()
    expect(failures()).toEqual([])
    expect(events).toHaveLength(1)
    refuse('create endpoints')
    sync()
    hear()
    come(podOf('1'))
    refuse('update endpoints', going)
    sync()
    expect(failures()).toEqual([[KEY, 1]])
    expect(events).toHaveLength(2)
  })

  it('[EP-8] is tried 15 times', () => {
    const { sync, refuse, failures, tell } = rig()
    refuse('create endpoints', { reason: 'InternalError' })
    for (let i = 1; i <= 15; i++) {
      sync()
      expect(failures()).toEqual([[KEY, i]])
    }
    sync()
    expect(failures()).toEqual([])
    expect(tell('ADDED', 'pods', podOf('1', STOPPING))).toEqual([KEY])
  })
})

describe('the end of a Service', () => {
  it('[EP-7] takes its Endpoints away, and what was remembered of them', () => {
    const { sync, hear, actor, caches, work, stored, refuse, failures } = rig()
    sync()
    hear()
    expect(actor.snapshot().extra).toEqual({
      replaced: [[KEY, '']],
      created: [[KEY, CREATED]],
      changes: [],
    })
    const gone = { type: 'DELETED', resource: 'services', object: serviceOf() } as never
    caches.services.apply('DELETED', serviceOf() as never)
    refuse('delete endpoints', { reason: 'InternalError' })
    actor.onNews?.(gone)
    work()
    expect(failures()).toEqual([[KEY, 1]])
    expect(actor.snapshot().extra?.replaced).toHaveLength(1)
    refuse('delete endpoints', { reason: 'NotFound' })
    actor.onNews?.(gone)
    work()
    expect(failures()).toEqual([])
    expect(actor.snapshot().extra).toEqual({ replaced: [], created: [], changes: [] })
    expect(stored()).toBeDefined()
    refuse('delete endpoints')
    actor.onNews?.(gone)
    work()
    expect(stored()).toBeUndefined()
  })
})
