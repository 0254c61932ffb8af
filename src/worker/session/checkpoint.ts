/** The state of a cluster at one instant of a run, packed: where a fork begins to repeat. */
import type { ApiSnapshot, WatchEvent } from '../../sim/api/contract.ts'
import type { Resource } from '../../sim/api/resources.ts'
import type { KubeObject } from '../../sim/api/types/meta.ts'
import type { ClusterSnapshot } from '../../sim/cluster.ts'
import type { Us } from '../../sim/time.ts'
import {
  createListChain,
  createRestorer,
  keptObject,
  listOf,
  type KeptList,
  type Restorer,
} from '../history/longlists.ts'
import { createPacker, lengthOf, unpack, type Packed, type Pool } from '../history/packed.ts'

/** How many inputs had taken effect, and writes were made. */
interface Reached {
  inputs: number
  writes: number
}

export interface Checkpoint extends Reached {
  at: Us
  api: PackedApi
  random: ClusterSnapshot['random']
  queue: Packed
  actors: Readonly<Record<string, Packed>>
}

/** Lists as they differ from those of the checkpoint before; their objects as the record keeps them. */
interface PackedApi {
  resourceVersion: number
  objects: readonly (readonly [Resource, KeptList])[]
  history: KeptList
}

const ofObjects = (event: WatchEvent, change: Restorer): WatchEvent => {
  const { object, previous } = event
  const [now, before] = [change(object), previous && change(previous)]
  return now === object && before === previous
    ? event
    : ({ ...event, object: now, ...(before && { previous: before }) } as WatchEvent)
}

function createApiPacker(): (api: ApiSnapshot) => PackedApi {
  const chains = new Map<Resource, (list: readonly KubeObject[]) => KeptList>()
  const history = createListChain<WatchEvent>()
  const chainOf = (resource: Resource) => {
    let chain = chains.get(resource)
    if (!chain) chains.set(resource, (chain = createListChain()))
    return chain
  }
  return ({ resourceVersion, objects, rest }) => ({
    resourceVersion,
    objects: (Object.entries(objects) as [Resource, readonly KubeObject[]][]).map(
      ([resource, list]) => [resource, chainOf(resource)(list.map(keptObject))] as const,
    ),
    history: history(rest.history.map((event) => ofObjects(event, keptObject))),
  })
}

const unpackApi = ({ resourceVersion, objects, history }: PackedApi, restored: Restorer): ApiSnapshot => ({
  resourceVersion,
  objects: Object.fromEntries(
    objects.map(([resource, kept]) => [resource, (listOf(kept) as KubeObject[]).map((one) => restored(one))]),
  ),
  rest: { history: (listOf(history) as WatchEvent[]).map((event) => ofObjects(event, restored)) },
})

/** Takes the checkpoints of one run, in order: of each, only what has changed since the one before is new. */
export function createCheckpoints(): (snapshot: ClusterSnapshot, reached: Reached) => Checkpoint {
  const packApi = createApiPacker()
  let before: Pool = new Map()
  return ({ now, random, api, queue, actors }, reached) => {
    const { pack, pool } = createPacker(before)
    before = pool
    const packed = Object.fromEntries(Object.entries(actors).map(([name, state]) => [name, pack(state)]))
    return { ...reached, at: now, random, api: packApi(api), queue: pack(queue), actors: packed }
  }
}

export function snapshotOf({ at, random, api, queue, actors }: Checkpoint): ClusterSnapshot {
  const restored = createRestorer()
  return {
    now: at,
    random,
    api: unpackApi(api, restored),
    queue: unpack(queue, restored),
    actors: Object.fromEntries(
      Object.entries(actors).map(([name, state]) => [name, unpack(state, restored)]),
    ),
  }
}

/** Characters of text, those that several have in common counted once. */
export const weightOf = (checkpoints: readonly Checkpoint[]): number =>
  lengthOf(checkpoints.flatMap(({ queue, actors }) => [queue, ...Object.values(actors)]))
