/** Events of the API as the list shows them, each time one is recorded or counted up. */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { KubeEvent } from '../../sim/api/types/core.ts'
import { parseRfc3339, type Us } from '../../sim/time.ts'
import { toMs, usOf } from '../picture/instant.ts'
import type { EventView } from '../picture/picture.ts'

export interface EventLog {
  /** In the order of recording; a repeated event stands once per count. */
  readonly views: readonly EventView[]
  readonly at: readonly Us[]
  record(at: Us, event: WatchEvent): void
}

function eventView(at: Us, event: KubeEvent, epochSeconds: number): EventView {
  const { involvedObject, source, metadata } = event
  const first = event.firstTimestamp ? parseRfc3339(event.firstTimestamp) : undefined
  return {
    uid: metadata.uid,
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    object: `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`,
    message: event.message ?? '',
    source: source.component ?? event.reportingComponent ?? '',
    count: event.count ?? event.series?.count ?? 1,
    firstAt: first === undefined ? toMs(at) : toMs(usOf(first, epochSeconds)),
    lastAt: toMs(at),
  }
}

export function createEventLog(epochSeconds: number): EventLog {
  const views: EventView[] = []
  const instants: Us[] = []
  const firsts = new Map<string, number>()
  return {
    views,
    at: instants,
    record(at, { resource, type, object }) {
      if (resource !== 'events' || type === 'DELETED') return
      const view = eventView(at, object as KubeEvent, epochSeconds)
      // The stamp is cut to whole seconds; the instant of the first recording is known exactly.
      view.firstAt = firsts.get(view.uid) ?? view.lastAt
      firsts.set(view.uid, view.firstAt)
      views.push(view)
      instants.push(at)
    },
  }
}
