/**
 * The spec of a pod or of a template.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidatePodSpec), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { PodSpec, PodTemplateSpec, Toleration } from '../types/pod.ts'
import { validateContainers } from './container.ts'
import { duplicate, forbiddenField, invalid, invalids, required, unsupported } from './field.ts'
import { validateAnnotations, validateLabels } from './meta.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { validateId } from './securitycontext.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const MAX_INT32 = 2_147_483_647

/** Sources that must say more than that they are there. */
const SOURCE_FIELDS: Readonly<Record<string, string>> = {
  hostPath: 'path',
  configMap: 'name',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
}

function validateVolumes(spec: PodSpec, field: string): { names: Set<string>; errors: FieldError[] } {
  const names = new Set<string>()
  const errors = (spec.volumes ?? []).flatMap((volume, i) => {
    const at = `${field}[${i}]`
    const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] != null)
    const found = sources
      .slice(1)
      .map((source) => forbiddenField(`${at}.${source}`, 'may not specify more than 1 volume type'))
    const [source = ''] = sources
    const needed = SOURCE_FIELDS[source]
    if (needed !== undefined && !(volume[source] as Record<string, unknown>)[needed])
      found.push(required(`${at}.${source}.${needed}`))
    if (sources.length === 0) found.push(required(at, 'must specify a volume type'))
    if (!volume.name) return [...found, required(`${at}.name`)]
    const wrong = dnsLabel(volume.name)
    if (wrong.length > 0) return [...found, ...invalids(`${at}.name`, volume.name, wrong)]
    if (names.has(volume.name)) return [...found, duplicate(`${at}.name`, volume.name)]
    names.add(volume.name)
    return found
  })
  return { names, errors }
}

function validateToleration(toleration: Toleration, at: string): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
  const errors = key ? invalids(`${at}.key`, key, qualifiedName(key)) : []
  if (!key && operator !== 'Exists')
    errors.push(
      invalid(
        `${at}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ),
    )
  if (tolerationSeconds != null && effect !== 'NoExecute')
    errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
  if (operator === 'Equal' || operator === '') {
    const wrong = labelValue(value)
    if (wrong.length > 0) errors.push(invalid(`${at}.operator`, value, wrong.join(';')))
  } else if (operator === 'Exists') {
    if (value)
      errors.push(invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"))
  } else errors.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists']))
  if (effect && !EFFECTS.includes(effect)) errors.push(unsupported(`${at}.effect`, effect, EFFECTS))
  return errors
}

function validateNames(spec: PodSpec, field: string): FieldError[] {
  const errors: FieldError[] = []
  const check = (name: string, value: string | undefined, rule: (text: string) => string[]): void => {
    if (value) errors.push(...invalids(`${field}.${name}`, value, rule(value)))
  }
  check('serviceAccountName', spec.serviceAccountName, dnsSubdomain)
  check('nodeName', spec.nodeName, dnsSubdomain)
  const deadline = spec.activeDeadlineSeconds
  if (deadline != null && (deadline < 1 || deadline > MAX_INT32))
    errors.push(
      invalid(`${field}.activeDeadlineSeconds`, deadline, `must be between 1 and ${MAX_INT32}, inclusive`),
    )
  check('hostname', spec.hostname, dnsLabel)
  check('subdomain', spec.subdomain, dnsLabel)
  return errors
}

export function validatePodSpec(spec: PodSpec, field: string): FieldError[] {
  const { names, errors } = validateVolumes(spec, `${field}.volumes`)
  errors.push(...validateContainers(spec, names, field))
  if (!RESTART_POLICIES.includes(spec.restartPolicy ?? ''))
    errors.push(unsupported(`${field}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES))
  if (!DNS_POLICIES.includes(spec.dnsPolicy ?? ''))
    errors.push(unsupported(`${field}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES))
  errors.push(...validateLabels(spec.nodeSelector, `${field}.nodeSelector`))
  const context = (spec.securityContext ?? {}) as {
    runAsUser?: number
    runAsGroup?: number
    fsGroup?: number
  }
  for (const name of ['runAsUser', 'runAsGroup', 'fsGroup'] as const)
    errors.push(...validateId(context[name], `${field}.securityContext.${name}`))
  for (const [i, secret] of (spec.imagePullSecrets ?? []).entries())
    if (!secret.name) errors.push(required(`${field}.imagePullSecrets[${i}].name`))
  for (const [i, gate] of (spec.readinessGates ?? []).entries())
    errors.push(
      ...invalids(
        `${field}.readinessGates[${i}].conditionType`,
        gate.conditionType,
        qualifiedName(gate.conditionType),
      ),
    )
  errors.push(...validateNames(spec, field))
  for (const [i, toleration] of (spec.tolerations ?? []).entries())
    errors.push(...validateToleration(toleration, `${field}.tolerations[${i}]`))
  if (spec.priorityClassName)
    errors.push(
      ...invalids(`${field}.priorityClassName`, spec.priorityClassName, dnsSubdomain(spec.priorityClassName)),
    )
  return errors
}

export const validatePodTemplate = (template: PodTemplateSpec, field: string): FieldError[] => [
  ...validateLabels(template.metadata?.labels, `${field}.labels`),
  ...validateAnnotations(template.metadata?.annotations, `${field}.annotations`),
  ...validatePodSpec(template.spec, `${field}.spec`),
]
