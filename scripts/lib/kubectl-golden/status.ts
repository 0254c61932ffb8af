/** Status objects in the API server's words. */
import type { ApiResponse } from '../../../src/sim/api/contract.ts'
import type { Status, StatusCause } from '../../../src/sim/api/types/meta.ts'

export const ok = (body: unknown, status = 200, warnings: string[] = []): ApiResponse => ({
  status,
  contentType: 'application/json',
  warnings,
  body,
})

const codes: Record<string, number> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Invalid: 422,
  BadRequest: 400,
  Forbidden: 403,
  Unauthorized: 401,
  InternalError: 500,
}

export function refuse(reason: string, message: string, details?: Status['details']): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code: codes[reason] ?? 500,
    ...(details ? { details } : {}),
  }
  return { status: body.code ?? 500, contentType: 'application/json', warnings: [], body }
}

export function invalid(groupKind: string, name: string, causes: StatusCause[]): ApiResponse {
  const texts = causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`)
  const all = texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
  const [kind = ''] = groupKind.split('.')
  return refuse('Invalid', `${groupKind} "${name}" is invalid: ${all}`, { name, kind, causes })
}
