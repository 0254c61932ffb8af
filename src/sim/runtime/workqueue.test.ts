import { describe, expect, it } from 'vitest'
import { MILLISECOND, MINUTE, SECOND, type Us } from '../time.ts'
import { createEventQueue } from './eventqueue.ts'
import { createExpectations } from './expectations.ts'
import { backOff, createWorkQueue, type QueueTimer } from './workqueue.ts'

/** A queue on a clock of its own; `sync` is told each key with the time in ms. */
function rig(sync: (key: string, queue: ReturnType<typeof createWorkQueue>) => void = () => undefined) {
  let now: Us = 0
  const timers = createEventQueue()
  const done: string[] = []
  const queue = createWorkQueue({
    now: () => now,
    after: (delay, timer) => timers.push(now + delay, '', timer),
    cancel: (id) => timers.cancel(id),
    pace: () => 0,
  })
  const run = (until: Us): void => {
    for (let next = timers.peek(); next && next.at <= until; next = timers.peek()) {
      timers.pop()
      now = next.at
      queue.onTimer(next.timer as QueueTimer, (key) => {
        done.push(`${key}@${now / MILLISECOND}`)
        sync(key, queue)
      })
    }
    now = until
  }
  return { queue, done, run }
}

describe('the work queue', () => {
  it('[QUE-1] has a key in line once, and once more when added while processed', () => {
    let again = true
    const { queue, done, run } = rig((key, q) => {
      if (again) q.add(key)
      again = false
    })
    queue.add('a')
    queue.add('a')
    queue.add('b')
    run(SECOND)
    expect(done).toEqual(['a@0', 'b@0', 'a@0'])
  })

  it('[QUE-2] keeps one waiting entry per key: the earlier one', () => {
    const { queue, done, run } = rig()
    queue.addAfter('a', 20 * MILLISECOND)
    queue.addAfter('a', 10 * MILLISECOND)
    queue.addAfter('a', 30 * MILLISECOND)
    run(SECOND)
    expect(done).toEqual(['a@10'])
  })

  it('[QUE-5] gives out a hundred retries at once, then ten a second, to all keys together', () => {
    const { queue, run } = rig()
    const delays = (n: number): Us[] =>
      Array.from({ length: n }, (_, i) => {
        queue.forget(`${i % 2}`)
        return queue.addRateLimited(`${i % 2}`)
      })
    expect(new Set(delays(100))).toEqual(new Set([5 * MILLISECOND]))
    expect(delays(3)).toEqual([100, 200, 300].map((ms) => ms * MILLISECOND))
    const saved = queue.snapshot()
    run(SECOND)
    expect(delays(8).at(-1)).toBe(100 * MILLISECOND)
    queue.restore(saved)
    expect(delays(8).at(-1)).toBe(100 * MILLISECOND)
    run(MINUTE)
    expect(delays(101).slice(-2)).toEqual([5, 100].map((ms) => ms * MILLISECOND))
  })

  it('[QUE-3] waits longer after each failure until it is forgotten', () => {
    const { queue, run } = rig()
    const delays = [1, 2, 3].map(() => queue.addRateLimited('a'))
    expect(delays).toEqual([5000, 10_000, 20_000])
    queue.forget('a')
    expect(queue.addRateLimited('a')).toBe(5000)
    expect(backOff(40)).toBe(1000 * SECOND)
    run(SECOND)
    expect(queue.numRequeues('a')).toBe(1)
  })

  it('[QUE-1] [QUE-2] goes on as before after a restore', () => {
    const { queue, done, run } = rig()
    queue.addAfter('late', 10 * MILLISECOND)
    queue.add('now')
    const saved = queue.snapshot()
    queue.restore(saved)
    queue.addAfter('late', 20 * MILLISECOND)
    run(SECOND)
    expect(done).toEqual(['now@0', 'late@10'])
  })
})

describe('expectations', () => {
  it('[QUE-4] are met at zero, below it, or after five minutes', () => {
    let now: Us = 0
    const expectations = createExpectations(() => now)
    expectations.expectCreations('rs', 2)
    expectations.creationObserved('rs')
    expect(expectations.satisfied('rs')).toBe(false)
    expectations.creationObserved('rs')
    expectations.creationObserved('rs')
    expect(expectations.satisfied('rs')).toBe(true)
    expectations.expectDeletions('rs', ['a', 'b'])
    expectations.deletionObserved('rs', 'a')
    expectations.deletionObserved('rs', 'a')
    expect(expectations.satisfied('rs')).toBe(false)
    now = 5 * MINUTE + 1
    expect(expectations.satisfied('rs')).toBe(true)
  })

  it('[QUE-4] are given back for what could not be created', () => {
    const expectations = createExpectations(() => 0)
    expectations.expectCreations('rs', 3)
    expectations.lowerExpectations('rs', 3)
    expect(expectations.satisfied('rs')).toBe(true)
    const saved = expectations.snapshot()
    expectations.expectDeletions('rs', ['a'])
    expectations.restore(saved)
    expect(expectations.satisfied('rs')).toBe(true)
  })
})
