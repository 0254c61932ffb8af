/**
 * What the pod security standards forbid, in the order in which it is told.
 * Simplified: rules about AppArmor, SELinux, sysctls, Windows and hosts of probes are left out.
 * @see k8s.io/pod-security-admission/policy, v1.35
 */
import type { Container, PodSpec } from '../types/pod.ts'
import type { SecurityContext } from '../validation/securitycontext.ts'

export type Level = 'privileged' | 'baseline' | 'restricted'

export interface Violation {
  reason: string
  detail: string
}

/** Undefined: nothing is wrong. */
type Check = (spec: PodSpec, containers: readonly Container[]) => Violation | undefined

const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]
const PROFILES = ['RuntimeDefault', 'Localhost']

const contextOf = ({ securityContext }: Container | PodSpec): SecurityContext =>
  (securityContext ?? {}) as SecurityContext
const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
const plural = (word: string, { length }: readonly unknown[]): string => (length === 1 ? word : `${word}s`)
const listed = (values: readonly string[]): string[] => [...new Set(values)].sort()
const said = (containers: readonly Container[]): string =>
  `${plural('container', containers)} ${quoted(containers.map(({ name }) => name))}`

const violation = (reason: string, details: readonly string[]): Violation | undefined =>
  details.length === 0 ? undefined : { reason, detail: details.join('; ') }

/** `pod and container "web" must not …`: those who say it themselves. */
function setters(isPod: boolean, containers: readonly Container[]): string {
  return [...(isPod ? ['pod'] : []), ...(containers.length > 0 ? [said(containers)] : [])].join(' and ')
}

const addedBeyond = (containers: readonly Container[], allowed: readonly string[]): string[] => {
  const added = (c: Container): string[] =>
    (contextOf(c).capabilities?.add ?? []).filter((name) => !allowed.includes(name))
  const adding = containers.filter((c) => added(c).length > 0)
  return adding.length === 0
    ? []
    : [
        `${said(adding)} must not include ${quoted(listed(adding.flatMap(added)))} in securityContext.capabilities.add`,
      ]
}

const escalation: Check = (_, containers) => {
  const wrong = containers.filter((c) => contextOf(c).allowPrivilegeEscalation !== false)
  return wrong.length === 0
    ? undefined
    : violation('allowPrivilegeEscalation != false', [
        `${said(wrong)} must set securityContext.allowPrivilegeEscalation=false`,
      ])
}

const baselineCapabilities: Check = (_, containers) =>
  violation('non-default capabilities', addedBeyond(containers, CAPABILITIES))

