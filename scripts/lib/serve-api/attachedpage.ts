/** A page without a browser: the page's own line to the bridge, over Node's HTTP. */
import { get } from 'node:http'
import { bridgeLine, type BridgeLine, type FrameStream } from '../../../src/worker/bridge/line.ts'
import type { Frame, FromWorker } from '../../../src/worker/protocol.ts'

export interface AttachedPage extends BridgeLine {
  /** In the order they came. */
  readonly frames: readonly Frame[]
}

/** Server-sent events as a browser reads them; no reconnection. */
function eventStream(url: string): FrameStream {
  const target = new EventTarget()
  let text = ''
  const read = (block: string): void => {
    const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
    const data = fields.get('data')
    if (data !== undefined) target.dispatchEvent(new MessageEvent(fields.get('event') ?? 'message', { data }))
  }
  const request = get(url, (response) => {
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) read(block)
    })
    response.on('error', () => undefined)
  })
  request.on('error', () => target.dispatchEvent(new Event('error')))
  return {
    addEventListener: (type, listener) =>
      target.addEventListener(type, (event) => listener(event as MessageEvent<string>)),
    close: () => void request.destroy(),
    readyState: 1,
  }
}

export function attachPage(address: string, onFrame: (frame: Frame) => void = () => undefined): AttachedPage {
  const frames: Frame[] = []
  const onMessage = (message: FromWorker): void => {
    if (message.type === 'fatal') throw new Error(message.report)
    if (message.type !== 'frame') return
    frames.push(message)
    onFrame(message)
  }
  const onDead = (message: string): void => {
    throw new Error(message)
  }
  const line = bridgeLine(onMessage, onDead, {
    events: (path) => eventStream(`${address}/${path}`),
    send: (path, body) =>
      fetch(`${address}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
  })
  return { ...line, frames }
}
