/**
 * The record of an hour: created, two rollouts, undone, scaled, at rest, under load all the while. How long it takes to
 * simulate, what it weighs, how fast any instant of it is shown and left for another future.
 */
import { serialize } from 'node:v8'
import { createCluster, type Cluster } from '../../src/sim/cluster.ts'
import { createRandom } from '../../src/sim/random.ts'
import { MINUTE, SECOND, type Us } from '../../src/sim/time.ts'
import { BOOTCAMP, deploymentOf, serviceOf } from '../../src/worker/scenarios/manifests.ts'
import { created, imageSet, type Scenario } from '../../src/worker/scenarios/scenario.ts'
import { FIRST_VISIT, scenarioOf } from '../../src/worker/scenarios/scenarios.ts'
import { createFrameBuilder } from '../../src/worker/session/frames.ts'
import type { Effect, Input } from '../../src/worker/session/inputs.ts'
import { openTimeline, type Timeline } from '../../src/worker/session/timeline.ts'
import type { BenchSection } from './section.ts'

const HOUR: Us = 60 * MINUTE
const PODS_PER_NODE = 80
const SEEKS = 200
const WARM_UP = 20
const SEED = 7
const CLOCK = {
  at: 0,
  liveAt: 0,
  live: false,
  playing: false,
  speed: 1,
  rate: 0,
  branch: 'main',
  branches: [],
}
const APP = BOOTCAMP.name
const REPOSITORY = 'gcr.io/google-samples/kubernetes-bootcamp'

const scaled = (replicas: number): Effect => ({
  kind: 'api',
  method: 'PATCH',
  path: `/apis/apps/v1/namespaces/default/deployments/${APP}/scale`,
  query: { fieldManager: 'kubectl' },
  contentType: 'application/merge-patch+json',
  body: JSON.stringify({ spec: { replicas } }),
  label: `kubectl scale deployment/${APP} --replicas=${replicas}`,
})

const roll = (tag: string): Effect => imageSet(APP, APP, `${REPOSITORY}:${tag}`)

function script(pods: number): Input[] {
  const deployment = deploymentOf({ ...BOOTCAMP, replicas: pods })
  return [
    {
      at: 0,
      ...created('/apis/apps/v1/namespaces/default/deployments', deployment, 'kubectl create -f web.yaml'),
    },
    { at: 0, ...created('/api/v1/namespaces/default/services', serviceOf(BOOTCAMP)) },
    { at: MINUTE, kind: 'traffic', traffic: { requestsPerSecond: 40, service: `default/${APP}` } },
    { at: 5 * MINUTE, ...roll('v2') },
    { at: 15 * MINUTE, ...roll('v4') },
    { at: 25 * MINUTE, ...roll('v2') },
    { at: 35 * MINUTE, ...scaled(Math.round(pods * 1.1)) },
    { at: 40 * MINUTE, ...scaled(pods) },
  ]
}

function hourOf(pods: number): Scenario {
  const base = scenarioOf(FIRST_VISIT)
  if (!base) throw new Error('no first visit')
  const nodes = Array.from({ length: Math.ceil((pods * 1.4) / PODS_PER_NODE) + 2 }, (_, i) => `node-${i + 1}`)
  return { ...base, nodes, script: script(pods) }
}

const saved = (until: Us) => ({
  scenario: FIRST_VISIT,
  seed: SEED,
  branches: [{ name: '', parent: null, forkedAt: 0, until, inputs: [] }],
  current: 0,
  at: until,
  paused: true,
  speed: 1,
  select: null,
})

/** Twice: what array buffers held is let go only by the next collection. */
const heapMB = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

/** An hour that can be let go of. */
interface Held {
  timeline: Timeline | null
}

/** Looked up here, so that the frame of the one who weighs holds nothing of the way to it. */
const clusterOf = ({ timeline }: Held): Cluster | undefined => timeline?.branch.run.cluster

