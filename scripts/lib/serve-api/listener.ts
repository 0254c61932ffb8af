/**
 * The REST face of the simulated API server over HTTP/1.1: turns Node's requests into ApiRequests and answers back,
 * watches as chunked JSON lines. Loopback only: a foreign Host or Origin is refused, bodies are limited as upstream
 * limits them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiAnswer, ApiRequest, ApiResponse, ApiWatch } from '../../../src/sim/api/contract.ts'

/** Upstream's limit of a request body (apiserver MaxRequestBodyBytes). */
const MAX_BODY_BYTES = 3 * 1024 * 1024

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

export type Handle = (request: ApiRequest) => Promise<ApiAnswer>

/** True when the request comes from this machine and, if from a browser, from our own page. */
export function isLocal(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!hosts.includes(request.headers.host ?? '')) return false
  const origin = request.headers.origin
  return origin === undefined || hosts.some((host) => origin === `http://${host}`)
}

/** The body as text, or undefined when it is larger than the limit. */
export async function readBody(
  request: IncomingMessage,
  limit = MAX_BODY_BYTES,
): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > limit) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function toApiRequest(request: IncomingMessage, url: URL, body: string): ApiRequest {
  const { accept, 'content-type': contentType } = request.headers
  return {
    method: request.method as ApiRequest['method'],
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    ...(accept === undefined ? {} : { accept }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === '' ? {} : { body }),
  }
}

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

/** Streams a watch until the client leaves or its timeoutSeconds are over. */
function sendWatch(response: ServerResponse, watch: ApiWatch, timeoutSeconds: number): void {
  writeHead(response, watch.response)
  const send = (event: unknown): void => void response.write(`${JSON.stringify(event)}\n`)
  for (const event of watch.initial) send(event)
  const close = watch.subscribe(send)
  const timer = setTimeout(() => response.end(), timeoutSeconds * 1000)
  response.on('close', () => {
    clearTimeout(timer)
    close()
  })
  response.flushHeaders()
}

/** kube-apiserver draws 30–60 minutes where a watch names no time-out; ours takes the upper end. */
const DEFAULT_WATCH_SECONDS = 3600

/** Answers one request of the Kubernetes API. */
export async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Handle,
): Promise<void> {
  const body = await readBody(request)
  if (body === undefined) {
    response.writeHead(413, { 'Content-Type': 'text/plain' }).end('request body too large\n')
    return
  }
  if (!METHODS.has(request.method ?? '')) {
    response.writeHead(405).end()
    return
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const answer = await handle(toApiRequest(request, url, body))
  if (answer.kind === 'response') sendResponse(response, answer.response)
  else
    sendWatch(response, answer.watch, Number(url.searchParams.get('timeoutSeconds') ?? DEFAULT_WATCH_SECONDS))
}
