/** The state of a cluster at one instant of a run, packed: where a fork begins to repeat. */
import type { ClusterSnapshot } from '../../sim/cluster.ts'
import type { Us } from '../../sim/time.ts'
import { createPacker, lengthOf, unpack, type Packed, type Pool } from '../history/packed.ts'

export interface Checkpoint {
  at: Us
  /** How many inputs had taken effect, and writes were made. */
  inputs: number
  writes: number
  api: ClusterSnapshot['api']
  random: ClusterSnapshot['random']
  queue: Packed
  actors: Readonly<Record<string, Packed>>
}

/** `before`: the pool of the checkpoint before, whose parts are taken where they have not changed. */
export function takeCheckpoint(
  { now, random, api, queue, actors }: ClusterSnapshot,
  reached: Pick<Checkpoint, 'inputs' | 'writes'>,
  before: Pool,
): { checkpoint: Checkpoint; pool: Pool } {
  const { pack, pool } = createPacker(before)
  const packed = Object.fromEntries(Object.entries(actors).map(([name, state]) => [name, pack(state)]))
  return { checkpoint: { ...reached, at: now, random, api, queue: pack(queue), actors: packed }, pool }
}

export const snapshotOf = ({ at, random, api, queue, actors }: Checkpoint): ClusterSnapshot => ({
  now: at,
  random,
  api,
  queue: unpack(queue),
  actors: Object.fromEntries(Object.entries(actors).map(([name, state]) => [name, unpack(state)])),
})

/** Characters of text, those that several have in common counted once. */
export const weightOf = (checkpoints: readonly Checkpoint[]): number =>
  lengthOf(checkpoints.flatMap(({ queue, actors }) => [queue, ...Object.values(actors)]))
