/** The Events of an object. @see describe.go (DescribeEvents), util/event/sorted_event_list.go, events.go */
import type { Factory } from '../factory.ts'
import { goSort } from '../go-sort.ts'
import { int, isObject, object, objects, text, type JsonObject } from '../json.ts'
import { ageOf } from '../printers/duration.ts'
import { parseRfc3339 } from '../../sim/time.ts'
import type { Writer } from './writer.ts'

export async function eventsOf(
  f: Factory,
  value: JsonObject,
  kind: string | undefined,
  uid?: string,
): Promise<JsonObject[]> {
  if (f.flags.has('show-events') && !f.flags.bool('show-events')) return []
  const namespace = text(value, 'metadata', 'namespace')
  const terms = [
    `involvedObject.name=${text(value, 'metadata', 'name')}`,
    `involvedObject.namespace=${namespace}`,
    ...(kind === undefined ? [] : [`involvedObject.kind=${kind}`]),
    `involvedObject.uid=${uid ?? text(value, 'metadata', 'uid')}`,
  ]
  const path = namespace === '' ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`
  const answer = await f.client.get(path, { fieldSelector: terms.join(','), limit: '500' })
  return objects(answer, 'items')
}

/** `2m42s`, or `65s (x4 over 2m38s)` for what happened several times. */
export function interval(event: JsonObject, now: number): string {
  const first = text(event, 'eventTime') || text(event, 'firstTimestamp')
  const since = (last: string, count: number) => `${ageOf(last, now)} (x${count} over ${ageOf(first, now)})`
  if (isObject(event.series))
    return since(text(event, 'series', 'lastObservedTime'), int(event, 'series', 'count'))
  if (int(event, 'count') > 1) return since(text(event, 'lastTimestamp'), int(event, 'count'))
  return ageOf(first, now)
}

export const timeOf = (stamp: string): number =>
  stamp === '' ? -Infinity : (parseRfc3339(stamp) ?? -Infinity)

export function describeEvents(f: Factory, w: Writer, events: JsonObject[]): void {
  if (f.flags.has('show-events') && !f.flags.bool('show-events')) return
  if (events.length === 0) {
    w.write(0, 'Events:\t<none>\n')
    return
  }
  w.flush()
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n')
  const before = (a: JsonObject, b: JsonObject) =>
    timeOf(text(a, 'lastTimestamp')) < timeOf(text(b, 'lastTimestamp'))
  for (const event of goSort(events, before)) {
    const source = text(event, 'source', 'component') || text(event, 'reportingComponent')
    const field = text(object(event, 'involvedObject'), 'fieldPath')
    const message = `${field === '' ? '' : `${field}: `}${text(event, 'message').trim()}`
    w.write(
      1,
      `${text(event, 'type')}\t${text(event, 'reason')}\t${interval(event, f.host.now())}\t${source}\t${message}\n`,
    )
  }
}
