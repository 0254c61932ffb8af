/**
 * Security contexts of containers.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateSecurityContext), v1.35
 */
import type { FieldError } from '../errors.ts'
import { invalid } from './field.ts'

const MAX_ID = 2_147_483_647

export interface SecurityContext {
  runAsUser?: number
  runAsGroup?: number
  runAsNonRoot?: boolean
  privileged?: boolean
  allowPrivilegeEscalation?: boolean
  capabilities?: { add?: string[]; drop?: string[] }
  seccompProfile?: { type: string }
}

export function validateId(value: number | null | undefined, field: string): FieldError[] {
  return value != null && (value < 0 || value > MAX_ID)
    ? [invalid(field, value, `must be between 0 and ${MAX_ID}, inclusive`)]
    : []
}

export function validateSecurityContext(given: unknown, field: string): FieldError[] {
  if (given == null) return []
  const context = given as SecurityContext
  const errors = [
    ...validateId(context.runAsUser, `${field}.runAsUser`),
    ...validateId(context.runAsGroup, `${field}.runAsGroup`),
  ]
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged === true)
      errors.push(
        invalid(field, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'),
      )
    if ((context.capabilities?.add ?? []).includes('CAP_SYS_ADMIN'))
      errors.push(
        invalid(
          field,
          context,
          'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
        ),
      )
  }
  return errors
}
