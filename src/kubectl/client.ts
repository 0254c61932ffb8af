/**
 * The REST client: one request, its warnings, and a refusal as a status error.
 * @see k8s.io/client-go/rest/request.go, k8s.io/apimachinery/pkg/api/errors (NewGenericServerResponse)
 */
import type { ApiRequest, ApiResponse, StreamEvent } from '../sim/api/contract.ts'
import type { Status } from '../sim/api/types/meta.ts'
import { statusError } from './errors.ts'
import type { KubectlHost } from './host.ts'
import { isObject, parseJson, type Json, type JsonObject } from './json.ts'

export const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

export interface Call {
  method: ApiRequest['method']
  path: string
  query?: Record<string, string>
  /** Sent as JSON. */
  body?: Json
  /** Sent as it is (a patch the user typed). */
  rawBody?: string
  contentType?: string
  accept?: string
  /** Asked by a typed client, which names the group of what it does not find. */
  typed?: true
}

export interface Stream {
  /** The next event, or undefined when the stream ended or the command was interrupted. */
  next(): Promise<StreamEvent | undefined>
  close(): void
}

export interface Client {
  /** The parsed answer; throws the server's refusal. */
  call(call: Call): Promise<Json>
  get(path: string, query?: Record<string, string>): Promise<JsonObject>
  /** A plain-text answer. */
  text(call: Call): Promise<string>
  watch(call: Call): Promise<Stream>
}

const reasons: Record<number, [reason: string, message: string]> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: ['Forbidden', ''],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  406: ['NotAcceptable', ''],
  409: ['Conflict', 'the server reported a conflict'],
  415: ['UnsupportedMediaType', ''],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
}

/** The words for a refusal that carries no Status object. */
function genericStatus(call: Call, response: ApiResponse): Status {
  const [, rest = ''] =
    /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\/(?:namespaces\/[^/]+\/(?=[^/]))?(.*)$/.exec(call.path) ?? []
  const [resource = '', name = ''] = rest.split('/')
  const known = reasons[response.status]
  const body = typeof response.body === 'string' ? response.body.trim() : ''
  let message = known?.[1] ?? ''
  if (message === '')
    message = known
      ? body || 'unknown'
      : `the server responded with the status code ${response.status} but did not return more information`
  if (response.status >= 500 && known === undefined)
    message = `an error on the server (${JSON.stringify(body || 'unknown')}) has prevented the request from succeeding`
  const group = call.typed ? /^\/apis\/([^/]+)/.exec(call.path)?.[1] : undefined
  const qualified = group === undefined ? resource : `${resource}.${group}`
  if (resource) message += ` (${[call.method.toLowerCase(), qualified, name].filter(Boolean).join(' ')})`
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: known?.[0] ?? (response.status >= 500 ? 'InternalError' : 'Unknown'),
    code: response.status,
  }
}

const isStatus = (body: unknown): body is Status =>
  typeof body === 'object' && body !== null && (body as { kind?: unknown }).kind === 'Status'

export function refusal(call: Call, response: ApiResponse): Status | undefined {
  if (response.status < 400) return undefined
  return isStatus(response.body) ? response.body : genericStatus(call, response)
}

/** `299 - "text"` of the header as its text; a server inside the page may give the bare text. */
function warningText(header: string): string {
  const quoted = /^\d{3} \S+ "((?:\\.|[^"\\])*)"/.exec(header)?.[1]
  return quoted === undefined ? header : quoted.replace(/\\(.)/g, '$1')
}

export function createClient(host: KubectlHost): Client {
  const seen = new Set<string>()
  const warn = (response: ApiResponse) => {
    for (const header of response.warnings) {
      const warning = warningText(header)
      if (!seen.has(warning)) host.stderr(`Warning: ${warning}\n`)
      seen.add(warning)
    }
  }
  const toRequest = (call: Call): ApiRequest => {
    const request: ApiRequest = {
      method: call.method,
      path: call.path,
      accept: call.accept ?? 'application/json',
    }
    if (call.query && Object.keys(call.query).length > 0) request.query = call.query
    const body = call.rawBody ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
    if (body !== undefined) {
      request.body = body
      request.contentType = call.contentType ?? 'application/json'
    }
    return request
  }
  const send = async (call: Call): Promise<ApiResponse> => {
    const response = await host.request(toRequest(call))
    warn(response)
    const status = refusal(call, response)
    if (status) throw statusError(status)
    return response
  }
  const call = async (request: Call): Promise<Json> => {
    const { body } = await send(request)
    return (typeof body === 'string' ? (parseJson(body) ?? body) : (body ?? null)) as Json
  }
  return {
    call,
    get: async (path, query = {}) => {
      const answer = await call({ method: 'GET', path, query })
      return isObject(answer) ? answer : {}
    },
    text: async (request) => {
      const { body } = await send(request)
      if (body === undefined || body === null) return ''
      return typeof body === 'string' ? body : JSON.stringify(body)
    },
    watch: async (request) => {
      const handle = await host.watch(toRequest(request))
      warn(handle.response)
      const status = refusal(request, handle.response)
      if (status) {
        handle.close()
        throw statusError(status)
      }
      return {
        next: async () => {
          const event = await handle.next()
          return host.interrupted() ? undefined : event
        },
        close: () => handle.close(),
      }
    },
  }
}
