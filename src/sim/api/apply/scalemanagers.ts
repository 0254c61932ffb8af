/**
 * The owner of a scale's replicas is the owner of its object's: the managers of the one as those of the other.
 * @see k8s.io/apimachinery/pkg/util/managedfields/scalehandler.go, v1.35
 */
import { SCALE } from '../http/scaleform.ts'
import type { FieldType } from '../schema/structs.ts'
import type { ManagedFieldsEntry } from '../types/meta.ts'
import { compare, type Comparison } from './compare.ts'
import { difference, has, isEmptySet, type FieldTree } from './fieldset.ts'
import { identityOf, owning, sorted, treeOf, type Entries } from './managers.ts'

const REPLICAS: FieldTree = { 'f:spec': { 'f:replicas': {} } }
export const SCALE_TYPE: FieldType = { kind: 'struct', struct: SCALE.struct }

const hasReplicas = (entry: ManagedFieldsEntry): boolean =>
  has(treeOf(entry)['f:spec'] ?? {}, 'f:replicas') && treeOf(entry)['f:spec'] !== undefined

const inVersion = (entry: ManagedFieldsEntry, apiVersion: string): ManagedFieldsEntry =>
  owning({ ...entry, apiVersion }, REPLICAS)

/** The managers of a Scale: those of its object that own the replicas. */
export const managersOfScale = (entries: Entries): ManagedFieldsEntry[] =>
  entries.filter(hasReplicas).map((entry) => inVersion(entry, SCALE.apiVersion))

/** Both sides call a manager the same but for the version, which an updater's name carries. */
const identityInParent = (entry: ManagedFieldsEntry): string => identityOf({ ...entry, apiVersion: '' })

/** The managers of the object after those of its Scale have changed; who is new there has no time yet. */
export function managersOfParent(
  entries: Entries,
  ofScale: Entries,
  apiVersion: string,
): ManagedFieldsEntry[] {
  const owners = new Set(ofScale.filter(hasReplicas).map(identityInParent))
  const kept = entries.flatMap((entry) => {
    if (!hasReplicas(entry) || owners.delete(identityInParent(entry))) return [entry]
    const left = difference(treeOf(entry), REPLICAS)
    return isEmptySet(left) ? [] : [owning(entry, left)]
  })
  const added = ofScale
    .filter((entry) => owners.has(identityInParent(entry)))
    .map((entry) => {
      const { time: _, ...timeless } = inVersion(entry, apiVersion)
      return timeless
    })
  return sorted([...kept, ...added])
}

/** Scales come in one version only. */
export function comparingScales(
  before: unknown,
  after: unknown,
): (apiVersion: string) => Comparison | undefined {
  const found = compare(before, after, SCALE_TYPE)
  return (apiVersion) => (apiVersion === SCALE.apiVersion ? found : undefined)
}
