/**
 * What the server takes, but warns of.
 * @see kubernetes/pkg/api/pod/warnings.go, pkg/api/service/warnings.go, pkg/api/node/util.go, v1.35
 */
import { parseQuantity } from '../quantity.ts'
import type { Service } from '../types/core.ts'
import type { LabelSelector, TemplateMeta } from '../types/meta.ts'
import type { Container, PodSpec, PodTemplateSpec } from '../types/pod.ts'
import { dnsLabel } from './names.ts'
import { portWarnings } from './portwarnings.ts'

export const POD_NAMES = 'Pod names and hostnames'
export const POD_HOSTNAME = "the Pod's hostname"

/** A name that is no DNS label makes hostnames that surprise. */
export function nameWarnings(name: string, usedIn: string): string[] {
  const wrong = dnsLabel(name)
  return wrong.length === 0
    ? []
    : [
        `metadata.name: this is used in ${usedIn}, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(', ')}]`,
      ]
}

const since = (version: string, instead: string): string =>
  `deprecated since ${version}; use "${instead}" instead`

/** Labels of nodes that have a new name. */
const NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': since('v1.14', 'kubernetes.io/arch'),
  'beta.kubernetes.io/os': since('v1.14', 'kubernetes.io/os'),
  'failure-domain.beta.kubernetes.io/region': since('v1.17', 'topology.kubernetes.io/region'),
  'failure-domain.beta.kubernetes.io/zone': since('v1.17', 'topology.kubernetes.io/zone'),
  'beta.kubernetes.io/instance-type': since('v1.17', 'node.kubernetes.io/instance-type'),
}

const ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod':
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
}

const VOLUMES: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
}

function envWarnings({ env = [] }: Container, field: string): string[] {
  const names = new Set<string>()
  return env.flatMap(({ name, value = '', valueFrom }, i) => {
    const again = names.has(name)
    names.add(name)
    // A value that builds on the one before hides nothing.
    const reference = `$(${name})`
    const hides = valueFrom != null || value === reference || !value.includes(reference)
    return again && hides
      ? [`${field}.env[${i}]: hides previous definition of "${name}", which may be dropped when using apply`]
      : []
  })
}

function containerWarnings(container: Container, field: string): string[] {
  const warnings: string[] = []
  for (const name of ['memory', 'ephemeral-storage'])
    for (const list of ['limits', 'requests'] as const) {
      const quantity = container.resources?.[list]?.[name]
      const nano = parseQuantity(quantity ?? '0')?.nano ?? 0n
      if (nano % 1_000_000_000n !== 0n)
        warnings.push(
          `${field}.resources.${list}[${name}]: fractional byte value "${quantity}" is invalid, must be an integer`,
        )
    }
  return [...warnings, ...envWarnings(container, field)]
}

function repeated(
  list: readonly (string | undefined)[],
  say: (i: number, value: string) => string,
): string[] {
  const seen = new Set<string>()
  return list.flatMap((value = '', i) => {
    if (seen.has(value)) return [say(i, value)]
    seen.add(value)
    return []
  })
}

interface Spread {
  topologyKey?: string
  labelSelector?: LabelSelector
}

function placementWarnings(spec: PodSpec, field: string): string[] {
  const spreads = (spec.topologySpreadConstraints ?? []) as Spread[]
  return [
    ...Object.keys(spec.nodeSelector ?? {}).flatMap((key) => {
      const message = NODE_LABELS[key]
      return message === undefined ? [] : [`${field}.nodeSelector[${key}]: ${message}`]
    }),
    ...spreads.flatMap(({ topologyKey = '', labelSelector }, i) => {
      const at = `${field}.topologySpreadConstraints[${i}]`
      const message = NODE_LABELS[topologyKey]
      return [
        ...(message === undefined ? [] : [`${at}.topologyKey: ${topologyKey} is ${message}`]),
        ...(labelSelector ? [] : [`${at}.labelSelector: a null labelSelector results in matching no pod`]),
      ]
    }),
  ]
}

