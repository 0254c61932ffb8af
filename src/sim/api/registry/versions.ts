/**
 * Which resources are served under which group and version, and how they differ from what is stored: HPA as
 * autoscaling/v1, Event as events.k8s.io/v1.
 * @see kubernetes/pkg/apis/autoscaling/v1/conversion.go, pkg/apis/events/v1/conversion.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Resource } from '../resources.ts'
import type { KubeEvent } from '../types/core.ts'
import { validateNewEvent } from '../validation/event.ts'
import type { ObjectParts } from './strategy.ts'
import { KINDS, type KindInfo } from './kinds.ts'
import { eventFromStored, eventToStored } from './eventversions.ts'
import { hpaFromStored, hpaToStored } from './hpaversions.ts'

export interface Served {
  kind: KindInfo
  group: string
  version: string
  /** Its type in schema/gotypes.ts. */
  struct: string
  /** The stored form of a decoded object, and back. Absent: they are the same. */
  toStored?(object: ObjectParts): ObjectParts
  fromStored?(object: ObjectParts): ObjectParts
  /** What only this version asks of a new object. */
  validateNew?(object: ObjectParts): FieldError[]
}

const stored = Object.values(KINDS).map((kind): Served => ({
  kind,
  group: kind.group,
  version: kind.version,
  struct: `${kind.version}.${kind.kind}`,
}))

const EXTRA: readonly Served[] = [
  {
    kind: KINDS.horizontalpodautoscalers,
    group: 'autoscaling',
    version: 'v1',
    struct: 'v1.HorizontalPodAutoscaler',
    toStored: hpaToStored,
    fromStored: hpaFromStored,
  },
  {
    kind: KINDS.events,
    group: 'events.k8s.io',
    version: 'v1',
    struct: 'events/v1.Event',
    toStored: eventToStored,
    fromStored: eventFromStored,
    validateNew: (object) => validateNewEvent(object as unknown as KubeEvent),
  },
]

export const SERVED: readonly Served[] = [...stored, ...EXTRA]

export const servedAs = (group: string, version: string, resource: string): Served | undefined =>
  SERVED.find((s) => s.group === group && s.version === version && s.kind.resource === resource)

export const storedForm = (resource: Resource): Served => {
  const found = stored.find((s) => s.kind.resource === resource)
  if (!found) throw new Error(`no such resource: ${resource}`)
  return found
}

/** Group versions that answer at all, though none of our kinds lives there. */
export const OTHER_GROUP_VERSIONS: readonly string[] = ['batch/v1']

export const isServedGroupVersion = (group: string, version: string): boolean =>
  SERVED.some((s) => s.group === group && s.version === version) ||
  OTHER_GROUP_VERSIONS.includes(`${group}/${version}`)
