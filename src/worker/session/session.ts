/**
 * One session of the page: takes its messages, keeps branches, clock, terminals and selection, and answers in frames.
 * The same code runs in the worker and, where there is none, on the main thread.
 */
import { MILLISECOND } from '../../sim/time.ts'
import { readAddress, scenarioRun, writeAddress } from '../address/address.ts'
import type { SavedRun } from '../address/saved.ts'
import { MAX_SPEED, MIN_SPEED } from '../address/schema.ts'
import type { Sentence } from '../picture/picture.ts'
import { say } from '../picture/sentences.ts'
import type { Ack, FromWorker, ToWorker } from '../protocol.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { FIRST_VISIT, scenarioOf } from '../scenarios/scenarios.ts'
import { createClients, type Clients } from './clients.ts'
import { createDriver } from './driver.ts'
import { createFrameBuilder } from './frames.ts'
import { createNarration } from './narration.ts'
import { createPublisher } from './publisher.ts'
import { createSelection } from './selected.ts'
import { step } from './stepping.ts'
import { createTerminals } from './terminals.ts'
import type { Shell } from './terminal.ts'
import { setTraffic } from './traffic.ts'
import { openTimeline, type Timeline } from './timeline.ts'
import { createWaits } from './waits.ts'
import type { CreateCluster } from './run.ts'
import type { Wall } from './wall.ts'
import { createWorld } from './world.ts'

export interface SessionOptions {
  createCluster: CreateCluster
  /** A shell with its own state, one for each terminal. */
  createShell: () => Shell
  wall: Wall
  post: (message: FromWorker) => void
  /** By id; absent: those of the page. */
  scenarioOf?: (id: string) => Scenario | undefined
}

export interface Session {
  receive(message: ToWorker): Promise<void>
  readonly clients: Clients
}

