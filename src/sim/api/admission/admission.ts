/**
 * The admission plugins, in their order: those that fill in, then (after validation) those that only judge.
 * @see kubernetes/pkg/kubeapiserver/options/plugins.go, v1.35
 */
import { forbidden, notFound } from '../errors.ts'
import { KINDS } from '../registry/kinds.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import type { Namespace } from '../types/core.ts'
import type { Status } from '../types/meta.ts'
import type { Pod } from '../types/pod.ts'
import type { VerbContext } from '../verbs/context.ts'
import { applyLimitDefaults, limitViolation } from './limitranger.ts'
import { admitNode } from './node.ts'
import { admitPodSpec } from './pod.ts'
import type { Judgement } from './judgement.ts'
import { namespaceSecurity, podSecurity } from './podsecurity.ts'
import { chargeQuota } from './quota.ts'

/** NamespaceLifecycle: nothing is created where there is no namespace, or in one that is going. */
function namespaceLifecycle(
  context: VerbContext,
  { kind }: Strategy,
  object: ObjectParts,
): Status | undefined {
  if (!kind.namespaced) return undefined
  const { namespace = '', name } = object.metadata
  const found = context.store.get('namespaces', '', namespace) as Namespace | undefined
  if (!found) return notFound(KINDS.namespaces, namespace)
  if (found.metadata.deletionTimestamp === undefined) return undefined
  const status = forbidden(
    kind,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  )
  const causes = [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ]
  return { ...status, details: { ...status.details, causes } }
}

/** Plugins that change a new object. Returns a refusal, or nothing. */
export function admit(context: VerbContext, strategy: Strategy, object: ObjectParts): Status | undefined {
  const gone = namespaceLifecycle(context, strategy, object)
  if (gone) return gone
  if (strategy.kind.resource === 'nodes') admitNode(object)
  if (strategy.kind.resource !== 'pods') return undefined
  applyLimitDefaults(context, object as Pod)
  return admitPodSpec(context, object as Pod)
}

/** Plugins that judge an object which is valid; quota is charged last. */
export function validatingAdmission(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts | undefined,
  dryRun: boolean,
): Judgement {
  const { resource } = strategy.kind
  if (resource === 'namespaces') return namespaceSecurity(context, strategy, object, old)
  const security = podSecurity(context, strategy, object, old)
  if (resource === 'pods' && !old) {
    const violation = limitViolation(context, object as Pod)
    if (violation) return { denied: violation, warnings: security.warnings }
  }
  if (security.denied) return security
  const denied = chargeQuota(context, strategy, object, old, dryRun)
  return denied ? { denied, warnings: security.warnings } : security
}
