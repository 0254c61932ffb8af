/**
 * Conflicts of an apply, and those of them that an object of client-side apply forgives.
 * @see k8s.io/apimachinery/pkg/util/managedfields/internal/{conflict,lastappliedmanager,lastappliedupdater}.go, v1.35
 */
import { failure } from '../errors.ts'
import { parseJson } from '../http/json.ts'
import { goJson } from '../patch/gotext.ts'
import { isJsonObject } from '../patch/mergepatch.ts'
import { decode } from '../schema/decode.ts'
import type { FieldType } from '../schema/structs.ts'
import type { ManagedFieldsEntry, Status } from '../types/meta.ts'
import { compare } from './compare.ts'
import { fieldsOf } from './fields.ts'
import { difference, pathsOf, union } from './fieldset.ts'
import { identityOf, type Conflict } from './managers.ts'

type Fields = Record<string, unknown>

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

function shownManager({ manager = '', subresource, operation, apiVersion = '' }: ManagedFieldsEntry): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`
  return operation === 'Update' ? `${name} using ${apiVersion}` : name
}

export function conflictStatus(found: readonly Conflict[]): Status {
  const causes = found.map(({ entry, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${shownManager(entry)}`,
    field: path,
  }))
  const [first] = found
  if (first && found.length === 1)
    return failure(
      409,
      'Conflict',
      `Apply failed with 1 conflict: conflict with ${shownManager(first.entry)}: ${first.path}`,
      { causes },
    )
  const managers = new Map(found.map(({ entry }) => [identityOf(entry), entry]))
  const lines = [...managers].flatMap(([identity, entry]) => [
    `conflicts with ${shownManager(entry)}:`,
    ...found.filter((one) => identityOf(one.entry) === identity).map(({ path }) => `- ${path}`),
  ])
  return failure(409, 'Conflict', `Apply failed with ${found.length} conflicts: ${lines.join('\n')}`, {
    causes,
  })
}

const lastAppliedOf = (object: Fields): string | undefined =>
  ((object.metadata as Fields | undefined)?.annotations as Record<string, string> | undefined)?.[LAST_APPLIED]

/** The fields that client-side apply set and nobody has changed since: kubectl may take them over. */
export function forgivenPaths(live: Fields, apiVersion: string, type: FieldType): ReadonlySet<string> {
  const parsed = parseJson(lastAppliedOf(live) ?? '')
  if (!parsed.ok || !isJsonObject(parsed.value) || type.kind !== 'struct') return new Set()
  const last = parsed.value as Fields
  const checked = decode(type.struct, last)
  if (last.apiVersion !== apiVersion || checked.error !== undefined || checked.strict.length > 0)
    return new Set()
  const { added, removed, modified } = compare(last, live, type)
  const changed = union(union(added, removed), modified)
  return new Set(pathsOf(difference(fieldsOf(last, type, ''), changed)))
}

/** kubectl's apply keeps the annotation of client-side apply up to date, where there is one. */
export function withLastApplied(next: Fields, configuration: Fields): Fields {
  if (!lastAppliedOf(next)) return next
  const metadata = next.metadata as Fields
  const { annotations, ...about } = configuration.metadata as Fields
  const { [LAST_APPLIED]: _, ...others } = (annotations ?? {}) as Record<string, string>
  const kept = Object.keys(others).length > 0 ? { ...about, annotations: others } : about
  const text = `${goJson({ ...configuration, metadata: kept })}\n`
  return {
    ...next,
    metadata: {
      ...metadata,
      annotations: { ...(metadata.annotations as Record<string, string>), [LAST_APPLIED]: text },
    },
  }
}
