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
  return {
    correlate(event, { host }, now, freshName) {
      const o = event.object
      // A uid says all of the rest; only objects without one need it spelled out.
      const id = o.uid ?? `${o.kind}\0${o.namespace ?? ''}\0${o.name ?? ''}\0${o.apiVersion ?? ''}`
      // Few parts each: these texts are made for every Event, and most are never met again.
      const about = `${id}${event.type === 'Normal' ? '\0N\0' : '\0W\0'}${host}`
      const similar = `${about}\0${event.reason}`
      const many = aggregate(aggregates, similar, event.message, now)
      const message = many ? `(combined from similar events): ${event.message}` : event.message
      const key = many ? similar : `${similar}\0${o.fieldPath ?? ''}\0${event.message}`
      const last = logged.peek(key)
      const seen: LoggedEvent = last
        ? { ...last, count: last.count + 1 }
        : { name: freshName(), count: 1, firstAt: now }
      logged.set(key, seen)
      if (!takeToken(buckets, about, now)) return undefined
      return { ...seen, message }
    },
    snapshot: () => ({
      aggregates: aggregates.snapshot(),
      logged: logged.snapshot(),
      buckets: buckets.snapshot(),
    }),
    restore(from) {
      aggregates.restore(from.aggregates)
      logged.restore(from.logged)
      buckets.restore(from.buckets)
    },
  }
}

/** EventAggregate: true when the event is one of so many similar ones that they are combined. */
function aggregate(records: Lru<AggregateRecord>, key: string, localKey: string, now: Us): boolean {
  const record = records.peek(key)
  const known = record && now - record.lastAt <= AGGREGATE_INTERVAL ? record.localKeys : []
  const localKeys = known.includes(localKey) ? known : [...known, localKey]
  const many = localKeys.length >= MAX_EVENTS
  // Upstream removes an arbitrary member (sets.PopAny); the oldest is as good.
  records.set(key, { localKeys: many ? localKeys.slice(1) : localKeys, lastAt: now })
  return many
}

/** EventSourceObjectSpamFilter: burst 25, one more each 300 s. */
function takeToken(buckets: Lru<TokenBucket>, key: string, now: Us): boolean {
  const bucket = buckets.peek(key)
  const tokens = bucket ? Math.min(SPAM_BURST, bucket.tokens + (now - bucket.at) / SPAM_REFILL) : SPAM_BURST
  const taken = tokens >= 1
  buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now })
  return taken
}
