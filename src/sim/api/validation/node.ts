/**
 * Nodes.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidateNode, ValidateNodeUpdate), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { KubeObject } from '../types/meta.ts'
import type { ResourceList } from '../types/pod.ts'
import { duplicate, forbiddenField, invalid } from './field.ts'
import { isIPv4, isIPv6 } from './names.ts'
import { validateQuantity } from './resources.ts'
import { validateTaints } from './toleration.ts'

export interface NodeParts extends KubeObject {
  spec?: { taints?: object[]; podCIDR?: string; podCIDRs?: string[]; providerID?: string }
  status?: { capacity?: ResourceList; allocatable?: ResourceList; addresses?: object[] }
}

function isCIDR(text: string): boolean {
  const [ip = '', bits = ''] = text.split('/')
  const max = isIPv4(ip) ? 32 : isIPv6(ip) ? 128 : -1
  return /^\d{1,3}$/.test(bits) && Number(bits) <= max
}

export const cidrErrors = (text: string, field: string): FieldError[] =>
  isCIDR(text)
    ? []
    : [invalid(field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')]

const resourceErrors = ({ status }: NodeParts): FieldError[] =>
  (['capacity', 'allocatable'] as const).flatMap((list) =>
    Object.entries(status?.[list] ?? {}).flatMap(([name, quantity]) =>
      validateQuantity(name, quantity, `status.${list}.${name}`),
    ),
  )

export const validateNode = (node: NodeParts): FieldError[] => [
  ...validateTaints(node.spec?.taints ?? [], 'metadata.taints'),
  ...resourceErrors(node),
  ...(node.spec?.podCIDRs ?? []).flatMap((cidr, i) => cidrErrors(cidr, `spec.podCIDRs[${i}]`)),
]

export function validateNodeUpdate(node: NodeParts, old: NodeParts): FieldError[] {
  const errors = resourceErrors(node)
  const seen = new Set<string>()
  for (const [i, address] of (node.status?.addresses ?? []).entries()) {
    const key = JSON.stringify(address)
    if (seen.has(key)) errors.push(duplicate(`status.addresses[${i}]`, shownAddress(address)))
    seen.add(key)
  }
  const before = old.spec?.podCIDRs ?? []
  const after = node.spec?.podCIDRs ?? []
  const moved = forbiddenField('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid')
  if (before.length > 0 && before.length !== after.length) errors.push(moved)
  else if (before.length > 0)
    for (const [i, cidr] of before.entries()) if (cidr !== after[i]) errors.push(moved)
  const provider = old.spec?.providerID
  if (provider && provider !== node.spec?.providerID)
    errors.push(
      forbiddenField('spec.providerID', 'node updates may not change providerID except from "" to valid'),
    )
  return [...errors, ...validateTaints(node.spec?.taints ?? [], 'metadata.taints')]
}

/** With the names of Go's fields. */
function shownAddress(address: object): unknown {
  const { type, address: text } = address as { type?: string; address?: string }
  return { Type: type ?? '', Address: text ?? '' }
}
