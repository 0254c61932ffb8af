/**
 * The bridge: one session of the page's core behind an HTTP server on loopback, for a real kubectl and for the pages
 * attached to it. Virtual time runs by the wall clock, and starts at the wall's present: kubectl reckons ages itself.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { SECOND } from '../../../src/sim/time.ts'
import { createCluster } from '../../../src/sim/cluster.ts'
import { FRAMES_PATH, MESSAGES_PATH } from '../../../src/worker/bridge/line.ts'
import type { FromWorker, ToWorker } from '../../../src/worker/protocol.ts'
import type { Scenario } from '../../../src/worker/scenarios/scenario.ts'
import { scenarioOf } from '../../../src/worker/scenarios/scenarios.ts'
import { createSession, type Session } from '../../../src/worker/session/session.ts'
import { createShell } from '../../../src/worker/session/shell.ts'
import type { Wall } from '../../../src/worker/session/wall.ts'
import { answerUpgrade } from './exec.ts'
import { isLocal } from './guard.ts'
import { createPageFiles } from './pagefiles.ts'
import { createPageLines } from './pagelines.ts'
import { createRest } from './rest.ts'

const HOST = '127.0.0.1'
const MAX_CONNECTIONS = 512
const API = /^\/(api|apis|openapi|version|healthz|livez|readyz|metrics)(\/|$)/

export interface BridgeOptions {
  /** 0: any free one. */
  port: number
  /** Id of the scenario it starts with. */
  scenario: string
  /** Folder of the built page. */
  directory: string
  wall: Wall
  /** Seconds since 1970. */
  nowSeconds: () => number
  /** The core broke an invariant; the next page that comes begins anew. */
  onFatal: (report: string) => void
}

export interface Bridge {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  /** Open watches of kubectl. */
  readonly watches: number
  readonly pages: number
  /** As a page's message. */
  receive(message: ToWorker): void
  close(): Promise<void>
}

/** Numbers that acknowledgements of the bridge's own messages carry; nobody waits for them. */
const OWN = 0

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { scenario, wall, nowSeconds } = options

  /** Opened now, it is now there. */
  const present = (id: string): Scenario | undefined => {
    const found = scenarioOf(id)
    return found && { ...found, epochSeconds: Math.floor(nowSeconds() - found.opensAt / SECOND) }
  }

  let over = false
  const post = (message: FromWorker): void => {
    lines.post(message)
    rest.sweep()
    if (message.type !== 'fatal') return
    over = true
    options.onFatal(message.report)
  }
  const begin = (address: string): Session => {
    const session = createSession({ createCluster, createShell, wall, post, scenarioOf: present })
    void session.receive({ type: 'open', id: OWN, address })
    return session
  }

  const rest = createRest(() => session.clients)
  const lines = createPageLines({
    receive: (message) => void session.receive(message),
    joined: () => void session.receive({ type: 'attach', id: OWN }),
    opened(address) {
      if (!over) return false
      over = false
      session = begin(address)
      return true
    },
  })
  let session = begin(`scenario=${scenario}`)
  const files = createPageFiles({ directory: options.directory, files: scenarioOf(scenario)?.files ?? {} })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/', query] = (request.url ?? '/').split('?', 2)
    if (!isLocal(request, port)) {
      response.writeHead(403, { 'Content-Type': 'text/plain' }).end('foreign host or origin\n')
    } else if (API.test(path)) await rest.answer(request, response)
    else if (path === `/${MESSAGES_PATH}` && request.method === 'POST')
      await lines.take(request, response, new URLSearchParams(query).get('page') ?? '')
    else if (request.method !== 'GET') response.writeHead(405).end()
    else if (path === `/${FRAMES_PATH}`) lines.stream(response)
    else files(path, response)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    if (!isLocal(request, port)) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    else
      answerUpgrade(request, socket, (asked) => session.clients.request(asked, { line: null })).catch(() =>
        socket.destroy(),
      )
  })
  server.maxConnections = MAX_CONNECTIONS
  const port = await listen(server, options.port)

  return {
    address: `http://${HOST}:${port}`,
    get watches() {
      return rest.watches
    },
    get pages() {
      return lines.count
    },
    receive: (message) => void session.receive(message),
    close: () =>
      new Promise((resolve) => {
        void session.receive({ type: 'pause' })
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
