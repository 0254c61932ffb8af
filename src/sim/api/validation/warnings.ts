/**
 * What the server takes, but warns of.
 * @see kubernetes/pkg/api/pod/warnings.go, pkg/api/warnings/warnings.go, v1.35
 */
import { parseQuantity } from '../quantity.ts'
import type { Container, PodSpec, PodTemplateSpec } from '../types/pod.ts'
import { dnsLabel } from './names.ts'

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

function containerWarnings(container: Container, field: string): string[] {
  const warnings: string[] = []
  for (const list of ['limits', 'requests'] as const)
    for (const [name, quantity] of Object.entries(container.resources?.[list] ?? {})) {
      const nano = parseQuantity(quantity)?.nano ?? 0n
      if ((name === 'memory' || name === 'ephemeral-storage') && nano % 1_000_000_000n !== 0n)
        warnings.push(
          `${field}.resources.${list}[${name}]: fractional byte value "${quantity}" is invalid, must be an integer`,
        )
    }
  const names = new Set<string>()
  for (const [i, { name }] of (container.env ?? []).entries()) {
    if (names.has(name))
      warnings.push(
        `${field}.env[${i}]: hides previous definition of "${name}", which may be dropped when using apply`,
      )
    names.add(name)
  }
  return warnings
}

function portWarnings(container: Container, field: string, seen: Map<string, string>): string[] {
  return (container.ports ?? []).flatMap((port, i) => {
    const key = `${port.protocol ?? ''} ${port.containerPort} ${port.hostPort ?? 0} ${port.hostIP ?? ''}`
    const at = `${field}.ports[${i}]`
    const first = seen.get(key)
    seen.set(key, first ?? at)
    return first === undefined ? [] : [`${at}: duplicate port definition with ${first}`]
  })
}

export function podSpecWarnings(spec: PodSpec, field: string): string[] {
  const warnings: string[] = []
  const ports = new Map<string, string>()
  for (const [name, containers] of [
    ['initContainers', spec.initContainers ?? []],
    ['containers', spec.containers ?? []],
  ] as const)
    for (const [i, container] of containers.entries())
      warnings.push(
        ...containerWarnings(container, `${field}.${name}[${i}]`),
        ...portWarnings(container, `${field}.${name}[${i}]`, ports),
      )
  if (spec.terminationGracePeriodSeconds != null && spec.terminationGracePeriodSeconds < 0)
    warnings.push(
      `${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
    )
  return warnings
}

export const podTemplateWarnings = (template: PodTemplateSpec, field: string): string[] =>
  podSpecWarnings(template.spec, `${field}.spec`)
