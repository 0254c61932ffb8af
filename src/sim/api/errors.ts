/**
 * metav1.Status of every expected failure, worded as kube-apiserver words it.
 * @see k8s.io/apimachinery/pkg/api/errors/errors.go, v1.35
 */
import type { Status, StatusCause, StatusDetails } from './types/meta.ts'

/** What an error names: `deployments.apps "web"`. */
export interface Qualified {
  resource: string
  group: string
}

export const qualifiedResource = ({ resource, group }: Qualified): string =>
  group ? `${resource}.${group}` : resource

const detailsOf = (of: Qualified, name: string): StatusDetails => ({
  ...(name ? { name } : {}),
  ...(of.group ? { group: of.group } : {}),
  kind: of.resource,
})

export function failure(code: number, reason: string, message: string, details?: StatusDetails): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    ...(message ? { message } : {}),
    ...(reason ? { reason } : {}),
    ...(details ? { details } : {}),
    code,
  }
}

export const success = (details: StatusDetails): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
})

export const notFound = (of: Qualified, name: string): Status =>
  failure(404, 'NotFound', `${qualifiedResource(of)} "${name}" not found`, detailsOf(of, name))

export const alreadyExists = (of: Qualified, name: string): Status =>
  failure(409, 'AlreadyExists', `${qualifiedResource(of)} "${name}" already exists`, detailsOf(of, name))

export const conflict = (of: Qualified, name: string, why: string): Status =>
  failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(of)} "${name}": ${why}`,
    detailsOf(of, name),
  )

export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again'

export const forbidden = (of: Qualified, name: string, why: string): Status =>
  failure(
    403,
    'Forbidden',
    name
      ? `${qualifiedResource(of)} "${name}" is forbidden: ${why}`
      : `${qualifiedResource(of)} is forbidden: ${why}`,
    detailsOf(of, name),
  )

export const badRequest = (message: string): Status => failure(400, 'BadRequest', message)

/** A resourceVersion that is no number. */
export const unreadableVersion = (text: string): Status =>
  failure(500, '', `strconv.ParseUint: parsing "${text}": invalid syntax`)

/** One violated rule of validation: `spec.replicas: Invalid value: -1: must be …`. */
export interface FieldError {
  reason: string
  field: string
  /** All after the field. */
  message: string
}

/** 422 with a cause for each violation. */
export function invalid(of: { kind: string; group: string }, name: string, errors: FieldError[]): Status {
  const causes: StatusCause[] = errors.map(({ reason, message, field }) => ({ reason, message, field }))
  const texts = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))]
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  const subject = of.group ? `${of.kind}.${of.group}` : of.kind
  return failure(422, 'Invalid', `${subject} "${name}" is invalid: ${list}`, {
    ...(name ? { name } : {}),
    ...(of.group ? { group: of.group } : {}),
    kind: of.kind,
    causes,
  })
}
