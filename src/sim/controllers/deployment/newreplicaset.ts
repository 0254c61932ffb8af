/**
 * The ReplicaSet of the present template: found and kept up to date, or created.
 * @see kubernetes/pkg/controller/deployment/sync.go (getNewReplicaSet), v1.35
 */
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../api/types/apps.ts'
import type { Status } from '../../api/types/meta.ts'
import type { PodTemplateSpec } from '../../api/types/pod.ts'
import { computeHash } from '../../hash/computeHash.ts'
import { failure, keyOf, namespaceTerminating, notFound, referenceTo, type SyncError } from '../controller.ts'
import { getControllerOf, newControllerRef } from '../owners.ts'
import { getDeploymentCondition, hasProgressDeadline, setDeploymentCondition } from './conditions.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'
import { newRSNewReplicas } from './fenceposts.ts'
import { rollingNumbers } from './numbers.ts'
import {
  copyDeploymentAnnotations,
  equalIgnoreHash,
  findNewReplicaSet,
  findOldReplicaSets,
  maxRevision,
  POD_TEMPLATE_HASH,
  replicasAnnotations,
  REVISION,
  revisionOf,
  setNewReplicaSetAnnotations,
} from './revisions.ts'

export interface ReplicaSets {
  newRS: ReplicaSet | undefined
  /** Oldest first. */
  oldRSs: ReplicaSet[]
  /** Old ones, then the new one. */
  allRSs: ReplicaSet[]
}

export type Found = { ok: true; sets: ReplicaSets } | { ok: false; error: SyncError }
type NewReplicaSet = { ok: true; newRS: ReplicaSet | undefined } | { ok: false; error: SyncError }

/** getAllReplicaSetsAndSyncRevision */
export function getAllReplicaSetsAndSyncRevision(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
  createIfNotExisted: boolean,
): Found {
  const existing = findNewReplicaSet(s.d, rsList)
  const oldRSs = findOldReplicaSets(s.d, rsList, existing)
  const newRevision = maxRevision(oldRSs) + 1
  let got: NewReplicaSet = { ok: true, newRS: undefined }
  if (existing) got = syncRevision(dc, s, existing, newRevision)
  else if (createIfNotExisted) got = createNewReplicaSet(dc, s, oldRSs, newRevision)
  if (!got.ok) return got
  const { newRS } = got
  return { ok: true, sets: { newRS, oldRSs, allRSs: newRS ? [...oldRSs, newRS] : oldRSs } }
}

/** Sets a condition on the sync's copy, not yet written. */
export function setCondition(
  dc: DeploymentController,
  s: DeploymentSync,
  [type, status, reason, message]: [
    DeploymentCondition['type'],
    DeploymentCondition['status'],
    string,
    string,
  ],
): void {
  const now = dc.context.stamp()
  const condition = { type, status, reason, message, lastUpdateTime: now, lastTransitionTime: now }
  const conditions = setDeploymentCondition(s.d.status.conditions ?? [], condition)
  s.d = { ...s.d, status: { ...s.d.status, conditions } }
}

/** SetDeploymentRevision: true when it was another one. */
function setDeploymentRevision(s: DeploymentSync, revision: string): boolean {
  if (s.d.metadata.annotations?.[REVISION] === revision) return false
  const annotations = { ...s.d.metadata.annotations, [REVISION]: revision }
  s.d = { ...s.d, metadata: { ...s.d.metadata, annotations } }
  return true
}

/** The status endpoint keeps annotations, so this is how the revision is stored without a new generation. */
function writeStatus(dc: DeploymentController, s: DeploymentSync): SyncError | undefined {
  const written = dc.context.api.updateStatus('deployments', s.d)
  return written.ok ? undefined : failure(written.status)
}

