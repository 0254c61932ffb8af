/**
 * What differs from kind to kind when an object is written. The verbs do the rest.
 * @see k8s.io/apiserver/pkg/registry/rest/{create,update,delete}.go, v1.35
 */
import type { Random } from '../../random.ts'
import type { FieldError } from '../errors.ts'
import type { KubeObject } from '../types/meta.ts'
import { extended } from '../store/extended.ts'
import type { Store } from '../store/store.ts'
import type { KindInfo } from './kinds.ts'

/** What allocation needs to know: which objects there are, and chance. */
export interface AllocationContext {
  readonly store: Store
  readonly random: Random
}

/** Any object while it is being written: its own parts by name. */
export type ObjectParts = KubeObject & { spec?: unknown; status?: unknown; [part: string]: unknown }

export interface Strategy {
  readonly kind: KindInfo
  /** Fills what the client left out, in an object that nobody else holds. */
  defaults?(object: ObjectParts): void
  /** Sets the server's own fields of a new object: status cleared, generation 1 where the kind has one. */
  prepareForCreate?(object: ObjectParts): void
  /** Draws addresses and ports of a new or changed object; errors keep it from being looked at further. */
  allocate?(object: ObjectParts, context: AllocationContext, old?: ObjectParts): FieldError[]
  /** Errors of a new object, in upstream's order; metadata is checked by the verb. */
  validate?(object: ObjectParts): FieldError[]
  /** Takes back what an update may not change silently; may bump the generation. */
  prepareForUpdate?(object: ObjectParts, old: ObjectParts): void
  validateUpdate?(object: ObjectParts, old: ObjectParts): FieldError[]
  /** The status endpoint: what of `object` is taken over. Absent: the kind has no status endpoint. */
  prepareForStatusUpdate?(object: ObjectParts, old: ObjectParts): void
  validateStatusUpdate?(object: ObjectParts, old: ObjectParts): FieldError[]
  /** Values of the Warning header. */
  warnings?(object: ObjectParts, old?: ObjectParts): string[]
  /** How a name is checked; absent: a DNS subdomain. */
  readonly nameRule?: 'subdomain' | 'label' | 'dns1035' | 'any'
  /** Dependents are left alone unless the request says otherwise. */
  readonly orphansByDefault?: true
  /** DELETE answers with the object instead of a Status. */
  readonly returnsDeleted?: true
  /** PUT of a missing object creates it. */
  readonly allowCreateOnUpdate?: true
  /** An object without a name gets a random one. */
  readonly namesItself?: true
  /** PUT without a resourceVersion is taken. */
  readonly allowUnconditionalUpdate?: false
}

/** Starts the generation of kinds that have one. */
export function firstGeneration(object: ObjectParts): void {
  object.metadata = extended(object.metadata, { generation: 1 })
}

/** Writes the generation of an update: one more when `changed`. */
export function nextGeneration(object: ObjectParts, old: ObjectParts, changed: boolean): void {
  const generation = (old.metadata.generation ?? 0) + (changed ? 1 : 0)
  if (object.metadata.generation === generation) return
  object.metadata = { ...object.metadata, generation }
}
