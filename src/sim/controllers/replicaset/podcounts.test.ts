import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/types/pod.ts'
import { STOPPING } from '../newsrig.ts'
import { REPLICA_SETS } from './kinds.ts'
import { createPodCounts } from './podcounts.ts'
import { firstOf } from './podstodelete.ts'
import { EPOCH, front, podOf, START } from './unitrig.ts'

const AT_5 = '2026-01-05T09:00:05Z'
const AT_9 = '2026-01-05T09:00:09Z'

/** Counts of these pods, and what they say of availability `now` seconds after the start. */
function counted(pods: readonly Pod[]) {
  const counts = createPodCounts(REPLICA_SETS)
  counts.follow(front(2), pods)
  const at = (minReadySeconds: number, now: number) => {
    const { available, waiting } = counts.availability(minReadySeconds, EPOCH + now)
    return [available, waiting.map(({ pod, since }) => `${pod.metadata.name} ${since - EPOCH}`)]
  }
  return { counts, at }
}

describe('pods that are ready, and not available yet', () => {
  it('[RS-10] are waited for no longer once they are gone, stop, match no longer or are not ready', () => {
    const [a, b] = [podOf('a', { readyAt: AT_5 }), podOf('b', { readyAt: START })]
    const ends: (Pod | undefined)[] = [
      undefined,
      podOf('b', { readyAt: START, metadata: STOPPING }),
      podOf('b', { readyAt: START, metadata: { labels: { app: 'other' } } }),
      podOf('b'),
    ]
    for (const end of ends) {
      const { counts, at } = counted([a, b])
      expect(at(10, 6)).toEqual([0, ['a 5', 'b 0']])
      if (end) counts.replace(b, end)
      else counts.remove(b)
      expect(at(10, 7)).toEqual([0, ['a 5']])
      expect(at(10, 15)).toEqual([1, []])
    }
  })

  it('[RS-10] go by their newest stamp', () => {
    const before = podOf('a', { readyAt: START })
    const { counts, at } = counted([before])
    expect(at(10, 6)).toEqual([0, ['a 0']])
    counts.replace(before, { ...before, status: podOf('a', { readyAt: AT_9 }).status })
    expect(at(10, 12)).toEqual([0, ['a 9']])
  })

  it('[RS-10] are available without minReadySeconds, whatever their stamp', () => {
    const unstamped = podOf('b', { status: { conditions: [{ type: 'Ready', status: 'True' }] } })
    const { at } = counted([podOf('a', { readyAt: AT_9 }), unstamped])
    expect(at(0, 5)).toEqual([2, []])
    expect(at(10, 5)[0]).toBe(0)
    expect(at(0, 5)).toEqual([2, []])
  })

  it('[RS-10] wait for the first time when minReadySeconds is raised from zero', () => {
    const { counts, at } = counted([podOf('a', { readyAt: START })])
    counts.add(podOf('b', { readyAt: AT_5 }))
    expect(at(0, 6)).toEqual([2, []])
    expect(at(4, 6)).toEqual([1, ['b 5']])
    expect(at(0, 6)).toEqual([2, []])
  })
})

describe('counting', () => {
  it('[RS-8] takes a template without metadata as one without labels', () => {
    const counts = createPodCounts(REPLICA_SETS)
    const bare = front(1, { template: {} })
    counts.follow(bare, [podOf('a')])
    counts.follow(bare, [podOf('a'), podOf('b')])
    expect([counts.active.size, counts.fullyLabeled]).toEqual([1, 1])
  })
})

describe('the first of many', () => {
  it.each([1, 3, 29, 30, 31, 60])('[RS-7] of equals are the earlier: %i', (size) => {
    const items = Array.from({ length: 120 }, (_, i) => ({ value: (i * 7) % 30, i }))
    const compare = (a: { value: number }, b: { value: number }): number => a.value - b.value
    expect(firstOf(items, size, compare)).toEqual(items.toSorted(compare).slice(0, size))
  })
})
