/**
 * Paths inside volumes and containers.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateLocalDescendingPath), v1.35
 */
import type { FieldError } from '../errors.ts'
import { invalid, required } from './field.ts'

const UP = '..'
const MAX_MODE = 0o777

export const pathNoBacksteps = (path: string, field: string): FieldError[] =>
  path.split('/').includes(UP) ? [invalid(field, path, "must not contain '..'")] : []

export const localDescendingPath = (path: string, field: string): FieldError[] => [
  ...(path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : []),
  ...pathNoBacksteps(path, field),
]

export const localNonReservedPath = (path: string, field: string): FieldError[] => [
  ...localDescendingPath(path, field),
  ...(path.startsWith(UP) && !path.startsWith(`${UP}/`)
    ? [invalid(field, path, "must not start with '..'")]
    : []),
]

export const fileMode = (mode: number | undefined, field: string): FieldError[] =>
  mode !== undefined && (mode > MAX_MODE || mode < 0)
    ? [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
    : []

/** One key of a ConfigMap or a Secret as a file. */
export interface KeyToPath {
  key?: string
  path?: string
  mode?: number
}

export const validateKeyToPath = ({ key, path = '', mode }: KeyToPath, field: string): FieldError[] => [
  ...(key ? [] : [required(`${field}.key`)]),
  ...(path ? [] : [required(`${field}.path`)]),
  ...localNonReservedPath(path, `${field}.path`),
  ...fileMode(mode, `${field}.mode`),
]
