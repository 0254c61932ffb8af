/** Events of the API as the list shows them, each time one is recorded or counted up. */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { KubeEvent } from '../../sim/api/types/core.ts'
import type { Us } from '../../sim/time.ts'
import { toMs } from '../picture/instant.ts'
import type { EventView } from '../picture/picture.ts'
import { createTextPool } from './textpool.ts'
import { lastAtOrBefore } from './versions.ts'

export interface EventLog {
  /** In the order of recording; a repeated event stands once per count. */
  readonly views: readonly EventView[]
  readonly at: readonly Us[]
  record(at: Us, event: WatchEvent): void
  until(at: Us): EventLog
}

/** `first`: instant of its first recording; the stamp of the object is cut to whole seconds. */
function eventView(at: Us, first: number, event: KubeEvent): EventView {
  const { involvedObject, source, metadata } = event
  return {
    uid: metadata.uid,
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    object: `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`,
    message: event.message ?? '',
    source: source.component ?? event.reportingComponent ?? '',
    count: event.count ?? event.series?.count ?? 1,
    firstAt: first,
    lastAt: toMs(at),
  }
}

export function createEventLog(views: EventView[] = [], instants: Us[] = []): EventLog {
  const firsts = new Map<string, number>()
  for (const { uid, firstAt } of views) firsts.set(uid, firstAt)
  const pooled = createTextPool()
  return {
    views,
    at: instants,
    record(at, { resource, type, object }) {
      if (resource !== 'events' || type === 'DELETED') return
      const { uid } = object.metadata
      const first = firsts.get(uid) ?? toMs(at)
      firsts.set(uid, first)
      views.push(pooled(eventView(at, first, object as KubeEvent)))
      instants.push(at)
    },
    until(at) {
      const length = lastAtOrBefore(instants, at) + 1
      return createEventLog(views.slice(0, length), instants.slice(0, length))
    },
  }
}
