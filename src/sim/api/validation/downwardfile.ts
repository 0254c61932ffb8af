/**
 * Files of a downward API volume.
 * @see kubernetes/pkg/apis/core/validation/validation.go (validateDownwardAPIVolumeFile), v1.35
 */
import type { FieldError } from '../errors.ts'
import { validateFieldRef, validateResourceRef, type FieldRef, type ResourceRef } from './downward.ts'
import { invalid, required } from './field.ts'
import { fileMode, localNonReservedPath } from './paths.ts'

const FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]

export interface DownwardFile {
  path?: string
  fieldRef?: FieldRef
  resourceFieldRef?: ResourceRef
  mode?: number
}

/** `field` is the volume's: errors of files name none of them. */
export function validateDownwardFile(file: DownwardFile, field: string): FieldError[] {
  const { path = '', fieldRef, resourceFieldRef, mode } = file
  const errors = path ? [] : [required(`${field}.path`)]
  errors.push(...localNonReservedPath(path, `${field}.path`))
  if (fieldRef) {
    errors.push(...validateFieldRef(fieldRef, FIELDS, `${field}.fieldRef`))
    if (resourceFieldRef)
      errors.push(
        invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'),
      )
  } else if (resourceFieldRef)
    errors.push(...validateResourceRef(resourceFieldRef, true, `${field}.resourceFieldRef`))
  else errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'))
  return [...errors, ...fileMode(mode, `${field}.mode`)]
}
