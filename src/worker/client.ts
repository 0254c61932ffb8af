/**
 * The page's end of the bridge: starts the worker, passes typed messages, and when it dies starts another one that goes
 * on from the last log it sent. Where there are no workers the session runs on the main thread; with `?bridge` in the
 * page's address it runs in `npm run serve-api`.
 */
import { bridgeLine, isBridged } from './bridge/line.ts'
import type { ClockView, Frame, FromWorker, ToWorker } from './protocol.ts'

export interface Client {
  post(message: ToWorker): void
  /** A new worker, with the run as it was last known (or the address it began with), paused. */
  restart(): void
  close(): void
}

export interface ClientOptions {
  /** What stands after `#` in the URL. */
  address: string
  onFrame: (frame: Frame) => void
  /** The worker stopped. `report`: text to copy. */
  onFatal: (message: string, report: string) => void
  onReady?: () => void
}

interface Line {
  post(message: ToWorker): void
  close(): void
}

/** The acknowledgement of the first `open` has this id; the page's own begin at 1. */
const OPENING = 0

type OnMessage = (message: FromWorker) => void

function workerLine(onMessage: OnMessage, onDead: (message: string) => void): Line {
  const worker = new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data)
  worker.onerror = (event) => onDead(event.message || 'the worker could not be started')
  worker.onmessageerror = () => onDead('a message of the worker could not be read')
  return {
    post: (message) => worker.postMessage(message, []),
    close: () => worker.terminate(),
  }
}

function localLine(onMessage: OnMessage, onDead: (message: string) => void): Line {
  const session = import('./local.ts').then(({ startSession }) => startSession(onMessage))
  session.catch((error: unknown) => onDead(String(error)))
  let closed = false
  return {
    post: (message) => void session.then(({ receive }) => (closed ? undefined : receive(message))),
    close: () => {
      closed = true
    },
  }
}

function startLine(onMessage: OnMessage, onDead: (message: string) => void): Line {
  if (typeof location !== 'undefined' && isBridged(location.search)) return bridgeLine(onMessage, onDead)
  if (typeof Worker === 'undefined') return localLine(onMessage, onDead)
  try {
    return workerLine(onMessage, onDead)
  } catch {
    return localLine(onMessage, onDead)
  }
}

/** The last log with the clock of the last frame: the moment the page still shows. */
function lastMoment(saved: string, clock: ClockView | null): string {
  if (!clock) return saved
  const run = JSON.parse(saved) as {
    b: [string, number, number, number, unknown][]
    c: number
    t: number
    p: number
  }
  const branch = run.b[run.c]
  if (branch) branch[3] = Math.max(branch[3], Math.floor(clock.liveAt * 1000))
  return JSON.stringify({ ...run, t: Math.floor(clock.at * 1000), p: 1 })
}

export function connect({ address, onFrame, onFatal, onReady }: ClientOptions): Client {
  let saved: string | null = null
  let clock: ClockView | null = null
  let dead = false
  let line: Line

  const stop = (message: string, report: string): void => {
    if (dead) return
    dead = true
    line.close()
    onFatal(message, report)
  }

  const onMessage: OnMessage = (message) => {
    if (dead) return
    if (message.type === 'ready') onReady?.()
    else if (message.type === 'fatal') stop(message.message, message.report)
    else {
      saved = message.saved ?? saved
      clock = message.clock
      onFrame(message)
    }
  }

  const start = (from: string): void => {
    dead = false
    line = startLine(onMessage, (message) => stop(message, `${message}\n\n${saved ?? address}`))
    line.post({ type: 'open', id: OPENING, address: from })
  }

  start(address)
  return {
    post: (message) => {
      if (!dead) line.post(message)
    },
    restart() {
      line.close()
      start(saved === null ? address : lastMoment(saved, clock))
    },
    close() {
      dead = true
      line.close()
    },
  }
}
