/**
 * Pods: what a pod may not say though a template may, and what may change.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidatePodCreate, ValidatePodUpdate), v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { Container, Pod, PodSpec, Toleration } from '../types/pod.ts'
import { forbiddenField, invalid, required } from './field.ts'
import { validatePodAnnotations, validatePodSpec } from './podspec.ts'
import { podSpecDiff } from './podspecdiff.ts'

const MAX_INT32 = 2_147_483_647

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
  if (old.schedulingGates === undefined) delete spec.schedulingGates
  else spec.schedulingGates = old.schedulingGates
  return spec
}

/** `final`: nothing else is looked at. */
function deadlineErrors(next: PodSpec, old: PodSpec): { errors: FieldError[]; final: boolean } {
  const field = 'spec.activeDeadlineSeconds'
  const before = old.activeDeadlineSeconds
  const after = next.activeDeadlineSeconds
  const say = (why: string): FieldError[] => [invalid(field, after, why)]
  if (after == null)
    return {
      errors: before == null ? [] : say('must not update from a positive integer to nil value'),
      final: false,
    }
  if (after < 0 || after > MAX_INT32)
    return { errors: say(`must be between 0 and ${MAX_INT32}, inclusive`), final: true }
  return before != null && after > before
    ? { errors: say('must be less than or equal to previous value'), final: true }
    : { errors: [], final: false }
}

/** Images may change, but not go; undefined: containers came or went. */
function imageErrors(
  next: readonly Container[],
  old: readonly Container[],
  field: string,
): FieldError[] | undefined {
  if (next.length !== old.length) return undefined
  return next.flatMap(({ image = '' }, i) => [
    ...(image ? [] : [required(`${field}[${i}].image`)]),
    ...(image === image.trim()
      ? []
      : [invalid(`${field}[${i}].image`, image, 'must not have leading or trailing whitespace')]),
  ])
}

function gateErrors(next: PodSpec, old: PodSpec): FieldError[] {
  const known = (old.schedulingGates ?? []).map(({ name }) => name)
  return (next.schedulingGates ?? []).flatMap(({ name }, i) =>
    known.includes(name)
      ? []
      : [
          forbiddenField(
            `spec.schedulingGates[${i}].name`,
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  )
}

export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  const { spec } = pod
  const errors = validatePod(pod)
  for (const list of ['containers', 'initContainers'] as const) {
    const found = imageErrors(spec[list] ?? [], old.spec[list] ?? [], `spec.${list}`)
    if (!found)
      return [...errors, forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')]
    errors.push(...found)
  }
  const deadline = deadlineErrors(spec, old.spec)
  errors.push(...deadline.errors)
  if (deadline.final) return errors
  errors.push(
    ...tolerationErrors(spec.tolerations ?? [], old.spec.tolerations ?? []),
    ...gateErrors(spec, old.spec),
  )
  const same = munged(spec, old.spec)
  if (!deepEqual(same, old.spec))
    errors.push(forbiddenField('spec', `${CHANGEABLE}\n${podSpecDiff(old.spec, same)}`))
  return errors
}
