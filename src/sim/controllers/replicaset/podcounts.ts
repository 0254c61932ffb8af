/**
 * The pods of one ReplicaSet, counted as the news comes in, so that a sync need not look at all of them. It counts
 * what upstream's calculateStatus would count over the whole list.
 */
import type { Pod } from '../../api/types/pod.ts'
import { objectKey } from '../../runtime/indexer.ts'
import { semanticDeepEqual } from '../equality.ts'
import { carriesAll } from '../selectors.ts'
import type { Controlled, ControlledKind } from './kinds.ts'
import { isPodActive, isPodReady, isPodTerminating, readySince } from './podstate.ts'
import type { RankedPod } from './ranking.ts'

export interface PodCounts {
  /** Active pods that match the selector, by uid. */
  readonly active: ReadonlyMap<string, Held>
  /** Own active pods that match no longer. */
  readonly mismatched: ReadonlyMap<string, Pod>
  readonly terminating: number
  readonly ready: number
  readonly fullyLabeled: number
  /** Own active pods on each node, those that match no longer included. */
  readonly byNode: ReadonlyMap<string, number>
  /** The active pods by name. */
  sorted(): readonly Pod[]
  /** The same pods in the same order, with what is kept beside each. */
  held(): readonly Held[]
  add(pod: Pod): void
  remove(pod: Pod): void
  /** As removing the one and adding the other; quicker where nothing that counts has changed. */
  replace(before: Pod, after: Pod): void
  /** Counts again if the selector or the template's labels have changed. */
  follow(controlled: Controlled, all: Iterable<Pod>): void
  /** Pods that have been ready for `minReadySeconds`; and of those that have not, since when each is ready. */
  availability(minReadySeconds: number, nowSeconds: number): Availability
}

/** A pod's present version. */
export interface Held {
  /** `namespace/name`, the order of the pods. */
  readonly key: string
  pod: Pod
  /** What the order of deletion has read of a version of the pod. */
  ranked?: RankedPod
}

export interface Availability {
  available: number
  /** Ready but not available yet: pod and since when, in seconds since 1970. */
  waiting: readonly { pod: Pod; since: number }[]
}

export function createPodCounts(kind: ControlledKind): PodCounts {
  const active = new Map<string, Held>()
  const mismatched = new Map<string, Pod>()
  const byNode = new Map<string, number>()
  /** Ready pods that were not available when last looked at; kept once there is a time to wait for. */
  const fresh = new Map<string, Pod>()
  /** All of `active` by key; undefined: to be sorted when asked for. */
  let order: Held[] | undefined
  let controlled: Controlled | undefined
  let [terminating, ready, fullyLabeled, minReady] = [0, 0, 0, 0]

  const count = (pod: Pod, by: 1 | -1): void => {
    if (!controlled) return
    const { uid } = pod.metadata
    const matches = kind.matches(controlled, pod.metadata.labels)
    if (isPodTerminating(pod) && matches) terminating += by
    if (!isPodActive(pod)) return
    const { nodeName = '' } = pod.spec
    byNode.set(nodeName, (byNode.get(nodeName) ?? 0) + by)
    if (!matches) {
      if (by === 1) mismatched.set(uid, pod)
      else mismatched.delete(uid)
      return
    }
    if (by === 1) hold(pod)
    else drop(uid)
    if (carriesAll(controlled.spec.template.metadata?.labels, pod.metadata.labels)) fullyLabeled += by
    if (!isPodReady(pod)) return
    ready += by
    if (minReady === 0) return
    if (by === 1) fresh.set(uid, pod)
    else fresh.delete(uid)
  }
  const hold = (pod: Pod): void => {
    const added = { key: objectKey(pod), pod }
    active.set(pod.metadata.uid, added)
    order?.splice(placeOf(order, added.key), 0, added)
  }
  const drop = (uid: string): void => {
    const known = active.get(uid)
    active.delete(uid)
    if (known) order?.splice(placeOf(order, known.key), 1)
  }
  const held = (): readonly Held[] =>
    (order ??= [...active.values()].sort((a, b) => (a.key < b.key ? -1 : 1)))
  const recount = (all: Iterable<Pod>): void => {
    active.clear()
    mismatched.clear()
    byNode.clear()
    fresh.clear()
    order = undefined
    terminating = ready = fullyLabeled = 0
    for (const pod of all) count(pod, 1)
  }
  return {
    active,
    mismatched,
    byNode,
    get terminating() {
      return terminating
    },
    get ready() {
      return ready
    },
    get fullyLabeled() {
      return fullyLabeled
    },
    sorted: () => held().map(({ pod }) => pod),
    held,
    add: (pod) => count(pod, 1),
    remove: (pod) => count(pod, -1),
    replace(before, after) {
      const { uid } = after.metadata
      const known = active.get(uid)
      if (known?.pod !== before || !countsAlike(before, after)) {
        count(before, -1)
        count(after, 1)
        return
      }
      known.pod = after
      if (fresh.has(uid)) fresh.set(uid, after)
    },
    follow(next, all) {
      const labelsOf = (one: Controlled) => one.spec.template.metadata?.labels
      const same =
        controlled !== undefined &&
        semanticDeepEqual(controlled.spec.selector, next.spec.selector) &&
        semanticDeepEqual(labelsOf(controlled), labelsOf(next))
      controlled = next
      if (!same) recount(all)
    },
    availability(minReadySeconds, nowSeconds) {
      if (minReadySeconds === 0) return { available: ready, waiting: [] }
      if (minReadySeconds !== minReady) {
        minReady = minReadySeconds
        for (const { pod } of active.values()) if (isPodReady(pod)) fresh.set(pod.metadata.uid, pod)
      }
      const waiting: { pod: Pod; since: number }[] = []
      let unstamped = 0
      for (const [uid, pod] of fresh) {
        const since = readySince(pod)
        // IsPodAvailable: never, while nothing says since when it is ready.
        if (since === undefined) unstamped += 1
        else if (since + minReadySeconds <= nowSeconds) fresh.delete(uid)
        else waiting.push({ pod, since })
      }
      return { available: ready - waiting.length - unstamped, waiting }
    },
  }
}

/** Both are active, and every count takes them for the same. */
const countsAlike = (a: Pod, b: Pod): boolean =>
  a.metadata.labels === b.metadata.labels &&
  a.spec.nodeName === b.spec.nodeName &&
  isPodActive(b) &&
  isPodReady(a) === isPodReady(b)

/** Where the key stands, or belongs, among the sorted ones. */
function placeOf(order: readonly Held[], key: string): number {
  let [low, high] = [0, order.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((order[middle] as Held).key < key) low = middle + 1
    else high = middle
  }
  return low
}
