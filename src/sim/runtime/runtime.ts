/**
 * The one scheduler of everything: it owns the clock, the event queue and the news, wakes actors one at a time, and
 * can be saved and restored as plain data. Nothing else in the core decides what happens next.
 */
import type { ApiServer, WatchEvent } from '../api/contract.ts'
import type { Decision } from '../decisions.ts'
import type { Random, RandomState } from '../random.ts'
import type { Us } from '../time.ts'
import type { Actor, ActorContext } from './actor.ts'
import { stamp, type Clock } from './clock.ts'
import { drawn } from './drawn.ts'
import { createEventQueue, type QueueSnapshot } from './eventqueue.ts'
import { createNewsLines } from './news.ts'
import type { Order } from './order.ts'
import { createRecorder, type RecorderSnapshot } from './recorder.ts'
import { createRoutes, type Stream } from './routes.ts'

export interface RuntimeOptions {
  api: ApiServer
  clock: Clock
  random: Random
  order: Order
}

export interface RuntimeSnapshot {
  now: Us
  random: RandomState
  queue: QueueSnapshot
  news: readonly WatchEvent[]
  /** Per process and resource, when its last item arrives. */
  arrivals: readonly (readonly [string, Us])[]
  recorders: Record<string, RecorderSnapshot>
  actors: Record<string, unknown>
  decisions: number
}

export interface RuntimeChanges {
  writes: { at: Us; event: WatchEvent }[]
  decisions: Decision[]
}

export interface Runtime {
  readonly now: Us
  add<A extends Actor<never, unknown>>(factory: (context: ActorContext<never>) => A): A
  nextAt(): Us | undefined
  /** Lets the next thing happen. False when nothing is due, ever. */
  next(): boolean
  runUntil(at: Us): void
  /** Writes and decisions since the last drain, in order. */
  drain(): RuntimeChanges
  /** The API is not part of it: its owner saves it beside. */
  snapshot(): RuntimeSnapshot
  restore(snapshot: RuntimeSnapshot): void
}

/** Queue entries with this actor are items of news; their timer is a Delivery. */
const NEWS = '@news'

interface Delivery {
  process: string
  event: WatchEvent
}

export function createRuntime({ api, clock, random, order }: RuntimeOptions): Runtime {
  const queue = createEventQueue()
  const lines = createNewsLines(order.kind === 'ticks' ? order.first : [])
  const actors = new Map<string, Actor>()
  const recorders = new Map<string, ReturnType<typeof createRecorder>>()
  const routes = createRoutes()
  const arrivals = new Map<string, Us>()
  let changes: RuntimeChanges = { writes: [], decisions: [] }
  let decisions = 0

  const recorderOf = (component: string): ReturnType<typeof createRecorder> => {
    let recorder = recorders.get(component)
    if (!recorder) recorders.set(component, (recorder = createRecorder(api, clock)))
    return recorder
  }
  const contextOf = (self: () => Actor): ActorContext<unknown> => ({
    now: () => clock.now,
    stamp: () => stamp(clock),
    epochSeconds: clock.epochSeconds,
    random,
    api,
    after: (delay, timer) => queue.push(clock.now + Math.max(0, Math.round(delay)), self().name, timer),
    cancel: (id) => queue.cancel(id),
    record: (event, host = '') => {
      const { component } = self()
      recorderOf(component).record(event, { component, host })
    },
    decide: (body) => {
      const decision = { id: ++decisions, at: clock.now, actor: self().name, ...body }
      changes.decisions.push(decision)
      return decision
    },
  })
  const send = ({ process, key }: Stream, event: WatchEvent): void => {
    if (order.kind === 'ticks') return
    const { watch, jitter } = order.latencies
    const at = Math.max(clock.now + drawn(random, watch, jitter), arrivals.get(key) ?? 0)
    arrivals.set(key, at)
    queue.push(at, NEWS, { process, event } satisfies Delivery)
  }
  const tell = ({ actors: all }: Stream, event: WatchEvent): void => {
    for (const one of all) one.onNews?.(event)
  }
  api.onChange((event) => {
    changes.writes.push({ at: clock.now, event })
    if (order.kind === 'ticks') {
      if (routes.of(event).size > 0) lines.add(event)
    } else for (const stream of routes.of(event).values()) send(stream, event)
  })
  const fire = (actor: string, timer: unknown): void => {
    if (actor !== NEWS) return actors.get(actor)?.onTimer?.(timer)
    const { process, event } = timer as Delivery
    const stream = routes.of(event).get(process)
    if (stream) tell(stream, event)
  }
  /** Lets the next thing happen if it is due until then. */
  const nextUntil = (until: Us): boolean => {
    if (lines.size > 0 && (queue.peek()?.at ?? Infinity) > clock.now) {
      const event = lines.take() as WatchEvent
      if (order.kind === 'ticks') clock.now += order.tick
      for (const stream of routes.of(event).values()) tell(stream, event)
      return true
    }
    const entry = queue.pop(until)
    if (!entry) return false
    if (entry.at > clock.now) clock.now = entry.at
    fire(entry.actor, entry.timer)
    return true
  }
  const nextAt = (): Us | undefined => (lines.size > 0 ? clock.now : queue.peek()?.at)

  return {
    get now() {
      return clock.now
    },
    add(factory) {
      let actor: Actor | undefined
      const self = (): Actor => {
        if (!actor) throw new Error('an actor used its context before it was made')
        return actor
      }
      const made = factory(contextOf(self) as ActorContext<never>)
      actor = made as unknown as Actor
      if (actors.has(actor.name)) throw new Error(`two actors are called ${actor.name}`)
      actors.set(actor.name, actor)
      routes.add(actor)
      return made
    },
    nextAt,
    next: () => nextUntil(Infinity),
    runUntil(at) {
      while (nextUntil(Math.max(at, clock.now)));
      if (clock.now < at) clock.now = at
    },
    drain() {
      const drained = changes
      changes = { writes: [], decisions: [] }
      return drained
    },
    snapshot: () => ({
      now: clock.now,
      random: { ...random.state },
      queue: queue.snapshot(),
      news: lines.snapshot(),
      arrivals: [...arrivals],
      recorders: Object.fromEntries([...recorders].map(([name, recorder]) => [name, recorder.snapshot()])),
      actors: Object.fromEntries([...actors].map(([name, actor]) => [name, actor.snapshot()])),
      decisions,
    }),
    restore(from) {
      clock.now = from.now
      random.restore(from.random)
      queue.restore(from.queue)
      lines.restore(from.news)
      arrivals.clear()
      for (const [stream, at] of from.arrivals) arrivals.set(stream, at)
      recorders.clear()
      for (const [name, state] of Object.entries(from.recorders)) recorderOf(name).restore(state)
      for (const [name, actor] of actors) actor.restore(from.actors[name])
      decisions = from.decisions
      changes = { writes: [], decisions: [] }
    },
  }
}
