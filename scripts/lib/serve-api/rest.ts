/**
 * The REST face of the simulated API server over HTTP/1.1: Node's requests become ApiRequests of the session, watches
 * are chunked JSON lines.
 * @see k8s.io/apiserver/pkg/endpoints/handlers/watch.go, v1.35
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiRequest, ApiResponse, ApiWatch, StreamEvent } from '../../../src/sim/api/contract.ts'
import type { Clients } from '../../../src/worker/session/clients.ts'
import { commandLabels } from './commandlabel.ts'
import { MAX_BODY_BYTES, readBody } from './guard.ts'
import { jsonOfProtobuf, PROTOBUF_TYPE } from './protobuf.ts'

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
const JSON_TYPE = 'application/json'
/** kube-apiserver draws 30–60 minutes where a watch names no time-out; ours takes the upper end. */
const DEFAULT_WATCH_SECONDS = 3600
/** A client that reads so much too slowly is let go; it lists anew. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024

export interface Rest {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Ends the watches of a run that is shown no more. */
  sweep(): void
  /** Open watches. */
  readonly watches: number
}

const MAX_CLIENT = 128

/** The client's name, without its version: an address of the run has little room. */
const clientOf = (userAgent: string): string => (userAgent.split('/')[0] ?? '').slice(0, MAX_CLIENT)

/** Protobuf becomes JSON; what cannot is left to the API, which refuses it. */
function readable(contentType: string | undefined, bytes: Buffer): { contentType?: string; body?: string } {
  const json = contentType === PROTOBUF_TYPE ? jsonOfProtobuf(bytes) : undefined
  if (json !== undefined) return { contentType: JSON_TYPE, body: json }
  return {
    ...(contentType === undefined ? {} : { contentType }),
    ...(bytes.length === 0 ? {} : { body: bytes.toString('utf8') }),
  }
}

function toApiRequest(request: IncomingMessage, bytes: Buffer): ApiRequest {
  const { accept, 'content-type': contentType, 'user-agent': userAgent } = request.headers
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  return {
    method: request.method as ApiRequest['method'],
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    ...(accept === undefined ? {} : { accept }),
    ...(userAgent === undefined ? {} : { userAgent: clientOf(userAgent) }),
    ...readable(contentType, bytes),
  }
}

const refusal = (code: number, reason: string, message: string): ApiResponse => ({
  status: code,
  contentType: JSON_TYPE,
  warnings: [],
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
})

function writeHead(response: ServerResponse, answer: ApiResponse): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  if (answer.warnings.length > 0) response.setHeader('Warning', answer.warnings)
  if (answer.contentType !== '') response.setHeader('Content-Type', answer.contentType)
  response.writeHead(answer.status)
}

function sendResponse(response: ServerResponse, answer: ApiResponse): void {
  writeHead(response, answer)
  if (answer.body === undefined) response.end()
  else response.end(typeof answer.body === 'string' ? answer.body : `${JSON.stringify(answer.body)}\n`)
}

interface OpenWatch {
  ended: () => boolean
  close: () => void
}

/** Streams a watch until the client leaves or its time is over. */
function sendWatch(response: ServerResponse, watch: ApiWatch, seconds: number): () => void {
  writeHead(response, watch.response)
  const send = (event: StreamEvent): void => {
    response.write(`${JSON.stringify(event)}\n`)
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy()
  }
  for (const event of watch.initial) send(event)
  const unsubscribe = watch.subscribe(send)
  const timer = setTimeout(() => response.end(), seconds * 1000)
  response.on('close', () => {
    clearTimeout(timer)
    unsubscribe()
  })
  response.flushHeaders()
  return () => response.end()
}

const isWatch = ({ method, query = {} }: ApiRequest): boolean =>
  method === 'GET' && query['watch'] !== undefined && !['', '0', 'false'].includes(query['watch'])

/** Go's HTTP server looks at a path's escapes before any handler does. */
function isWellEscaped(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

export function createRest(clients: () => Clients): Rest {
  const open = new Set<OpenWatch>()
  const labelOf = commandLabels()

  const answerWatch = async (asked: ApiRequest, response: ServerResponse): Promise<void> => {
    const { response: refused, watch, ended } = await clients().watch(asked)
    if (!watch) return sendResponse(response, refused)
    if (response.destroyed) return
    const seconds = Number(asked.query?.['timeoutSeconds'] ?? 0) || DEFAULT_WATCH_SECONDS
    const one = { ended, close: sendWatch(response, watch, seconds) }
    open.add(one)
    response.on('close', () => open.delete(one))
  }

  return {
    async answer(request, response) {
      if (!METHODS.has(request.method ?? ''))
        return sendResponse(
          response,
          refusal(405, 'MethodNotAllowed', 'the server does not allow this method'),
        )
      const body = await readBody(request)
      if (body === undefined) {
        const message = `Request entity too large: limit is ${MAX_BODY_BYTES}`
        // What is still to come is not read.
        response.setHeader('Connection', 'close')
        return sendResponse(response, refusal(413, 'RequestEntityTooLarge', message))
      }
      const asked = toApiRequest(request, body)
      if (!isWellEscaped(asked.path))
        return sendResponse(response, refusal(400, 'BadRequest', `invalid URL escape in ${asked.path}`))
      try {
        if (isWatch(asked)) await answerWatch(asked, response)
        else sendResponse(response, await clients().request(asked, labelOf(request, asked)))
      } catch (error) {
        sendResponse(response, refusal(500, 'InternalError', `Internal error occurred: ${String(error)}`))
      }
    },
    sweep() {
      for (const one of open) if (one.ended()) one.close()
    },
    get watches() {
      return open.size
    },
  }
}
