/**
 * Pods: what a pod may not say though a template may, and what may change.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidatePodCreate, ValidatePodUpdate), v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { Container, Pod, PodSpec, Toleration } from '../types/pod.ts'
import { forbiddenField, invalid, invalids } from './field.ts'
import { dnsSubdomain, ipAddress } from './names.ts'
import { validatePodAnnotations, validatePodSpec } from './podspec.ts'
import { podSpecDiff } from './podspecdiff.ts'

const CHANGEABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

export function validatePod({
  spec,
  metadata,
}: Pick<Pod, 'spec'> & Partial<Pick<Pod, 'metadata'>>): FieldError[] {
  const errors = [
    ...validatePodAnnotations(metadata?.annotations, 'metadata.annotations'),
    ...validatePodSpec(spec, 'spec', true),
  ]
  for (const [list, containers] of [
    ['containers', spec.containers ?? []],
    ['initContainers', spec.initContainers ?? []],
  ] as const)
    for (const [i, { image = '' }] of containers.entries())
      if (image !== image.trim())
        errors.push(
          invalid(`spec.${list}[${i}].image`, image, 'must not have leading or trailing whitespace'),
        )
  return errors
}

/** What a new pod may not say, beside what no pod may. */
export function validatePodCreate(pod: Parameters<typeof validatePod>[0]): FieldError[] {
  const { ephemeralContainers = [], nodeName, schedulingGates = [] } = pod.spec
  return [
    ...validatePod(pod),
    ...(ephemeralContainers.length > 0
      ? [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]
      : []),
    ...(nodeName && schedulingGates.length > 0
      ? [forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
      : []),
  ]
}

function tolerationErrors(next: readonly Toleration[], old: readonly Toleration[]): FieldError[] {
  const { length } = old.filter((before) => {
    const { tolerationSeconds: _, ...kept } = before
    return !next.some(({ tolerationSeconds: __, ...after }) => deepEqual(kept, after))
  })
  return length > 0
    ? [
        forbiddenField(
          'spec.tolerations',
          'existing toleration can not be modified except its tolerationSeconds',
        ),
      ]
    : []
}

const withImages = (
  next: readonly Container[] | undefined,
  old: readonly Container[] | undefined,
): Container[] | undefined =>
  next?.map((container, i) => {
    const { image: _, ...rest } = container
    const image = old?.[i]?.image
    return image === undefined ? rest : { ...rest, image }
  })

/** `next` with everything that may change as it was. */
function munged(next: PodSpec, old: PodSpec): PodSpec {
  const spec: PodSpec = { ...next, containers: withImages(next.containers, old.containers) ?? [] }
  const initContainers = withImages(next.initContainers, old.initContainers)
  if (initContainers) spec.initContainers = initContainers
  if (old.activeDeadlineSeconds === undefined) delete spec.activeDeadlineSeconds
  else spec.activeDeadlineSeconds = old.activeDeadlineSeconds
  if (old.tolerations === undefined) delete spec.tolerations
  else spec.tolerations = old.tolerations
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && next.terminationGracePeriodSeconds === 1)
    spec.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds ?? 0
  if ((old.schedulingGates ?? []).length > 0) {
    const kept = (next.schedulingGates ?? []).every(({ name }) =>
      old.schedulingGates?.some((g) => g.name === name),
    )
    if (kept && old.schedulingGates) spec.schedulingGates = old.schedulingGates
  }
  return spec
}

function deadlineErrors(next: PodSpec, old: PodSpec): FieldError[] {
  const field = 'spec.activeDeadlineSeconds'
  const before = old.activeDeadlineSeconds
  const after = next.activeDeadlineSeconds
  if (before != null && after == null)
    return [invalid(field, after, 'must not update from a positive integer to nil value')]
  if (before != null && after != null && after > before)
    return [invalid(field, after, 'must be less than or equal to previous value')]
  return []
}

export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  const { spec } = pod
  const errors = validatePod(pod)
  if (spec.containers.length !== old.spec.containers.length)
    return [...errors, forbiddenField('spec.containers', 'pod updates may not add or remove containers')]
  if ((spec.initContainers ?? []).length !== (old.spec.initContainers ?? []).length)
    return [...errors, forbiddenField('spec.initContainers', 'pod updates may not add or remove containers')]
  for (const [i, { image }] of spec.containers.entries())
    if (!image)
      errors.push({
        reason: 'FieldValueRequired',
        field: `spec.containers[${i}].image`,
        message: 'Required value',
      })
  errors.push(...deadlineErrors(spec, old.spec))
  if (errors.length > 0) return errors
  const same = munged(spec, old.spec)
  if (!deepEqual(same, old.spec))
    errors.push(forbiddenField('spec', `${CHANGEABLE}\n${podSpecDiff(old.spec, same)}`))
  else errors.push(...tolerationErrors(spec.tolerations ?? [], old.spec.tolerations ?? []))
  return errors
}

export function validatePodStatus({ status }: Pod): FieldError[] {
  const errors: FieldError[] = []
  const nominated = status.nominatedNodeName
  if (nominated) errors.push(...invalids('status.nominatedNodeName', nominated, dnsSubdomain(nominated)))
  for (const [i, { ip }] of (status.podIPs ?? []).entries())
    errors.push(...invalids(`status.podIPs[${i}]`, ip, ipAddress(ip)))
  return errors
}
