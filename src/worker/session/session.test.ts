import { describe, expect, it, vi } from 'vitest'
import { createCluster } from '../../sim/cluster.ts'
import type { KubectlHost } from '../../kubectl/host.ts'
import type { Ack, Frame, FromWorker, ToWorker } from '../protocol.ts'
import { createSession } from './session.ts'
import type { Shell } from './terminal.ts'

const NAME = 'kubernetes-bootcamp'

async function setImage(host: KubectlHost, tag: string): Promise<number> {
  const image = `gcr.io/google-samples/${NAME}:${tag}`
  const body = { spec: { template: { spec: { containers: [{ name: NAME, image }] } } } }
  const response = await host.request({
    method: 'PATCH',
    path: `/apis/apps/v1/namespaces/default/deployments/${NAME}`,
    contentType: 'application/strategic-merge-patch+json',
    body: JSON.stringify(body),
  })
  return response.status === 200 ? 0 : 1
}

/** A shell of four words, so that the session is tested and not kubectl. */
const shell = (): Shell => ({
  async run(line, host) {
    const [verb, word = ''] = line.split(' ')
    if (verb === 'image') return setImage(host, word)
    if (verb === 'sleep') {
      const began = host.now()
      const slept = await host.sleep(Number(word))
      host.stdout(`${slept} ${(host.now() - began).toFixed(6)}\n`)
      return slept ? 0 : 1
    }
    if (verb === 'ls') host.stdout(`${host.listFiles('.')?.join(' ')}\n`)
    if (verb === 'edit') host.stdout(`${await host.edit('before', 'x.yaml')}\n`)
    return 0
  },
  complete: (line) => Promise.resolve([`${line}!`]),
})

/** A session under a wall clock that stands still between `pass`es. */
function stage() {
  let now = 0
  let due: (() => void)[] = []
  const posted: FromWorker[] = []
  const session = createSession({
    createCluster,
    createShell: shell,
    post: (message) => posted.push(message),
    wall: {
      // A glance at the clock costs a little: work that watches it comes to an end.
      now: () => (now += 0.02),
      later: (_ms, then) => void due.push(then),
      turn: () => new Promise((resolve) => setImmediate(resolve)),
    },
  })
  const settle = async () => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  const frames = (): Frame[] => posted.filter((message) => message.type === 'frame')
  return {
    send: (message: ToWorker) => void session.receive(message),
    /** Lets `ms` of wall time pass in frames of 16 ms. */
    async pass(ms: number) {
      await settle()
      for (const end = now + ms; now < end;) {
        now += 16
        const ready = due
        due = []
        for (const then of ready) then()
        await settle()
      }
    },
    frames,
    posted,
    last: (): Frame => {
      const frame = frames().at(-1)
      if (!frame) throw new Error('no frame')
      return frame
    },
    ack: (id: number): Ack | undefined =>
      frames()
        .flatMap(({ acks }) => acks)
        .find((ack) => ack.id === id),
    output: () =>
      frames()
        .flatMap(({ output }) => output)
        .map(({ text }) => text)
        .join(''),
    said: () => frames().flatMap(({ say }) => say),
  }
}

/** Decompression takes turns of the real event loop. */
const PATIENCE = { timeout: 30_000 }

async function opened(address: string) {
  const page = stage()
  page.send({ type: 'open', id: 1, address })
  await vi.waitFor(async () => {
    await page.pass(16)
    expect(page.ack(1)).toBeDefined()
  }, PATIENCE)
  await page.pass(64)
  return page
}

const images = (frame: Frame | undefined) => frame?.scene?.deployment?.spec.image.split(':').at(-1)
const lastScene = (frames: Frame[]) => frames.findLast(({ scene }) => scene)

