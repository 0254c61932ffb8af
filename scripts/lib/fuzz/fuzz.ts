/** Many drawn scenarios: what must hold, replay and snapshots; the first failures, made small. */
import { drawScenario, type FuzzScenario } from './draw.ts'
import { play, transcript, type Failure } from './play.ts'
import { shrink } from './shrink.ts'

export interface FuzzOptions {
  runs: number
  seed: number
  /** Every so many scenarios one is also replayed, and one run through a snapshot. */
  twinEvery?: number
  maxFailures?: number
  onProgress?(done: number): void
}

export interface FuzzFailure {
  failure: Failure
  scenario: FuzzScenario
}

/** One scenario's verdict; a throw counts as a failure of its own. */
export function verdict(scenario: FuzzScenario, twin: boolean): Failure | undefined {
  try {
    return play(scenario) ?? (twin ? compareTwins(scenario) : undefined)
  } catch (error) {
    return { atSeconds: 0, what: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** FUZ-4, FUZ-5: the same seed gives the same bytes, with a snapshot and restore on the way, too. */
function compareTwins(scenario: FuzzScenario): Failure | undefined {
  const first = transcript(scenario)
  if (transcript(scenario) !== first) return { atSeconds: 0, what: 'two runs of one seed differ' }
  const last = scenario.commands.at(-1)?.atSeconds ?? 10
  const atSeconds = 0.5 + ((scenario.seed * 7919) % (last * 10)) / 10
  if (transcript(scenario, atSeconds) === first) return undefined
  return { atSeconds, what: 'a restored snapshot goes on otherwise' }
}

export function fuzz({
  runs,
  seed,
  twinEvery = 10,
  maxFailures = 3,
  onProgress,
}: FuzzOptions): FuzzFailure[] {
  const failures: FuzzFailure[] = []
  for (let i = 0; i < runs && failures.length < maxFailures; i++) {
    const scenario = drawScenario(seed * 1_000_000 + i)
    const twin = i % twinEvery === 0
    const failure = verdict(scenario, twin)
    if (failure) {
      const small = shrink(scenario, (one) => verdict(one, twin) !== undefined)
      failures.push({ failure: verdict(small, twin) ?? failure, scenario: small })
    }
    onProgress?.(i + 1)
  }
  return failures
}
