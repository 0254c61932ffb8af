/**
 * Templates, revisions and the annotations that tell them.
 * @see kubernetes/pkg/controller/deployment/util/deployment_util.go, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { PodTemplateSpec } from '../../api/types/pod.ts'
import { semanticDeepEqual } from '../equality.ts'
import { maxSurge } from './fenceposts.ts'
import { DESIRED_REPLICAS, MAX_REPLICAS } from './proportion.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to'
export const POD_TEMPLATE_HASH = 'pod-template-hash'
const MAX_REVISION_HISTORY_CHARS = 2000

type Annotations = Record<string, string>

const ANNOTATIONS_TO_SKIP: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  ROLLBACK_TO,
])

export const skipCopyAnnotation = (key: string): boolean => ANNOTATIONS_TO_SKIP.has(key)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** ReplicaSetsByCreationTimestamp: oldest first, then by name. */
export const byCreationTimestamp = (a: ReplicaSet, b: ReplicaSet): number =>
  byText(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
  byText(a.metadata.name, b.metadata.name)

/** The list itself when it is in order, as it nearly always is: every sync asks. */
export function oldestFirst(rsList: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const inOrder = rsList.every((rs, i) => {
    const before = rsList[i - 1]
    return !before || byCreationTimestamp(before, rs) <= 0
  })
  return inOrder ? rsList : rsList.toSorted(byCreationTimestamp)
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [POD_TEMPLATE_HASH]: _hash, ...labels } = template.metadata?.labels ?? {}
  return { ...template, metadata: { ...template.metadata, labels } }
}

/** Answers already given, by the first template: both are immutable, and every sync asks again. */
const compared = new WeakMap<PodTemplateSpec, { other: PodTemplateSpec; equal: boolean }>()

/** EqualIgnoreHash */
export function equalIgnoreHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  const known = compared.get(a)
  if (known?.other === b) return known.equal
  const equal = semanticDeepEqual(withoutHash(a), withoutHash(b))
  compared.set(a, { other: b, equal })
  return equal
}

/** DEP-5: FindNewReplicaSet: the oldest whose template is the Deployment's. */
export const findNewReplicaSet = (d: Deployment, rsList: readonly ReplicaSet[]): ReplicaSet | undefined =>
  oldestFirst(rsList).find((rs) => equalIgnoreHash(rs.spec.template, d.spec.template))

/** FindOldReplicaSets: all others, oldest first. */
export const findOldReplicaSets = (
  d: Deployment,
  rsList: readonly ReplicaSet[],
  newRS = findNewReplicaSet(d, rsList),
): ReplicaSet[] => oldestFirst(rsList).filter(({ metadata }) => metadata.uid !== newRS?.metadata.uid)

const INT64 = /^[+-]?\d+$/

/** Revision of an object: 0 when absent, undefined when not a number. */
export function revisionOf({ metadata }: Pick<ReplicaSet, 'metadata'>): number | undefined {
  const text = metadata.annotations?.[REVISION]
  if (text === undefined || text === '') return 0
  return INT64.test(text) ? Number(text) : undefined
}

/** MaxRevision; unparsable ones are skipped. */
export const maxRevision = (rsList: readonly ReplicaSet[]): number =>
  rsList.reduce((max, rs) => Math.max(max, revisionOf(rs) ?? 0), 0)

/** LastRevision: the second highest; 0 when there is none. */
export function lastRevision(rsList: readonly ReplicaSet[]): number {
  let [max, second] = [0, 0]
  for (const rs of rsList) {
    const revision = revisionOf(rs) ?? 0
    if (revision >= max) [max, second] = [revision, max]
    else if (revision > second) second = revision
  }
  return second
}

/** The Deployment's annotations, those of the controller's own left out, over the ReplicaSet's. */
export function copyDeploymentAnnotations(d: Deployment, annotations: Annotations): Annotations {
  const copied = { ...annotations }
  for (const [key, value] of Object.entries(d.metadata.annotations ?? {}))
    if (!skipCopyAnnotation(key)) copied[key] = value
  return copied
}

/**
 * DEP-6: SetNewReplicaSetAnnotations for a ReplicaSet that exists: the same object when nothing has to change. An
 * unparsable revision stops it.
 */
export function setNewReplicaSetAnnotations(d: Deployment, rs: ReplicaSet, newRevision: number): ReplicaSet {
  const annotations = rs.metadata.annotations ?? {}
  const oldRevision = revisionOf(rs)
  if (oldRevision === undefined) return rs
  const next = copyDeploymentAnnotations(d, annotations)
  if (oldRevision < newRevision) {
    next[REVISION] = String(newRevision)
    const old = annotations[REVISION]
    if (old !== undefined) next[REVISION_HISTORY] = appendHistory(annotations[REVISION_HISTORY] ?? '', old)
  }
  return semanticDeepEqual(next, annotations)
    ? rs
    : { ...rs, metadata: { ...rs.metadata, annotations: next } }
}

/** The history keeps within 2000 characters by dropping its oldest entries. */
export function appendHistory(history: string, revision: string): string {
  if (history === '') return revision
  const entries = history.split(',')
  let total = history.length + revision.length + 1
  while (total > MAX_REVISION_HISTORY_CHARS && entries.length > 0) total -= (entries.shift() ?? '').length + 1
  return total <= MAX_REVISION_HISTORY_CHARS ? [...entries, revision].join(',') : history
}

/** SetReplicasAnnotations */
export const replicasAnnotations = (d: Deployment): Annotations => ({
  [DESIRED_REPLICAS]: String(d.spec.replicas),
  [MAX_REPLICAS]: String(d.spec.replicas + maxSurge(d)),
})

/** ReplicasAnnotationsNeedUpdate */
export function replicasAnnotationsNeedUpdate(rs: ReplicaSet, d: Deployment): boolean {
  const { [DESIRED_REPLICAS]: desired, [MAX_REPLICAS]: max } = rs.metadata.annotations ?? {}
  return desired !== String(d.spec.replicas) || max !== String(d.spec.replicas + maxSurge(d))
}