describe('session', () => {
  it('[WRK-14] opens the first visit for a link that cannot be read, and says so', async () => {
    const page = await opened('1.broken')
    expect(page.ack(1)).toMatchObject({ ok: false, error: 'address.unreadable' })
    expect(page.said()[0]).toMatchObject({ id: 'address.unreadable', polite: false })
    expect(images(lastScene(page.frames()))).toBe('v2')
    expect(page.posted.some(({ type }) => type === 'fatal')).toBe(false)
  })

  it('plays at its speed and stands still when paused', async () => {
    const page = await opened('scenario=bootcamp')
    const before = page.last().clock.at
    await page.pass(1600)
    expect(page.last().clock.at - before).toBeCloseTo(1600, -2)
    page.send({ type: 'speed', speed: 10 })
    const fast = page.last().clock.at
    await page.pass(800)
    expect(page.last().clock.at - fast).toBeGreaterThan(7000)
    page.send({ type: 'pause' })
    await page.pass(64)
    const still = page.last().clock.at
    await page.pass(320)
    expect(page.last().clock).toMatchObject({ at: still, playing: false, rate: 0 })
  })

  it('stands while the scrubber is dragged, and plays on from where it is let go', async () => {
    const page = await opened('scenario=bootcamp')
    await page.pass(800)
    page.send({ type: 'hold', held: true })
    page.send({ type: 'seek', at: 200 })
    await page.pass(320)
    expect(page.last().clock).toMatchObject({ at: 200, playing: true, rate: 0 })
    page.send({ type: 'hold', held: false })
    await page.pass(320)
    expect(page.last().clock.at).toBeGreaterThan(400)
  })

  it('[WRK-16] branches for a command given in the past, and keeps the old future', async () => {
    const page = await opened('scenario=stuck&paused')
    page.send({ type: 'seek', at: 100_000 })
    await page.pass(64)
    expect(page.last().clock).toMatchObject({ at: 100_000, live: false, branch: 'main' })
    page.send({ type: 'run', id: 2, terminal: 0, line: 'image v4' })
    await page.pass(160)
    expect(page.ack(2)).toEqual({ id: 2, ok: true, result: 0 })
    const { clock } = page.last()
    expect(clock.branches).toHaveLength(2)
    expect(clock).toMatchObject({ branch: 'b1', at: 100_000, live: true })
    expect(images(lastScene(page.frames()))).toBe('v4')
    expect(page.frames().find(({ anew, chart }) => anew && chart.ghost?.length)).toBeDefined()
    page.send({ type: 'branch', id: 3, branch: 'main' })
    await page.pass(64)
    expect(page.last().clock).toMatchObject({ branch: 'main', at: 206_000 })
    expect(images(lastScene(page.frames()))).toBe('v10')
  })

  it('[WRK-13] shares an address that opens to the same picture', async () => {
    const page = await opened('scenario=stuck&paused')
    page.send({ type: 'seek', at: 100_000 })
    page.send({ type: 'run', id: 2, terminal: 0, line: 'image v4' })
    await page.pass(160)
    page.send({ type: 'share', id: 3 })
    await vi.waitFor(async () => {
      await page.pass(16)
      expect(page.ack(3)).toBeDefined()
    }, PATIENCE)
    const address = String(page.ack(3)?.result)
    const other = await opened(address)
    const pods = (of: typeof page) => of.frames().findLast(({ reset }) => reset)?.pods
    expect(other.last().clock).toMatchObject({ branch: 'b1', at: 100_000, playing: false })
    expect(other.last().clock.branches).toEqual(page.last().clock.branches)
    expect(lastScene(other.frames())?.scene).toEqual(lastScene(page.frames())?.scene)
    expect(Object.keys(pods(other) ?? {})).toEqual(Object.keys(pods(page) ?? {}))
    expect(other.frames().find(({ saved }) => saved)?.saved).toBe(
      page.frames().findLast(({ saved }) => saved)?.saved,
    )
  })

  it('[WRK-18] wakes a command exactly at its instant', async () => {
    const page = await opened('scenario=bootcamp')
    page.send({ type: 'speed', speed: 100 })
    page.send({ type: 'run', id: 2, terminal: 0, line: 'sleep 12345' })
    await page.pass(320)
    expect(page.output()).toContain('true 12.345000\n')
    expect(page.ack(2)?.ok).toBe(true)
  })

  it('ends a sleep on Ctrl-C, and runs lines of a terminal one after the other', async () => {
    const page = await opened('scenario=bootcamp&paused')
    page.send({ type: 'run', id: 2, terminal: 0, line: 'sleep 1000' })
    page.send({ type: 'run', id: 3, terminal: 0, line: 'ls' })
    page.send({ type: 'run', id: 4, terminal: 1, line: 'ls' })
    await page.pass(64)
    expect([page.ack(2), page.ack(3), page.ack(4)?.result]).toEqual([undefined, undefined, 0])
    page.send({ type: 'interrupt', terminal: 0 })
    await page.pass(64)
    expect(page.ack(2)).toMatchObject({ ok: false, result: 130 })
    expect(page.output()).toContain('bootcamp.yaml')
  })

  it('gives the saved text of an edit back to its command', async () => {
    const page = await opened('scenario=bootcamp&paused')
    page.send({ type: 'run', id: 2, terminal: 0, line: 'edit' })
    await page.pass(64)
    const edit = page.frames().find((frame) => frame.edit)?.edit
    page.send({ type: 'edited', edit: edit?.edit ?? 0, text: 'after' })
    await page.pass(64)
    expect(page.output()).toContain('after\n')
  })

  it('steps by decisions, back and forth, and beyond the newest', async () => {
    const page = await opened('scenario=bootcamp&at=29000&paused')
    page.send({ type: 'step', unit: 'decision', by: 1 })
    await page.pass(64)
    const there = page.last().clock.at
    expect(there).toBeGreaterThan(29_000)
    page.send({ type: 'step', unit: 'decision', by: -1 })
    await page.pass(64)
    const back = page.last().clock.at
    expect(back).toBeLessThan(there)
    page.send({ type: 'step', unit: 'decision', by: 1 })
    await page.pass(64)
    expect(page.last().clock.at).toBe(there)
  })

  it('[WRK-21] a step leads to an instant at which the Deployment’s controller decided', async () => {
    const page = await opened('scenario=bootcamp&at=29000&paused')
    const steps = new Set<number>()
    for (let i = 0; i < 4; i++) {
      page.send({ type: 'step', unit: 'decision', by: 1 })
      await page.pass(64)
      steps.add(page.last().clock.at)
    }
    const decided = page
      .frames()
      .flatMap(({ decisions }) => decisions)
      .filter(({ object }) => object.startsWith('Deployment/'))
    expect(steps.size).toBe(4)
    for (const at of steps) expect(decided.some((one) => one.at / 1000 === at)).toBe(true)
  })

  it('[WRK-21] no step leads out of a rollout that is over', async () => {
    const page = await opened('scenario=bootcamp&at=109000&paused')
    page.send({ type: 'step', unit: 'decision', by: 1 })
    await page.pass(64)
    expect(page.last().clock.at).toBe(109_000)
    page.send({ type: 'step', unit: 'decision', by: -1 })
    await page.pass(64)
    expect(page.last().clock.at).toBeLessThan(109_000)
  })

  it('[WRK-19] finishes at full speed and says how it ended', async () => {
    const page = await opened('scenario=bootcamp')
    page.send({ type: 'finish' })
    await page.pass(4800)
    expect(page.last().clock.playing).toBe(false)
    expect(lastScene(page.frames())?.scene?.headline.phase).toBe('complete')
    const said = page.said().filter(({ polite }) => polite)
    expect(said.at(-1)?.id).toBe('say.finished')
    expect(said.at(-1)?.values['took']).toBeGreaterThan(20_000)
    expect(said.length).toBeLessThan(8)
  })
})
