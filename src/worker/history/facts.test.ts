import { describe, expect } from 'vitest'
import { fc, it } from '@fast-check/vitest'
import type { PodFacts } from '../../sim/facts.ts'
import { createFactsLog } from './facts.ts'

interface Published {
  at: number
  facts: PodFacts
}

/** A prober's life: runs of one period with outcomes, a restart with another phase, an end. */
function published(outcomes: readonly boolean[], period: number, stopsAt: number): Published[] {
  const list: Published[] = [{ at: 0, facts: { uid: 'p', hits: 0, errors: 0 } }]
  let recent: ('success' | 'failure')[] = []
  let at = 3
  list.push({
    at: 1,
    facts: { uid: 'p', hits: 0, errors: 0, readiness: { recent, lastOutput: '', nextAt: at } },
  })
  for (const [run, good] of outcomes.entries()) {
    if (run === stopsAt) {
      // The process restarts: the probe begins again, off the beat.
      recent = []
      at += period + 5
    } else recent = [...recent, good ? ('success' as const) : ('failure' as const)].slice(-3)
    const readiness = { recent, lastOutput: good ? '' : '503', nextAt: at + period }
    list.push({ at, facts: { uid: 'p', hits: run, errors: 0, readiness } })
    at += period
  }
  return list
}

const withoutCounters = (facts: PodFacts | undefined) => facts && { ...facts, hits: 0, errors: 0 }

describe('facts log', () => {
  it.prop([
    fc.array(fc.boolean(), { maxLength: 40 }),
    fc.integer({ min: 2, max: 9 }),
    fc.nat(40),
    fc.nat(400),
  ])('[WRK-10] reads at any instant as the last record said', (outcomes, period, stopsAt, probe) => {
    const list = published(outcomes, period, stopsAt)
    const log = createFactsLog()
    for (const { at, facts } of list) log.record(at, facts)
    const last = list.findLast(({ at }) => at <= probe)
    expect(withoutCounters(log.facts('p', probe))).toEqual(withoutCounters(last?.facts))
    const cut = log.until(probe)
    expect(withoutCounters(cut.facts('p', probe + 1000))).toEqual(withoutCounters(last?.facts))
  })
  it('[WRK-10] forgets a pod that is gone', () => {
    const log = createFactsLog()
    log.record(1, { uid: 'p', hits: 0, errors: 0 })
    log.record(5, { uid: 'p', gone: true })
    expect(log.facts('p', 4)).toBeDefined()
    expect(log.facts('p', 5)).toBeUndefined()
  })
})
