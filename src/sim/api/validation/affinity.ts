/**
 * Affinities to nodes and to pods.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateAffinity), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { LabelSelector } from '../types/meta.ts'
import { forbiddenField, invalid, invalids, required } from './field.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { validateLabelSelector } from './selector.ts'

interface Requirement {
  key?: string
  operator?: string
  values?: string[]
}
interface Term {
  matchExpressions?: Requirement[]
  matchFields?: Requirement[]
}
interface PodTerm {
  labelSelector?: LabelSelector
  namespaceSelector?: LabelSelector
  namespaces?: string[]
  topologyKey?: string
  matchLabelKeys?: string[]
  mismatchLabelKeys?: string[]
}
interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodTerm[]
  preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number; podAffinityTerm?: PodTerm }[]
}
export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] }
    preferredDuringSchedulingIgnoredDuringExecution?: { weight?: number; preference?: Term }[]
  }
  podAffinity?: PodAffinity
  podAntiAffinity?: PodAffinity
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const SINGLE = ['In', 'NotIn']
const NO_OPERATOR = 'not a valid selector operator'

const weightErrors = (weight = 0, field: string): FieldError[] =>
  weight <= 0 || weight > 100 ? [invalid(`${field}.weight`, weight, 'must be in the range 1-100')] : []

function operatorErrors({ operator = '', values = [] }: Requirement, at: string): FieldError[] {
  if (SINGLE.includes(operator))
    return values.length > 0
      ? []
      : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
  if (operator === 'Exists' || operator === 'DoesNotExist')
    return values.length === 0
      ? []
      : [forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
  if (operator === 'Gt' || operator === 'Lt')
    return values.length === 1
      ? []
      : [required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")]
  return [invalid(`${at}.operator`, operator, NO_OPERATOR)]
}

function fieldErrors({ key = '', operator = '', values = [] }: Requirement, at: string): FieldError[] {
  const errors: FieldError[] = []
  if (!SINGLE.includes(operator)) errors.push(invalid(`${at}.operator`, operator, NO_OPERATOR))
  else if (values.length !== 1)
    errors.push(
      required(
        `${at}.values`,
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
      ),
    )
  if (key !== 'metadata.name') return [...errors, invalid(`${at}.key`, key, 'not a valid field selector key')]
  return [
    ...errors,
    ...values.flatMap((value, i) => invalids(`${at}.values[${i}]`, value, dnsSubdomain(value))),
  ]
}

/** `strict`: values must be such as a label can have. */
const nodeTerm = (
  { matchExpressions = [], matchFields = [] }: Term,
  strict: boolean,
  at: string,
): FieldError[] => [
  ...matchExpressions.flatMap((requirement, i) => {
    const here = `${at}.matchExpressions[${i}]`
    const { key = '', values = [] } = requirement
    return [
      ...operatorErrors(requirement, here),
      ...invalids(`${here}.key`, key, qualifiedName(key)),
      ...(strict
        ? values.flatMap((value, j) => invalids(`${here}.values[${j}]`, value, labelValue(value)))
        : []),
    ]
  }),
  ...matchFields.flatMap((requirement, i) => fieldErrors(requirement, `${at}.matchFields[${i}]`)),
]

function validateNodeAffinity(affinity: NonNullable<Affinity['nodeAffinity']>, at: string): FieldError[] {
  const needed = affinity[REQUIRED]
  const terms = needed?.nodeSelectorTerms ?? []
  const here = `${at}.${REQUIRED}.nodeSelectorTerms`
  return [
    ...(needed && terms.length === 0 ? [required(here, 'must have at least one node selector term')] : []),
    ...terms.flatMap((term, i) => nodeTerm(term, true, `${here}[${i}]`)),
    ...(affinity[PREFERRED] ?? []).flatMap(({ weight, preference = {} }, i) => [
      ...weightErrors(weight, `${at}.${PREFERRED}[${i}]`),
      ...nodeTerm(preference, false, `${at}.${PREFERRED}[${i}].preference`),
    ]),
  ]
}

function labelKeyErrors(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  at: string,
): FieldError[] {
  if (keys.length === 0) return []
  if (!selector) return [forbiddenField(at, 'must not be specified when labelSelector is not set')]
  return keys.flatMap((key, i) => invalids(`${at}[${i}]`, key, qualifiedName(key)))
}

function podTerm(term: PodTerm, at: string): FieldError[] {
  const {
    labelSelector,
    namespaceSelector,
    matchLabelKeys = [],
    mismatchLabelKeys = [],
    topologyKey = '',
  } = term
  return [
    ...(labelSelector ? validateLabelSelector(labelSelector, `${at}.labelSelector`) : []),
    ...(namespaceSelector ? validateLabelSelector(namespaceSelector, `${at}.namespaceSelector`) : []),
    ...(term.namespaces ?? []).flatMap((name) => invalids(`${at}.namespace`, name, dnsLabel(name))),
    ...labelKeyErrors(matchLabelKeys, labelSelector, `${at}.matchLabelKeys`),
    ...labelKeyErrors(mismatchLabelKeys, labelSelector, `${at}.mismatchLabelKeys`),
    ...matchLabelKeys.flatMap((key, i) =>
      mismatchLabelKeys.includes(key)
        ? [invalid(`${at}.matchLabelKeys[${i}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys')]
        : [],
    ),
    ...(topologyKey ? [] : [required(`${at}.topologyKey`, 'can not be empty')]),
    ...invalids(`${at}.topologyKey`, topologyKey, qualifiedName(topologyKey)),
  ]
}

const validatePodAffinity = (affinity: PodAffinity, at: string): FieldError[] => [
  ...(affinity[REQUIRED] ?? []).flatMap((term, i) => podTerm(term, `${at}.${REQUIRED}[${i}]`)),
  ...(affinity[PREFERRED] ?? []).flatMap(({ weight, podAffinityTerm = {} }, i) => [
    ...weightErrors(weight, `${at}.${PREFERRED}[${i}]`),
    ...podTerm(podAffinityTerm, `${at}.${PREFERRED}[${i}].podAffinityTerm`),
  ]),
]

export function validateAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {}
  return [
    ...(nodeAffinity ? validateNodeAffinity(nodeAffinity, `${field}.nodeAffinity`) : []),
    ...(podAffinity ? validatePodAffinity(podAffinity, `${field}.podAffinity`) : []),
    ...(podAntiAffinity ? validatePodAffinity(podAntiAffinity, `${field}.podAntiAffinity`) : []),
  ]
}
