/** Responses of the REST face. */
import type { ApiResponse } from '../contract.ts'
import { failure } from '../errors.ts'
import type { Status } from '../types/meta.ts'

export const JSON_TYPE = 'application/json'

export const respond = (status: number, body: unknown, warnings: string[] = []): ApiResponse => ({
  status,
  contentType: JSON_TYPE,
  warnings,
  ...(body === undefined ? {} : { body }),
})

const withRetryAfter = (response: ApiResponse, { details }: Status): ApiResponse =>
  details?.retryAfterSeconds === undefined
    ? response
    : { ...response, headers: { 'retry-after': String(details.retryAfterSeconds) } }

export const respondStatus = (status: Status, warnings: string[] = []): ApiResponse =>
  withRetryAfter(respond(status.code ?? 200, status, warnings), status)

export const respondText = (status: number, body: string): ApiResponse => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  warnings: [],
  body,
})

/** The value of a Warning header (RFC 7234), as k8s.io/apimachinery/pkg/util/net writes it. */
export const warningHeader = (text: string): string =>
  `299 - "${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

export const noSuchResource = (): ApiResponse =>
  respondStatus(failure(404, 'NotFound', 'the server could not find the requested resource', {}))

export const notAllowed = (): ApiResponse =>
  respondStatus(
    failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
  )
