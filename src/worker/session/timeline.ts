/**
 * The branches of one session and where one stands: which branch, which instant. Seeking reads the record; forking
 * starts a new run at the instant shown and keeps the old future as a branch. Knows no wall clock.
 */
import type { Us } from '../../sim/time.ts'
import type { SavedBranch, SavedRun } from '../address/saved.ts'
import { commandText } from '../history/marks.ts'
import { toMs } from '../picture/instant.ts'
import type { ChartBranch } from '../protocol.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { advanceWhile, createRun, type CreateCluster, type Run } from './run.ts'
import type { Input } from './inputs.ts'

export interface Branch {
  id: string
  /** '' until its first command. */
  name: string
  parent: Branch | null
  forkedAt: Us
  run: Run
}

export interface Timeline {
  readonly scenario: Scenario
  readonly seed: number
  readonly branches: readonly Branch[]
  readonly branch: Branch
  /** The instant shown. */
  readonly at: Us
  /** The newest instant of this branch. */
  readonly liveAt: Us
  readonly live: boolean
  /** Shows `at` of this branch, at most its newest instant. */
  seek(at: Us): void
  /** Goes on from the newest instant; where that was shown, the new one is shown. */
  advance(at: Us): void
  /** New branch from the instant shown. */
  fork(): Branch
  /** Shows the newest instant of another branch. False: there is none of that id. */
  show(id: string): boolean
  /** A command was given on this branch: it is named after its first one. */
  named(line: string): void
  saved(): Pick<SavedRun, 'scenario' | 'seed' | 'branches' | 'current' | 'at'>
  views(): ChartBranch[]
}

export const MAIN = 'main'

/** Inputs that are neither the scenario's nor the parent's. */
function ownInputs({ run, parent, forkedAt }: Branch): Input[] {
  const scripted = new Set<Input>(run.scenario.script)
  const inherited = new Set<Input>(parent ? parent.run.inputs.filter((input) => input.at <= forkedAt) : [])
  return run.inputs.filter((input) => !scripted.has(input) && !inherited.has(input))
}

const byInstant = (a: Input, b: Input): number => a.at - b.at

function openBranch(
  scenario: Scenario,
  seed: number,
  saved: SavedBranch,
  index: number,
  parent: Branch | null,
  { createCluster, ...tuning }: Opening,
): Branch {
  const pending = parent ? saved.inputs : [...scenario.script, ...saved.inputs].sort(byInstant)
  const run = parent
    ? parent.run.fork(saved.forkedAt, pending)
    : createRun({ scenario, seed, createCluster, pending, ...tuning })
  return { id: parent ? `b${index}` : MAIN, name: saved.name, parent, forkedAt: saved.forkedAt, run }
}

interface Opening {
  createCluster: CreateCluster
  /** Distance of checkpoints at first. */
  checkpointEvery?: Us
}

/**
 * Gives every branch of `saved` again. `enough` ends it early (a hostile address may ask for days of simulation): then
 * what was reached is shown, and `whole` is false.
 */
export function openTimeline(
  scenario: Scenario,
  saved: SavedRun,
  createCluster: CreateCluster,
  enough: () => boolean = () => false,
  tuning: Omit<Opening, 'createCluster'> = {},
): { timeline: Timeline; whole: boolean } {
  const branches: Branch[] = []
  let whole = true
  for (const [index, one] of saved.branches.entries()) {
    const parent = one.parent === null ? null : (branches[one.parent] ?? null)
    if (parent && parent.run.cluster.now < one.forkedAt) continue
    const branch = openBranch(scenario, saved.seed, one, index, parent, { createCluster, ...tuning })
    branches.push(branch)
    if (!advanceWhile(branch.run, one.until, enough)) {
      whole = false
      break
    }
  }
  const shown = branches[saved.current] ?? branches.at(-1)
  if (!shown) throw new Error('a run has at least one branch')
  return { timeline: createTimeline(scenario, saved.seed, branches, shown, saved.at), whole }
}

function createTimeline(
  scenario: Scenario,
  seed: number,
  branches: Branch[],
  first: Branch,
  firstAt: Us,
): Timeline {
  let branch = first
  let at = Math.min(firstAt, branch.run.cluster.now)
  let ids = branches.length
  const liveAt = (): Us => branch.run.cluster.now
  return {
    scenario,
    seed,
    branches,
    get branch() {
      return branch
    },
    get at() {
      return at
    },
    get liveAt() {
      return liveAt()
    },
    get live() {
      return at === liveAt()
    },
    seek(to) {
      at = Math.max(0, Math.min(Math.round(to), liveAt()))
    },
    advance(to) {
      const follows = at === liveAt()
      branch.run.advance(Math.round(to))
      if (follows) at = liveAt()
    },
    fork() {
      branch = { id: `b${ids++}`, name: '', parent: branch, forkedAt: at, run: branch.run.fork(at) }
      branches.push(branch)
      return branch
    },
    show(id) {
      const found = branches.find((one) => one.id === id)
      if (!found) return false
      branch = found
      at = liveAt()
      return true
    },
    named(line) {
      if (branch.name === '' && branch.parent) branch.name = commandText(line)
    },
    saved: () => ({
      scenario: scenario.id,
      seed,
      branches: branches.map((one) => ({
        name: one.name,
        parent: one.parent ? branches.indexOf(one.parent) : null,
        forkedAt: one.forkedAt,
        until: one.run.cluster.now,
        inputs: ownInputs(one),
      })),
      current: branches.indexOf(branch),
      at,
    }),
    views: () =>
      branches.map((one) => ({
        id: one.id,
        name: one.name,
        forkedAt: toMs(one.forkedAt),
        until: toMs(one.run.cluster.now),
      })),
  }
}
