/** Five hundred drawn scenarios in `npm test`; `npm run fuzz` draws more. */
import { describe, expect, it } from 'vitest'
import { drawScenario } from './lib/fuzz/draw.ts'
import { fuzz } from './lib/fuzz/fuzz.ts'
import { checkWrites, createWriteMemory } from './lib/fuzz/invariants.ts'
import { shrink } from './lib/fuzz/shrink.ts'

const BATCHES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe('drawn scenarios', () => {
  it.each(BATCHES)('[FUZ-1] [FUZ-2] [FUZ-3] [FUZ-4] [FUZ-5] hold, batch %i', (seed) => {
    expect(fuzz({ runs: 50, seed: 40 + seed })).toEqual([])
  })

  it('[FUZ-4] are the same for the same seed', () => {
    expect(drawScenario(7)).toEqual(drawScenario(7))
    expect(drawScenario(7)).not.toEqual(drawScenario(8))
  })

  it('[FUZ-1] sees versions that fall and generations observed too early', () => {
    const object = (resourceVersion: string, generation: number, observedGeneration: number) => ({
      at: 0,
      event: {
        type: 'MODIFIED' as const,
        resource: 'pods' as const,
        object: {
          kind: 'Pod',
          metadata: { name: 'p', resourceVersion, generation },
          status: { observedGeneration },
        },
      },
    })
    const check = (...writes: ReturnType<typeof object>[]) =>
      checkWrites({ writes } as never, createWriteMemory())
    expect(check(object('2', 1, 1), object('3', 2, 1))).toBeUndefined()
    expect(check(object('2', 1, 1), object('2', 2, 1))).toBe('resourceVersion 2 after 2')
    expect(check(object('2', 1, 2))).toBe('Pod/p observes generation 2 of 1')
  })

  it('[FUZ-4] are made small when they fail', () => {
    const scenario = drawScenario(11)
    const [needed] = scenario.commands
    const small = shrink(scenario, ({ commands }) => commands.includes(needed!))
    expect(small.commands).toEqual([needed])
  })
})
