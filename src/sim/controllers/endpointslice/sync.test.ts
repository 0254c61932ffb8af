import { describe, expect, it } from 'vitest'
import { SECOND } from '../../time.ts'
import { createNewsRig, sketch, STOPPING } from '../newsrig.ts'
import { endpointSliceController } from './endpointslicecontroller.ts'

const KEY = 'default/web'
const SERVICE = { 'kubernetes.io/service-name': 'web' }

/** One sync of the Service, with what the caches hold. */
function rig() {
  const rig = createNewsRig(endpointSliceController)
  const slices = () => rig.api.list('endpointslices', 'default')
  const sync = (spec: object = { selector: { app: 'web' } }): number => {
    const service = sketch('services', 'web', { spec })
    rig.caches.services.apply('ADDED', service as never)
    rig.actor.onNews?.({ type: 'ADDED', resource: 'services', object: service as never })
    rig.actor.onTimer?.({ kind: 'work' })
    return slices().length
  }
  return { ...rig, sync, slices }
}

describe('a sync of a Service', () => {
  it('[EPS-2] is put off for 1 s, then 2 s, while the cache does not hold its last write', () => {
    const { sync, slices, actor, hold } = rig()
    expect(sync()).toBe(1)
    expect(sync()).toBe(1)
    const { waiting, failures } = actor.snapshot().queue
    expect(waiting).toMatchObject([[KEY, { at: SECOND }]])
    expect(failures).toEqual([[KEY, 1]])
    actor.onTimer?.({ kind: 'ready', key: KEY })
    actor.onTimer?.({ kind: 'work' })
    expect(actor.snapshot().queue.waiting).toMatchObject([[KEY, { at: 2 * SECOND }]])
    const [made] = slices()
    hold('endpointslices', { ...made!, metadata: { ...made!.metadata, resourceVersion: '0' } })
    sync()
    expect(actor.snapshot().queue.failures).toEqual([[KEY, 3]])
    hold('endpointslices', made!)
    sync()
    expect(actor.snapshot().queue.failures).toEqual([])
    expect(slices()).toEqual([made])
  })

  it('[EPS-1] [EPS-2] remembers the slices that it did not write again, and makes up for their deletion', () => {
    const { slices, actor, hold, caches, work } = rig()
    const tell = (resource: 'services' | 'pods', object: object): void => {
      caches[resource].apply('ADDED', object as never)
      actor.onNews?.({ type: 'ADDED', resource, object } as never)
    }
    const pod = (name: string, containerPort: number) =>
      sketch('pods', name, {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', ports: [{ name: 'http', containerPort }] }] },
        status: { phase: 'Running', podIP: `10.0.0.${name}` },
      })
    const sync = () => {
      work()
      for (const slice of slices()) hold('endpointslices', slice)
      return slices()
    }
    tell(
      'services',
      sketch('services', 'web', {
        spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
      }),
    )
    tell('pods', pod('1', 8080))
    tell('pods', pod('2', 9090))
    const [first, second] = sync()
    tell('pods', pod('3', 8080))
    expect(sync().map(({ endpoints }) => endpoints?.length)).toEqual([2, 1])
    expect(first?.ports?.[0]?.port).toBe(8080)
    actor.onNews?.({ type: 'DELETED', resource: 'endpointslices', object: second!, previous: second! })
    expect(actor.snapshot().queue.waiting).toMatchObject([[KEY, { at: SECOND }]])
  })

  it('[EPS-2] forgets what it wrote for a Service that is gone', () => {
    const { sync, actor, tell } = rig()
    sync()
    expect(actor.snapshot().extra?.written).toHaveLength(1)
    const service = sketch('services', 'web')
    tell('DELETED', 'services', service)
    const saved = actor.snapshot()
    actor.restore({ ...saved, extra: { ...saved.extra!, written: [[KEY, [['web-a', 1]]]] } })
    actor.onNews?.({ type: 'DELETED', resource: 'services', object: service as never })
    actor.onTimer?.({ kind: 'work' })
    expect(actor.snapshot().extra).toEqual({ written: [], created: [], changes: [] })
  })

  it('[EPS-8] notes when what it follows began, and remembers it', () => {
    const { actor, caches, work, slices, hold } = rig()
    const CREATED = '2026-01-05T09:00:00Z'
    const READY = '2026-01-05T09:00:07Z'
    const tell = (resource: 'services' | 'pods', object: object): void => {
      caches[resource].apply('ADDED', object as never)
      actor.onNews?.({ type: 'ADDED', resource, object } as never)
    }
    const noted = () => {
      work()
      const [slice] = slices()
      if (slice) hold('endpointslices', slice)
      return slice?.metadata.annotations
    }
    tell(
      'services',
      sketch('services', 'web', {
        metadata: { creationTimestamp: CREATED },
        spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
      }),
    )
    const KEY = 'endpoints.kubernetes.io/last-change-trigger-time'
    expect(noted()).toEqual({ [KEY]: CREATED })
    const pod = (name: string, conditions: object[]) =>
      sketch('pods', name, {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [] },
        status: { phase: 'Running', podIP: '10.0.0.1', conditions },
      })
    tell('pods', pod('a', []))
    expect(noted()).toBeUndefined()
    tell('pods', pod('b', [{ type: 'Ready', status: 'True', lastTransitionTime: READY }]))
    const saved = actor.snapshot()
    expect(saved.extra).toMatchObject({
      created: [['default/web', CREATED]],
      changes: [['default/web', [['default/b', '']]]],
    })
    actor.restore(saved)
    expect(actor.snapshot()).toEqual(saved)
    expect(noted()).toEqual({ [KEY]: READY })
  })

  it('[EPS-6] looks at the pods that changed, and at all of them after another spec or a return to before', () => {
    const { actor, caches, work, slices, hold } = rig()
    const tell = (resource: 'services' | 'pods', object: object, previous?: object): void => {
      caches[resource].apply('MODIFIED', object as never)
      actor.onNews?.({ type: 'MODIFIED', resource, object, previous } as never)
    }
    const web = (port: number) =>
      sketch('services', 'web', { spec: { selector: { app: 'web' }, ports: [{ port }] } })
    const pod = (name: string, podIP: string) =>
      sketch('pods', name, {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [] },
        status: { phase: 'Running', podIP },
      })
    const held = () => {
      work()
      for (const slice of slices()) hold('endpointslices', slice)
      return slices().map(({ ports, endpoints }) =>
        [ports?.[0]?.port, ...(endpoints ?? []).map(({ addresses }) => addresses[0])].join(' '),
      )
    }
    tell('services', web(80))
    tell('pods', pod('a', '10.0.0.1'))
    tell('pods', pod('b', '10.0.0.2'))
    expect(held()).toEqual(['80 10.0.0.1 10.0.0.2'])
    tell('pods', pod('b', '10.0.0.3'), pod('b', '10.0.0.2'))
    expect(held()).toEqual(['80 10.0.0.1 10.0.0.3'])
    tell('services', web(81), web(80))
    expect(held()).toEqual(['81 10.0.0.1 10.0.0.3'])
    actor.restore(actor.snapshot())
    tell('pods', pod('c', '10.0.0.4'))
    expect(held()).toEqual(['81 10.0.0.1 10.0.0.3 10.0.0.4'])
    // The caches of another time, which nobody has told.
    caches.pods.apply('MODIFIED', pod('a', '10.0.0.9') as never)
    actor.restore(actor.snapshot())
    tell('pods', pod('c', '10.0.0.5'), pod('c', '10.0.0.4'))
    expect(held()).toEqual(['81 10.0.0.9 10.0.0.3 10.0.0.5'])
  })

  it('[EPS-7] leaves a Service without selector, or of type ExternalName, alone', () => {
    const { sync } = rig()
    expect(sync({})).toBe(0)
    expect(sync({ selector: {} })).toBe(0)
    expect(sync({ selector: { app: 'web' }, type: 'ExternalName' })).toBe(0)
    expect(sync({ selector: { app: 'web' }, type: 'ClusterIP' })).toBe(1)
  })

  it('[EPS-4] does not count on slices that are going', () => {
    const { sync, hold } = rig()
    hold(
      'endpointslices',
      sketch('endpointslices', 'web-old', { metadata: { labels: SERVICE, ...STOPPING } }),
    )
    expect(sync()).toBe(1)
  })
})
