/** Finds a smaller scenario that still fails, by leaving commands out one at a time. */
import type { FuzzScenario } from './draw.ts'

export function shrink(scenario: FuzzScenario, fails: (scenario: FuzzScenario) => boolean): FuzzScenario {
  let smallest = scenario
  for (let i = smallest.commands.length - 1; i >= 0; i--) {
    const fewer = { ...smallest, commands: smallest.commands.filter((_, at) => at !== i) }
    if (fails(fewer)) smallest = fewer
  }
  for (const replicas of [1, 2, 3]) {
    if (replicas >= smallest.replicas) break
    const fewer = { ...smallest, replicas }
    if (fails(fewer)) return fewer
  }
  return smallest
}
