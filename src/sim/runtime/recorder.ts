/**
 * Writes Events as each component's recorder does: k8s.io/client-go tools/record/event.go (core/v1, through the
 * correlator) and tools/events/event_recorder.go (events.k8s.io, for events with an action).
 *
 * Simplified: an Event is written at the instant of its recording; upstream's broadcaster is a little later.
 */
import type { ApiServer } from '../api/contract.ts'
import type { ObjectReference } from '../api/types/core.ts'
import { hexOf } from '../hexadecimal.ts'
import { rfc3339, rfc3339Micro, SECOND, type Us } from '../time.ts'
import type { RecordedEvent } from './actor.ts'
import { stamp, type Clock } from './clock.ts'
import { createEventCorrelator, type CorrelatorSnapshot, type EventSource } from './eventcorrelator.ts'
import { createLru } from './lru.ts'

interface SeriesRecord {
  name: string
  count: number
  at: Us
}

export interface RecorderSnapshot {
  lastName: Us
  correlator: CorrelatorSnapshot
  series: readonly (readonly [string, SeriesRecord])[]
}

export interface Recorder {
  record(event: RecordedEvent, source: EventSource): void
  snapshot(): RecorderSnapshot
  restore(snapshot: RecorderSnapshot): void
}

const WORD_BITS = 32n
const WORD = 2 ** 32
const LEADING_ZEROS = /^0+/

/** An isomorphic event within six minutes makes a series (events.k8s.io). */
const SERIES_INTERVAL = 360 * SECOND

export function createRecorder(api: ApiServer, clock: Clock): Recorder {
  const correlator = createEventCorrelator()
  const series = createLru<SeriesRecord>(4096)
  let lastName: Us = -1

  /** `<object>.<hex nanoseconds>`, kept unique when the clock stands still. */
  const epochNanos = BigInt(clock.epochSeconds) * 1_000_000_000n
  const [epochHigh, epochLow] = [Number(epochNanos >> WORD_BITS), Number(epochNanos & (2n ** WORD_BITS - 1n))]
  const freshName = (object: ObjectReference): string => {
    lastName = Math.max(clock.now * 1000, lastName + 1)
    // Two words: a sum of BigInts for each Event takes its time.
    const low = epochLow + (lastName % WORD)
    const high = epochHigh + Math.floor(lastName / WORD) + (low >= WORD ? 1 : 0)
    return `${object.name ?? ''}.${hexOf([high, low % WORD]).replace(LEADING_ZEROS, '')}`
  }
  const recordSeries = (event: RecordedEvent, source: EventSource): void => {
    const o = event.object
    // A uid says all of the rest; a recorder is of one component.
    const about = o.uid ?? `${o.kind}\0${o.namespace ?? ''}\0${o.name ?? ''}`
    const id = `${about}\0${event.type}\0${event.action ?? ''}\0${event.reason}`
    const last = series.peek(id)
    const namespace = o.namespace ?? 'default'
    if (!last || clock.now - last.at > SERIES_INTERVAL) {
      const name = freshName(o)
      series.set(id, { name, count: 1, at: clock.now })
      api.create('events', namespace, newStyleEvent(event, source, name, clock))
      return
    }
    series.set(id, { ...last, count: last.count + 1, at: clock.now })
    const stored = api.get('events', namespace, last.name)
    // Simplified: later repeats stay in the recorder; upstream writes them every six minutes.
    if (!stored || last.count > 1) return
    const lastObservedTime = rfc3339Micro(clock.epochSeconds, clock.now)
    api.update('events', { ...stored, series: { count: 2, lastObservedTime } })
  }
  return {
    record(event, source) {
      if (event.action !== undefined) return recordSeries(event, source)
      const seen = correlator.correlate(event, source, clock.now, () => freshName(event.object))
      if (!seen) return
      const namespace = event.object.namespace ?? 'default'
      const stored = seen.count > 1 ? api.get('events', namespace, seen.name) : undefined
      if (stored) {
        const { count, message } = seen
        api.update('events', { ...stored, count, message, lastTimestamp: stamp(clock) })
        return
      }
      const firstTimestamp = rfc3339(clock.epochSeconds + seen.firstAt / SECOND)
      const { component, host } = source
      api.create('events', namespace, {
        kind: 'Event',
        apiVersion: 'v1',
        metadata: { name: seen.name, namespace },
        involvedObject: written(event.object),
        reason: event.reason,
        message: seen.message,
        source: host ? { component, host } : { component },
        firstTimestamp,
        lastTimestamp: stamp(clock),
        count: seen.count,
        type: event.type,
        eventTime: null,
        reportingComponent: component,
        reportingInstance: host,
      })
    },
    snapshot: () => ({ lastName, correlator: correlator.snapshot(), series: series.snapshot() }),
    restore(from) {
      lastName = from.lastName
      correlator.restore(from.correlator)
      series.restore(from.series)
    },
  }
}

/** A reference as it is stored: in Go's order, without what is empty. Events come to the API as they are kept. */
function written({ kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath }: ObjectReference) {
  const reference: ObjectReference = {}
  if (kind) reference.kind = kind
  if (namespace) reference.namespace = namespace
  if (name) reference.name = name
  if (uid) reference.uid = uid
  if (apiVersion) reference.apiVersion = apiVersion
  if (resourceVersion) reference.resourceVersion = resourceVersion
  if (fieldPath) reference.fieldPath = fieldPath
  return reference
}

function newStyleEvent(event: RecordedEvent, source: EventSource, name: string, clock: Clock): object {
  return {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: { name, namespace: event.object.namespace ?? 'default' },
    involvedObject: written(event.object),
    reason: event.reason,
    message: event.message,
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    type: event.type,
    eventTime: rfc3339Micro(clock.epochSeconds, clock.now),
    action: event.action,
    reportingComponent: source.component,
    reportingInstance: source.host || source.component,
  }
}
