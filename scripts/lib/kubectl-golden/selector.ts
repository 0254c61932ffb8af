/** Label and field selectors of list requests, read as our own API server reads them. */
import { strings, type JsonObject } from '../../../src/kubectl/json.ts'
import { parseFieldSelector } from '../../../src/sim/api/http/fieldselector.ts'
import { parseLabelSelector } from '../../../src/sim/api/http/labelselector.ts'
import type { ObjectParts } from '../../../src/sim/api/registry/strategy.ts'
import type { Resource } from '../../../src/sim/api/resources.ts'

/** The predicate, or the refusal's text. */
export function parseSelectors(
  { labelSelector = '', fieldSelector = '' }: Readonly<Record<string, string>>,
  resource: string,
): ((value: JsonObject) => boolean) | string {
  const labels = parseLabelSelector(labelSelector)
  if (!labels.ok) return labels.error
  const fields = parseFieldSelector(resource as Resource, fieldSelector)
  if (!fields.ok) return fields.error
  return (value) =>
    labels.matches(strings(value, 'metadata', 'labels')) && fields.matches(value as unknown as ObjectParts)
}
