/**
 * What the nodes knew of each pod at any instant. A probe that runs again and again and says the same is recorded once:
 * `every` tells its later runs. Counters of requests are left out: they are in the request log.
 */
import type { PodFacts, ProbeFacts } from '../../sim/facts.ts'
import type { Us } from '../../sim/time.ts'
import { lastAtOrBefore } from './versions.ts'

const PROBES = ['readiness', 'liveness', 'startup'] as const

interface Track {
  at: Us[]
  entries: PodFacts[]
  goneAt: Us
}

export interface FactsLog {
  record(at: Us, facts: PodFacts | { uid: string; gone: true }): void
  facts(uid: string, at: Us): PodFacts | undefined
  /** What was known by `at`, as a log of its own to go on with. */
  until(at: Us): FactsLog
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

function sameProbe(a: ProbeFacts | undefined, b: ProbeFacts | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  const { recent: left, ...restA } = a
  const { recent: right, ...restB } = b
  return sameList(left, right) && sameFields(restA, restB)
}

function sameFields(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  const left = Object.entries(a)
  const right = b as Record<string, unknown>
  return left.length === Object.keys(b).length && left.every(([key, value]) => right[key] === value)
}

/** Equal but for the counters of requests. */
function sameFacts(a: PodFacts, b: PodFacts): boolean {
  return (
    a.startedAt === b.startedAt &&
    a.exitCode === b.exitCode &&
    sameFields(a.pull, b.pull) &&
    sameFields(a.backOff, b.backOff) &&
    sameFields(a.stop, b.stop) &&
    PROBES.every((probe) => sameProbe(a[probe], b[probe]))
  )
}

const PARTS = ['pull', 'backOff', 'stop'] as const

/** Outcomes of probes: few lists come again and again. */
const outcomes = new Map<string, ProbeFacts['recent']>()

function sharedOutcomes(recent: ProbeFacts['recent']): ProbeFacts['recent'] {
  const text = recent.join()
  const known = outcomes.get(text)
  if (known) return known
  outcomes.set(text, recent)
  return recent
}

/** Parts that are as they were stay one object. */
function sharing(known: PodFacts | undefined, came: PodFacts): PodFacts {
  const shared: PodFacts = { ...came }
  for (const part of PARTS) {
    const before = known?.[part]
    if (before && sameFields(before, came[part])) Object.assign(shared, { [part]: before })
  }
  for (const probe of PROBES) {
    const facts = came[probe]
    if (!facts) continue
    const before = known?.[probe]
    shared[probe] =
      before && sameProbe(before, facts) ? before : { ...facts, recent: sharedOutcomes(facts.recent) }
  }
  return shared
}

/** As they stand at `at`: probes have run on. */
function runOn(facts: PodFacts, at: Us): PodFacts {
  let result = facts
  for (const probe of PROBES) {
    const { nextAt, every } = facts[probe] ?? {}
    if (nextAt === undefined || !every || nextAt > at) continue
    const runs = Math.floor((at - nextAt) / every) + 1
    result = { ...result, [probe]: { ...facts[probe], nextAt: nextAt + runs * every } }
  }
  return result
}

function trackUntil(track: Track, at: Us): Track {
  const length = lastAtOrBefore(track.at, at) + 1
  return {
    at: track.at.slice(0, length),
    entries: track.entries.slice(0, length),
    goneAt: track.goneAt <= at ? track.goneAt : Infinity,
  }
}

export function createFactsLog(tracks = new Map<string, Track>()): FactsLog {
  return {
    record(at, came) {
      let track = tracks.get(came.uid)
      if (!track) tracks.set(came.uid, (track = { at: [], entries: [], goneAt: Infinity }))
      if ('gone' in came) {
        track.goneAt = at
        return
      }
      const last = track.at.length - 1
      const known = track.entries[last]
      if (known && sameFacts(runOn(known, at), came)) return
      const entry = sharing(known, came)
      if (track.at[last] === at) track.entries[last] = entry
      else {
        track.at.push(at)
        track.entries.push(entry)
      }
    },
    facts(uid, at) {
      const track = tracks.get(uid)
      if (!track || at >= track.goneAt) return undefined
      const entry = track.entries[lastAtOrBefore(track.at, at)]
      return entry && runOn(entry, at)
    },
    until: (at) => createFactsLog(new Map([...tracks].map(([uid, track]) => [uid, trackUntil(track, at)]))),
  }
}
