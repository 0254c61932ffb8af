/** Runs a recording's scenario through the same actors as the page's, and traces what can be seen of it. */
import type { ApiServer } from '../api/contract.ts'
import { createApiServer } from '../api/server.ts'
import { addControllers } from '../controllers/controllermanager.ts'
import { NONE } from '../latencies.ts'
import { createRandom } from '../random.ts'
import type { Clock } from '../runtime/clock.ts'
import { RECORDING, type Order } from '../runtime/order.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { DEFAULT_EPOCH_SECONDS, MILLISECOND } from '../time.ts'
import { lookAt, type Look } from './look.ts'
import type { Scenario, StepDifference, TracedEvent, TraceEntry } from './scenario.ts'
import { createScriptedPods } from './scriptedpods.ts'
import { createStepTaker } from './steps.ts'

export interface Trace {
  entries: TraceEntry[]
  /** Steps that were refused otherwise than the recording says. */
  refusals: StepDifference[]
}

const LOOK_EVERY_MS = 100
const FIRST_LOOK_MS = 50

export function runScenario(scenario: Scenario, order: Order = RECORDING, seed = 1): Trace {
  const clock: Clock = { now: 0, epochSeconds: DEFAULT_EPOCH_SECONDS }
  const random = createRandom(seed)
  const server = createApiServer({ now: () => clock.now, epochSeconds: clock.epochSeconds, random })
  const pods = createScriptedPods(scenario.cluster, scenario.nodes, scenario.images)
  const { api, take } = createStepTaker(server, random, pods)
  const runtime = createRuntime({ api, clock, random, order })
  addControllers(runtime, NONE, { without: 'endpoints' })
  runtime.add(pods.factory)

  const refusals: StepDifference[] = []
  const entries: TraceEntry[] = []
  const tracer = createTracer(server, clock.epochSeconds, new Set(scenario.compare))
  let next = 0
  for (let t = FIRST_LOOK_MS; t <= scenario.endMs; t += LOOK_EVERY_MS) {
    for (let step = scenario.steps[next]; step && step.atMs <= t; step = scenario.steps[++next]) {
      runtime.runUntil(step.atMs * MILLISECOND)
      const got = take(step)
      if (got !== step.error) refusals.push({ atMs: step.atMs, expected: step.error, got })
    }
    runtime.runUntil(t * MILLISECOND)
    if (runtime.drain().writes.length === 0) continue
    const entry = tracer(t)
    if (entry) entries.push(entry)
  }
  return { entries, refusals }
}

/** Compares each look with the one before. */
function createTracer(
  api: ApiServer,
  epochSeconds: number,
  compare: ReadonlySet<Scenario['compare'][number]>,
): (t: number) => TraceEntry | undefined {
  const shown = new Map<string, string>()
  const told = new Map<string, string>()
  const owners = new Set<string>()
  return (t) => {
    const look = lookAt(api, epochSeconds, compare, owners)
    const set: Record<string, unknown> = {}
    for (const [name, object] of look.objects) {
      const text = JSON.stringify(object)
      if (shown.get(name) === text) continue
      shown.set(name, text)
      set[name] = object
    }
    const gone = [...shown.keys()].filter((name) => !look.objects.has(name)).sort()
    for (const name of gone) shown.delete(name)
    const events = newEvents(look, told)
    if (Object.keys(set).length === 0 && gone.length === 0 && events.length === 0) return undefined
    return {
      t,
      ...(Object.keys(set).length > 0 ? { set } : {}),
      ...(gone.length > 0 ? { gone } : {}),
      ...(events.length > 0 ? { events } : {}),
    }
  }
}

/** Events that are new or have changed; those alike in all fields are counted. */
function newEvents({ events }: Look, told: Map<string, string>): TracedEvent[] {
  const groups = new Map<string, TracedEvent>()
  for (const [name, event] of events) {
    const text = JSON.stringify(event)
    if (told.get(name) === text) continue
    told.set(name, text)
    const group = groups.get(text)
    groups.set(text, group ? { ...group, n: (group.n ?? 1) + 1 } : event)
  }
  const order = ({ object, reason, message }: TracedEvent): string => [object, reason, message].join('\u0000')
  return [...groups.values()].sort((a, b) =>
    order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.count - b.count,
  )
}
