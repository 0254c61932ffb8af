/**
 * Numbers that may be a share of all.
 * @see kubernetes/pkg/apis/apps/validation/validation.go (ValidatePositiveIntOrPercent, IsNotMoreThan100Percent), v1.35
 */
import type { FieldError } from '../errors.ts'
import type { IntOrString } from '../types/meta.ts'
import { invalid, invalids, nonnegative } from './field.ts'
import { percent } from './names.ts'

const PERCENT = /^(\d+)%$/

export function validateIntOrPercent(value: IntOrString | undefined, field: string): FieldError[] {
  return typeof value === 'string' ? invalids(field, value, percent(value)) : nonnegative(field, value)
}

/** The number in front of a percent sign, or the number itself; what is neither counts as nothing. */
export const rawNumber = (value: IntOrString | undefined): number =>
  typeof value === 'string' ? Number.parseInt(PERCENT.exec(value)?.[1] ?? '0', 10) : (value ?? 0)

export const notMoreThanAll = (value: IntOrString | undefined, field: string): FieldError[] =>
  typeof value === 'string' && PERCENT.test(value) && rawNumber(value) > 100
    ? [invalid(field, value, 'must not be greater than 100%')]
    : []
