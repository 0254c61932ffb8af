/**
 * Query parameters, and what is wrong with them.
 * @see k8s.io/apimachinery/pkg/apis/meta/{v1,internalversion}/validation/validation.go, v1.35
 */
import { utf8 } from '../../utf8.ts'
import { badRequest, failure, invalid } from '../errors.ts'
import type { FieldError } from '../errors.ts'
import type { Status } from '../types/meta.ts'
import {
  forbiddenField,
  invalid as invalidField,
  required,
  tooLong,
  unsupported,
} from '../validation/field.ts'

export type Query = Readonly<Record<string, string>>

const META = 'meta.k8s.io'
const MAX_MANAGER = 128

export const isTrue = (text: string | undefined): boolean =>
  text !== undefined && text.toLowerCase() !== 'false' && text !== '0'

const badDryRun = (values: readonly string[]): FieldError[] =>
  values.every((value) => value === 'All') ? [] : [unsupported('dryRun', values, ['All'])]

export const dryRunErrors = (query: Query): FieldError[] =>
  query.dryRun === undefined ? [] : badDryRun([query.dryRun])

/** A manager's name must be short and printable; positions are counted in bytes. */
function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = []
  let at = 0
  for (const sign of manager) {
    const point = sign.codePointAt(0) ?? 0
    if (/[\p{C}\p{Z}]/u.test(sign) && sign !== ' ') {
      const shown = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
      errors.push(invalidField('fieldManager', manager, `invalid character ${shown} (at position ${at})`))
    }
    at += utf8(point).length
  }
  return at > MAX_MANAGER ? [tooLong('fieldManager', MAX_MANAGER), ...errors] : errors
}

/** Options of create, update or patch (`kind` names them). */
export function writeOptionErrors(kind: string, query: Query, isApply = false): Status | undefined {
  const errors: FieldError[] = []
  const manager = query.fieldManager ?? ''
  if (kind === 'PatchOptions') {
    if (isApply && !manager) errors.push(required('fieldManager', 'is required for apply patch'))
    if (!isApply && query.force !== undefined)
      errors.push(forbiddenField('force', 'may not be specified for non-apply patch'))
  }
  errors.push(...managerErrors(manager), ...dryRunErrors(query))
  const mode = query.fieldValidation ?? ''
  if (!['', 'Ignore', 'Strict', 'Warn'].includes(mode))
    errors.push(unsupported('fieldValidation', mode, ['', 'Ignore', 'Strict', 'Warn']))
  return errors.length > 0 ? invalid({ kind, group: META }, '', errors) : undefined
}

/** Options of list and watch. */
export function listOptionErrors(query: Query): Status | undefined {
  const errors: FieldError[] = []
  const field = 'resourceVersionMatch'
  const match = query.resourceVersionMatch ?? ''
  const version = query.resourceVersion ?? ''
  const initial = query.sendInitialEvents
  if (isTrue(query.watch)) {
    if (initial !== undefined && match !== 'NotOlderThan')
      errors.push(
        forbiddenField(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'),
      )
    if (initial === undefined && match)
      errors.push(
        forbiddenField(
          field,
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      )
    if (initial !== undefined && match && match !== 'NotOlderThan')
      errors.push(unsupported(field, match, ['NotOlderThan']))
  } else {
    if (match) {
      if (!version)
        errors.push(
          forbiddenField(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
        )
      if (query.continue)
        errors.push(forbiddenField(field, 'resourceVersionMatch is forbidden when continue is provided'))
      if (!['Exact', 'NotOlderThan'].includes(match))
        errors.push(unsupported(field, match, ['Exact', 'NotOlderThan']))
      if (match === 'Exact' && version === '0')
        errors.push(
          forbiddenField(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'),
        )
    }
    if (initial !== undefined)
      errors.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  }
  return errors.length > 0 ? invalid({ kind: 'ListOptions', group: META }, '', errors) : undefined
}

/** `timeout=1x`: the request's own time-out, a Go duration. */
export function timeoutError(query: Query): Status | undefined {
  const text = query.timeout
  if (text === undefined || text === '') return undefined
  const said = (why: string): Status => badRequest(`invalid timeout specified in the request URL - ${why}`)
  const unit = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(.*)$/s.exec(text)
  if (!unit) return said(`time: invalid duration "${text}"`)
  const parts = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)([a-zµ]*))+$/.exec(text)
  const last = parts?.[1] ?? ''
  if (last === '' && text !== '0') return said(`time: missing unit in duration "${text}"`)
  return ['ns', 'us', 'µs', 'ms', 's', 'm', 'h', ''].includes(last)
    ? undefined
    : said(`time: unknown unit "${last}" in duration "${text}"`)
}

/** `limit=x`, `timeoutSeconds=x`: numbers that are none. */
export function numberError(query: Query): Status | undefined {
  for (const text of [query.timeoutSeconds, query.limit]) {
    const why = text === undefined || text === '' ? undefined : intError(text)
    if (why !== undefined) return badRequest(why)
  }
  return undefined
}

const INT64 = 2n ** 63n

/** Why a text is no int64, as strconv.ParseInt says it. */
export function intError(text: string): string | undefined {
  const said = (why: string): string => `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`
  if (!/^[+-]?\d+$/.test(text)) return said('invalid syntax')
  const whole = BigInt(text.replace(/^\+/, ''))
  return whole >= INT64 || whole < -INT64 ? said('value out of range') : undefined
}

/** The number of a resourceVersion, or the failure of one that is none. */
export function versionNumber(text: string): number | Status {
  if (/^\d+$/.test(text)) return Number(text)
  return failure(
    500,
    '',
    `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
  )
}

/** `includeObject=x`: what a Table should hold of its objects. */
export function tableOptionError({ includeObject = '' }: Query): Status | undefined {
  if (['', 'None', 'Metadata', 'Object'].includes(includeObject)) return undefined
  const why = "must be 'Metadata', 'Object', 'None', or empty"
  return badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(includeObject)}: ${why}`,
  )
}
