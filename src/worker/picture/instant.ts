/**
 * One instant of one branch, as the picture reads it: the objects of the API, what the nodes know of pods, the
 * requests of the last seconds, and what only the history knows (places, hues, last scalings). Live and past instants
 * come through the same door (src/worker/history), so that the past is shown exactly as it was.
 */
import type { Resource, ResourceTypes } from '../../sim/api/resources.ts'
import type { ReplicaSet } from '../../sim/api/types/apps.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { PodFacts } from '../../sim/facts.ts'
import type { ImageBehaviour, ImageRegistry } from '../../sim/images/behaviour.ts'
import { normalizeImage } from '../../sim/images/reference.ts'
import type { Us } from '../../sim/time.ts'
import type { Hue } from './picture.ts'

/** Requests that ended in the last `TRAFFIC_WINDOW`. */
export interface RequestWindow {
  /** Answered with a status below 400, by pod (its name), with the version it ran. */
  answered: { pod: string; version: string; count: number }[]
  failed: number
  total: number
  failedEver: number
  /** Pods (by name) whose last answer in the window was an error. */
  erring: Set<string>
}

export interface Instant {
  at: Us
  /** Seconds since 1970 at virtual time 0. */
  epochSeconds: number
  list<R extends Resource>(resource: R): readonly ResourceTypes[R][]
  facts(podUid: string): PodFacts | undefined
  requests: RequestWindow
  /** Requests per second that the load generator sends; 0: it rests. */
  requestsPerSecond: number
  images: ImageRegistry
  /** Images to offer beside those of the registry: tags that do not exist. */
  absentImages: readonly string[]
  /** Place of a pod in its lane, for its whole life. */
  slot(podUid: string): number
  hue(replicaSetUid: string): Hue
  /** The most places the lane has needed since it was last empty. */
  places(replicaSetUid: string): number
  /** Virtual time at which the pod or ReplicaSet was created; stamps of the API are cut to whole seconds. */
  bornAt(uid: string): Us
  lastScale(replicaSetUid: string): { delta: number; at: Us } | null
}

export const controllerUid = (object: KubeObject): string | undefined =>
  object.metadata.ownerReferences?.find((owner) => owner.controller)?.uid

/** Name of an image without registry path and tag sign: `gcr.io/x/app:v2` → `v2`; `app` → `latest`. */
export function tagOf(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1)
  const digest = last.indexOf('@')
  if (digest >= 0)
    return last
      .slice(digest + 1)
      .replace(/^sha256:/, '')
      .slice(0, 7)
  const colon = last.indexOf(':')
  return colon >= 0 ? last.slice(colon + 1) : 'latest'
}

/** `gcr.io/x/app:v2` → `gcr.io/x/app` */
export function repositoryOf(image: string): string {
  const bare = image.split('@')[0] ?? image
  const slash = bare.lastIndexOf('/')
  const colon = bare.indexOf(':', slash + 1)
  return colon >= 0 ? bare.slice(0, colon) : bare
}

export const imageOf = (owner: Pick<ReplicaSet, 'spec'>): string =>
  owner.spec.template.spec.containers[0]?.image ?? ''

/** Instant of a stamp in virtual µs. */
export const usOf = (seconds: number, epochSeconds: number): Us => Math.round((seconds - epochSeconds) * 1e6)

export const toMs = (us: Us): number => us / 1000

/** How the image behaves, or undefined when the registry has none of this name. */
export function imageBehaviour(images: ImageRegistry, reference: string): ImageBehaviour | undefined {
  return images[reference] ?? images[normalizeImage(reference)]
}
