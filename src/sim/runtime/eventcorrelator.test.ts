import { describe, expect, it } from 'vitest'
import { createApiServer } from '../api/server.ts'
import { createRandom } from '../random.ts'
import { DEFAULT_EPOCH_SECONDS, SECOND } from '../time.ts'
import type { RecordedEvent } from './actor.ts'
import type { Clock } from './clock.ts'
import { createRecorder } from './recorder.ts'

function rig() {
  const clock: Clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const api = createApiServer({
    now: () => clock.now,
    epochSeconds: clock.epochSeconds,
    random: createRandom(1),
  })
  const recorder = createRecorder(api, clock)
  const object = { kind: 'Pod', namespace: 'default', name: 'p', uid: 'u', apiVersion: 'v1' }
  const record = (message: string, more: Partial<RecordedEvent> = {}): void =>
    recorder.record(
      { object, type: 'Normal', reason: 'Did', message, ...more },
      { component: 'test', host: '' },
    )
  const events = () => api.list('events', 'default')
  return { clock, record, events, recorder }
}

const COMBINED = '(combined from similar events): '

describe('Events', () => {
  it('[EVT-1] count up when they are equal', () => {
    const { clock, record, events } = rig()
    record('same')
    clock.now = 5 * SECOND
    record('same')
    const [event, ...others] = events()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      count: 2,
      firstTimestamp: '2026-01-05T09:00:00Z',
      lastTimestamp: '2026-01-05T09:00:05Z',
      source: { component: 'test' },
      reportingComponent: 'test',
    })
  })

  it('[EVT-2] are combined from the tenth similar one on', () => {
    const { record, events } = rig()
    for (let i = 1; i <= 12; i++) record(`message ${i}`)
    const messages = events().map(({ message, count }) => `${message} x${count}`)
    expect(messages).toHaveLength(10)
    expect(messages).toContain('message 9 x1')
    expect(messages).toContain(`${COMBINED}message 12 x3`)
  })

  it('[EVT-2] are told apart again after ten quiet minutes', () => {
    const { clock, record, events } = rig()
    for (let i = 1; i <= 9; i++) record(`message ${i}`)
    clock.now = 601 * SECOND
    record('message 10')
    expect(events().some(({ message }) => message?.startsWith(COMBINED))).toBe(false)
  })

  it('[EVT-3] are dropped beyond 25 of an object and type, and still counted', () => {
    const { clock, record, events } = rig()
    for (let i = 1; i <= 30; i++) record('same')
    expect(events()[0]?.count).toBe(25)
    record('other', { type: 'Warning' })
    expect(events()).toHaveLength(2)
    clock.now = 300 * SECOND
    record('same')
    expect(events().find(({ message }) => message === 'same')?.count).toBe(31)
  })

  it('[EVT-4] have names of their own while the clock stands still', () => {
    const { record, events } = rig()
    for (let i = 1; i <= 5; i++) record(`message ${i}`)
    const names = new Set(events().map(({ metadata }) => metadata.name))
    expect(names.size).toBe(5)
    expect([...names].every((name) => /^p\.[0-9a-f]{16}$/.test(name))).toBe(true)
  })

  it('[EVT-5] of an action carry no count; a repeat makes a series', () => {
    const { record, events } = rig()
    record('0/3 nodes', { action: 'Scheduling' })
    expect(events()[0]).toMatchObject({ action: 'Scheduling', reportingComponent: 'test' })
    expect(events()[0]?.eventTime).toMatch(/\.\d{6}Z$/)
    expect(events()[0]?.count).toBeUndefined()
    record('0/3 nodes, still', { action: 'Scheduling' })
    expect(events()).toHaveLength(1)
    expect(events()[0]?.series?.count).toBe(2)
  })

  it('[EVT-1] [EVT-3] go on as before after a restore', () => {
    const { record, events, recorder } = rig()
    for (let i = 1; i <= 24; i++) record('same')
    recorder.restore(recorder.snapshot())
    record('same')
    record('same')
    expect(events()[0]?.count).toBe(25)
  })
})
