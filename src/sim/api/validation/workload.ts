/**
 * Deployment, ReplicaSet, ReplicationController.
 * @see kubernetes/pkg/apis/apps/validation/validation.go, pkg/apis/core/validation/validation.go, v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type {
  Deployment,
  DeploymentStatus,
  DeploymentStrategy,
  ReplicaSet,
  ReplicaSetStatus,
  ReplicationController,
} from '../types/apps.ts'
import type { LabelSelector } from '../types/meta.ts'
import type { PodTemplateSpec } from '../types/pod.ts'
import { forbiddenField, invalid, nonnegative, required, unsupported } from './field.ts'
import { notMoreThanAll, rawNumber, validateIntOrPercent } from './intorpercent.ts'
import { validatePodTemplate } from './podspec.ts'
import {
  isEmptySelector,
  isUsable,
  selectorMatches,
  shownSelector,
  validateLabelSelector,
} from './selector.ts'

const MISMATCH = '`selector` does not match template `labels`'

/** What a controller's template may not say, beside what any template may not. */
function validateOwnedTemplate(template: PodTemplateSpec, field: string, owner = 'ReplicaSet'): FieldError[] {
  const errors = validatePodTemplate(template, field)
  if (template.spec.restartPolicy !== 'Always')
    errors.push(unsupported(`${field}.spec.restartPolicy`, template.spec.restartPolicy, ['Always']))
  if (template.spec.activeDeadlineSeconds != null)
    errors.push(
      forbiddenField(
        `${field}.spec.activeDeadlineSeconds`,
        `activeDeadlineSeconds in ${owner} is not Supported`,
      ),
    )
  return errors
}

function validateSelected(
  selector: LabelSelector | null | undefined,
  template: PodTemplateSpec,
): FieldError[] {
  if (selector && !isUsable(selector))
    return [invalid('spec.selector', shownSelector(selector), 'invalid label selector')]
  const labels = template.metadata?.labels
  const matches = selector && (isEmptySelector(selector) || selectorMatches(selector, labels ?? {}))
  return [
    ...(matches ? [] : [invalid('spec.template.metadata.labels', labels, MISMATCH)]),
    ...validateOwnedTemplate(template, 'spec.template'),
  ]
}

function validateSelector(selector: LabelSelector | null | undefined): FieldError[] {
  if (!selector) return [required('spec.selector')]
  const errors = validateLabelSelector(selector, 'spec.selector')
  return isEmptySelector(selector)
    ? [...errors, invalid('spec.selector', {}, 'empty selector is invalid for deployment')]
    : errors
}

/** Struct values are shown with the names of Go's fields. */
function shownStrategy({ type, rollingUpdate }: DeploymentStrategy): unknown {
  const rolling = rollingUpdate && {
    MaxUnavailable: rollingUpdate.maxUnavailable ?? 0,
    MaxSurge: rollingUpdate.maxSurge ?? 0,
  }
  return { Type: type, RollingUpdate: rolling ?? null }
}

function validateStrategy(strategy: DeploymentStrategy): FieldError[] {
  const { type, rollingUpdate } = strategy
  const field = 'spec.strategy.rollingUpdate'
  if (type === 'Recreate')
    return rollingUpdate
      ? [forbiddenField(field, "may not be specified when strategy `type` is 'Recreate'")]
      : []
  if (type !== 'RollingUpdate')
    return [unsupported('spec.strategy', shownStrategy(strategy), ['Recreate', 'RollingUpdate'])]
  if (!rollingUpdate) return [required(field, 'this should be defaulted and never be nil')]
  const { maxUnavailable, maxSurge } = rollingUpdate
  const errors = [
    ...validateIntOrPercent(maxUnavailable, `${field}.maxUnavailable`),
    ...validateIntOrPercent(maxSurge, `${field}.maxSurge`),
  ]
  if (rawNumber(maxUnavailable) === 0 && rawNumber(maxSurge) === 0)
    errors.push(invalid(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  return [...errors, ...notMoreThanAll(maxUnavailable, `${field}.maxUnavailable`)]
}

export function validateDeployment({ spec }: Deployment): FieldError[] {
  const deadline = spec.progressDeadlineSeconds
  return [
    ...nonnegative('spec.replicas', spec.replicas),
    ...validateSelector(spec.selector),
    ...validateSelected(spec.selector, spec.template),
    ...validateStrategy(spec.strategy),
    ...nonnegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonnegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonnegative('spec.progressDeadlineSeconds', deadline),
    ...(deadline != null && deadline <= (spec.minReadySeconds ?? 0)
      ? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
  ]
}

export function validateReplicaSet({ spec }: ReplicaSet): FieldError[] {
  return [
    ...nonnegative('spec.replicas', spec.replicas),
    ...nonnegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelector(spec.selector),
    ...validateSelected(spec.selector, spec.template),
  ]
}

export function validateReplicationController({ spec }: ReplicationController): FieldError[] {
  const { selector, template } = spec
  const errors = nonnegative('spec.minReadySeconds', spec.minReadySeconds)
  const keys = Object.entries(selector ?? {})
  if (keys.length === 0) errors.push(required('spec.selector'))
  errors.push(...nonnegative('spec.replicas', spec.replicas))
  if (template == null) return [...errors, required('spec.template')]
  const labels = template.metadata?.labels
  if (keys.some(([key, value]) => labels?.[key] !== value))
    errors.push(invalid('spec.template.metadata.labels', labels, MISMATCH))
  return [...errors, ...validateOwnedTemplate(template, 'spec.template', 'ReplicationController')]
}

export const selectorUnchanged = (
  selector: LabelSelector | null | undefined,
  old: LabelSelector | null | undefined,
): FieldError[] =>
  deepEqual(selector ?? undefined, old ?? undefined)
    ? []
    : [invalid('spec.selector', selector && shownSelector(selector), 'field is immutable')]

type Counts = Partial<Record<string, number>>

/** The counts of a status against each other; `order` is upstream's. */
function validateCounts(status: Counts, names: readonly string[], order: readonly string[]): FieldError[] {
  const errors: FieldError[] = []
  for (const name of names)
    if (status[name] !== undefined) errors.push(...nonnegative(`status.${name}`, status[name]))
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = status
  for (const name of order)
    if ((status[name] ?? 0) > replicas)
      errors.push(invalid(`status.${name}`, status[name] ?? 0, 'cannot be greater than status.replicas'))
  if (availableReplicas > readyReplicas)
    errors.push(
      invalid('status.availableReplicas', availableReplicas, 'cannot be greater than readyReplicas'),
    )
  return errors
}

export function validateDeploymentStatus(status: DeploymentStatus, old: DeploymentStatus): FieldError[] {
  const errors = validateCounts(
    status as Counts,
    [
      'observedGeneration',
      'replicas',
      'updatedReplicas',
      'readyReplicas',
      'availableReplicas',
      'unavailableReplicas',
      'terminatingReplicas',
      'collisionCount',
    ],
    ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
  )
  const count = status.collisionCount ?? undefined
  if (old.collisionCount != null && (count === undefined || count < old.collisionCount))
    errors.push(invalid('status.collisionCount', count ?? 0, 'cannot be decremented'))
  return errors
}

export const validateReplicaSetStatus = (status: ReplicaSetStatus): FieldError[] =>
  validateCounts(
    status as unknown as Counts,
    [
      'replicas',
      'fullyLabeledReplicas',
      'readyReplicas',
      'availableReplicas',
      'terminatingReplicas',
      'observedGeneration',
    ],
    ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
  )
