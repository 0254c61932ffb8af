/**
 * The record of one branch: everything that ever changed, with its instant. `instant(at)` gives any moment exactly as
 * it was; `until(at)` the record of a branch that leaves there.
 */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Changes } from '../../sim/cluster.ts'
import type { Decision } from '../../sim/decisions.ts'
import type { ImageRegistry } from '../../sim/images/behaviour.ts'
import type { Us } from '../../sim/time.ts'
import type { Instant, RequestWindow } from '../picture/instant.ts'
import { createChartLog, type ChartLog } from './chart.ts'
import { createDecisionLog } from './decisions.ts'
import { createEventLog, type EventLog } from './events.ts'
import { createFactsLog, type FactsLog } from './facts.ts'
import { createLedger } from './ledger.ts'
import { createMarkLog, type MarkLog } from './marks.ts'
import { createRequestLog, type RequestLog } from './requests.ts'
import { createVersions, lastAtOrBefore, type Versions } from './versions.ts'

/** What an input set, from its instant on. */
export interface Settings {
  requestsPerSecond: number
  images: ImageRegistry
}

export interface HistoryOptions {
  epochSeconds: number
  absentImages: readonly string[]
  settings: Settings
}

export interface History {
  readonly options: HistoryOptions
  readonly versions: Versions
  readonly requests: RequestLog
  readonly chart: ChartLog
  readonly marks: MarkLog
  readonly events: EventLog
  readonly decisions: readonly Decision[]
  /** Instants at which a Deployment's controller decided something, each once. */
  readonly steps: readonly Us[]
  /** Writes so far; grows with every change of an object. */
  readonly length: number
  record(changes: Changes): void
  command(at: Us, line: string): void
  set(at: Us, settings: Partial<Settings>): void
  instant(at: Us): Instant
  until(at: Us): History
}

/** The parts that are cut rather than recorded again when a branch leaves. */
interface Parts {
  versions: Versions
  facts: FactsLog
  events: EventLog
}

export const createHistory = (options: HistoryOptions): History =>
  historyOf(options, {
    versions: createVersions(),
    facts: createFactsLog(),
    events: createEventLog(),
  }).history

function historyOf(options: HistoryOptions, { versions, facts, events }: Parts) {
  const { epochSeconds } = options
  const commands: { at: Us; line: string }[] = []
  const settings: { at: Us[]; values: Settings[] } = { at: [0], values: [options.settings] }
  const decisions = createDecisionLog()
  const requests = createRequestLog()
  const ledger = createLedger()
  const chart = createChartLog()
  const marks = createMarkLog()

  /** Events are many and never looked at as objects: only their lines are kept. */
  const write = (at: Us, event: WatchEvent): void => {
    if (event.resource === 'events') {
      events.record(at, event)
      return
    }
    versions.record(at, event)
    follow(at, event)
  }

  const follow = (at: Us, event: WatchEvent): void => {
    ledger.record(at, event)
    chart.record(at, event)
    marks.record(at, event, chart.shown())
  }

  const history: History = {
    options,
    versions,
    requests,
    chart,
    marks,
    events,
    decisions: decisions.all,
    steps: decisions.steps,
    get length() {
      return versions.length
    },
    record(changes) {
      for (const { at, event } of changes.writes) write(at, event)
      chart.flush()
      for (const { at, facts: came } of changes.facts) facts.record(at, came)
      for (const decision of changes.decisions) decisions.record(decision)
      for (const request of changes.requests) {
        requests.record(request)
        marks.request(request)
      }
    },
    command(at, line) {
      commands.push({ at, line })
      marks.command(at, line)
    },
    set(at, changed) {
      const before = settings.values.at(-1) ?? options.settings
      settings.at.push(at)
      settings.values.push({ ...before, ...changed })
    },
    instant: (at) => instantOf(at),
    until: (at) => copyUntil(at),
  }

  const instantOf = (at: Us): Instant => {
    const now = settings.values[lastAtOrBefore(settings.at, at)] ?? options.settings
    const lists = new Map<string, unknown>()
    let window: RequestWindow | null = null
    return {
      at,
      epochSeconds,
      list: (resource) => {
        if (!lists.has(resource)) lists.set(resource, versions.list(resource, at))
        return lists.get(resource) as ReturnType<typeof versions.list<typeof resource>>
      },
      facts: (uid) => facts.facts(uid, at),
      get requests() {
        return (window ??= requests.window(at))
      },
      requestsPerSecond: now.requestsPerSecond,
      images: now.images,
      absentImages: options.absentImages,
      slot: ledger.slot,
      hue: ledger.hue,
      places: (uid) => ledger.places(uid, at),
      bornAt: ledger.bornAt,
      lastScale: (uid) => ledger.lastScale(uid, at),
    }
  }

  /** Places, hues and marks are made again rather than cut: they come out as they would have without the future. */
  const copyUntil = (at: Us): History => {
    const past = { versions: versions.until(at), facts: facts.until(at), events: events.until(at) }
    const { history: copy, follow: followAgain } = historyOf(options, past)
    const before = <T extends { at: Us }>(items: readonly T[]): T[] => items.filter((item) => item.at <= at)
    const lines = before(commands)
    let next = 0
    past.versions.replay((when, event) => {
      for (let line = lines[next]; line && line.at <= when; line = lines[++next])
        copy.command(line.at, line.line)
      followAgain(when, event)
    })
    for (const line of lines.slice(next)) copy.command(line.at, line.line)
    copy.record({
      writes: [],
      facts: [],
      decisions: before(decisions.all),
      requests: requests.slice(0, requests.count(at)),
    })
    settings.at.forEach((when, index) => {
      const values = settings.values[index]
      if (index > 0 && when <= at && values) copy.set(when, values)
    })
    return copy
  }
  return { history, follow }
}
