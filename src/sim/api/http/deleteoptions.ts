/**
 * Options of a DELETE, from its body or its query.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/delete.go, apimachinery/pkg/apis/meta/v1/validation, v1.35
 */
import type { DeleteOptions } from '../contract.ts'
import { badRequest, invalid, type FieldError } from '../errors.ts'
import { decode } from '../schema/decode.ts'
import type { Status } from '../types/meta.ts'
import { invalid as invalidField, unsupported } from '../validation/field.ts'
import { isMediaType, typeMetaError, unsupportedMediaType } from './body.ts'
import { parseJson } from './json.ts'
import { intError, isTrue, type Query } from './query.ts'
import { parseYaml } from './yaml.ts'

type Given = Record<string, unknown>
export type ReadOptions = { ok: true; options: DeleteOptions } | { ok: false; status: Status }

const POLICIES = ['Foreground', 'Background', 'Orphan']

function fromQuery(query: Query): Given | Status {
  const given: Given = {}
  const grace = query.gracePeriodSeconds
  if (grace !== undefined) {
    const why = intError(grace)
    if (why !== undefined) return badRequest(why)
    given.gracePeriodSeconds = Number(grace)
  }
  if (query.propagationPolicy) given.propagationPolicy = query.propagationPolicy
  if (query.dryRun !== undefined) given.dryRun = [query.dryRun]
  if (query.orphanDependents !== undefined) given.orphanDependents = isTrue(query.orphanDependents)
  return given
}

function fromBody(body: string, contentType: string | undefined): Given | Status {
  const media = isMediaType(contentType)
  if (!media) return unsupportedMediaType()
  const parsed = media === 'json' ? parseJson(body) : parseYaml(body)
  if (!parsed.ok) return badRequest(`couldn't get version/kind; json parse error: ${parsed.error}`)
  const why = typeMetaError(parsed.value)
  if (why !== undefined) return badRequest(why)
  const value = (parsed.value ?? {}) as Given
  const kind = (value.kind as string | undefined) ?? 'DeleteOptions'
  if (kind !== 'DeleteOptions')
    return badRequest(
      `no kind "${kind}" is registered for version "${String(value.apiVersion ?? 'v1')}" in scheme "pkg/runtime/scheme.go:111"`,
    )
  const decoded = decode('v1.DeleteOptions', value)
  if (decoded.error !== undefined) return badRequest(decoded.error)
  return decoded.value as Given
}

const isStatus = (value: Given | Status): value is Status => value.kind === 'Status'

export function readDeleteOptions(
  body: string | undefined,
  contentType: string | undefined,
  query: Query,
): ReadOptions {
  const given = body ? fromBody(body, contentType) : fromQuery(query)
  if (isStatus(given)) return { ok: false, status: given }
  const { gracePeriodSeconds, propagationPolicy, orphanDependents, preconditions, dryRun } = given
  const errors: FieldError[] = []
  if (propagationPolicy != null && orphanDependents != null)
    errors.push(
      invalidField(
        'propagationPolicy',
        propagationPolicy,
        'orphanDependents and deletionPropagation cannot be both set',
      ),
    )
  else if (propagationPolicy != null && !POLICIES.includes(String(propagationPolicy)))
    errors.push(unsupported('propagationPolicy', propagationPolicy, [...POLICIES, 'nil']))
  const runs = (dryRun ?? []) as string[]
  if (runs.some((value) => value !== 'All')) errors.push(unsupported('dryRun', runs, ['All']))
  if (errors.length > 0)
    return { ok: false, status: invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', errors) }
  const policy =
    orphanDependents == null ? propagationPolicy : orphanDependents === true ? 'Orphan' : 'Background'
  const options: DeleteOptions = {}
  if (gracePeriodSeconds != null) options.gracePeriodSeconds = gracePeriodSeconds as number
  if (policy != null) options.propagationPolicy = policy as NonNullable<DeleteOptions['propagationPolicy']>
  if (preconditions != null)
    options.preconditions = preconditions as NonNullable<DeleteOptions['preconditions']>
  if (runs.length > 0) options.dryRun = true
  return { ok: true, options }
}
