import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../api/types/meta.ts'
import { CREATED, KEY, podOf, serviceOf, syncRig as rig } from './syncrig.ts'

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'
const OVER = 'endpoints.kubernetes.io/over-capacity'
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'

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
