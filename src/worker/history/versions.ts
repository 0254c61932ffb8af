/**
 * Every version of every object, by resource and key, with the instant from which it holds. An instant of the past
 * is one binary search per object; nothing has to be replayed. Versions share what the API left untouched.
 */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Resource, ResourceTypes } from '../../sim/api/resources.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { Us } from '../../sim/time.ts'
import { sharing } from './sharing.ts'

interface Track {
  at: Us[]
  /** undefined: deleted from this instant on. */
  objects: (KubeObject | undefined)[]
}

export interface Versions {
  /** Returns the event with its object as it is kept: sharing all it can with the version before. */
  record(at: Us, event: WatchEvent): WatchEvent
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

export function createVersions(): Versions {
  const tracks = new Map<Resource, Map<string, Track>>()
  const trackOf = (resource: Resource, key: string): Track => {
    let ofResource = tracks.get(resource)
    if (!ofResource) tracks.set(resource, (ofResource = new Map()))
    let track = ofResource.get(key)
    if (!track) ofResource.set(key, (track = { at: [], objects: [] }))
    return track
  }
  return {
    record(at, event) {
      const track = trackOf(event.resource, keyOf(event.object))
      const last = track.at.length - 1
      const previous = track.objects[last]
      const kept = sharing(previous, event.object)
      const object = event.type === 'DELETED' ? undefined : kept
      // Of several writes at one instant only the last can ever be seen.
      if (track.at[last] === at) track.objects[last] = object
      else {
        track.at.push(at)
        track.objects.push(object)
      }
      const { type, resource } = event
      return { type, resource, object: kept, ...(previous && type !== 'ADDED' && { previous }) } as WatchEvent
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
      return track.at.slice(0, end).map((from, index) => ({ at: from, object: track.objects[index] }))
    },
  }
}
