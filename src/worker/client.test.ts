import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect } from './client.ts'
import { writePlainAddress, readAddress, scenarioRun } from './address/address.ts'
import type { Frame, FromWorker, ToWorker } from './protocol.ts'

class FakeWorker {
  static all: FakeWorker[] = []
  onmessage: ((event: { data: FromWorker }) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  posted: ToWorker[] = []
  isOver = false
  constructor() {
    FakeWorker.all.push(this)
  }
  postMessage(message: ToWorker): void {
    this.posted.push(message)
  }
  terminate(): void {
    this.isOver = true
  }
}

const frame = (at: number, liveAt: number, saved?: string): Frame =>
  ({ type: 'frame', clock: { at, liveAt }, ...(saved && { saved }) }) as unknown as Frame

function page() {
  FakeWorker.all = []
  vi.stubGlobal('Worker', FakeWorker)
  const fatal: string[] = []
  const frames: Frame[] = []
  const client = connect({
    address: 'scenario=stuck',
    onFrame: (one) => frames.push(one),
    onFatal: (message) => fatal.push(message),
  })
  return { client, fatal, frames, worker: (index: number) => FakeWorker.all[index] }
}

describe('client', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('[WRK-20] opens the address, and after a death goes on from the last log and moment', async () => {
    const { client, fatal, frames, worker } = page()
    expect(worker(0)?.posted).toEqual([{ type: 'open', id: 0, address: 'scenario=stuck' }])
    const saved = writePlainAddress(scenarioRun('stuck', { at: 100_000_000 }))
    worker(0)?.onmessage?.({ data: frame(100_000, 100_000, saved) })
    worker(0)?.onmessage?.({ data: frame(120_000.5, 140_000) })
    worker(0)?.onmessage?.({ data: { type: 'fatal', message: 'broken', report: 'why' } })
    worker(0)?.onmessage?.({ data: frame(1, 1) })
    expect([fatal, frames.length, worker(0)?.isOver]).toEqual([['broken'], 2, true])
    client.post({ type: 'play' })
    client.restart()
    const again = worker(1)?.posted[0]
    const read = await readAddress(again?.type === 'open' ? again.address : '')
    expect(read).toMatchObject({ ok: true, run: { scenario: 'stuck', at: 120_000_500, paused: true } })
    expect(read.ok && read.run.branches[0]?.until).toBe(140_000_000)
  })

  it('[WRK-20] tells of a worker that cannot be started', () => {
    const { client, fatal, worker } = page()
    worker(0)?.onerror?.({ message: 'no script' })
    expect(fatal).toEqual(['no script'])
    client.restart()
    expect(worker(1)?.posted).toEqual([{ type: 'open', id: 0, address: 'scenario=stuck' }])
  })
})
