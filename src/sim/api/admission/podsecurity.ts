/**
 * PodSecurity: the standards that a namespace's labels enforce on pods or warn of.
 * @see k8s.io/pod-security-admission/policy, v1.35
 */
import { forbidden } from '../errors.ts'
import { KINDS } from '../registry/kinds.ts'
import type { ObjectParts, Strategy } from '../registry/strategy.ts'
import { deepEqual } from '../store/equal.ts'
import type { KubeObject } from '../types/meta.ts'
import type { Container, PodSpec, PodTemplateSpec } from '../types/pod.ts'
import type { SecurityContext } from '../validation/securitycontext.ts'
import type { VerbContext } from '../verbs/context.ts'
import type { Judgement } from './admission.ts'

const LABEL = 'pod-security.kubernetes.io/'
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

type Level = 'privileged' | 'baseline' | 'restricted'

const all = (spec: PodSpec): Container[] => [...(spec.initContainers ?? []), ...spec.containers]
const contextOf = ({ securityContext }: Container): SecurityContext =>
  (securityContext ?? {}) as SecurityContext
const podContextOf = ({ securityContext }: PodSpec): SecurityContext =>
  (securityContext ?? {}) as SecurityContext
const namesOf = (containers: readonly Container[]): string =>
  `${containers.length === 1 ? 'container' : 'containers'} ${containers.map(({ name }) => `"${name}"`).join(', ')}`

function baseline(spec: PodSpec): string[] {
  const found: string[] = []
  const flags = spec as PodSpec & { hostPID?: boolean; hostIPC?: boolean }
  const host = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => flags[name] === true)
  if (host.length > 0) found.push(`host namespaces (${host.map((name) => `${name}=true`).join(', ')})`)
  const paths = (spec.volumes ?? []).filter((volume) => volume.hostPath != null)
  if (paths.length > 0)
    found.push(
      `hostPath volumes (${paths.length === 1 ? 'volume' : 'volumes'} ${paths.map(({ name }) => `"${name}"`).join(', ')})`,
    )
  const privileged = all(spec).filter((container) => contextOf(container).privileged === true)
  if (privileged.length > 0)
    found.push(`privileged (${namesOf(privileged)} must not set securityContext.privileged=true)`)
  const ported = all(spec).filter(({ ports = [] }) => ports.some(({ hostPort }) => hostPort))
  if (ported.length > 0) {
    const ports = ported.flatMap(({ ports = [] }) =>
      ports.flatMap(({ hostPort }) => (hostPort ? [hostPort] : [])),
    )
    found.push(
      `hostPort (${namesOf(ported)} ${ported.length === 1 ? 'uses' : 'use'} ${ports.length === 1 ? 'hostPort' : 'hostPorts'} ${ports.join(', ')})`,
    )
  }
  const capable = all(spec).filter((c) =>
    (contextOf(c).capabilities?.add ?? []).some((name) => !CAPABILITIES.includes(name)),
  )
  if (capable.length > 0) {
    const added = capable
      .flatMap((c) => contextOf(c).capabilities?.add ?? [])
      .filter((name) => !CAPABILITIES.includes(name))
    found.push(
      `non-default capabilities (${namesOf(capable)} must not include ${added.map((name) => `"${name}"`).join(', ')} in securityContext.capabilities.add)`,
    )
  }
  return found
}

function restricted(spec: PodSpec): string[] {
  const found: string[] = []
  const podContext = podContextOf(spec)
  const escalating = all(spec).filter((c) => contextOf(c).allowPrivilegeEscalation !== false)
  if (escalating.length > 0)
    found.push(
      `allowPrivilegeEscalation != false (${namesOf(escalating)} must set securityContext.allowPrivilegeEscalation=false)`,
    )
  const capable = all(spec).filter((c) => !(contextOf(c).capabilities?.drop ?? []).includes('ALL'))
  if (capable.length > 0)
    found.push(
      `unrestricted capabilities (${namesOf(capable)} must set securityContext.capabilities.drop=["ALL"])`,
    )
  const volumes = (spec.volumes ?? []).filter((v) => !Object.keys(v).some((key) => VOLUMES.includes(key)))
  for (const volume of volumes)
    found.push(
      `restricted volume types (volume "${volume.name}" uses restricted volume type "${Object.keys(volume).find((key) => key !== 'name') ?? ''}")`,
    )
  const rooted = all(spec).filter((c) => (contextOf(c).runAsNonRoot ?? podContext.runAsNonRoot) !== true)
  if (rooted.length > 0)
    found.push(`runAsNonRoot != true (pod or ${namesOf(rooted)} must set securityContext.runAsNonRoot=true)`)
  const profileless = all(spec).filter(
    (c) => !(contextOf(c).seccompProfile ?? podContext.seccompProfile)?.type,
  )
  if (profileless.length > 0)
    found.push(
      `seccompProfile (pod or ${namesOf(profileless)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`,
    )
  return found
}

const violations = (level: Level, spec: PodSpec): string[] =>
  level === 'privileged'
    ? []
    : level === 'baseline'
      ? baseline(spec)
      : [...baseline(spec), ...restricted(spec)]

const isLevel = (text: string | undefined): text is Level =>
  text === 'privileged' || text === 'baseline' || text === 'restricted'

function specOf({ kind }: Strategy, object: ObjectParts): PodSpec | undefined {
  if (kind.resource === 'pods') return object.spec as PodSpec
  if (!['deployments', 'replicasets', 'replicationcontrollers'].includes(kind.resource)) return undefined
  return (object.spec as { template?: PodTemplateSpec }).template?.spec
}

/** Pods are refused and warned of; what holds a template is only warned of. */
export function podSecurity(
  context: VerbContext,
  strategy: Strategy,
  object: ObjectParts,
  old: ObjectParts | undefined,
): Judgement {
  const spec = specOf(strategy, object)
  if (!spec || (old && deepEqual(spec, specOf(strategy, old)))) return { warnings: [] }
  const namespace = context.store.get('namespaces', '', object.metadata.namespace ?? '') as
    KubeObject | undefined
  const labels = namespace?.metadata.labels ?? {}
  const judged = (asked: 'enforce' | 'warn'): string | undefined => {
    // Who sets no level to warn of is warned of what is enforced.
    const mode = labels[`${LABEL}${asked}`] === undefined ? 'enforce' : asked
    const level = labels[`${LABEL}${mode}`]
    if (!isLevel(level)) return undefined
    const found = violations(level, spec)
    const version = labels[`${LABEL}${mode}-version`] ?? 'latest'
    return found.length > 0 ? `"${level}:${version}": ${found.join(', ')}` : undefined
  }
  const isPod = strategy.kind.resource === 'pods'
  const enforced = isPod ? judged('enforce') : undefined
  if (enforced)
    return {
      denied: forbidden(KINDS.pods, object.metadata.name, `violates PodSecurity ${enforced}`),
      warnings: [],
    }
  const warned = judged('warn')
  return { warnings: warned ? [`would violate PodSecurity ${warned}`] : [] }
}
