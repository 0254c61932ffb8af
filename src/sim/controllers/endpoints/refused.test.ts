import { describe, expect, it } from 'vitest'
import { STOPPING } from '../newsrig.ts'
import { CREATED, KEY, podOf, serviceOf, syncRig as rig } from './syncrig.ts'

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