/** DEP-6: the new ReplicaSet exists. Its own update comes first, alone; the Deployment's follows in a later sync. */
function syncRevision(
  dc: DeploymentController,
  s: DeploymentSync,
  existing: ReplicaSet,
  newRevision: number,
): NewReplicaSet {
  const annotated = setNewReplicaSetAnnotations(s.d, existing, newRevision)
  const minReadySeconds = s.d.spec.minReadySeconds ?? 0
  if (annotated !== existing || (existing.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _before, ...rest } = annotated.spec
    const spec = { ...rest, ...withMinReadySeconds(s.d) }
    const updated = dc.context.api.update('replicasets', { ...annotated, spec })
    if (!updated.ok) return { ok: false, error: failure(updated.status) }
    decideRevision(dc, s.d, existing, newRevision)
    return { ok: true, newRS: updated.object }
  }
  let needsUpdate = setDeploymentRevision(s, existing.metadata.annotations?.[REVISION] ?? '')
  if (hasProgressDeadline(s.d) && !getDeploymentCondition(s.d.status, 'Progressing')) {
    const { name } = existing.metadata
    setCondition(dc, s, ['Progressing', 'True', 'FoundNewReplicaSet', `Found new replica set "${name}"`])
    needsUpdate = true
  }
  if (needsUpdate) {
    dc.context.decide({
      kind: 'NewReplicaSetFound',
      rule: 'DEP-6',
      object: keyOf(s.d),
      deployment: keyOf(s.d),
      replicaSet: keyOf(existing),
      revision: revisionOf(existing) ?? 0,
    })
    const error = writeStatus(dc, s)
    if (error) return { ok: false, error }
  }
  return { ok: true, newRS: existing }
}

function decideRevision(dc: DeploymentController, d: Deployment, rs: ReplicaSet, newRevision: number): void {
  const from = revisionOf(rs)
  if (from === undefined || from >= newRevision) return
  dc.context.decide({
    kind: 'RevisionBumped',
    rule: 'DEP-6',
    object: keyOf(rs),
    deployment: keyOf(d),
    replicaSet: keyOf(rs),
    from: from === 0 ? null : from,
    to: newRevision,
  })
}

/** Zero is left out, as it is when serialised. */
const withMinReadySeconds = ({ spec }: Deployment): { minReadySeconds?: number } =>
  spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}

const NAME_LIMIT = 253

/** `<deployment>-<hash>`, the Deployment's part cut so that it fits. */
export const generateReplicaSetName = (name: string, hash: string): string =>
  `${name.slice(0, NAME_LIMIT - 1 - hash.length)}-${hash}`

function withHash(template: PodTemplateSpec, hash: string): PodTemplateSpec {
  const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash }
  return { ...template, metadata: { ...template.metadata, labels } }
}

/** What is POSTed as the new ReplicaSet (resourceVersion, uid and times are the API server's). */
function newReplicaSetFor(d: Deployment, hash: string, newRevision: number) {
  const template = withHash(d.spec.template, hash)
  const matchLabels = { ...d.spec.selector.matchLabels, [POD_TEMPLATE_HASH]: hash }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: generateReplicaSetName(d.metadata.name, hash),
      namespace: d.metadata.namespace ?? '',
      labels: template.metadata?.labels ?? {},
      annotations: {
        ...copyDeploymentAnnotations(d, {}),
        ...replicasAnnotations(d),
        [REVISION]: String(newRevision),
      },
      ownerReferences: [newControllerRef(d)],
    },
    spec: {
      replicas: 0,
      ...withMinReadySeconds(d),
      selector: { ...d.spec.selector, matchLabels },
      template,
    },
  }
}