type Term = { labelSelector?: LabelSelector } | undefined
type Affinity = Partial<
  Record<
    string,
    {
      requiredDuringSchedulingIgnoredDuringExecution?: Term[]
      preferredDuringSchedulingIgnoredDuringExecution?: { podAffinityTerm?: Term }[]
    }
  >
>

function affinityWarnings(spec: PodSpec, field: string): string[] {
  const say = (at: string): string => `${at}.labelSelector: a null labelSelector results in matching no pod`
  const affinity = (spec.affinity ?? {}) as Affinity
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const at = `${field}.affinity.${kind}`
    const {
      requiredDuringSchedulingIgnoredDuringExecution: needed = [],
      preferredDuringSchedulingIgnoredDuringExecution: wanted = [],
    } = affinity[kind] ?? {}
    return [
      ...needed.flatMap((term, i) =>
        term?.labelSelector ? [] : [say(`${at}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`)],
      ),
      ...wanted.flatMap(({ podAffinityTerm }, i) =>
        podAffinityTerm?.labelSelector
          ? []
          : [say(`${at}.preferredDuringSchedulingIgnoredDuringExecution[${i}].podAffinityTerm`)],
      ),
    ]
  })
}

/** `at`: what stands before `spec` and `metadata`, with its dot. */
export function podWarnings(
  spec: PodSpec,
  annotations: Readonly<Record<string, string>> | undefined,
  at: string,
): string[] {
  const field = `${at}spec`
  const containers = [
    ...(spec.initContainers ?? []).map((c, i) => [c, `${field}.initContainers[${i}]`] as const),
    ...(spec.containers ?? []).map((c, i) => [c, `${field}.containers[${i}]`] as const),
  ]
  const { hostAliases = [] } = spec as { hostAliases?: { ip?: string }[] }
  const secrets = (spec.imagePullSecrets ?? []).map(({ name }) => name)
  const grace = spec.terminationGracePeriodSeconds
  return [
    ...placementWarnings(spec, field),
    ...Object.entries(ANNOTATIONS).flatMap(([key, message]) =>
      annotations?.[key] === undefined ? [] : [`${at}metadata.annotations[${key}]: ${message}`],
    ),
    ...(spec.volumes ?? []).flatMap((volume, i) =>
      Object.entries(VOLUMES).flatMap(([kind, message]) =>
        volume[kind] == null ? [] : [`${field}.volumes[${i}].${kind}: ${message}`],
      ),
    ),
    ...repeated(
      hostAliases.map(({ ip }) => ip),
      (i, ip) => `${field}.hostAliases[${i}].ip: duplicate ip "${ip}"`,
    ),
    ...repeated(secrets, (i, name) => `${field}.imagePullSecrets[${i}].name: duplicate name "${name}"`),
    ...secrets.flatMap((name, i) =>
      name ? [] : [`${field}.imagePullSecrets[${i}].name: invalid empty name ""`],
    ),
    ...containers.flatMap(([container, here]) => containerWarnings(container, here)),
    ...portWarnings(containers),
    ...(grace != null && grace < 0
      ? [
          `${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...affinityWarnings(spec, field),
  ]
}

export const podTemplateWarnings = (template: PodTemplateSpec, field: string): string[] =>
  podWarnings(template.spec, (template.metadata as TemplateMeta | undefined)?.annotations, `${field}.`)

export function serviceWarnings({ spec, metadata }: Service): string[] {
  const annotations = metadata.annotations ?? {}
  const warnings: string[] = []
  if (annotations['service.kubernetes.io/topology-aware-hints'] !== undefined)
    warnings.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    )
  const isExternalName = spec.type === 'ExternalName'
  if (spec.type === 'ClusterIP' && spec.clusterIP === 'None') {
    if (spec.loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services')
    if (spec.externalIPs?.length) warnings.push('spec.externalIPs is ignored for headless services')
    if (spec.sessionAffinity !== 'None')
      warnings.push('spec.SessionAffinity is ignored for headless services')
  }
  if (isExternalName && spec.externalIPs?.length)
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"')
  if (!isExternalName && spec.externalName)
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"')
  if (spec.trafficDistribution === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"')
  return warnings
}
