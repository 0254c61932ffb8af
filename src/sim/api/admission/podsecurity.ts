/**
 * PodSecurity: the standards that a namespace's labels enforce on pods or warn of.
 * @see k8s.io/pod-security-admission/policy, v1.35
 */
import { forbidden, invalid as invalidObject, type FieldError } from '../errors.ts'
import { KINDS } from '../registry/kinds.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { deepEqual } from '../store/equal.ts'
import type { KubeObject } from '../types/meta.ts'
import type { Pod, PodSpec, PodTemplateSpec } from '../types/pod.ts'
import { invalid } from '../validation/field.ts'
import type { VerbContext } from '../verbs/context.ts'
import type { Judgement } from './judgement.ts'
import { violationsOf, type Level } from './podstandards.ts'

const LABEL = 'pod-security.kubernetes.io/'
const LEVELS = ['privileged', 'baseline', 'restricted']
const MODES = ['enforce', 'audit', 'warn'] as const

const isLevel = (text: string | undefined): text is Level => text !== undefined && LEVELS.includes(text)

type Labels = Readonly<Record<string, string>>

interface Policy {
  level: Level
  version: string
}

function policyOf(labels: Labels, mode: (typeof MODES)[number]): Policy | undefined {
  const level = labels[`${LABEL}${mode}`]
  return isLevel(level) ? { level, version: labels[`${LABEL}${mode}-version`] ?? 'latest' } : undefined
}

const shownPolicy = ({ level, version }: Policy): string => `"${level}:${version}"`

function specOf({ kind }: Strategy, object: ObjectParts): PodSpec | undefined {
  if (kind.resource === 'pods') return object.spec as PodSpec
  if (!['deployments', 'replicasets', 'replicationcontrollers'].includes(kind.resource)) return undefined
  return (object.spec as { template?: PodTemplateSpec }).template?.spec
}

/** Pods are refused and warned of; what holds a template is only warned of. */
export function podSecurity(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts | undefined,
): Judgement {
  const spec = specOf(strategy, object)
  if (!spec || (old && deepEqual(spec, specOf(strategy, old)))) return { warnings: [] }
  const namespace = context.store.get('namespaces', '', object.metadata.namespace ?? '') as
    KubeObject | undefined
  const labels = namespace?.metadata.labels ?? {}
  const judged = (asked: 'enforce' | 'warn'): string | undefined => {
    // Who sets no level to warn of is warned of what is enforced.
    const policy = policyOf(labels, labels[`${LABEL}${asked}`] === undefined ? 'enforce' : asked)
    if (!policy) return undefined
    const found = violationsOf(policy.level, spec).map(({ reason, detail }) => `${reason} (${detail})`)
    return found.length > 0 ? `${shownPolicy(policy)}: ${found.join(', ')}` : undefined
  }
  const isPod = strategy.kind.resource === 'pods'
  const enforced = isPod ? judged('enforce') : undefined
  if (enforced)
    return {
      denied: forbidden(KINDS.pods, object.metadata.name, `violates PodSecurity ${enforced}`),
      warnings: [],
    }
  const warned = judged('warn')
  return { warnings: warned ? [`would violate PodSecurity ${warned}`] : [] }
}

/** Labels that name no level, or no version. */
function labelErrors(labels: Labels): FieldError[] {
  return MODES.flatMap((mode) => {
    const level = labels[`${LABEL}${mode}`]
    const version = labels[`${LABEL}${mode}-version`]
    const at = (name: string): string => `metadata.labels[${LABEL}${name}]`
    return [
      ...(level === undefined || isLevel(level)
        ? []
        : [invalid(at(mode), level, `must be one of ${LEVELS.join(', ')}`)]),
      ...(version === undefined || version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version)
        ? []
        : [invalid(at(`${mode}-version`), version, 'must be "latest" or "v1.x"')]),
    ]
  })
}

/** What is enforced anew may be broken already: the pods that would be refused now. */
function standingViolations(context: VerbContext, namespace: string, policy: Policy): string[] {
  const pods = context.store.list('pods', namespace) as readonly Pod[]
  const found = new Map<string, string[]>()
  for (const { metadata, spec } of pods) {
    const reasons = violationsOf(policy.level, spec)
      .map(({ reason }) => reason)
      .join(', ')
    if (reasons) found.set(reasons, [...(found.get(reasons) ?? []), metadata.name])
  }
  if (found.size === 0) return []
  const lines = [...found].map(([reasons, [first = '', ...others]]) => {
    const more = others.length === 1 ? ' (and 1 other pod)' : ` (and ${others.length} other pods)`
    return `${first}${others.length > 0 ? more : ''}: ${reasons}`
  })
  return [
    `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level ${shownPolicy(policy)}`,
    ...lines.sort(),
  ]
}

/** A namespace's labels must be such as can be enforced; a stricter level tells what breaks it. */
export function namespaceSecurity(
  context: VerbContext,
  { kind }: Strategy,
  { metadata }: ObjectParts,
  old: ObjectParts | undefined,
): Judgement {
  const labels = metadata.labels ?? {}
  const before = old?.metadata.labels ?? {}
  const wrong = labelErrors(labels)
  if (wrong.length > 0 && !(old && deepEqual(wrong, labelErrors(before))))
    return { denied: invalidObject(kind, metadata.name, wrong), warnings: [] }
  const policy = policyOf(labels, 'enforce')
  const known = policyOf(before, 'enforce')
  if (!old || !policy || deepEqual(policy, known)) return { warnings: [] }
  const isRelaxed =
    known?.version === policy.version && LEVELS.indexOf(policy.level) < LEVELS.indexOf(known.level)
  return { warnings: isRelaxed ? [] : standingViolations(context, metadata.name, policy) }
}
