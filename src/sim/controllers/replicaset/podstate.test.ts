import { describe, expect, it } from 'vitest'
import { isPodActive, isPodReady, isPodTerminal, isPodTerminating, readySince } from './podstate.ts'
import { EPOCH, podOf, START } from './unitrig.ts'
import { STOPPING } from '../newsrig.ts'

describe('the state of a pod', () => {
  it.each([
    ['Pending', false, [false, true, false]],
    ['Running', false, [false, true, false]],
    ['Unknown', false, [false, true, false]],
    ['Succeeded', false, [true, false, false]],
    ['Failed', false, [true, false, false]],
    ['Running', true, [false, false, true]],
    ['Failed', true, [true, false, false]],
    ['Succeeded', true, [true, false, false]],
  ])('[RS-8] %s, being deleted %s: terminal, active, terminating are %j', (phase, stopping, expected) => {
    const pod = podOf('a', { status: { phase }, metadata: stopping ? STOPPING : {} })
    expect([isPodTerminal(pod), isPodActive(pod), isPodTerminating(pod)]).toEqual(expected)
  })

  it('[RS-10] is ready by its own condition, and since its stamp; else not at all', () => {
    const of = (...conditions: object[]) => {
      const pod = podOf('a', { status: { conditions } })
      return [isPodReady(pod), readySince(pod)]
    }
    const initialized = { type: 'Initialized', status: 'True', lastTransitionTime: START }
    expect(of(initialized, { type: 'Ready', status: 'True', lastTransitionTime: START })).toEqual([
      true,
      EPOCH,
    ])
    expect(of(initialized, { type: 'Ready', status: 'False', lastTransitionTime: START })).toEqual([
      false,
      undefined,
    ])
    expect(of(initialized)).toEqual([false, undefined])
    const without = podOf('a', { status: { conditions: undefined } })
    expect([isPodReady(without), readySince(without)]).toEqual([false, undefined])
  })
})
