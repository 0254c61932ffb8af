/**
 * Events go an hour after they were last written: kube-apiserver's --event-ttl, kept by etcd's leases.
 * @see k8s.io/apiserver/pkg/storage/etcd3/lease_manager.go, v1.35: Events written within a minute share a lease, so
 * that an Event may stay up to a minute longer.
 */
import type { KubeEvent } from '../api/types/core.ts'
import { MINUTE, parseRfc3339, SECOND, type Us } from '../time.ts'
import type { Actor, ActorContext } from './actor.ts'

export const EVENT_TTL: Us = 60 * MINUTE
/** Looked at so often, while there is something to expire. */
const SWEEP: Us = MINUTE

/** When the Event was last written, in seconds since 1970. */
function writtenAt({ metadata, lastTimestamp, eventTime, series }: KubeEvent): number {
  const stamps = [metadata.creationTimestamp, lastTimestamp, eventTime, series?.lastObservedTime]
  return Math.max(...stamps.map((stamp) => (stamp ? (parseRfc3339(stamp) ?? 0) : 0)))
}

export function createEventTtl(context: ActorContext<'sweep'>): Actor<'sweep', boolean> {
  const { api, epochSeconds } = context
  let armed = false
  const arm = (delay: Us): void => {
    armed = true
    context.after(delay, 'sweep')
  }
  // No watch of its own: nothing of the cluster may depend on what storage forgets.
  api.onChange(({ resource, type }) => {
    if (resource === 'events' && type !== 'DELETED' && !armed) arm(EVENT_TTL + SWEEP)
  })
  return {
    name: 'event-ttl',
    component: 'kube-apiserver',
    watches: [],
    onTimer() {
      armed = false
      const now = context.now()
      let oldest = Infinity
      for (const event of api.list('events')) {
        const expires = (writtenAt(event) - epochSeconds) * SECOND + EVENT_TTL
        if (expires <= now) api.delete('events', event.metadata.namespace ?? '', event.metadata.name)
        else oldest = Math.min(oldest, expires)
      }
      if (oldest < Infinity) arm(Math.max(SWEEP, oldest - now))
    },
    snapshot: () => armed,
    restore(from) {
      armed = from
    },
  }
}
