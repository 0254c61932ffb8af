import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import type { PodFacts, ProbeFacts } from '../../sim/facts.ts'
import { createFactsLog } from './facts.ts'

interface Run {
  at: number
  readiness: ProbeFacts
}

/** A prober's life: every run, with what was known right after it. */
function runs(outcomes: readonly boolean[], every: number): Run[] {
  let recent: ProbeFacts['recent'] = []
  return outcomes.map((good, index) => {
    recent = [...recent, good ? ('success' as const) : ('failure' as const)].slice(-3)
    const at = 3 + index * every
    return { at, readiness: { recent, lastOutput: good ? '' : '503', nextAt: at + every, every } }
  })
}

const factsOf = ({ readiness }: Run, hits: number): PodFacts => ({ uid: 'p', hits, errors: 0, readiness })

/** The kubelet publishes a run only when it says something else than the one before. */
const isNews = (list: readonly Run[], index: number): boolean =>
  list[index]?.readiness.recent.join() !== list[index - 1]?.readiness.recent.join()

describe('facts log', () => {
  it.prop([
    fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 2, max: 9 }),
    fc.nat(400),
  ])(
    '[WRK-10] reads at any instant as the last run said, though runs that say the same are not recorded',
    (outcomes, every, offset) => {
      const list = runs(outcomes, every)
      const end = list.at(-1)?.at ?? 0
      const probe = 3 + (offset % (end - 2))
      const log = createFactsLog()
      list.forEach((run, index) => {
        if (isNews(list, index)) log.record(run.at, factsOf(run, index))
      })
      const last = list.findLast(({ at }) => at <= probe)
      expect(log.facts('p', probe)?.readiness).toEqual(last?.readiness)
      const cut = log.until(probe)
      expect(cut.facts('p', probe)?.readiness).toEqual(last?.readiness)
      expect(cut.facts('p', probe + every)?.readiness?.recent).toEqual(last?.readiness.recent)
    },
  )
  it('[WRK-10] holds once what stays as it was', () => {
    const log = createFactsLog()
    const came = (startedAt: number, recent: ProbeFacts['recent']): PodFacts => ({
      ...{ uid: 'p', hits: 0, errors: 0, startedAt },
      stop: { from: 1, sigtermAt: 1, sigkillAt: 9, signal: 'SIGTERM' },
      liveness: { recent: ['success'], lastOutput: '' },
      readiness: { recent, lastOutput: '' },
    })
    log.record(1, came(1, ['success']))
    log.record(2, came(2, ['success', 'failure']))
    const [first, second] = [log.facts('p', 1), log.facts('p', 2)]
    expect(second).toEqual(came(2, ['success', 'failure']))
    expect(second?.stop).toBe(first?.stop)
    expect(second?.liveness).toBe(first?.liveness)
    expect(second?.liveness?.recent).toBe(first?.readiness?.recent)
    expect(second).not.toHaveProperty('pull')
  })
  it('[WRK-10] forgets a pod that is gone', () => {
    const log = createFactsLog()
    log.record(1, { uid: 'p', hits: 0, errors: 0 })
    log.record(5, { uid: 'p', gone: true })
    expect(log.facts('p', 4)).toBeDefined()
    expect(log.facts('p', 5)).toBeUndefined()
  })
})