/** Opening an address may take so long; what was reached by then is shown. */
const OPEN_MS = 15_000

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function createSession(options: SessionOptions): Session {
  const { createCluster, createShell, wall, post } = options
  const waits = createWaits()
  const frames = createFrameBuilder()
  const narration = createNarration()
  const selection = createSelection(wall)
  let current: Timeline | null = null
  let opened: SavedRun = scenarioRun(FIRST_VISIT)
  let over = false
  let openedOnce: () => void = () => undefined
  /** Whatever comes before the first run is open waits for it. */
  const ready = new Promise<void>((resolve) => {
    openedOnce = resolve
  })

  const timeline = (): Timeline => {
    if (!current) throw new Error('no run is open')
    return current
  }

  const driver = createDriver({
    wall,
    waits,
    timeline,
    frame: () => sendFrame(),
    broken: (error) => fail(error),
  })

  const within = { timeline, waits, fork: () => fork(), touched: () => driver.touched() }
  const world = createWorld({ ...within, running: () => driver.playing })
  /** Requests of others were on their way in wall time; a pause must not hold them up. */
  const outerWorld = createWorld({ ...within, running: () => false })

  const publisher = createPublisher({ timeline, driver, frames, narration, selection, wall, post })

  const sendFrame = (): void => {
    if (!over && current) publisher.send()
  }

  const ack = (one: Ack): void => {
    frames.outbox.acks.push(one)
    driver.touched()
  }

  /** Another record is shown from here on. */
  const begin = (): void => {
    frames.begin()
    narration.forget()
    selection.changed()
    driver.touched()
  }

  const fork = (): void => {
    timeline().fork()
    waits.cancel()
    begin()
  }

  const seek = (to: () => void): void => {
    to()
    narration.forget()
    selection.changed()
    driver.touched()
  }

  const terminals = createTerminals({
    createShell,
    world,
    waits,
    outbox: () => frames.outbox,
    touched: () => driver.touched(),
  })

  const openRun = (saved: SavedRun, warning: Sentence | null): void => {
    const scenario = (options.scenarioOf ?? scenarioOf)(saved.scenario)
    if (!scenario) throw new Error(`no scenario ${saved.scenario}`)
    const deadline = wall.now() + OPEN_MS
    terminals.interruptAll()
    const { timeline: next, whole } = openTimeline(
      scenario,
      saved,
      createCluster,
      () => wall.now() > deadline,
    )
    current = next
    opened = saved
    terminals.reset(scenario.files)
    selection.select(saved.select)
    begin()
    openedOnce()
    driver.setSpeed(saved.speed)
    const dropped = whole ? warning : say('address.dropped', {})
    if (dropped) frames.outbox.say.push({ ...dropped, polite: false })
    if (saved.paused) driver.pause()
    else driver.play()
  }

  /** A link that cannot be read opens the start page and says what is wrong with it. */
  const open = async (id: number, address: string): Promise<void> => {
    const read = await readAddress(address)
    openRun(read.ok ? read.run : scenarioRun(FIRST_VISIT), read.ok ? null : read.error)
    ack(read.ok ? { id, ok: true } : { id, ok: false, error: read.error.id, result: read.error })
  }

  const run = async (id: number, number: number, line: string): Promise<void> => {
    const code = await terminals.run(number, line)
    ack({ id, ok: code === 0, result: code })
  }

  const traffic = (requestsPerSecond: number): void => {
    if (!timeline().live) fork()
    setTraffic(timeline(), requestsPerSecond)
    driver.touched()
  }

  const branch = (id: number, name: string): void => {
    terminals.interruptAll()
    const found = timeline().show(name)
    if (found) begin()
    ack({ id, ok: found, ...(!found && { error: 'run.noCommand' }) })
  }

  const openapi = (id: number, path: string): void => {
    const answer = timeline().branch.run.cluster.api.handle({ method: 'GET', path })
    const ok = path.startsWith('/openapi/') && answer.kind === 'response' && answer.response.status === 200
    ack(ok ? { id, ok, result: answer.response.body } : { id, ok: false, error: 'run.noCommand' })
  }

  const handle = async (m: ToWorker): Promise<void> => {
    switch (m.type) {
      case 'open':
        return open(m.id, m.address)
      case 'attach':
        begin()
        return ack({ id: m.id, ok: true })
      case 'run':
        return run(m.id, m.terminal, m.line)
      case 'interrupt':
        return terminals.interrupt(m.terminal)
      case 'complete':
        return ack({ id: m.id, ok: true, result: await terminals.complete(m.line, m.cursor) })
      case 'openapi':
        return openapi(m.id, m.path)
      case 'edited':
        return terminals.edited(m.edit, m.text)
      case 'file':
        terminals.write(m.path, m.text)
        return ack({ id: m.id, ok: true })
      case 'play':
        return driver.play()
      case 'pause':
        return driver.pause()
      case 'speed':
        return driver.setSpeed(Math.max(MIN_SPEED, Math.min(MAX_SPEED, m.speed)))
      case 'seek':
        return seek(() => timeline().seek(m.at * MILLISECOND))
      case 'hold':
        return driver.hold(m.held)
      case 'live':
        return seek(() => timeline().seek(timeline().liveAt))
      case 'step':
        driver.pause()
        return seek(() => step(timeline(), m.unit, m.by))
      case 'finish':
        return driver.finish()
      case 'restart':
        return openRun({ ...opened, select: selection.object }, null)
      case 'fork':
        fork()
        return ack({ id: m.id, ok: true })
      case 'branch':
        return branch(m.id, m.branch)
      case 'traffic':
        return traffic(m.requestsPerSecond)
      case 'select':
        selection.select(m.object)
        return driver.touched()
      case 'share':
        return ack({ id: m.id, ok: true, result: await writeAddress(publisher.saved()) })
      case 'visible':
        return driver.setVisible(m.visible)
    }
  }

  const report = (error: unknown): string => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const saved = current ? JSON.stringify(current.saved(), null, 1) : 'no run'
    return `${stack}\n\n${saved}`
  }

  const fail = (error: unknown): void => {
    if (over) return
    over = true
    post({ type: 'fatal', message: message(error), report: report(error) })
  }

  return {
    async receive(m) {
      try {
        if (m.type !== 'open') await ready
        if (!over) await handle(m)
      } catch (error) {
        fail(error)
      }
    },
    clients: createClients({ world: outerWorld, ready, run: () => (over ? undefined : current?.branch.run) }),
  }
}
