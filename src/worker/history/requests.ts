/**
 * Every request of the run in columns of numbers (about 40 bytes each), in the order in which they ended. Texts (pods,
 * versions, bodies) stand once.
 */
import type { RequestRecord } from '../../sim/facts.ts'
import { SECOND, type Us } from '../../sim/time.ts'
import type { RequestWindow } from '../picture/instant.ts'
import { lastAtOrBefore } from './versions.ts'

export const TRAFFIC_WINDOW: Us = 10 * SECOND
const OUTCOMES: readonly RequestRecord['outcome'][] = ['answered', 'error', 'refused', 'cut']

interface Columns {
  id: Float64Array
  at: Float64Array
  doneAt: Float64Array
  pod: Uint32Array
  version: Uint32Array
  body: Uint32Array
  status: Uint16Array
  outcome: Uint8Array
  /** Failures up to and including this one. */
  failed: Uint32Array
}

const columns = (size: number): Columns => ({
  id: new Float64Array(size),
  at: new Float64Array(size),
  doneAt: new Float64Array(size),
  pod: new Uint32Array(size),
  version: new Uint32Array(size),
  body: new Uint32Array(size),
  status: new Uint16Array(size),
  outcome: new Uint8Array(size),
  failed: new Uint32Array(size),
})

/** Little is left empty; each number is copied four times on average. */
const GROWTH = 1.25

function grown(old: Columns): Columns {
  const next = columns(Math.ceil(old.id.length * GROWTH))
  for (const name of Object.keys(old) as (keyof Columns)[]) next[name].set(old[name])
  return next
}

/** Texts by number; 0 is null. */
function createTexts() {
  const texts: (string | null)[] = [null]
  const numbers = new Map<string | null, number>([[null, 0]])
  return {
    number(text: string | null): number {
      let number = numbers.get(text)
      if (number === undefined) {
        number = texts.push(text) - 1
        numbers.set(text, number)
      }
      return number
    },
    text: (number: number): string | null => texts[number] ?? null,
  }
}

export interface RequestLog {
  record(request: RequestRecord): void
  /** Requests that had ended by `at`. */
  count(at: Us): number
  /** The requests numbered `from` (inclusive) to `to` (exclusive), in the order in which they ended. */
  slice(from: number, to: number): RequestRecord[]
  window(at: Us): RequestWindow
  /** Requests that the pod answered up to `at`, and how many of them with an error. */
  hits(pod: string, at: Us): { hits: number; errors: number }
}

export const isFailure = ({ outcome }: Pick<RequestRecord, 'outcome'>): boolean => outcome !== 'answered'

export function createRequestLog(): RequestLog {
  const texts = createTexts()
  let c = columns(1024)
  let length = 0
  const ends = (): Float64Array => c.doneAt.subarray(0, length)
  const at = (i: number): RequestRecord => ({
    id: c.id[i] ?? 0,
    at: c.at[i] ?? 0,
    doneAt: c.doneAt[i] ?? 0,
    outcome: OUTCOMES[c.outcome[i] ?? 0] ?? 'answered',
    status: c.status[i] ?? 0,
    pod: texts.text(c.pod[i] ?? 0),
    version: texts.text(c.version[i] ?? 0),
    body: texts.text(c.body[i] ?? 0) ?? '',
  })
  const count = (instant: Us): number => lastAtOrBefore(ends(), instant) + 1
  return {
    record(request) {
      if (length === c.id.length) c = grown(c)
      const i = length++
      c.id[i] = request.id
      c.at[i] = request.at
      c.doneAt[i] = request.doneAt
      c.pod[i] = texts.number(request.pod)
      c.version[i] = texts.number(request.version)
      c.body[i] = texts.number(request.body)
      c.status[i] = request.status
      c.outcome[i] = OUTCOMES.indexOf(request.outcome)
      c.failed[i] = (i > 0 ? (c.failed[i - 1] ?? 0) : 0) + Number(isFailure(request))
    },
    count,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, index) => at(from + index)),
    window(instant) {
      const to = count(instant)
      const from = count(instant - TRAFFIC_WINDOW)
      const byVersion = new Map<number, number>()
      const lastWasError = new Map<number, boolean>()
      let failed = 0
      for (let i = from; i < to; i++) {
        const outcome = OUTCOMES[c.outcome[i] ?? 0]
        const version = c.version[i] ?? 0
        if (outcome === 'answered') byVersion.set(version, (byVersion.get(version) ?? 0) + 1)
        else failed++
        lastWasError.set(c.pod[i] ?? 0, outcome === 'error')
      }
      const answered = new Map([...byVersion].map(([version, n]) => [texts.text(version) ?? '', n]))
      const erring = new Set(
        [...lastWasError].flatMap(([pod, error]) => (error ? [texts.text(pod) ?? ''] : [])),
      )
      return { answered, failed, total: to - from, failedEver: to > 0 ? (c.failed[to - 1] ?? 0) : 0, erring }
    },
    hits(pod, instant) {
      const number = texts.number(pod)
      let [hits, errors] = [0, 0]
      for (let i = count(instant) - 1; i >= 0; i--) {
        if (c.pod[i] !== number) continue
        hits++
        if (OUTCOMES[c.outcome[i] ?? 0] === 'error') errors++
      }
      return { hits, errors }
    },
  }
}
