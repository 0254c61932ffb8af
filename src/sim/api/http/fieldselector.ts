/**
 * The field selectors of queries: which fields each kind can be selected by, and their values.
 * @see k8s.io/apimachinery/pkg/fields/selector.go, kubernetes/pkg/apis/core/v1/conversion.go, v1.35
 */
import type { Resource } from '../resources.ts'
import type { ObjectParts } from '../registry/strategy.ts'

export type FieldPredicate = (object: ObjectParts) => boolean
export type ParsedFields = { ok: true; matches: FieldPredicate } | { ok: false; error: string }

const META = ['metadata.name', 'metadata.namespace']

/** Kinds with fields of their own; the others know name and namespace only, and say so. */
const FIELDS: Partial<Readonly<Record<Resource, readonly string[]>>> = {
  pods: [
    ...META,
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  replicationcontrollers: [...META, 'status.replicas'],
  services: [...META, 'spec.clusterIP', 'spec.type'],
  nodes: ['metadata.name', 'spec.unschedulable'],
  namespaces: ['metadata.name', 'status.phase'],
  events: [
    ...META,
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
}

const EVENTS_V1: Readonly<Record<string, string>> = { reportingController: 'reportingComponent' }

function valueAt(resource: Resource, object: ObjectParts, field: string): string {
  let value: unknown = object
  for (const part of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[part]
  if (resource === 'events' && field === 'source')
    return (value as { component?: string } | undefined)?.component || String(object.reportingComponent ?? '')
  if (field === 'spec.unschedulable' || field === 'spec.hostNetwork') return String(value === true)
  if (field === 'status.replicas') return String(value ?? 0)
  return typeof value === 'string' ? value : ''
}

function unknownField(resource: Resource, field: string): string | undefined {
  const known = FIELDS[resource]
  if (known) return known.includes(field) ? undefined : `field label not supported: ${field}`
  return META.includes(field)
    ? undefined
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
}

/** Terms are apart by commas; a backslash keeps what follows it. */
function termsOf(text: string): string[] {
  return text.match(/(?:\\.|[^,\\])+/g) ?? []
}

export function parseFieldSelector(resource: Resource, text: string): ParsedFields {
  const checks: FieldPredicate[] = []
  for (const term of termsOf(text)) {
    const match = /^((?:\\.|[^=!\\])*)(==|!=|=)(.*)$/s.exec(term)
    if (!match) return { ok: false, error: `invalid selector: '${term}'; can't understand '${term}'` }
    const [, given = '', operator, escaped = ''] = match
    const field = EVENTS_V1[given] ?? given
    const wrong = unknownField(resource, field)
    if (wrong !== undefined) return { ok: false, error: wrong }
    const value = escaped.replace(/\\(.)/g, '$1')
    const negated = operator === '!='
    checks.push((object) => (valueAt(resource, object, field) === value) !== negated)
  }
  return { ok: true, matches: (object) => checks.every((matches) => matches(object)) }
}
