/**
 * Errors of one field, in upstream's words.
 * @see k8s.io/apimachinery/pkg/util/validation/field/errors.go, v1.35
 */
import type { FieldError } from '../errors.ts'

const error = (reason: string, field: string, message: string): FieldError => ({ reason, field, message })

/** A value as an error shows it: JSON; absent is null. */
const shown = (value: unknown): string => JSON.stringify(value ?? null)

const because = (detail: string): string => (detail ? `: ${detail}` : '')

export const invalid = (field: string, value: unknown, detail: string): FieldError =>
  error('FieldValueInvalid', field, `Invalid value: ${shown(value)}${because(detail)}`)

export const required = (field: string, detail = ''): FieldError =>
  error('FieldValueRequired', field, `Required value${because(detail)}`)

export const forbiddenField = (field: string, detail: string): FieldError =>
  error('FieldValueForbidden', field, `Forbidden: ${detail}`)

export const duplicate = (field: string, value: unknown): FieldError =>
  error('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`)

export const notFoundField = (field: string, value: unknown): FieldError =>
  error('FieldValueNotFound', field, `Not found: ${shown(value)}`)

export const unsupported = (field: string, value: unknown, supported: readonly string[]): FieldError =>
  error(
    'FieldValueNotSupported',
    field,
    `Unsupported value: ${shown(value)}: supported values: ${supported.map((s) => `"${s}"`).join(', ')}`,
  )

export const tooLong = (field: string, max: number): FieldError =>
  error('FieldValueTooLong', field, `Too long: may not be more than ${max} bytes`)

/** One error for each message about the value. */
export const invalids = (field: string, value: unknown, messages: readonly string[]): FieldError[] =>
  messages.map((message) => invalid(field, value, message))

export const AT_LEAST_ZERO = 'must be greater than or equal to 0'

/** Nothing, when absent or not negative. */
export const nonnegative = (field: string, value: number | null | undefined): FieldError[] =>
  value != null && value < 0 ? [invalid(field, value, AT_LEAST_ZERO)] : []
