/** Draws a scenario from a seed: a spec, images, latencies and commands, all plain data that can be printed and replayed. */
import type { ImageBehaviour, ImageRegistry } from '../../../src/sim/images/behaviour.ts'
import { NONE, REALISTIC, type Latencies } from '../../../src/sim/latencies.ts'
import { createRandom, type Random } from '../../../src/sim/random.ts'

export type FuzzCommand = { atSeconds: number } & (
  | { do: 'setImage'; tag: string }
  | { do: 'scale'; replicas: number }
  | { do: 'pause' | 'resume' | 'restart' | 'undo' | 'unlimit' }
  | { do: 'deletePods'; count: number }
  | { do: 'limits'; maxSurge: number | string; maxUnavailable: number | string }
  | { do: 'minReady'; seconds: number }
  | { do: 'quota'; pods: number }
)

export interface FuzzScenario {
  seed: number
  replicas: number
  strategy: 'RollingUpdate' | 'Recreate'
  maxSurge: number | string
  maxUnavailable: number | string
  minReadySeconds: number
  progressDeadlineSeconds: number
  revisionHistoryLimit: number
  latencies: Latencies
  images: ImageRegistry
  commands: FuzzCommand[]
}

export const GOOD_TAG = 'good'
const TAGS = ['v1', 'v2', 'v3', 'missing']
export const imageOf = (tag: string): string => `docker.io/library/app:${tag}`

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T
const chance = (random: Random, share: number): boolean => random.float() < share

function behaviour(random: Random, tag: string, good: boolean): ImageBehaviour {
  const bad = good ? 1 : random.float()
  return {
    tag,
    sizeBytes: 1_000_000,
    pullMs: random.below(3000),
    readyAfterMs: random.below(4000),
    shutdownMs: random.below(3000),
    stopCode: 0,
    onSigterm: 'finish',
    answerMs: 5,
    body: tag,
    ...(bad < 0.12 ? { exitAfterMs: 500 + random.below(8000), exitCode: 1 } : {}),
    ...(bad >= 0.12 && bad < 0.22 ? { neverReady: true } : {}),
    ...(bad >= 0.22 && bad < 0.3 ? { ignoresSigterm: true } : {}),
  }
}

function limits(random: Random): { maxSurge: number | string; maxUnavailable: number | string } {
  const value = (): number | string => (chance(random, 0.5) ? random.below(4) : `${random.below(101)}%`)
  const [maxSurge, maxUnavailable] = [value(), value()]
  const zero = (v: number | string): boolean => v === 0 || v === '0%'
  return zero(maxSurge) && zero(maxUnavailable)
    ? { maxSurge: 1, maxUnavailable }
    : { maxSurge, maxUnavailable }
}

function command(random: Random, atSeconds: number): FuzzCommand {
  const draw = random.float()
  if (draw < 0.35) return { atSeconds, do: 'setImage', tag: pick(random, TAGS) }
  if (draw < 0.5) return { atSeconds, do: 'scale', replicas: random.below(8) }
  if (draw < 0.58) return { atSeconds, do: 'undo' }
  if (draw < 0.66) return { atSeconds, do: 'deletePods', count: 1 + random.below(3) }
  if (draw < 0.73) return { atSeconds, do: 'pause' }
  if (draw < 0.82) return { atSeconds, do: 'resume' }
  if (draw < 0.87) return { atSeconds, do: 'restart' }
  if (draw < 0.92) return { atSeconds, do: 'limits', ...limits(random) }
  if (draw < 0.95) return { atSeconds, do: 'minReady', seconds: random.below(6) }
  return chance(random, 0.5)
    ? { atSeconds, do: 'quota', pods: 1 + random.below(8) }
    : { atSeconds, do: 'unlimit' }
}

function drawLatencies(random: Random): Latencies {
  if (chance(random, 0.2)) return NONE
  const factor = 0.2 + 2 * random.float()
  const scaled = Object.entries(REALISTIC).map(([name, value]) =>
    name === 'jitter' || name === 'pull' ? [name, value] : [name, Math.round(value * factor)],
  )
  return { ...(Object.fromEntries(scaled) as unknown as Latencies), jitter: random.float() }
}

export function drawScenario(seed: number): FuzzScenario {
  const random = createRandom(seed)
  const images: ImageRegistry = { [imageOf(GOOD_TAG)]: behaviour(random, GOOD_TAG, true) }
  for (const tag of TAGS)
    if (tag !== 'missing') images[imageOf(tag)] = behaviour(random, tag, chance(random, 0.5))
  const strategy = chance(random, 0.15) ? 'Recreate' : 'RollingUpdate'
  const commands: FuzzCommand[] = []
  let at = 2 + random.below(20)
  for (let i = 2 + random.below(8); i > 0; i--) {
    const drawn = command(random, at)
    // A Recreate strategy has no limits to set.
    if (drawn.do !== 'limits' || strategy === 'RollingUpdate') commands.push(drawn)
    at += random.float() < 0.5 ? random.below(4) : random.below(40)
  }
  return {
    seed,
    replicas: random.below(8),
    strategy,
    ...limits(random),
    minReadySeconds: chance(random, 0.3) ? random.below(6) : 0,
    progressDeadlineSeconds: 10 + random.below(60),
    revisionHistoryLimit: random.below(4),
    latencies: drawLatencies(random),
    images,
    commands,
  }
}
