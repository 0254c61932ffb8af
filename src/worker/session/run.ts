/**
 * One run: scenario + seed + inputs, its cluster and its record. Time only goes forward here; the past is read from the
 * record, and a fork is a new run from a checkpoint before the instant, with the inputs since then given again.
 */
import type { Cluster, ClusterOptions } from '../../sim/cluster.ts'
import { SECOND, type Us } from '../../sim/time.ts'
import { createHistory, type History } from '../history/history.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { createCheckpoints, snapshotOf, weightOf, type Checkpoint } from './checkpoint.ts'
import { takeEffect, type Effect, type Input, type Outcome } from './inputs.ts'

export type CreateCluster = (options: ClusterOptions) => Cluster

export interface Run {
  readonly scenario: Scenario
  readonly seed: number
  readonly cluster: Cluster
  readonly history: History
  /** In the order in which they took effect. */
  readonly inputs: readonly Input[]
  /** Lets everything happen up to `at`, pending inputs included. */
  advance(at: Us): void
  /** When the next thing will happen, or undefined when nothing is due. */
  nextAt(): Us | undefined
  /** Takes effect now. */
  input(effect: Effect): Outcome
  /** A run that leaves this one at `at` (which is not later than now), with `pending` inputs to come. */
  fork(at: Us, pending?: readonly Input[]): Run
}

export interface RunOptions {
  scenario: Scenario
  seed: number
  createCluster: CreateCluster
  /** Inputs that will take effect when their instant comes, in that order. */
  pending: readonly Input[]
  /** Work between checkpoints at first, as time in which nothing is written; it doubles whenever there are too many. */
  checkpointEvery?: Us
}

interface Past {
  cluster: Cluster
  history: History
  inputs: Input[]
  checkpoints: Checkpoint[]
}

/** Characters of all checkpoints. */
const MAX_WEIGHT = 16_000_000
const MIN_CHECKPOINTS = 6
const MAX_CHECKPOINTS = 120
const CHECKPOINT_EVERY: Us = 10 * SECOND
/** One write takes as long to repeat as so much time in which nothing is written. */
const WRITE_WEIGHS: Us = SECOND / 10
const STRETCH: Us = SECOND

const clusterOptions = ({ scenario, seed }: RunOptions): ClusterOptions => ({
  seed,
  epochSeconds: scenario.epochSeconds,
  nodes: scenario.nodes,
  images: scenario.images,
  latencies: scenario.latencies,
})

function newPast(options: RunOptions): Past {
  const { scenario } = options
  const cluster = options.createCluster(clusterOptions(options))
  const history = createHistory({
    epochSeconds: scenario.epochSeconds,
    absentImages: scenario.absentImages,
    settings: { requestsPerSecond: 0, images: scenario.images },
  })
  return { cluster, history, inputs: [], checkpoints: [] }
}

/** A run at instant 0, before any input. */
export function createRun(options: RunOptions, past: Past = newPast(options)): Run {
  const { cluster, history, inputs, checkpoints } = past
  const pending = [...options.pending]
  let every = options.checkpointEvery ?? CHECKPOINT_EVERY
  const takeCheckpoint = createCheckpoints()

  const collect = (): void => history.record(cluster.drain())

  /** What a fork would have to repeat, as time in which nothing is written. */
  const workSince = ({ at, writes }: Checkpoint): Us =>
    cluster.now - at + (history.length - writes) * WRITE_WEIGHS

  const checkpoint = (): void => {
    const last = checkpoints.at(-1)
    if (last && workSince(last) < every) return
    const reached = { inputs: inputs.length, writes: history.length }
    checkpoints.push(takeCheckpoint(cluster.snapshot(), reached))
    if (checkpoints.length <= MIN_CHECKPOINTS) return
    if (checkpoints.length <= MAX_CHECKPOINTS && weightOf(checkpoints) <= MAX_WEIGHT) return
    // The first one stays: there is always a checkpoint before any instant.
    for (let i = checkpoints.length - 2; i > 0; i -= 2) checkpoints.splice(i, 1)
    every *= 2
  }

  const note = (input: Input): void => {
    inputs.push(input)
    if (input.kind === 'traffic') {
      history.set(input.at, { requestsPerSecond: input.traffic?.requestsPerSecond ?? 0 })
    } else if (input.kind === 'images') history.set(input.at, { images: input.images })
    else if (input.label !== undefined) history.command(input.at, input.label)
  }

  const fork = (at: Us, toCome: readonly Input[] = []): Run => {
    // What inputs of this very instant set off at once belongs to it.
    if (at >= cluster.now) {
      cluster.runUntil(cluster.now)
      collect()
    }
    const start = checkpoints.findLast((one) => one.at <= at)
    const kept = inputs.filter((input) => input.at <= at)
    const twin = options.createCluster(clusterOptions(options))
    if (start) twin.restore(snapshotOf(start))
    for (const input of kept.slice(start?.inputs ?? 0)) {
      twin.runUntil(input.at)
      takeEffect(twin, input)
    }
    twin.runUntil(at)
    twin.drain()
    return createRun(
      { ...options, pending: toCome },
      {
        cluster: twin,
        history: history.until(at),
        inputs: kept,
        checkpoints: checkpoints.filter((one) => one.at <= at),
      },
    )
  }

  const take = (input: Input): Outcome => {
    cluster.runUntil(cluster.now)
    const { at: _at, ...effect } = input
    const outcome = takeEffect(cluster, effect as Effect)
    note(input)
    collect()
    return outcome
  }

  /** In stretches, so that there are checkpoints however far it goes at once. */
  const runTo = (at: Us): void => {
    while (cluster.now < at) {
      cluster.runUntil(Math.min(at, cluster.now + STRETCH))
      collect()
      checkpoint()
    }
  }

  collect()
  checkpoint()
  return {
    scenario: options.scenario,
    seed: options.seed,
    cluster,
    history,
    inputs,
    advance(at) {
      for (let input = pending[0]; input && input.at <= at; input = pending[0]) {
        runTo(input.at)
        pending.shift()
        take(input)
      }
      runTo(at)
    },
    nextAt() {
      const due = cluster.nextAt()
      const next = pending[0]?.at
      return due === undefined || (next !== undefined && next < due) ? next : due
    },
    input: (effect) => take({ at: cluster.now, ...effect }),
    fork,
  }
}

/** Goes on to `until` unless `enough` ends it; true when it did not. */
export function advanceWhile(run: Run, until: Us, enough: () => boolean): boolean {
  while (run.cluster.now < until) {
    if (enough()) return false
    run.advance(Math.min(until, run.cluster.now + 2 * STRETCH))
  }
  run.advance(until)
  return true
}
