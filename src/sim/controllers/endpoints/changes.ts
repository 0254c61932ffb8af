/**
 * What each Service's next sync has to look at: the pods that changed since the last one.
 * @see kubernetes/staging/src/k8s.io/endpointslice/trigger_time_tracker.go, v1.35, which remembers the times of all pods
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { namespaceIndex, objectKey } from '../../runtime/indexer.ts'
import type { Caches } from '../caches.ts'
import { matchesSet } from '../selectors.ts'
import { podTriggerTime, type ChangedPods } from './triggertime.ts'

export type ChangesSnapshot = readonly (readonly [
  service: string,
  pods: readonly (readonly [pod: string, time: string])[],
])[]

export interface Changes {
  podNews(caches: Caches, event: WatchEvent<'pods'>): void
  /** Another selector: the pods that it has won are as good as new. */
  serviceNews(caches: Caches, event: WatchEvent<'services'>): void
  /** Those of a Service, which are forgotten. */
  take(key: string): ChangedPods
  snapshot(): ChangesSnapshot
  restore(snapshot: ChangesSnapshot): void
}

const NONE: ChangedPods = new Map()

export function createChanges(): Changes {
  const byService = new Map<string, Map<string, string>>()
  const note = (service: Service, pod: string, time: string): void => {
    const key = objectKey(service)
    let pods = byService.get(key)
    if (!pods) byService.set(key, (pods = new Map()))
    if (!pods.has(pod)) pods.set(pod, time)
  }
  return {
    podNews({ services }, { object, previous }) {
      for (const service of services.byIndex('namespace', namespaceIndex(object)).values()) {
        const { selector } = service.spec
        const before = previous && matchesSet(selector, previous.metadata.labels) ? previous : undefined
        if (!before && !matchesSet(selector, object.metadata.labels)) continue
        note(service, objectKey(object), before ? podTriggerTime(before) : '')
      }
    },
    serviceNews({ pods }, { object, previous }) {
      const { selector } = object.spec
      if (!previous || selector === previous.spec.selector) return
      const isNew = ({ metadata: { labels } }: Pod): boolean =>
        matchesSet(selector, labels) && !matchesSet(previous.spec.selector, labels)
      for (const pod of pods.byIndex('namespace', namespaceIndex(object)).values())
        if (isNew(pod)) note(object, objectKey(pod), '')
    },
    take(key) {
      const pods = byService.get(key)
      byService.delete(key)
      return pods ?? NONE
    },
    snapshot: () => [...byService].map(([key, pods]) => [key, [...pods]] as const),
    restore(from) {
      byService.clear()
      for (const [key, pods] of from) byService.set(key, new Map(pods))
    },
  }
}
