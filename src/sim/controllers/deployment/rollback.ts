/**
 * Rolling back by the deprecated annotation (kubectl patches the template itself since 1.16).
 * @see kubernetes/pkg/controller/deployment/rollback.go, v1.35
 */
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import { failure, referenceTo, type SyncError } from '../controller.ts'
import type { DeploymentController, DeploymentSync } from './state.ts'
import { getAllReplicaSetsAndSyncRevision } from './newreplicaset.ts'
import {
  equalIgnoreHash,
  lastRevision,
  POD_TEMPLATE_HASH,
  revisionOf,
  ROLLBACK_TO,
  skipCopyAnnotation,
} from './revisions.ts'

/** getRollbackTo: revision to go back to, 0 for the previous one; undefined when nobody asked. */
export function getRollbackTo({ metadata }: Deployment): number | undefined {
  const text = metadata.annotations?.[ROLLBACK_TO]
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined
}

/** DEP-25: rollback */
export function rollback(
  dc: DeploymentController,
  s: DeploymentSync,
  rsList: readonly ReplicaSet[],
): SyncError | undefined {
  const found = getAllReplicaSetsAndSyncRevision(dc, s, rsList, true)
  if (!found.ok) return found.error
  const { allRSs } = found.sets
  const { d } = s
  const asked = getRollbackTo(d) ?? 0
  const revision = asked === 0 ? lastRevision(allRSs) : asked
  if (revision === 0) {
    warn(dc, d, 'DeploymentRollbackRevisionNotFound', 'Unable to find last revision.')
    return updateWithoutRollbackTo(dc, d)
  }
  const rs = allRSs.find((one) => revisionOf(one) === revision)
  if (!rs) {
    warn(dc, d, 'DeploymentRollbackRevisionNotFound', 'Unable to find the revision to rollback to.')
    return updateWithoutRollbackTo(dc, d)
  }
  if (equalIgnoreHash(d.spec.template, rs.spec.template)) {
    const text = `The rollback revision contains the same template as current deployment "${d.metadata.name}"`
    warn(dc, d, 'DeploymentRollbackTemplateUnchanged', text)
    return updateWithoutRollbackTo(dc, d)
  }
  const error = updateWithoutRollbackTo(dc, rolledBack(d, rs))
  if (error) return error
  dc.context.record({
    object: referenceTo(d),
    type: 'Normal',
    reason: 'DeploymentRollback',
    message: `Rolled back deployment "${d.metadata.name}" to revision ${revision}`,
  })
  return undefined
}

/** SetFromReplicaSetTemplate and SetDeploymentAnnotationsTo. */
function rolledBack(d: Deployment, rs: ReplicaSet): Deployment {
  const { [POD_TEMPLATE_HASH]: _hash, ...labels } = rs.spec.template.metadata?.labels ?? {}
  const template = { ...rs.spec.template, metadata: { ...rs.spec.template.metadata, labels } }
  const pick = (from: Record<string, string> | undefined, own: boolean): [string, string][] =>
    Object.entries(from ?? {}).filter(([key]) => skipCopyAnnotation(key) === own)
  const annotations = Object.fromEntries([
    ...pick(d.metadata.annotations, true),
    ...pick(rs.metadata.annotations, false),
  ])
  return { ...d, metadata: { ...d.metadata, annotations }, spec: { ...d.spec, template } }
}

function warn(dc: DeploymentController, d: Deployment, reason: string, message: string): void {
  dc.context.record({ object: referenceTo(d), type: 'Warning', reason, message })
}

function updateWithoutRollbackTo(dc: DeploymentController, d: Deployment): SyncError | undefined {
  const { [ROLLBACK_TO]: _asked, ...annotations } = d.metadata.annotations ?? {}
  const updated = dc.context.api.update('deployments', { ...d, metadata: { ...d.metadata, annotations } })
  return updated.ok ? undefined : failure(updated.status)
}
