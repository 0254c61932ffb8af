/**
 * What `kubectl rollout undo` does to the API.
 * @see k8s.io/kubectl/pkg/polymorphichelpers/rollback.go, v1.35
 */
import type { ApiServer } from '../api/contract.ts'
import type { Deployment, ReplicaSet } from '../api/types/apps.ts'
import {
  equalIgnoreHash,
  POD_TEMPLATE_HASH,
  revisionOf,
  skipCopyAnnotation,
} from '../controllers/deployment/revisions.ts'
import { patch } from './rest.ts'
import { getControllerOf } from '../controllers/owners.ts'

const PAUSED =
  "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again"

/** Returns the refusal, if any; going back to the present template is skipped without one. */
export function rolloutUndo(api: ApiServer, name: string, toRevision = 0): string | undefined {
  const d = api.get('deployments', 'default', name)
  if (!d) return `deployments.apps "${name}" not found`
  const rs = deploymentRevision(d, api.list('replicasets', 'default'), toRevision)
  if (!rs)
    return toRevision > 0
      ? `unable to find specified revision ${toRevision} in history`
      : `no rollout history found for deployment "${name}"`
  if (d.spec.paused) return PAUSED
  if (equalIgnoreHash(rs.spec.template, d.spec.template)) return undefined
  const { [POD_TEMPLATE_HASH]: _hash, ...labels } = rs.spec.template.metadata?.labels ?? {}
  const template = { ...rs.spec.template, metadata: { ...rs.spec.template.metadata, labels } }
  const pick = (from: Record<string, string> | undefined, own: boolean): [string, string][] =>
    Object.entries(from ?? {}).filter(([key]) => skipCopyAnnotation(key) === own)
  const annotations = Object.fromEntries([
    ...pick(d.metadata.annotations, true),
    ...pick(rs.metadata.annotations, false),
  ])
  return patch(api, 'deployments', name, 'json', [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ])
}

/** deploymentRevision: of that number, or the one before the highest. */
function deploymentRevision(
  d: Deployment,
  all: readonly ReplicaSet[],
  toRevision: number,
): ReplicaSet | undefined {
  const own = all
    .filter((rs) => getControllerOf(rs)?.uid === d.metadata.uid)
    .map((rs) => ({ rs, revision: revisionOf(rs) }))
    .filter(({ revision }) => revision !== undefined)
    .sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0))
  return toRevision > 0 ? own.find(({ revision }) => revision === toRevision)?.rs : own[1]?.rs
}
