/**
 * Environment variables of a container.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateEnv, ValidateEnvFrom), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { EnvVar } from '../types/pod.ts'
import { validateFieldRef, validateResourceRef } from './downward.ts'
import { invalid, invalids, required } from './field.ts'
import { configMapKey, dnsSubdomain, envVarName } from './names.ts'

/** Paths that an environment variable may name. */
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
function validateKeyRef({ name = '', key }: { name?: string; key?: string }, field: string): FieldError[] {
  const errors = invalids(`${field}.name`, name, dnsSubdomain(name))
  if (!key) return [...errors, required(`${field}.key`)]
  return [...errors, ...invalids(`${field}.key`, key, configMapKey(key))]
}

function validateValueFrom({ value, valueFrom }: EnvVar, field: string): FieldError[] {
  if (!valueFrom) return []
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  const errors: FieldError[] = []
  if (fieldRef) errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, `${field}.fieldRef`))
  if (resourceFieldRef)
    errors.push(...validateResourceRef(resourceFieldRef, false, `${field}.resourceFieldRef`))
  if (configMapKeyRef) errors.push(...validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`))
  if (secretKeyRef) errors.push(...validateKeyRef(secretKeyRef, `${field}.secretKeyRef`))
  const count = Object.values(valueFrom).filter((source) => source != null).length
  if (count === 0)
    errors.push(
      invalid(
        field,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ),
    )
  else if (value) errors.push(invalid(field, '', 'may not be specified when `value` is not empty'))
  else if (count > 1) errors.push(invalid(field, '', 'may not have more than one field specified at a time'))
  return errors
}

export function validateEnv(env: readonly EnvVar[], field: string): FieldError[] {
  return env.flatMap((variable, i) => [
    ...(variable.name
      ? invalids(`${field}[${i}].name`, variable.name, envVarName(variable.name))
      : [required(`${field}[${i}].name`)]),
    ...validateValueFrom(variable, `${field}[${i}].valueFrom`),
  ])
}

interface EnvFrom {
  prefix?: string
  configMapRef?: { name?: string }
  secretRef?: { name?: string }
}

export function validateEnvFrom(sources: readonly EnvFrom[], field: string): FieldError[] {
  return sources.flatMap(({ prefix, configMapRef, secretRef }, i) => {
    const at = `${field}[${i}]`
    const errors = prefix ? invalids(`${at}.prefix`, prefix, envVarName(prefix)) : []
    for (const [name, ref] of Object.entries({ configMapRef, secretRef })) {
      if (!ref) continue
      errors.push(
        ...(ref.name
          ? invalids(`${at}.${name}.name`, ref.name, dnsSubdomain(ref.name))
          : [required(`${at}.${name}.name`)]),
      )
    }
    if (!configMapRef && !secretRef)
      errors.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'))
    else if (configMapRef && secretRef)
      errors.push(invalid(field, '', 'may not have more than one field specified at a time'))
    return errors
  })
}
