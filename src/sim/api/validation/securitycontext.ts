/**
 * Security contexts of containers and of pods.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateSecurityContext, validatePodSpecSecurityContext), v1.35
 */
import type { FieldError } from '../errors.ts'
import { internalForm } from '../schema/internal.ts'
import type { PodSpec } from '../types/pod.ts'
import { duplicate, invalid, invalids, required, unsupported } from './field.ts'
import { localDescendingPath } from './paths.ts'

const MAX_ID = 2_147_483_647
const MAX_SYSCTL = 253
const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const SYSCTL = `(${SYSCTL_SEGMENT}[\\./])*${SYSCTL_SEGMENT}`
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined']

interface Profile {
  type?: string
  localhostProfile?: string
}

export interface SecurityContext {
  runAsUser?: number
  runAsGroup?: number
  runAsNonRoot?: boolean
  privileged?: boolean
  allowPrivilegeEscalation?: boolean
  procMount?: string
  capabilities?: { add?: string[]; drop?: string[] }
  seccompProfile?: { type: string; localhostProfile?: string }
  appArmorProfile?: Profile
}

function validateId(value: number | null | undefined, field: string): FieldError[] {
  return value != null && (value < 0 || value > MAX_ID)
    ? [invalid(field, value, `must be between 0 and ${MAX_ID}, inclusive`)]
    : []
}

function validateSeccomp(profile: Profile | undefined, field: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile: local } = profile
  const errors: FieldError[] = []
  if (!type) errors.push(required(`${field}.type`, 'type is required when seccompProfile is set'))
  else if (!PROFILE_TYPES.includes(type)) errors.push(unsupported(`${field}.type`, type, PROFILE_TYPES))
  const at = `${field}.localhostProfile`
  if (type !== 'Localhost')
    return local === undefined
      ? errors
      : [
          ...errors,
          invalid(
            at,
            internalForm('v1.SeccompProfile', { ...profile }),
            'can only be set when seccomp type is Localhost',
          ),
        ]
  return local === undefined
    ? [...errors, required(at, 'must be set when seccomp type is Localhost')]
    : [...errors, ...localDescendingPath(local, at)]
}

function validateAppArmor(profile: Profile | undefined, field: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile: local } = profile
  const at = `${field}.localhostProfile`
  const needed = required(at, 'must be set when AppArmor type is Localhost')
  if (!type) return [required(`${field}.type`, 'type is required when appArmorProfile is set')]
  if (!PROFILE_TYPES.includes(type)) return [unsupported(`${field}.type`, type, PROFILE_TYPES)]
  if (type !== 'Localhost')
    return local === undefined ? [] : [invalid(at, local, 'can only be set when AppArmor type is Localhost')]
  if (local === undefined) return [needed]
  if (local.trim() !== local) return [invalid(at, local, 'must not be padded with whitespace')]
  return local === '' ? [needed] : []
}

/** `hostUsers`: users in the container are those of the host. */
export function validateSecurityContext(given: unknown, hostUsers: boolean, field: string): FieldError[] {
  if (given == null) return []
  const context = given as SecurityContext
  const errors = [
    ...validateId(context.runAsUser, `${field}.runAsUser`),
    ...validateId(context.runAsGroup, `${field}.runAsGroup`),
  ]
  const mount = context.procMount
  if (mount !== undefined && mount !== 'Default' && mount !== 'Unmasked')
    errors.push(unsupported(`${field}.procMount`, mount, ['Default', 'Unmasked']))
  if (mount === 'Unmasked' && hostUsers)
    errors.push(invalid(`${field}.procMount`, mount, '`hostUsers` must be false to use `Unmasked`'))
  errors.push(...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`))
  if (context.allowPrivilegeEscalation === false) {
    const forbids = (what: string): void => {
      const shown = internalForm('v1.SecurityContext', { ...context })
      errors.push(invalid(field, shown, `cannot set \`allowPrivilegeEscalation\` to false and ${what}`))
    }
    if (context.privileged === true) forbids('`privileged` to true')
    if ((context.capabilities?.add ?? []).includes('CAP_SYS_ADMIN'))
      forbids('`capabilities.Add` CAP_SYS_ADMIN')
  }
  return [...errors, ...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`)]
}

interface PodSecurityContext extends SecurityContext {
  fsGroup?: number
  supplementalGroups?: number[]
  supplementalGroupsPolicy?: string
  fsGroupChangePolicy?: string
  seLinuxChangePolicy?: string
  sysctls?: { name?: string }[]
}

const oneOf = (value: string | undefined, allowed: readonly string[], field: string): FieldError[] =>
  value === undefined || allowed.includes(value) ? [] : [unsupported(field, value, allowed)]

function validateSysctls(sysctls: readonly { name?: string }[], field: string): FieldError[] {
  const names = new Set<string>()
  return sysctls.flatMap(({ name = '' }, i) => {
    const at = `${field}[${i}].name`
    const twice = names.has(name)
    names.add(name)
    if (!name) return [required(at)]
    if (name.length > MAX_SYSCTL || !new RegExp(`^${SYSCTL}$`).test(name))
      return invalids(at, name, [`must have at most ${MAX_SYSCTL} characters and match regex ^${SYSCTL}$`])
    return twice ? [duplicate(at, name)] : []
  })
}

export function validatePodSecurityContext(spec: PodSpec, field: string): FieldError[] {
  const context = (spec.securityContext ?? {}) as PodSecurityContext
  const { hostPID, shareProcessNamespace } = spec as { hostPID?: boolean; shareProcessNamespace?: boolean }
  return [
    ...validateId(context.fsGroup, `${field}.fsGroup`),
    ...validateId(context.runAsUser, `${field}.runAsUser`),
    ...validateId(context.runAsGroup, `${field}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((id, i) =>
      validateId(id, `${field}.supplementalGroups[${i}]`),
    ),
    ...(shareProcessNamespace && hostPID
      ? [
          invalid(
            `${field}.shareProcessNamespace`,
            true,
            'ShareProcessNamespace and HostPID cannot both be enabled',
          ),
        ]
      : []),
    ...validateSysctls(context.sysctls ?? [], `${field}.sysctls`),
    ...oneOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], `${field}.fsGroupChangePolicy`),
    ...validateSeccomp(context.seccompProfile, `${field}.seccompProfile`),
    ...validateAppArmor(context.appArmorProfile, `${field}.appArmorProfile`),
    ...oneOf(context.supplementalGroupsPolicy, ['Merge', 'Strict'], `${field}.supplementalGroupsPolicy`),
    ...oneOf(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], `${field}.seLinuxChangePolicy`),
  ]
}
