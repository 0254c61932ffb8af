import { describe, expect, it } from 'vitest'
import type { EventView } from '../../worker/picture/picture.ts'
import { selectEvents } from './selectEvents.ts'

const event = (
  object: string,
  message: string,
  firstAt: number,
  type: EventView['type'] = 'Normal',
): EventView => ({
  uid: `${object}${firstAt}`,
  type,
  reason: 'Reason',
  object,
  message,
  source: 'kubelet',
  count: 1,
  firstAt,
  lastAt: firstAt,
})
const events = [
  event('Deployment/web', 'Scaled up replica set web-abc from 0 to 1', 1),
  event('ReplicaSet/web-abc', 'Created pod: web-abc-12345', 2),
  event('Pod/web-abc-12345', 'Back-off pulling image', 3, 'Warning'),
  event('Pod/web-xyz-67890', 'Started container', 4),
]
const all = { until: 10, words: '', warningsOnly: false, selected: null }
const messages = (filter: Partial<typeof all> | { selected: string }) =>
  selectEvents(events, { ...all, ...filter }).map(({ firstAt }) => firstAt)

describe('selectEvents', () => {
  it('shows all without a filter, and nothing of the future', () => {
    expect(messages({})).toEqual([1, 2, 3, 4])
    expect(messages({ until: 2 })).toEqual([1, 2])
  })
  it('follows the selection: a pod, or a ReplicaSet with its pods', () => {
    expect(messages({ selected: 'Pod/default/web-abc-12345' })).toEqual([2, 3])
    expect(messages({ selected: 'ReplicaSet/default/web-abc' })).toEqual([1, 2, 3])
    expect(messages({ selected: 'Deployment/default/web' })).toEqual([1, 2, 3, 4])
  })
  it('matches every word, and warnings alone', () => {
    expect(messages({ words: 'POD created' })).toEqual([2])
    expect(messages({ warningsOnly: true })).toEqual([3])
  })
})
