/**
 * A controller's work queue: k8s.io/client-go util/workqueue (queue.go, delaying_queue.go,
 * default_rate_limiters.go). A key is in line once; a key added while it is processed runs once more afterwards;
 * a key has at most one waiting entry, shared by addAfter and addRateLimited, and the earlier time wins.
 *
 * Simplified: one worker per controller.
 */
import { MILLISECOND, SECOND, type Us } from '../time.ts'
import type { TimerId } from './actor.ts'

export type QueueTimer = { kind: 'work' } | { kind: 'ready'; key: string }

export interface WorkQueueHost {
  now(): Us
  after(delay: Us, timer: QueueTimer): TimerId
  cancel(id: TimerId): void
  /** How long the worker needs before it takes the next key. */
  pace(): Us
}

export interface WorkQueueSnapshot {
  line: readonly string[]
  scheduled: boolean
  waiting: readonly (readonly [string, { at: Us; id: TimerId }])[]
  failures: readonly (readonly [string, number])[]
  bucket: TokenBucket
}

/** rate.Limiter: tokens at an instant; below zero: so many retries wait for one that is yet to come. */
interface TokenBucket {
  tokens: number
  at: Us
}

export interface WorkQueue {
  add(key: string): void
  addAfter(key: string, delay: Us): void
  /** Returns the delay that the rate limiter asked for. */
  addRateLimited(key: string): Us
  forget(key: string): void
  numRequeues(key: string): number
  onTimer(timer: QueueTimer, sync: (key: string) => void): void
  snapshot(): WorkQueueSnapshot
  restore(snapshot: WorkQueueSnapshot): void
}

const BASE_DELAY = 5 * MILLISECOND
const MAX_DELAY = 1000 * SECOND

const TOKENS = 100
const TOKEN_EVERY = 100 * MILLISECOND

/** ItemExponentialFailureRateLimiter: base · 2^failures (5 ms unless the controller says otherwise), at most 1000 s. */
export const backOff = (failures: number, base: Us = BASE_DELAY): Us =>
  Math.min(base * 2 ** failures, MAX_DELAY)

export function createWorkQueue(host: WorkQueueHost, base: Us = BASE_DELAY): WorkQueue {
  let line: string[] = []
  let scheduled = false
  const inLine = new Set<string>()
  const waiting = new Map<string, { at: Us; id: TimerId }>()
  const failures = new Map<string, number>()
  let bucket: TokenBucket = { tokens: TOKENS, at: 0 }

  /** BucketRateLimiter.When: ten retries a second of all keys together, after a hundred at once. */
  const takeToken = (): Us => {
    const now = host.now()
    const tokens = Math.min(TOKENS, bucket.tokens + (now - bucket.at) / TOKEN_EVERY) - 1
    bucket = { tokens, at: now }
    return tokens >= 0 ? 0 : Math.round(-tokens * TOKEN_EVERY)
  }
  const wakeWorker = (): void => {
    if (scheduled) return
    scheduled = true
    host.after(host.pace(), { kind: 'work' })
  }
  const add = (key: string): void => {
    if (inLine.has(key)) return
    inLine.add(key)
    line.push(key)
    wakeWorker()
  }
  const addAfter = (key: string, delay: Us): void => {
    if (delay <= 0) return add(key)
    const at = host.now() + delay
    const earlier = waiting.get(key)
    if (earlier) {
      if (earlier.at <= at) return
      host.cancel(earlier.id)
    }
    waiting.set(key, { at, id: host.after(delay, { kind: 'ready', key }) })
  }
  return {
    add,
    addAfter,
    addRateLimited(key) {
      const before = failures.get(key) ?? 0
      failures.set(key, before + 1)
      const delay = Math.max(backOff(before, base), takeToken())
      addAfter(key, delay)
      return delay
    },
    forget: (key) => void failures.delete(key),
    numRequeues: (key) => failures.get(key) ?? 0,
    onTimer(timer, sync) {
      if (timer.kind === 'ready') {
        waiting.delete(timer.key)
        return add(timer.key)
      }
      scheduled = false
      const key = line.shift()
      if (key === undefined) return
      inLine.delete(key)
      sync(key)
      if (line.length > 0) wakeWorker()
    },
    snapshot: () => ({
      line: [...line],
      scheduled,
      waiting: [...waiting],
      failures: [...failures],
      bucket,
    }),
    restore(from) {
      line = [...from.line]
      scheduled = from.scheduled
      inLine.clear()
      for (const key of line) inLine.add(key)
      refill(waiting, from.waiting)
      refill(failures, from.failures)
      bucket = from.bucket
    },
  }
}

function refill<V>(map: Map<string, V>, entries: readonly (readonly [string, V])[]): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
