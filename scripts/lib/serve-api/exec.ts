/**
 * `kubectl exec` over a WebSocket: the API answers a command at once (src/worker/session/podexec.ts), the answer goes
 * out on the channels of the streaming protocol. Nothing reads stdin.
 * @see k8s.io/client-go/tools/remotecommand/v5.go, k8s.io/apimachinery/pkg/util/remotecommand/constants.go, v1.35
 */
import { createHash } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiRequest, ApiResponse } from '../../../src/sim/api/contract.ts'

const PROTOCOL = 'v5.channel.k8s.io'
/** RFC 6455 */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const BINARY = 0x82
const CLOSE = 0x88
const NORMAL = Buffer.from([0x03, 0xe8])
const CHANNEL = { stdout: 1, stderr: 2, error: 3 } as const

interface ExecResult {
  stdout: string
  stderr: string
  exitCode: number
}

/** One frame of a server: not masked, not split. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.from([opcode, length]), payload])
  const head = Buffer.alloc(10)
  head[0] = opcode
  head[1] = 127
  head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

const onChannel = (channel: number, text: string): Buffer =>
  frame(BINARY, Buffer.concat([Buffer.from([channel]), Buffer.from(text, 'utf8')]))

function ending({ exitCode }: ExecResult): object {
  if (exitCode === 0) return { metadata: {}, status: 'Success' }
  const message = `command terminated with non-zero exit code: exit status ${exitCode}`
  const details = { causes: [{ reason: 'ExitCode', message: String(exitCode) }] }
  return { metadata: {}, status: 'Failure', message, reason: 'NonZeroExitCode', details }
}

/** What goes out once the connection is a WebSocket; undefined where the API refuses that it becomes one. */
function framesOf({ body }: ApiResponse): Buffer[] | undefined {
  const answer = body as (Partial<ExecResult> & { kind?: string; reason?: string }) | undefined
  const close = frame(CLOSE, NORMAL)
  if (answer?.reason === 'ExecFailed') return [onChannel(CHANNEL.error, JSON.stringify(answer)), close]
  if (answer?.kind !== 'ExecResult') return undefined
  const { stdout = '', stderr = '', exitCode = 0 } = answer
  return [
    ...(stdout === '' ? [] : [onChannel(CHANNEL.stdout, stdout)]),
    ...(stderr === '' ? [] : [onChannel(CHANNEL.stderr, stderr)]),
    onChannel(CHANNEL.error, JSON.stringify(ending({ stdout, stderr, exitCode }))),
    close,
  ]
}

function refuse(socket: Duplex, { status, body }: ApiResponse): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${typeof body === 'string' ? 'text/plain' : 'application/json'}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

const NOT_EXEC: ApiResponse = {
  status: 403,
  contentType: 'text/plain',
  warnings: [],
  body: 'unable to upgrade: unsupported',
}

/** Answers a request to upgrade the connection. */
export async function answerUpgrade(
  { url = '/', headers }: IncomingMessage,
  socket: Duplex,
  handle: (request: ApiRequest) => Promise<ApiResponse>,
): Promise<void> {
  const [path = '/', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  // The words of the command; the API takes them in one parameter.
  const command = query.getAll('command').join('\n')
  const response = await handle({ method: 'GET', path, query: { ...Object.fromEntries(query), command } })
  const frames = framesOf(response)
  const key = headers['sec-websocket-key']
  if (!frames || key === undefined) {
    refuse(socket, response.status < 400 ? NOT_EXEC : response)
    return
  }
  const accept = createHash('sha1').update(`${key}${WEBSOCKET_GUID}`).digest('base64')
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${PROTOCOL}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  for (const one of frames) socket.write(one)
  // What the client still sends is read and dropped: its answer to the close, no stdin.
  socket.resume().end()
}
