/**
 * One session of the page: takes its messages, keeps branches, clock, terminals and selection, and answers in frames.
 * The same code runs in the worker and, where there is none, on the main thread.
 */
import { MILLISECOND } from '../../sim/time.ts'
import { readAddress, scenarioRun, writeAddress } from '../address/address.ts'
import type { SavedRun } from '../address/saved.ts'
import { MAX_SPEED, MIN_SPEED } from '../address/schema.ts'
import { toMs } from '../picture/instant.ts'
import type { Sentence } from '../picture/picture.ts'
import { say } from '../picture/sentences.ts'
import { serviceOf } from '../picture/service.ts'
import { shownDeployment } from '../picture/rollout.ts'
import type { Ack, ClockView, Frame, FromWorker, ToWorker } from '../protocol.ts'
import { FIRST_VISIT, scenarioOf } from '../scenarios/scenarios.ts'
import { createDriver } from './driver.ts'
import { createFiles, type Files } from './files.ts'
import { createFrameBuilder } from './frames.ts'
import { createNarration } from './narration.ts'
import { createSelector } from './selection.ts'
import { step } from './stepping.ts'
import { createTerminal, type Shell, type Terminal } from './terminal.ts'
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
}

export interface Session {
  receive(message: ToWorker): Promise<void>
}

/** Opening an address may take so long; what was reached by then is shown. */
const OPEN_MS = 15_000
const SELECTION_EVERY_MS = 100

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function createSession({ createCluster, createShell, wall, post }: SessionOptions): Session {
  const waits = createWaits()
  const frames = createFrameBuilder()
  const narration = createNarration()
  const select = createSelector()
  const terminals = new Map<number, Terminal>()
  let files: Files = createFiles({})
  let current: Timeline | null = null
  let opened: SavedRun = scenarioRun(FIRST_VISIT)
  let selected: string | null = null
  let selectedAt = -Infinity
  let selectionDue = false
  let lastScene: Frame['scene'] | null = null
  let edits = 0
  let over = false

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

  const world = createWorld({
    timeline,
    waits,
    running: () => driver.playing,
    fork: () => fork(),
    touched: () => driver.touched(),
  })

  const clock = (): ClockView => {
    const { at, liveAt, live, branch, views } = timeline()
    return {
      at: toMs(at),
      liveAt: toMs(liveAt),
      live,
      playing: driver.playing,
      speed: driver.speed,
      rate: driver.rate,
      branch: branch.id,
      branches: views(),
    }
  }

  const selection = (): Frame['selection'] => {
    const now = wall.now()
    if (!selectionDue && (selected === null || now - selectedAt < SELECTION_EVERY_MS)) return undefined
    selectionDue = false
    selectedAt = now
    const { branch, at } = timeline()
    return selected === null ? null : select(selected, branch.run.history, branch.run.history.instant(at))
  }

  const sendFrame = (): void => {
    if (over || !current) return
    const frame = frames.build(current, clock(), selection())
    lastScene = frame.scene ?? lastScene
    if (lastScene) {
      const said = current.live ? narration.next(lastScene, wall.now(), toMs(current.at), driver.speed) : []
      frame.say.push(...said)
    }
    post(frame)
  }

  const ack = (one: Ack): void => {
    frames.outbox.acks.push(one)
    driver.touched()
  }

  /** Another record is shown from here on. */
  const begin = (): void => {
    frames.begin()
    narration.forget()
    selectionDue = true
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
    selectionDue = true
    driver.touched()
  }

  const stopCommands = (): void => {
    for (const terminal of terminals.values()) terminal.interrupt()
    waits.cancel()
  }

  const openRun = (saved: SavedRun, warning: Sentence | null): void => {
    const scenario = scenarioOf(saved.scenario)
    if (!scenario) throw new Error(`no scenario ${saved.scenario}`)
    const deadline = wall.now() + OPEN_MS
    stopCommands()
    const { timeline: next, whole } = openTimeline(
      scenario,
      saved,
      createCluster,
      () => wall.now() > deadline,
    )
    current = next
    opened = saved
    files = createFiles(scenario.files)
    selected = saved.select
    begin()
    driver.setSpeed(saved.speed)
    const dropped = whole ? warning : say('address.dropped', { n: 1 })
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

  const terminal = (number: number): Terminal => {
    let found = terminals.get(number)
    if (!found) {
      found = createTerminal({
        number,
        shell: createShell(),
        world,
        files: { read: (p) => files.read(p), list: (p) => files.list(p), write: (p, t) => files.write(p, t) },
        outbox: () => frames.outbox,
        touched: () => driver.touched(),
        cancelWaits: () => waits.cancel(number),
        nextEdit: () => ++edits,
      })
      terminals.set(number, found)
    }
    return found
  }

  const run = async (id: number, number: number, line: string): Promise<void> => {
    const code = await terminal(number).run(line)
    ack({ id, ok: code === 0, result: code })
  }

  const traffic = (requestsPerSecond: number): void => {
    if (!timeline().live) fork()
    const { branch, liveAt } = timeline()
    const instant = branch.run.history.instant(liveAt)
    const service = serviceOf(instant, shownDeployment(instant))
    const target = service && `${service.metadata.namespace}/${service.metadata.name}`
    const rate = Math.max(0, Math.min(2_000, requestsPerSecond))
    const next = target && rate > 0 ? { requestsPerSecond: rate, service: target } : null
    branch.run.input({ kind: 'traffic', traffic: next })
    driver.touched()
  }

  const share = async (id: number): Promise<void> => {
    const saved = { ...timeline().saved(), paused: !driver.playing, speed: driver.speed, select: selected }
    ack({ id, ok: true, result: await writeAddress(saved) })
  }

  const branch = (id: number, name: string): void => {
    stopCommands()
    const found = timeline().show(name)
    if (found) begin()
    ack({ id, ok: found, ...(!found && { error: 'run.noCommand' }) })
  }

  const handle = async (m: ToWorker): Promise<void> => {
    switch (m.type) {
      case 'open':
        return open(m.id, m.address)
      case 'run':
        return run(m.id, m.terminal, m.line)
      case 'interrupt':
        return terminal(m.terminal).interrupt()
      case 'complete':
        return ack({ id: m.id, ok: true, result: await terminal(0).complete(m.line, m.cursor) })
      case 'edited':
        return void [...terminals.values()].some((one) => one.edited(m.edit, m.text))
      case 'file':
        files.write(m.path, m.text)
        return ack({ id: m.id, ok: true })
      case 'play':
        return driver.play()
      case 'pause':
        return driver.pause()
      case 'speed':
        return driver.setSpeed(Math.max(MIN_SPEED, Math.min(MAX_SPEED, m.speed)))
      case 'seek':
        return seek(() => timeline().seek(m.at * MILLISECOND))
      case 'live':
        return seek(() => timeline().seek(timeline().liveAt))
      case 'step':
        driver.pause()
        return seek(() => step(timeline(), m.unit, m.by))
      case 'finish':
        return driver.finish()
      case 'restart':
        return openRun({ ...opened, select: selected }, null)
      case 'fork':
        fork()
        return ack({ id: m.id, ok: true })
      case 'branch':
        return branch(m.id, m.branch)
      case 'traffic':
        return traffic(m.requestsPerSecond)
      case 'select':
        selected = m.object
        selectionDue = true
        return driver.touched()
      case 'share':
        return share(m.id)
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
      if (over) return
      try {
        await handle(m)
      } catch (error) {
        fail(error)
      }
    },
  }
}
