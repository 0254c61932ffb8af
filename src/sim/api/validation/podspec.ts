/**
 * The spec of a pod or of a template.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidatePodSpec), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { PodSpec, PodTemplateSpec } from '../types/pod.ts'
import { validateAffinity, type Affinity } from './affinity.ts'
import { validateContainers } from './container.ts'
import { validateDnsConfig, type DnsConfig } from './dnsconfig.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { validateAnnotations, validateLabels } from './meta.ts'
import { dnsLabel, dnsSubdomain, ipAddress, qualifiedName } from './names.ts'
import { validatePodResources } from './podresources.ts'
import { validatePodSecurityContext } from './securitycontext.ts'
import { validateToleration } from './toleration.ts'
import { validateTopologySpread, type Spread } from './topologyspread.ts'
import { validateVolumes } from './volume.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never']
const SYSTEMS = ['linux', 'windows']
const MAX_INT32 = 2_147_483_647
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'

/** What only some pods say. */
interface Rest {
  dnsConfig?: DnsConfig
  hostAliases?: { ip?: string; hostnames?: string[] }[]
  hostPID?: boolean
  hostIPC?: boolean
  hostUsers?: boolean
  os?: { name?: string }
  runtimeClassName?: string
}

/** A pod on the host's network has its ports there; a template may leave that open. */
function validateHostPorts(spec: PodSpec, isPod: boolean, field: string): FieldError[] {
  if (!spec.hostNetwork) return []
  return (spec.containers ?? []).flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort }, j) =>
      (isPod || hostPort !== 0) && hostPort !== containerPort
        ? [
            invalid(
              `${field}.containers[${i}].ports[${j}].hostPort`,
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ]
        : [],
    ),
  )
}

function validateGates(spec: PodSpec, field: string): FieldError[] {
  const errors = (spec.readinessGates ?? []).flatMap(({ conditionType }, i) =>
    invalids(`${field}.readinessGates[${i}].conditionType`, conditionType, qualifiedName(conditionType)),
  )
  const seen = new Set<string>()
  for (const [i, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    const at = `${field}.schedulingGates[${i}]`
    errors.push(...invalids(at, name, qualifiedName(name)))
    if (seen.has(name)) errors.push(duplicate(at, name))
    seen.add(name)
  }
  return errors
}

function validateHostUsers(spec: PodSpec & Rest, field: string): FieldError[] {
  if (spec.hostUsers !== false) return []
  const shared = { hostNetwork: spec.hostNetwork, HostPID: spec.hostPID, HostIPC: spec.hostIPC }
  return Object.entries(shared).flatMap(([name, is]) =>
    is ? [forbiddenField(`${field}.${name}`, 'when `pod.Spec.HostUsers` is false')] : [],
  )
}

function validateNames(spec: PodSpec & Rest, field: string): FieldError[] {
  const check = (name: keyof PodSpec, rule: (text: string) => string[]): FieldError[] => {
    const value = spec[name] as string | undefined
    return value ? invalids(`${field}.${name}`, value, rule(value)) : []
  }
  const deadline = spec.activeDeadlineSeconds
  return [
    ...check('serviceAccountName', dnsSubdomain),
    ...check('nodeName', dnsSubdomain),
    ...(deadline != null && (deadline < 1 || deadline > MAX_INT32)
      ? [invalid(`${field}.activeDeadlineSeconds`, deadline, `must be between 1 and ${MAX_INT32}, inclusive`)]
      : []),
    ...check('hostname', dnsLabel),
    ...check('subdomain', dnsLabel),
    ...(spec.tolerations ?? []).flatMap((toleration, i) =>
      validateToleration(toleration, `${field}.tolerations[${i}]`),
    ),
    ...(spec.hostAliases ?? []).flatMap(({ ip = '', hostnames = [] }, i) => [
      ...invalids(`${field}.hostAliases[${i}].ip`, ip, ipAddress(ip)),
      ...hostnames.flatMap((name, j) =>
        invalids(`${field}.hostAliases[${i}].hostnames[${j}]`, name, dnsSubdomain(name)),
      ),
    ]),
    ...check('priorityClassName', dnsSubdomain),
  ]
}

/** `isPod`: not a template. */
export function validatePodSpec(spec: PodSpec & Rest, field: string, isPod = false): FieldError[] {
  const { known, errors } = validateVolumes(spec.volumes ?? [], `${field}.volumes`)
  errors.push(
    ...validateContainers(spec, known, field),
    ...validatePodResources(spec, `${field}.resources`),
    ...validateHostPorts(spec, isPod, field),
  )
  if (!RESTART_POLICIES.includes(spec.restartPolicy ?? ''))
    errors.push(unsupported(`${field}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES))
  if (!DNS_POLICIES.includes(spec.dnsPolicy ?? ''))
    errors.push(unsupported(`${field}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES))
  errors.push(
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...validatePodSecurityContext(spec, `${field}.securityContext`),
    ...validateAffinity(spec.affinity as Affinity | undefined, `${field}.affinity`),
    ...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, `${field}.dnsConfig`),
    ...validateGates(spec, field),
    ...validateTopologySpread(
      (spec.topologySpreadConstraints ?? []) as Spread[],
      `${field}.topologySpreadConstraints`,
    ),
    ...validateHostUsers(spec, field),
    ...validateNames(spec, field),
  )
  const { runtimeClassName, preemptionPolicy, os } = spec
  if (runtimeClassName !== undefined)
    errors.push(...invalids(`${field}.runtimeClassName`, runtimeClassName, dnsSubdomain(runtimeClassName)))
  if (preemptionPolicy !== undefined && !PREEMPTION_POLICIES.includes(preemptionPolicy))
    errors.push(unsupported(`${field}.preemptionPolicy`, preemptionPolicy, PREEMPTION_POLICIES))
  if (os && !os.name) errors.push(required(`${field}.os.name`, 'cannot be empty'))
  else if (os && !SYSTEMS.includes(os.name ?? '')) errors.push(unsupported(`${field}.os`, os.name, SYSTEMS))
  return errors
}

/** Annotations that mean something to a pod. */
export function validatePodAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] {
  const cost = annotations?.[DELETION_COST]
  if (cost === undefined) return []
  const isNumber = /^(0|-?[1-9]\d*)$/.test(cost) && Math.abs(Number(cost)) <= MAX_INT32
  return isNumber ? [] : [invalid(`${field}[${DELETION_COST}]`, cost, 'must be a 32bit integer')]
}

export const validatePodTemplate = (template: PodTemplateSpec, field: string): FieldError[] => [
  ...validateLabels(template.metadata?.labels, `${field}.labels`),
  ...validateAnnotations(template.metadata?.annotations, `${field}.annotations`),
  ...validatePodAnnotations(template.metadata?.annotations, `${field}.annotations`),
  ...validatePodSpec(template.spec, `${field}.spec`),
  ...((template.spec.ephemeralContainers ?? []).length > 0
    ? [
        forbiddenField(
          `${field}.spec.ephemeralContainers`,
          'ephemeral containers not allowed in pod template',
        ),
      ]
    : []),
]
