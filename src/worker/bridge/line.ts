/**
 * The page's line to a session that runs in `npm run serve-api` instead of a worker: the same messages, those of the
 * page as posts, those of the session as server-sent events. A page joins the run that is under way there.
 */
import type { FromWorker, ToWorker } from '../protocol.ts'

/** Relative to the page, which the same server gives. */
export const FRAMES_PATH = 'bridge/frames'
export const MESSAGES_PATH = 'bridge/messages'

export interface BridgeLine {
  post(message: ToWorker): void
  close(): void
}

/** What of an EventSource is used. */
export interface FrameStream {
  readonly readyState: number
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void
  close(): void
}

/** What the line needs of the platform; a browser's own where nothing else is given. */
export interface BridgePlatform {
  events(url: string): FrameStream
  send(url: string, body: string): Promise<{ status: number }>
}

const BROWSER: BridgePlatform = {
  events: (url) => new EventSource(url),
  send: (url, body) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
}

/** EventSource.CLOSED */
const CLOSED = 2
/** A server that was started again knows no page of before. */
const UNKNOWN_PAGE = 404

/** True where the page's address asks for the bridge: `?bridge`. */
export const isBridged = (search: string): boolean => new URLSearchParams(search).has('bridge')

export function bridgeLine(
  onMessage: (message: FromWorker) => void,
  onDead: (message: string) => void,
  platform: BridgePlatform = BROWSER,
): BridgeLine {
  /** The name the server gave this page; null until it has and while the stream is broken. */
  let page: string | null = null
  let waiting: ToWorker[] = []
  let sending = false

  /** One post at a time keeps the order; what gathers meanwhile goes together. */
  const flush = async (): Promise<void> => {
    if (sending || page === null || waiting.length === 0) return
    sending = true
    const [batch, name] = [waiting, page]
    waiting = []
    const status = await platform.send(`${MESSAGES_PATH}?page=${name}`, JSON.stringify(batch)).then(
      (answer) => answer.status,
      () => UNKNOWN_PAGE,
    )
    sending = false
    if (status === UNKNOWN_PAGE) {
      // The stream broke as well, and gives a new name when it is back.
      waiting = [...batch, ...waiting]
      if (page === name) page = null
    } else if (status >= 300) onDead(`the bridge answered ${status}`)
    void flush()
  }

  const stream = platform.events(FRAMES_PATH)
  stream.addEventListener('page', (event) => {
    page = event.data
    void flush()
  })
  stream.addEventListener('message', (event) => {
    onMessage(JSON.parse(event.data) as FromWorker)
  })
  stream.addEventListener('error', () => {
    page = null
    if (stream.readyState === CLOSED) onDead('the bridge is gone: is `npm run serve-api` running?')
  })
  return {
    post(message) {
      waiting.push(message)
      void flush()
    },
    close: () => stream.close(),
  }
}
