/**
 * Every version of every object, by resource and key, with the instant from which it holds. An instant of the past
 * is one binary search per object; nothing has to be replayed. Versions are the API's own objects, which share what a
 * write left untouched.
 */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Resource, ResourceTypes } from '../../sim/api/resources.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { Us } from '../../sim/time.ts'
import { newSeries, type Series } from './series.ts'

interface Track {
  resource: Resource
  /** Several writes of one instant are several entries: the last one holds. */
  at: Us[]
  /** undefined: deleted from this instant on. */
  objects: Series
}

/** Endpoints and slices name every pod of their Service, and are written whenever one of them changes. */
const HAS_LONG_LISTS: ReadonlySet<Resource> = new Set(['endpoints', 'endpointslices'])

export interface Versions {
  /** How many were recorded. */
  readonly length: number
  record(at: Us, event: WatchEvent): void
  /**
   * Everything recorded, in order, but for resources with long lists. Of what was deleted the last version stands for
   * the deletion.
   */
  replay(visit: (at: Us, event: WatchEvent) => void): void
  /** What was recorded up to `at`, to go on with. */
  until(at: Us): Versions
  list<R extends Resource>(resource: R, at: Us): ResourceTypes[R][]
  /** The last `count` versions of one object that held at or before `at`, oldest first. */
  of(resource: Resource, key: string, at: Us, count?: number): { at: Us; object: KubeObject | undefined }[]
}

export const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** How many of `length` entries in order are at or before `at`. */
export function countUntil(at: Us, length: number, instantOf: (index: number) => Us): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (instantOf(middle) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last entry at or before `at`; -1: none. */
export const lastAtOrBefore = (instants: readonly Us[], at: Us): number =>
  countUntil(at, instants.length, (index) => instants[index] ?? 0) - 1

const objectAt = ({ at: instants, objects }: Track, at: Us): KubeObject | undefined => {
  const last = instants.length - 1
  if ((instants[last] ?? 0) <= at) return objects.get(last)
  return objects.get(lastAtOrBefore(instants, at))
}

/** What the entry was as an event, with what was there before. */
function eventOf({ resource, objects }: Track, index: number): WatchEvent {
  const [previous, object] = [objects.get(index - 1), objects.get(index)]
  if (!previous) return { type: 'ADDED', resource, object } as WatchEvent
  const type = object ? 'MODIFIED' : 'DELETED'
  return { type, resource, object: object ?? previous, previous } as WatchEvent
}

type Tracks = Map<Resource, Map<string, Track>>

/** `writes`: the track of each write; its nth write is the nth entry there. */
export function createVersions(tracks: Tracks = new Map(), writes: Track[] = []): Versions {
  const add = (key: string, track: Track): Track => {
    const ofResource = tracks.get(track.resource)
    if (ofResource) ofResource.set(key, track)
    else tracks.set(track.resource, new Map([[key, track]]))
    return track
  }
  return {
    get length() {
      return writes.length
    },
    record(at, { type, resource, object }) {
      const key = keyOf(object)
      const track =
        tracks.get(resource)?.get(key) ??
        add(key, { resource, at: [], objects: newSeries(HAS_LONG_LISTS.has(resource)) })
      track.at.push(at)
      track.objects.push(type === 'DELETED' ? undefined : object)
      writes.push(track)
    },
    replay(visit) {
      const seen = new Map<Track, number>()
      for (const track of writes) {
        if (HAS_LONG_LISTS.has(track.resource)) continue
        const index = seen.get(track) ?? 0
        seen.set(track, index + 1)
        visit(track.at[index] ?? 0, eventOf(track, index))
      }
    },
    until: (at) => versionsUntil(tracks, writes, at),
    list<R extends Resource>(resource: R, at: Us) {
      const found: ResourceTypes[R][] = []
      for (const track of tracks.get(resource)?.values() ?? []) {
        const object = objectAt(track, at)
        if (object) found.push(object as ResourceTypes[R])
      }
      return found
    },
    of(resource, key, at, count = Infinity) {
      const track = tracks.get(resource)?.get(key)
      if (!track) return []
      // Of several writes at one instant only the last can ever be seen.
      const seen = track.at.flatMap((from, index) =>
        from <= at && track.at[index + 1] !== from ? index : [],
      )
      return seen
        .slice(-count)
        .map((index) => ({ at: track.at[index] ?? 0, object: track.objects.get(index) }))
    },
  }
}

function versionsUntil(tracks: Tracks, writes: readonly Track[], at: Us): Versions {
  const copies = new Map<Track, Track>()
  const copied: Tracks = new Map()
  let length = 0
  for (const [resource, ofResource] of tracks) {
    const kept = new Map<string, Track>()
    for (const [key, track] of ofResource) {
      const count = lastAtOrBefore(track.at, at) + 1
      if (count === 0) continue
      const copy = { resource, at: track.at.slice(0, count), objects: track.objects.first(count) }
      kept.set(key, copy)
      copies.set(track, copy)
      length += count
    }
    copied.set(resource, kept)
  }
  return createVersions(
    copied,
    writes.slice(0, length).map((track) => copies.get(track) ?? track),
  )
}