/** DEP-7 */
function createNewReplicaSet(
  dc: DeploymentController,
  s: DeploymentSync,
  oldRSs: readonly ReplicaSet[],
  newRevision: number,
): NewReplicaSet {
  const hash = computeHash(s.d.spec.template, s.d.status.collisionCount)
  const wanted = newReplicaSetFor(s.d, hash, newRevision)
  const size = newRSNewReplicas(s.d, [...oldRSs, wanted], wanted)
  if (!size.ok) return { ok: false, error: { reason: '', message: size.error } }
  wanted.spec.replicas = size.value
  const namespace = s.d.metadata.namespace ?? ''
  const created = dc.context.api.create('replicasets', namespace, wanted)
  let newRS: ReplicaSet
  if (created.ok) {
    newRS = created.object
    tellCreated(dc, s.d, newRS, oldRSs, { hash, revision: newRevision })
  } else {
    const known = alreadyExisting(dc, s, created.status, wanted.metadata.name)
    if (!known.ok) return known
    newRS = known.newRS
  }
  let needsUpdate = setDeploymentRevision(s, String(newRevision))
  if (created.ok && hasProgressDeadline(s.d)) {
    const { name } = newRS.metadata
    setCondition(dc, s, ['Progressing', 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`])
    needsUpdate = true
  }
  const error = needsUpdate ? writeStatus(dc, s) : undefined
  return error ? { ok: false, error } : { ok: true, newRS }
}

function tellCreated(
  dc: DeploymentController,
  d: Deployment,
  newRS: ReplicaSet,
  oldRSs: readonly ReplicaSet[],
  { hash, revision }: { hash: string; revision: number },
): void {
  const { replicas } = newRS.spec
  dc.context.decide({
    kind: 'NewReplicaSetCreated',
    rule: 'DEP-7',
    object: keyOf(d),
    deployment: keyOf(d),
    replicaSet: keyOf(newRS),
    hash,
    revision,
    replicas,
    numbers: d.spec.strategy.type === 'RollingUpdate' ? rollingNumbers(d, oldRSs, newRS) : null,
  })
  if (replicas === 0) return
  dc.context.record({
    object: referenceTo(d),
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled up replica set ${newRS.metadata.name} from 0 to ${replicas}`,
  })
}

/** DEP-8: the POST failed: an own ReplicaSet that only the cache did not know, a collision, or an error to report. */
function alreadyExisting(
  dc: DeploymentController,
  s: DeploymentSync,
  status: Status,
  name: string,
): { ok: true; newRS: ReplicaSet } | { ok: false; error: SyncError } {
  if (status.reason !== 'AlreadyExists') return createFailed(dc, s, status, name)
  const rs = dc.caches.replicasets.get(`${s.d.metadata.namespace ?? ''}/${name}`)
  if (!rs) return { ok: false, error: notFound('replicasets.apps', name) }
  const own = getControllerOf(rs)?.uid === s.d.metadata.uid
  if (own && equalIgnoreHash(s.d.spec.template, rs.spec.template)) return { ok: true, newRS: rs }
  const collisionCount = (s.d.status.collisionCount ?? 0) + 1
  s.d = { ...s.d, status: { ...s.d.status, collisionCount } }
  if (!writeStatus(dc, s))
    dc.context.decide({
      kind: 'HashCollision',
      rule: 'DEP-8',
      object: keyOf(s.d),
      deployment: keyOf(s.d),
      replicaSet: keyOf(rs),
      collisionCount,
    })
  return { ok: false, error: failure(status) }
}

function createFailed(
  dc: DeploymentController,
  s: DeploymentSync,
  status: Status,
  name: string,
): { ok: false; error: SyncError } {
  const error = failure(status)
  if (namespaceTerminating(status)) return { ok: false, error: { ...error, final: true } }
  const message = `Failed to create new replica set "${name}": ${error.message}`
  if (hasProgressDeadline(s.d)) {
    setCondition(dc, s, ['Progressing', 'False', 'ReplicaSetCreateError', message])
    // Its errors are ignored: the failure itself is what gets retried.
    writeStatus(dc, s)
  }
  dc.context.record({ object: referenceTo(s.d), type: 'Warning', reason: 'ReplicaSetCreateError', message })
  return { ok: false, error }
}
