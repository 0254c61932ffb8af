/**
 * The row of a Node.
 * @see kubernetes/pkg/printers/internalversion/printers.go (printNode), v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import type { Node } from '../types/core.ts'
import { age } from './pod.ts'
import type { Cells } from './cells.ts'

const NONE = '<none>'
const UNKNOWN = '<unknown>'
const ROLE_PREFIX = 'node-role.kubernetes.io/'

function rolesOf({ metadata }: Node): string {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length)
      roles.add(key.slice(ROLE_PREFIX.length))
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value)
  }
  return roles.size > 0 ? [...roles].sort().join(',') : NONE
}

function statusOf({ spec, status }: Node): string {
  const ready = (status?.conditions ?? []).find(({ type }) => type === 'Ready')
  const words = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown']
  if (spec?.unschedulable === true) words.push('SchedulingDisabled')
  return words.join(',')
}

export function nodeRow(object: ObjectParts, now: number): Cells {
  const node = object as unknown as Node
  const info = (node.status?.nodeInfo ?? {}) as Record<string, string | undefined>
  const address = (type: string): string =>
    (node.status?.addresses ?? []).find((found) => found.type === type)?.address ?? NONE
  return [
    node.metadata.name,
    statusOf(node),
    rolesOf(node),
    age(node.metadata.creationTimestamp, now),
    info.kubeletVersion ?? '',
    address('InternalIP'),
    address('ExternalIP'),
    info.osImage || UNKNOWN,
    info.kernelVersion || UNKNOWN,
    info.containerRuntimeVersion || UNKNOWN,
  ]
}
