/**
 * Every version of every object, by resource and key, with the instant from which it holds. An instant of the past
 * is one binary search per object; nothing has to be replayed. Versions are the API's own objects, which share what a
 * write left untouched.
 */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Resource, ResourceTypes } from '../../sim/api/resources.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { Us } from '../../sim/time.ts'

interface Track {
  resource: Resource
  /** Several writes of one instant are several entries: the last one holds. */
  at: Us[]
  /** undefined: deleted from this instant on. */
  objects: (KubeObject | undefined)[]
}

export interface Versions {
  /** How many were recorded. */
  readonly length: number
  record(at: Us, event: WatchEvent): void
  /** Everything recorded up to `at`, in order. Of what was deleted the last version stands for the deletion. */
  replay(at: Us, visit: (at: Us, event: WatchEvent) => void): void
  list<R extends Resource>(resource: R, at: Us): ResourceTypes[R][]
  /** All versions of one object that held at or before `at`, oldest first. */
  of(resource: Resource, key: string, at: Us): { at: Us; object: KubeObject | undefined }[]
}

export const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** Index of the last entry at or before `at`; -1: none. */
export function lastAtOrBefore(
  instants: { readonly [index: number]: number; readonly length: number },
  at: Us,
): number {
  let low = 0
  let high = instants.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((instants[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

const objectAt = ({ at: instants, objects }: Track, at: Us): KubeObject | undefined => {
  const last = instants.length - 1
  if ((instants[last] ?? 0) <= at) return objects[last]
  const index = lastAtOrBefore(instants, at)
  return index < 0 ? undefined : objects[index]
}

/** What the entry was as an event, with what was there before. */
function eventOf({ resource, objects }: Track, index: number): WatchEvent {
  const [previous, object] = [objects[index - 1], objects[index]]
  if (!previous) return { type: 'ADDED', resource, object } as WatchEvent
  const type = object ? 'MODIFIED' : 'DELETED'
  return { type, resource, object: object ?? previous, previous } as WatchEvent
}

export function createVersions(): Versions {
  const tracks = new Map<Resource, Map<string, Track>>()
  /** The track of each write: its nth write is the nth entry there. */
  const writes: Track[] = []
  const trackOf = (resource: Resource, key: string): Track => {
    let ofResource = tracks.get(resource)
    if (!ofResource) tracks.set(resource, (ofResource = new Map()))
    let track = ofResource.get(key)
    if (!track) ofResource.set(key, (track = { resource, at: [], objects: [] }))
    return track
  }
  return {
    get length() {
      return writes.length
    },
    record(at, { type, resource, object }) {
      const track = trackOf(resource, keyOf(object))
      track.at.push(at)
      track.objects.push(type === 'DELETED' ? undefined : object)
      writes.push(track)
    },
    replay(at, visit) {
      const seen = new Map<Track, number>()
      for (const track of writes) {
        const index = seen.get(track) ?? 0
        const when = track.at[index] ?? 0
        if (when > at) return
        seen.set(track, index + 1)
        visit(when, eventOf(track, index))
      }
    },
    list<R extends Resource>(resource: R, at: Us) {
      const found: ResourceTypes[R][] = []
      for (const track of tracks.get(resource)?.values() ?? []) {
        const object = objectAt(track, at)
        if (object) found.push(object as ResourceTypes[R])
      }
      return found
    },
    of(resource, key, at) {
      const track = tracks.get(resource)?.get(key)
      if (!track) return []
      const end = lastAtOrBefore(track.at, at) + 1
      const all = track.at.slice(0, end).map((from, index) => ({ at: from, object: track.objects[index] }))
      // Of several writes at one instant only the last can ever be seen.
      return all.filter((one, index) => all[index + 1]?.at !== one.at)
    },
  }
}
