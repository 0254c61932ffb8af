/**
 * What the nodes knew of each pod at any instant. A healthy pod's probe runs again and again and says the same: such a
 * run is not stored but foretold from the one before (`periods`), else an hour of 1,000 pods would be millions of
 * records. Counters of requests are left out: they are in the request log.
 */
import type { PodFacts, ProbeFacts } from '../../sim/facts.ts'
import type { Us } from '../../sim/time.ts'
import { lastAtOrBefore } from './versions.ts'

type ProbeName = 'readiness' | 'liveness' | 'startup'
const PROBES: readonly ProbeName[] = ['readiness', 'liveness', 'startup']

interface Entry {
  facts: PodFacts
  /** Length between runs, learnt from the last one; a probe that is absent here is not foretold. */
  periods: Partial<Record<ProbeName, Us>>
  /** The last instant at which facts came in that this entry foretold. */
  seenAt: Us
}

interface Track {
  at: Us[]
  entries: Entry[]
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
  return a.nextAt === b.nextAt && a.lastOutput === b.lastOutput && sameList(a.recent, b.recent)
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

/** The facts of `entry` as they stand at `at`, had every probe due by then run with the same outcome. */
function foretold({ facts, periods }: Entry, at: Us): PodFacts {
  let result = facts
  for (const probe of PROBES) {
    const [known, period] = [facts[probe], periods[probe]]
    if (!known || !period || known.nextAt === undefined || known.nextAt > at) continue
    const runs = Math.floor((at - known.nextAt) / period) + 1
    result = { ...result, [probe]: { ...known, nextAt: known.nextAt + runs * period } }
  }
  return result
}

/** Probes that ran just now and will run again: their distance is the period. */
function periodsOf(before: PodFacts | undefined, now: PodFacts, at: Us): Entry['periods'] {
  const periods: Entry['periods'] = {}
  for (const probe of PROBES) {
    const next = now[probe]?.nextAt
    const due = before?.[probe]?.nextAt
    if (next === undefined || due === undefined) continue
    if (due === at && next > at) periods[probe] = next - at
  }
  return periods
}

function trackUntil(track: Track, at: Us): Track {
  const length = lastAtOrBefore(track.at, at) + 1
  const entries = track.entries
    .slice(0, length)
    .map((entry) => ({ ...entry, seenAt: Math.min(entry.seenAt, at) }))
  return { at: track.at.slice(0, length), entries, goneAt: track.goneAt <= at ? track.goneAt : Infinity }
}

export function createFactsLog(tracks = new Map<string, Track>()): FactsLog {
  const push = (track: Track, at: Us, entry: Entry): void => {
    const last = track.at.length - 1
    if (track.at[last] === at) track.entries[last] = entry
    else {
      track.at.push(at)
      track.entries.push(entry)
    }
  }
  return {
    record(at, came) {
      let track = tracks.get(came.uid)
      if (!track) tracks.set(came.uid, (track = { at: [], entries: [], goneAt: Infinity }))
      if ('gone' in came) {
        track.goneAt = at
        return
      }
      const last = track.entries.at(-1)
      const expected = last && foretold(last, at)
      if (last && expected && sameFacts(expected, came)) {
        last.seenAt = at
        return
      }
      const before = last && foretold(last, last.seenAt)
      const periods = { ...last?.periods, ...periodsOf(before, came, at) }
      for (const probe of PROBES) if (!came[probe]) delete periods[probe]
      push(track, at, { facts: came, periods, seenAt: at })
    },
    facts(uid, at) {
      const track = tracks.get(uid)
      if (!track || at >= track.goneAt) return undefined
      const index = lastAtOrBefore(track.at, at)
      const entry = track.entries[index]
      return entry && foretold(entry, Math.min(at, entry.seenAt))
    },
    until: (at) => createFactsLog(new Map([...tracks].map(([uid, track]) => [uid, trackUntil(track, at)]))),
  }
}
