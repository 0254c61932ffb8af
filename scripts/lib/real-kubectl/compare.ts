/**
 * The same session twice, on two bridges of equal seed and clock: typed into a real kubectl at one, into a page's
 * terminal at the other. Time passes only between lines, and while a line is followed.
 */
import { startBridge, type Bridge } from '../serve-api/bridge.ts'
import { createManualWall } from '../serve-api/manualwall.ts'
import { scenarioOf } from '../../../src/worker/scenarios/scenarios.ts'
import { comparable } from './differences.ts'
import { openPageTerminal } from './page.ts'
import { openRealShell } from './real.ts'
import type { Step } from './steps.ts'
import type { Typed } from './typed.ts'

export interface Outcome {
  step: Step
  /** What is not equal: `stdout`, `stderr`, `exit`, `editor`, each with both texts. */
  misses: { what: string; real: string; page: string }[]
}

const SLICE_MS = 200
/** A followed line that has not ended by then in virtual time never will. */
const FOLLOW_LIMIT_MS = 300_000
const PATIENCE_MS = 30_000
const INTERRUPTED = 130

const wallTurn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function missesOf(step: Step, real: Typed, page: Typed, minor: number): Outcome['misses'] {
  const pairs: [string, string, string][] = [
    ['stdout', comparable(real.stdout, step, minor), comparable(page.stdout, step, minor)],
    ['stderr', comparable(real.stderr, step, minor), comparable(page.stderr, step, minor)],
    ['editor', real.edited ?? '', page.edited ?? ''],
  ]
  // Two that say nothing are not compared: each line of the session prints something.
  if (real.stdout + real.stderr === '' && !step.silent) pairs.push(['output', 'nothing', ''])
  if (step.edit !== undefined && real.edited === undefined) pairs.push(['editor', 'not opened', ''])
  // A shell tells of a signal in its own way.
  if (page.exit !== INTERRUPTED) pairs.push(['exit', String(real.exit), String(page.exit)])
  return pairs.flatMap(([what, one, other]) => (one === other ? [] : [{ what, real: one, page: other }]))
}

export interface Comparison {
  play(step: Step): Promise<Outcome>
  /** A page attached to the real kubectl's bridge: the image it last showed. */
  shownImage(): string | undefined
  close(): Promise<void>
}

export async function openComparison(minor: number): Promise<Comparison> {
  const wall = createManualWall()
  const began = Math.floor(Date.now() / 1000)
  const scenario = 'empty'
  const files = scenarioOf(scenario)?.files ?? {}
  const start = (): Promise<Bridge> =>
    startBridge({
      port: 0,
      scenario,
      directory: 'dist',
      wall,
      nowSeconds: () => began,
      onFatal: (report) => {
        throw new Error(report)
      },
    })
  const bridges = [await start(), await start()] as const
  const [first, second] = bridges
  const shell = openRealShell(first.address, files)
  const terminal = openPageTerminal(second.address)
  let image: string | undefined
  const watcher = openPageTerminal(first.address).page

  const all = (type: 'play' | 'pause'): void => {
    for (const bridge of bridges) bridge.receive({ type })
  }
  const pass = async (ms: number): Promise<void> => {
    all('play')
    await wall.pass(ms)
    all('pause')
  }
  const until = async (done: () => boolean): Promise<void> => {
    for (const end = Date.now() + PATIENCE_MS; !done() && Date.now() < end;) {
      await wall.pass(1)
      await wallTurn(5)
    }
  }

  const follow = async (real: Typed, page: Typed, limitMs: number): Promise<void> => {
    const over = (): boolean => real.exit !== undefined && page.exit !== undefined
    await until(() => (real.exit !== undefined || first.watches > 0) && (over() || page.exit === undefined))
    // The watch is open; what it began with is on its way.
    for (let i = 0; i < 20 && !over(); i++) await until(() => true).then(() => wallTurn(5))
    for (let passed = 0; passed < limitMs && !over(); passed += SLICE_MS) {
      await pass(SLICE_MS)
      await wallTurn(10)
    }
    if (over()) return
    await wallTurn(100)
    real.interrupt()
    page.interrupt()
  }

  all('pause')
  await until(() => terminal.page.frames.length > 0 && watcher.frames.length > 0)
  return {
    async play(step) {
      const [real, page] = [shell.type(step), terminal.type(step)]
      if (step.follow !== undefined)
        await follow(real, page, step.follow === 'end' ? FOLLOW_LIMIT_MS : step.follow * 1000)
      await until(() => real.exit !== undefined && page.exit !== undefined)
      const misses = missesOf(step, real, page, minor)
      real.interrupt()
      if (step.wait !== undefined) await pass(step.wait * 1000)
      return { step, misses }
    },
    shownImage() {
      for (const { scene } of watcher.frames) image = scene?.deployment?.spec.image ?? image
      return image
    },
    async close() {
      watcher.close()
      terminal.page.close()
      shell.close()
      for (const bridge of bridges) await bridge.close()
    },
  }
}
