/**
 * Every request of the run in columns of numbers (39 bytes each), in the order in which they ended. Texts (pods,
 * versions, bodies) stand once.
 */
import type { RequestRecord } from '../../sim/facts.ts'
import { SECOND, type Us } from '../../sim/time.ts'
import type { RequestWindow } from '../picture/instant.ts'
import { createColumn } from './column.ts'
import { countUntil } from './versions.ts'

export const TRAFFIC_WINDOW: Us = 10 * SECOND
const OUTCOMES: readonly RequestRecord['outcome'][] = ['answered', 'error', 'refused', 'cut']

const newColumns = () => ({
  id: createColumn((size) => new Uint32Array(size)),
  at: createColumn((size) => new Float64Array(size)),
  doneAt: createColumn((size) => new Float64Array(size)),
  pod: createColumn((size) => new Uint32Array(size)),
  version: createColumn((size) => new Uint32Array(size)),
  body: createColumn((size) => new Uint32Array(size)),
  status: createColumn((size) => new Uint16Array(size)),
  outcome: createColumn((size) => new Uint8Array(size)),
  /** Failures up to and including this one. */
  failed: createColumn((size) => new Uint32Array(size)),
})

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
  const c = newColumns()
  let length = 0
  const at = (i: number): RequestRecord => ({
    id: c.id.get(i),
    at: c.at.get(i),
    doneAt: c.doneAt.get(i),
    outcome: OUTCOMES[c.outcome.get(i)] ?? 'answered',
    status: c.status.get(i),
    pod: texts.text(c.pod.get(i)),
    version: texts.text(c.version.get(i)),
    body: texts.text(c.body.get(i)) ?? '',
  })
  const count = (instant: Us): number => countUntil(instant, length, c.doneAt.get)
  return {
    record(request) {
      c.id.push(request.id)
      c.at.push(request.at)
      c.doneAt.push(request.doneAt)
      c.pod.push(texts.number(request.pod))
      c.version.push(texts.number(request.version))
      c.body.push(texts.number(request.body))
      c.status.push(request.status)
      c.outcome.push(OUTCOMES.indexOf(request.outcome))
      c.failed.push(c.failed.get(length - 1) + Number(isFailure(request)))
      length++
    },
    count,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, index) => at(from + index)),
    window(instant) {
      const to = count(instant)
      const from = count(instant - TRAFFIC_WINDOW)
      const byPod = new Map<number, { version: number; count: number }>()
      const lastWasError = new Map<number, boolean>()
      let failed = 0
      for (let i = from; i < to; i++) {
        const outcome = OUTCOMES[c.outcome.get(i)]
        const pod = c.pod.get(i)
        if (outcome === 'answered') {
          const known = byPod.get(pod)
          if (known) known.count++
          else byPod.set(pod, { version: c.version.get(i), count: 1 })
        } else failed++
        lastWasError.set(pod, outcome === 'error')
      }
      const answered = [...byPod].map(([pod, { version, count: n }]) => ({
        pod: texts.text(pod) ?? '',
        version: texts.text(version) ?? '',
        count: n,
      }))
      const erring = new Set(
        [...lastWasError].flatMap(([pod, error]) => (error ? [texts.text(pod) ?? ''] : [])),
      )
      return { answered, failed, total: to - from, failedEver: c.failed.get(to - 1), erring }
    },
    hits(pod, instant) {
      const number = texts.number(pod)
      let [hits, errors] = [0, 0]
      for (let i = count(instant) - 1; i >= 0; i--) {
        if (c.pod.get(i) !== number) continue
        hits++
        if (OUTCOMES[c.outcome.get(i)] === 'error') errors++
      }
      return { hits, errors }
    },
  }
}
