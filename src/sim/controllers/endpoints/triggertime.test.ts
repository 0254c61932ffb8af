import { describe, expect, it } from 'vitest'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { createCaches } from '../caches.ts'
import { sketch } from '../newsrig.ts'
import { createChanges } from './changes.ts'
import { lastChangeTriggerTime, withTriggerTime } from './triggertime.ts'

const KEY = 'default/web'
const at = (second: number): string => `2026-01-05T09:00:0${second}Z`

const serviceOf = (created: number, app = 'web'): Service =>
  sketch('services', 'web', {
    metadata: { creationTimestamp: at(created) },
    spec: { selector: { app } },
  }) as Service

/** A pod whose readiness changed at that second; without one it has none yet. */
const podOf = (name: string, changed?: number, app = 'web'): Pod =>
  sketch('pods', name, {
    metadata: { labels: { app } },
    status: {
      conditions: [
        { type: 'PodScheduled', lastTransitionTime: at(9) },
        ...(changed === undefined ? [] : [{ type: 'Ready', lastTransitionTime: at(changed) }]),
      ],
    },
  }) as Pod

/** A Service whose controller hears of pods, and what its syncs say. */
function rig() {
  const caches = createCaches()
  const changes = createChanges()
  let last: string | undefined
  const set = (service: Service): void => {
    const previous = caches.services.get(KEY)
    caches.services.apply('ADDED', service)
    changes.serviceNews(caches, {
      type: 'ADDED',
      resource: 'services',
      object: service,
      ...(previous && { previous }),
    })
  }
  const come = (...pods: Pod[]): void => {
    for (const object of pods) {
      const previous = caches.pods.get(`default/${object.metadata.name}`)
      caches.pods.apply('ADDED', object)
      changes.podNews(caches, { type: 'ADDED', resource: 'pods', object, ...(previous && { previous }) })
    }
  }
  const go = (name: string): void => {
    const object = caches.pods.get(`default/${name}`)
    if (!object) throw new Error(`no ${name}`)
    caches.pods.apply('DELETED', object)
    changes.podNews(caches, { type: 'DELETED', resource: 'pods', object, previous: object })
  }
  const sync = (): string | undefined => {
    const service = caches.services.get(KEY) ?? serviceOf(0)
    const { app } = service.spec.selector ?? {}
    const selected = (key: string): Pod | undefined => {
      const pod = caches.pods.get(key)
      return pod?.metadata.labels?.['app'] === app ? pod : undefined
    }
    const time = lastChangeTriggerTime(service, last, changes.take(KEY), selected)
    last = service.metadata.creationTimestamp
    return time
  }
  set(serviceOf(1))
  return { changes, set, come, go, sync }
}

describe('last-change-trigger-time', () => {
  it("[EP-4] is at first the Service's creation, whatever its pods say", () => {
    const { come, sync } = rig()
    come(podOf('a', 0), podOf('b', 3))
    expect(sync()).toBe(at(1))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] is then the earliest of the stamps that are newer than before', () => {
    const { come, sync } = rig()
    come(podOf('a', 2), podOf('b', 2), podOf('c'))
    sync()
    come(podOf('a', 5), podOf('b', 4), podOf('c', 6))
    expect(sync()).toBe(at(4))
    come(podOf('a', 5), podOf('c', 7))
    expect(sync()).toBe(at(7))
    come(podOf('c', 6))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] compares with the last sync, whatever happened since', () => {
    const { come, sync } = rig()
    come(podOf('a', 4))
    sync()
    come(podOf('a', 6))
    come(podOf('a', 5))
    expect(sync()).toBe(at(5))
    come(podOf('a', 6))
    come(podOf('a', 5))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] counts a pod that comes, and one that comes back', () => {
    const { come, go, sync } = rig()
    sync()
    come(podOf('a', 2))
    expect(sync()).toBe(at(2))
    go('a')
    expect(sync()).toBeUndefined()
    come(podOf('a', 2))
    expect(sync()).toBe(at(2))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] counts a pod whose labels it selects only now, and none that it selects no more', () => {
    const { come, sync } = rig()
    come(podOf('a', 2, 'api'), podOf('b', 2))
    sync()
    come(podOf('a', 2), podOf('b', 5, 'api'))
    expect(sync()).toBe(at(2))
    come(podOf('b', 6, 'api'))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] counts the pods of another selector', () => {
    const { come, set, sync } = rig()
    come(podOf('a', 2), podOf('b', 4, 'api'))
    sync()
    set(serviceOf(1, 'api'))
    expect(sync()).toBe(at(4))
    set(serviceOf(1, 'api'))
    expect(sync()).toBeUndefined()
  })

  it('[EP-4] counts a Service that was made anew before its end was seen', () => {
    const { come, set, sync } = rig()
    come(podOf('a', 2))
    sync()
    set(serviceOf(3))
    expect(sync()).toBe(at(3))
    set(serviceOf(5))
    come(podOf('a', 4), podOf('b', 6))
    expect(sync()).toBe(at(4))
  })

  it('[EP-4] survives a restart in the middle', () => {
    const { changes, come, sync } = rig()
    come(podOf('a', 2))
    sync()
    come(podOf('a', 4))
    const saved = changes.snapshot()
    come(podOf('b', 3))
    changes.restore(saved)
    expect(changes.snapshot()).toEqual([[KEY, [['default/a', at(2)]]]])
    expect(sync()).toBe(at(4))
    expect(changes.snapshot()).toEqual([])
  })

  it('[EP-4] is written among other annotations, or taken out of them', () => {
    const key = 'endpoints.kubernetes.io/last-change-trigger-time'
    expect(withTriggerTime(undefined, at(1))).toEqual({ [key]: at(1) })
    expect(withTriggerTime({ a: 'b', [key]: at(0) }, at(1))).toEqual({ a: 'b', [key]: at(1) })
    expect(withTriggerTime({ a: 'b', [key]: at(0) }, undefined)).toEqual({ a: 'b' })
  })
})