const restrictedCapabilities: Check = (_, containers) => {
  const keeping = containers.filter((c) => !(contextOf(c).capabilities?.drop ?? []).includes('ALL'))
  return violation('unrestricted capabilities', [
    ...(keeping.length > 0 ? [`${said(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...addedBeyond(containers, ['NET_BIND_SERVICE']),
  ])
}

const hostNamespaces: Check = (spec) => {
  const flags = spec as PodSpec & { hostPID?: boolean; hostIPC?: boolean }
  const used = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => flags[name] === true)
  const detail = used.map((name) => `${name}=true`).join(', ')
  return violation('host namespaces', detail ? [detail] : [])
}

const hostPaths: Check = ({ volumes = [] }) => {
  const names = volumes.filter((volume) => volume.hostPath != null).map(({ name }) => name)
  return violation(
    'hostPath volumes',
    names.length > 0 ? [`${plural('volume', names)} ${quoted(names)}`] : [],
  )
}

const hostPorts: Check = (_, containers) => {
  const portsOf = ({ ports = [] }: Container): string[] =>
    ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []))
  const using = containers.filter((c) => portsOf(c).length > 0)
  const ports = listed(using.flatMap(portsOf))
  const verb = using.length === 1 ? 'uses' : 'use'
  return violation(
    'hostPort',
    using.length > 0 ? [`${said(using)} ${verb} ${plural('hostPort', ports)} ${ports.join(', ')}`] : [],
  )
}

const privileged: Check = (_, containers) => {
  const wrong = containers.filter((c) => contextOf(c).privileged === true)
  return violation(
    'privileged',
    wrong.length > 0 ? [`${said(wrong)} must not set securityContext.privileged=true`] : [],
  )
}

const procMount: Check = (_, containers) => {
  const mountOf = (c: Container): string => contextOf(c).procMount ?? 'Default'
  const wrong = containers.filter((c) => mountOf(c) !== 'Default')
  const mounts = quoted(listed(wrong.map(mountOf)))
  return violation(
    'procMount',
    wrong.length > 0 ? [`${said(wrong)} must not set securityContext.procMount to ${mounts}`] : [],
  )
}

const restrictedVolumes: Check = ({ volumes = [] }) => {
  const wrong = volumes.filter((v) => !Object.keys(v).some((key) => VOLUMES.includes(key)))
  const types = listed(wrong.map((v) => Object.keys(v).find((key) => key !== 'name') ?? ''))
  const verb = wrong.length === 1 ? 'uses' : 'use'
  const names = quoted(wrong.map(({ name }) => name))
  return violation(
    'restricted volume types',
    wrong.length > 0
      ? [
          `${plural('volume', wrong)} ${names} ${verb} restricted volume ${plural('type', types)} ${quoted(types)}`,
        ]
      : [],
  )
}

const nonRoot: Check = (spec, containers) => {
  const reason = 'runAsNonRoot != true'
  const pod = contextOf(spec).runAsNonRoot
  const denying = containers.filter((c) => contextOf(c).runAsNonRoot === false)
  if (pod === false || denying.length > 0)
    return violation(reason, [
      `${setters(pod === false, denying)} must not set securityContext.runAsNonRoot=false`,
    ])
  const silent = containers.filter((c) => contextOf(c).runAsNonRoot === undefined)
  return pod === true || silent.length === 0
    ? undefined
    : violation(reason, [`pod or ${said(silent)} must set securityContext.runAsNonRoot=true`])
}

const rootUser: Check = (spec, containers) => {
  const isPod = contextOf(spec).runAsUser === 0
  const wrong = containers.filter((c) => contextOf(c).runAsUser === 0)
  return isPod || wrong.length > 0
    ? violation('runAsUser=0', [`${setters(isPod, wrong)} must not set runAsUser=0`])
    : undefined
}

const isBadProfile = (type: string | undefined): type is string =>
  type !== undefined && !PROFILES.includes(type)

/** Profiles that switch the filter off. */
const baselineSeccomp: Check = (spec, containers) => {
  const typeOf = (of: Container | PodSpec): string | undefined => contextOf(of).seccompProfile?.type
  const wrong = containers.filter((c) => isBadProfile(typeOf(c)))
  const pod = typeOf(spec)
  const types = listed([pod, ...wrong.map(typeOf)].filter(isBadProfile))
  return types.length === 0
    ? undefined
    : violation('seccompProfile', [
        `${setters(isBadProfile(pod), wrong)} must not set securityContext.seccompProfile.type to ${quoted(types)}`,
      ])
}

const restrictedSeccomp: Check = (spec, containers) => {
  const wrong = baselineSeccomp(spec, containers)
  if (wrong) return wrong
  const silent = containers.filter((c) => contextOf(c).seccompProfile?.type === undefined)
  return contextOf(spec).seccompProfile?.type !== undefined || silent.length === 0
    ? undefined
    : violation('seccompProfile', [
        `pod or ${said(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      ])
}

/** By the names of upstream's checks, which stand in order of the alphabet. */
const CHECKS: Readonly<Record<Level, readonly Check[]>> = {
  privileged: [],
  baseline: [
    baselineCapabilities,
    hostNamespaces,
    hostPaths,
    hostPorts,
    privileged,
    procMount,
    baselineSeccomp,
  ],
  restricted: [
    escalation,
    restrictedCapabilities,
    hostNamespaces,
    hostPorts,
    privileged,
    procMount,
    restrictedVolumes,
    nonRoot,
    rootUser,
    restrictedSeccomp,
  ],
}

export function violationsOf(level: Level, spec: PodSpec): Violation[] {
  const containers = [...(spec.initContainers ?? []), ...spec.containers]
  return CHECKS[level].flatMap((check) => check(spec, containers) ?? [])
}
