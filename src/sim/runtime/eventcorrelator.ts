/**
 * What becomes of an Event before it reaches the API: k8s.io/client-go tools/record/events_cache.go
 * (EventAggregator, eventLogger, EventSourceObjectSpamFilter); one for each component. All values in the caches are immutable.
 */
import { SECOND, type Us } from '../time.ts'
import type { RecordedEvent } from './actor.ts'
import { createLru, type Lru } from './lru.ts'

export interface EventSource {
  component: string
  host: string
}

/** What to write: an Event object of this name, with this message and count. */
export interface CorrelatedEvent {
  name: string
  message: string
  count: number
  firstAt: Us
}

interface AggregateRecord {
  localKeys: readonly string[]
  lastAt: Us
}
interface LoggedEvent {
  name: string
  count: number
  firstAt: Us
}
interface TokenBucket {
  /** Stands for the bucket's long key in the keys of the other caches, which forget it no later than this one. */
  id: number
  tokens: number
  at: Us
}

const MAX_EVENTS = 10
const AGGREGATE_INTERVAL = 600 * SECOND
const SPAM_BURST = 25
const SPAM_REFILL = 300 * SECOND
const CACHE_SIZE = 4096

export interface CorrelatorSnapshot {
  aggregates: readonly (readonly [string, AggregateRecord])[]
  logged: readonly (readonly [string, LoggedEvent])[]
  buckets: readonly (readonly [string, TokenBucket])[]
  lastId: number
}

export interface EventCorrelator {
  /** Undefined: the spam filter dropped it. `freshName` makes the name of an Event that has none yet. */
  correlate(
    event: RecordedEvent,
    source: EventSource,
    now: Us,
    freshName: () => string,
  ): CorrelatedEvent | undefined
  snapshot(): CorrelatorSnapshot
  restore(snapshot: CorrelatorSnapshot): void
}

export function createEventCorrelator(): EventCorrelator {
  const aggregates = createLru<AggregateRecord>(CACHE_SIZE)
  const logged = createLru<LoggedEvent>(CACHE_SIZE)
  const buckets = createLru<TokenBucket>(CACHE_SIZE)
  let lastId = 0
  return {
    correlate(event, { host }, now, freshName) {
      const o = event.object
      // A uid says all of the rest; only objects without one need it spelled out.
      const who = o.uid ?? `${o.kind}\0${o.namespace ?? ''}\0${o.name ?? ''}\0${o.apiVersion ?? ''}`
      const about = `${who}${event.type === 'Normal' ? '\0N\0' : '\0W\0'}${host}`
      const bucket = refilled(buckets.peek(about) ?? { id: ++lastId, tokens: SPAM_BURST, at: now }, now)
      const similar = `${bucket.id} ${event.reason}`
      const many = aggregate(aggregates, similar, event.message, now)
      const message = many ? `(combined from similar events): ${event.message}` : event.message
      const key = many ? similar : `${similar}\0${o.fieldPath ?? ''}\0${event.message}`
      const last = logged.peek(key)
      const seen: LoggedEvent = last
        ? { name: last.name, count: last.count + 1, firstAt: last.firstAt }
        : { name: freshName(), count: 1, firstAt: now }
      logged.set(key, seen)
      const spared = bucket.tokens >= 1
      if (spared) bucket.tokens -= 1
      buckets.set(about, bucket)
      return spared ? { name: seen.name, count: seen.count, firstAt: seen.firstAt, message } : undefined
    },
    snapshot: () => ({
      aggregates: aggregates.snapshot(),
      logged: logged.snapshot(),
      buckets: buckets.snapshot(),
      lastId,
    }),
    restore(from) {
      aggregates.restore(from.aggregates)
      logged.restore(from.logged)
      buckets.restore(from.buckets)
      lastId = from.lastId
    },
  }
}

const NONE: readonly string[] = []

/** EventAggregate: true when the event is one of so many similar ones that they are combined. */
function aggregate(records: Lru<AggregateRecord>, key: string, localKey: string, now: Us): boolean {
  const record = records.peek(key)
  const known = record && now - record.lastAt <= AGGREGATE_INTERVAL ? record.localKeys : NONE
  const localKeys = known.includes(localKey) ? known : [...known, localKey]
  const many = localKeys.length >= MAX_EVENTS
  // Upstream removes an arbitrary member (sets.PopAny); the oldest is as good.
  records.set(key, { localKeys: many ? localKeys.slice(1) : localKeys, lastAt: now })
  return many
}

/** EventSourceObjectSpamFilter: burst 25, one more each 300 s. */
const refilled = ({ id, tokens, at }: TokenBucket, now: Us): TokenBucket => ({
  id,
  tokens: Math.min(SPAM_BURST, tokens + (now - at) / SPAM_REFILL),
  at: now,
})
