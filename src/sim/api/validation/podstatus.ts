/**
 * The status of a pod.
 * @see kubernetes/pkg/apis/core/validation/validation.go (ValidatePodStatusUpdate), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { Pod } from '../types/pod.ts'
import { duplicate, invalid, invalids } from './field.ts'
import { dnsSubdomain, ipAddress, isIPv6, qualifiedName } from './names.ts'

/** Conditions of the system itself, whose names are not looked at again with each write. */
const KNOWN_CONDITIONS: ReadonlySet<string> = new Set([
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  'DisruptionTarget',
])

/** Two addresses at most, one of each family. */
function addressErrors(list: readonly { ip: string }[], field: string): FieldError[] {
  const errors = list.flatMap(({ ip }, i) => invalids(`${field}[${i}]`, ip, ipAddress(ip)))
  if (list.length < 2 || errors.length > 0) return errors
  const families = new Set(list.map(({ ip }) => isIPv6(ip)))
  if (families.size < 2 || list.length > 2)
    errors.push(
      invalid(
        field,
        list.map(({ ip }) => ({ IP: ip })),
        'may specify no more than one IP for each IP family',
      ),
    )
  const seen = new Set<string>()
  for (const [i, { ip }] of list.entries()) {
    if (seen.has(ip)) errors.push(duplicate(`${field}[${i}]`, { IP: ip }))
    seen.add(ip)
  }
  return errors
}

/** What is the old status's own was checked when it was written: most writes of the kubelet change conditions alone. */
export function validatePodStatus({ status }: Pod, { status: old }: Pod): FieldError[] {
  const errors: FieldError[] = []
  // Upstream names the conditions after the metadata.
  status.conditions?.forEach(({ type }, i) => {
    if (!KNOWN_CONDITIONS.has(type))
      errors.push(...invalids(`metadata.conditions[${i}].Type`, type, qualifiedName(type)))
  })
  const nominated = status.nominatedNodeName
  if (nominated) errors.push(...invalids('status.nominatedNodeName', nominated, dnsSubdomain(nominated)))
  if (status.podIPs && status.podIPs !== old.podIPs)
    errors.push(...addressErrors(status.podIPs, 'status.podIPs'))
  const host = status.hostIPs?.[0]
  if (host && host.ip !== status.hostIP)
    errors.push(invalid('status.hostIPs[0].ip', host.ip, 'must be equal to `hostIP`'))
  if (status.hostIPs && status.hostIPs !== old.hostIPs)
    errors.push(...addressErrors(status.hostIPs, 'status.hostIPs'))
  return errors
}
