/** Draws of latencies. */
import type { Random } from '../random.ts'
import type { Us } from '../time.ts'

/** A latency with its jitter: `mean` varied by up to its share of `jitter` either way, in whole µs. */
export function drawn(random: Random, mean: Us, jitter: number): Us {
  return mean === 0 ? 0 : Math.round(mean * (1 + jitter * (2 * random.float() - 1)))
}
