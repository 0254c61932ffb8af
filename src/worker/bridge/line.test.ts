import { describe, expect, it } from 'vitest'
import type { FromWorker, ToWorker } from '../protocol.ts'
import { bridgeLine, isBridged, type FrameStream } from './line.ts'

/** A bridge without a network: what is sent waits until it is answered. */
function bridge() {
  const target = new EventTarget()
  const sent: { url: string; messages: ToWorker[]; answer: (status: number | 'lost') => Promise<void> }[] = []
  const received: FromWorker[] = []
  const dead: string[] = []
  const stream: FrameStream & { readyState: number } = {
    readyState: 1,
    addEventListener: (type, listener) =>
      target.addEventListener(type, (event) => listener(event as MessageEvent<string>)),
    close: () => undefined,
  }
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  const line = bridgeLine(
    (message) => received.push(message),
    (message) => dead.push(message),
    {
      events: () => stream,
      send: (url, body) =>
        new Promise((resolve, reject) => {
          sent.push({
            url,
            messages: JSON.parse(body) as ToWorker[],
            answer(status) {
              if (status === 'lost') reject(new TypeError('network error'))
              else resolve({ status })
              return settled()
            },
          })
        }),
    },
  )
  return {
    line,
    sent,
    received,
    dead,
    stream,
    named: (name: string) => target.dispatchEvent(new MessageEvent('page', { data: name })),
    frame: (message: FromWorker) =>
      target.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) })),
    broken: () => target.dispatchEvent(new Event('error')),
  }
}

describe('the line of a page to the bridge', () => {
  it('is asked for in the page’s address', () => {
    expect(isBridged('?bridge')).toBe(true)
    expect(isBridged('?theme=dark&bridge')).toBe(true)
    expect(isBridged('')).toBe(false)
  })

  it('waits for its name, then sends one post at a time, in order', async () => {
    const { line, sent, named } = bridge()
    line.post({ type: 'open', id: 0, address: '' })
    expect(sent).toEqual([])
    named('a')
    line.post({ type: 'play' })
    line.post({ type: 'pause' })
    expect(sent.map(({ url }) => url)).toEqual(['bridge/messages?page=a'])
    await sent[0]?.answer(204)
    expect(sent[1]?.messages).toEqual([{ type: 'play' }, { type: 'pause' }])
  })

  it('hands on what the session says', () => {
    const { received, frame } = bridge()
    frame({ type: 'ready' })
    expect(received).toEqual([{ type: 'ready' }])
  })

  it.each(['lost', 404] as const)(
    'sends again under its new name what was answered by %s',
    async (answer) => {
      const { line, sent, dead, named, broken } = bridge()
      named('a')
      line.post({ type: 'play' })
      broken()
      line.post({ type: 'pause' })
      await sent[0]?.answer(answer)
      expect(sent).toHaveLength(1)
      named('b')
      expect(sent[1]).toMatchObject({
        url: 'bridge/messages?page=b',
        messages: [{ type: 'play' }, { type: 'pause' }],
      })
      expect(dead).toEqual([])
    },
  )

  it('is dead when the stream ends for good or its messages are refused', async () => {
    const { line, sent, dead, named, stream, broken } = bridge()
    named('a')
    line.post({ type: 'play' })
    await sent[0]?.answer(413)
    expect(dead).toEqual(['the bridge answered 413'])
    stream.readyState = 2
    broken()
    expect(dead).toHaveLength(2)
  })
})
