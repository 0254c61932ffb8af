/**
 * The pages attached to the bridge: frames go to all of them as server-sent events, their messages come as posts. The
 * other end of src/worker/bridge/line.ts.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Ack, FromWorker, ToWorker } from '../../../src/worker/protocol.ts'
import { readBody } from './guard.ts'

/** A page that reads so much too slowly is let go; it comes back and gets the whole record. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024
/** A dropped file of the page is the largest message. */
const MAX_MESSAGES_BYTES = 1024 * 1024
/** Each has the whole picture; nobody looks at more. */
const MAX_PAGES = 16
/** The `open` with which a page starts (worker/client.ts). */
const OPENING = 0

export interface PageLines {
  stream(response: ServerResponse): void
  take(request: IncomingMessage, response: ServerResponse, page: string): Promise<void>
  post(message: FromWorker): void
  readonly count: number
}

export interface PageLinesOptions {
  receive: (message: ToWorker) => void
  /** A page came: it needs the whole record. */
  joined: () => void
  /** A page starts with an address. False: it joins the run that there is. */
  opened: (address: string) => boolean
}

interface Page {
  response: ServerResponse
  /** Acknowledgements that nothing of the session gives. */
  acks: Ack[]
}

const isMessage = (value: unknown): value is ToWorker =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function readMessages(body: string): ToWorker[] | undefined {
  try {
    const messages: unknown = JSON.parse(body)
    return Array.isArray(messages) && messages.every(isMessage) ? messages : undefined
  } catch {
    return undefined
  }
}

const end = (response: ServerResponse, status: number, text = ''): void =>
  void response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text)

export function createPageLines({ receive, joined, opened }: PageLinesOptions): PageLines {
  const pages = new Map<string, Page>()
  /** Pages count their messages each for itself; the session knows them by numbers of ours. */
  const asked = new Map<number, { page: string; id: number }>()
  let numbers = 0

  const pass = (page: Page, name: string, message: ToWorker): void => {
    // The clock of a bridge does not stop because its user looks at the shell.
    if (message.type === 'visible') return
    if (message.type === 'open' && message.id === OPENING && !opened(message.address)) {
      page.acks.push({ id: OPENING, ok: true })
      joined()
    } else if ('id' in message) {
      const id = ++numbers
      asked.set(id, { page: name, id: message.id })
      receive({ ...message, id })
    } else receive(message)
  }

  /** A frame as one page gets it: acknowledgements of its own messages only. */
  const framed = (message: FromWorker, name: string, page: Page): FromWorker => {
    if (message.type !== 'frame') return message
    const acks = message.acks.flatMap((ack) => {
      const asker = asked.get(ack.id)
      return asker?.page === name ? [{ ...ack, id: asker.id }] : []
    })
    return { ...message, acks: [...page.acks.splice(0), ...acks] }
  }

  return {
    stream(response) {
      if (pages.size >= MAX_PAGES) return end(response, 503, 'too many pages\n')
      const name = randomUUID()
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      response.write(`retry: 1000\nevent: page\ndata: ${name}\n\n`)
      pages.set(name, { response, acks: [] })
      response.on('close', () => pages.delete(name))
      joined()
    },
    async take(request, response, name) {
      const page = pages.get(name)
      if (!page) return end(response, 404, 'no such page\n')
      if (request.headers['content-type'] !== 'application/json') return end(response, 415)
      const body = await readBody(request, MAX_MESSAGES_BYTES)
      if (body === undefined) return end(response.setHeader('Connection', 'close'), 413)
      const messages = readMessages(body.toString('utf8'))
      if (!messages) return end(response, 400)
      for (const message of messages) pass(page, name, message)
      return end(response, 204)
    },
    post(message) {
      for (const [name, page] of pages) {
        page.response.write(`data: ${JSON.stringify(framed(message, name, page))}\n\n`)
        if (page.response.writableLength > MAX_UNREAD_BYTES) page.response.destroy()
      }
      if (message.type === 'frame') for (const { id } of message.acks) asked.delete(id)
    },
    get count() {
      return pages.size
    },
  }
}