/** What becomes free when everything but the cluster is let go, in MB. */
function weigh(held: Held): number {
  const cluster = clusterOf(held)
  const before = heapMB()
  held.timeline = null
  const after = heapMB()
  return cluster ? before - after : 0
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? 0

/** ms of processor time so far: what other programs of the machine do is not in it. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** As the session does it: the instant, its picture, the frame with what differs; and its bytes for the page. */
function measureSeeks(timeline: Timeline) {
  const frames = createFrameBuilder()
  const random = createRandom(SEED)
  const seeks: number[] = []
  const cpu: number[] = []
  const posts: number[] = []
  for (let i = -WARM_UP; i < SEEKS; i++) {
    const at = Math.floor(random.float() * timeline.liveAt)
    // Asking for processor time takes a millisecond of its own: not while the clock runs.
    const busy = cpuMs()
    const start = performance.now()
    timeline.seek(at)
    const frame = frames.build(timeline, CLOCK, undefined)
    const wall = performance.now() - start
    const took = [wall, cpuMs() - busy] as const
    const posted = performance.now()
    serialize(frame)
    if (i < 0) continue
    seeks.push(took[0])
    cpu.push(took[1])
    posts.push(performance.now() - posted)
  }
  return {
    seekP50: quantile(seeks, 0.5),
    seekP95: quantile(seeks, 0.95),
    seekCpuP50: quantile(cpu, 0.5),
    seekCpuP95: quantile(cpu, 0.95),
    postP95: quantile(posts, 0.95),
  }
}

/** Leaves the hour at some instants, as a command given in the past does. */
function measureForks({ branch, liveAt }: Timeline): number {
  const times = [0.13, 0.41, 0.58, 0.9].map((part) => {
    const start = performance.now()
    branch.run.fork(Math.floor(liveAt * part))
    return performance.now() - start
  })
  return times.reduce((sum, ms) => sum + ms, 0) / times.length
}

interface Hour {
  pods: number
  until: Us
  checkpointEvery?: Us
}

export function openHour({ pods, until, checkpointEvery }: Hour): Timeline {
  const every = checkpointEvery === undefined ? {} : { checkpointEvery }
  return openTimeline(hourOf(pods), saved(until), createCluster, undefined, every).timeline
}

const hold = (hour: Hour): Held => ({ timeline: openHour(hour) })

function figuresOf({ timeline }: Held) {
  if (!timeline) return {}
  const { history } = timeline.branch.run
  return {
    writes: history.length,
    decisions: history.decisions.length,
    requests: history.requests.count(timeline.liveAt),
    virtualSeconds: timeline.liveAt / SECOND,
    ...measureSeeks(timeline),
    forkMs: measureForks(timeline),
  }
}

function measure(hour: Hour) {
  const start = performance.now()
  const held = hold(hour)
  const simulateMs = performance.now() - start
  const figures = figuresOf(held)
  return { simulateMs, ...figures, historyMB: weigh(held) }
}

/** The goal of issue 6 is stated for so many. */
const MOST_PODS = 1_000

export const history: BenchSection = {
  name: 'history',
  title: 'The record of one hour: created, two rollouts, undone, scaled, at rest; 40 requests a second',
  run({ sizes }) {
    const pods = Math.min(MOST_PODS, Math.max(...sizes))
    return {
      columns: [
        { field: 'pods', title: 'pods' },
        { field: 'simulateMs', title: 'simulate ms' },
        { field: 'writes', title: 'writes' },
        { field: 'decisions', title: 'decisions' },
        { field: 'requests', title: 'requests' },
        { field: 'historyMB', title: 'history MB' },
        { field: 'seekP50', title: 'seek p50 ms' },
        { field: 'seekP95', title: 'seek p95 ms' },
        { field: 'seekCpuP95', title: 'its cpu' },
        { field: 'postP95', title: 'post p95 ms' },
        { field: 'forkMs', title: 'fork ms' },
      ],
      rows: [{ pods, ...measure({ pods, until: HOUR }) }],
    }
  },
}

const INTERVALS_S = [5, 10, 30, 120]

export const checkpoints: BenchSection = {
  name: 'checkpoints',
  title: 'Checkpoints every so many seconds (at first): what they weigh and what they save',
  run({ sizes }) {
    const pods = Math.min(MOST_PODS / 5, Math.max(...sizes))
    const rows = INTERVALS_S.map((seconds) => ({
      pods,
      seconds,
      ...measure({ pods, until: HOUR, checkpointEvery: seconds * SECOND }),
    }))
    return {
      columns: [
        { field: 'pods', title: 'pods' },
        { field: 'seconds', title: 'every s' },
        { field: 'simulateMs', title: 'simulate ms' },
        { field: 'historyMB', title: 'history MB' },
        { field: 'forkMs', title: 'fork ms' },
        { field: 'seekP95', title: 'seek p95 ms' },
      ],
      rows,
    }
  },
}
