/** Who hears of what: processes by resource, and by node for the pods of a kubelet. */
import type { WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Actor } from './actor.ts'

/** One watch of one process: its news comes in order, to its actors as they were added. */
export interface Stream {
  process: string
  /** Names the stream among all. */
  key: string
  actors: Actor[]
}

/** By process, in the order in which processes were added. */
export type Streams = ReadonlyMap<string, Stream>

export interface Routes {
  add(actor: Actor): void
  /** The streams that carry this event: who watches the resource, then who watches the pods of its node. */
  of(event: WatchEvent): Streams
}

const EVERYWHERE = ''

export function createRoutes(): Routes {
  const watching: { actor: Actor; resource: Resource; node: string }[] = []
  /** By resource and node: made when first asked for, as every write asks again. */
  const known = new Map<Resource, Map<string, Streams>>()

  const streamsOf = (resource: Resource, node: string): Streams => {
    const streams = new Map<string, Stream>()
    for (const place of node === EVERYWHERE ? [EVERYWHERE] : [EVERYWHERE, node])
      for (const one of watching) {
        if (one.resource !== resource || one.node !== place) continue
        const process = one.actor.process ?? one.actor.name
        const stream = streams.get(process)
        if (stream) stream.actors.push(one.actor)
        else streams.set(process, { process, key: `${process} ${resource}`, actors: [one.actor] })
      }
    return streams
  }
  return {
    add(actor) {
      known.clear()
      for (const resource of actor.watches)
        watching.push({
          actor,
          resource,
          node: resource === 'pods' ? (actor.node ?? EVERYWHERE) : EVERYWHERE,
        })
    },
    of({ resource, object }) {
      const node = resource === 'pods' ? ((object as Pod).spec.nodeName ?? EVERYWHERE) : EVERYWHERE
      let byNode = known.get(resource)
      if (!byNode) known.set(resource, (byNode = new Map()))
      let streams = byNode.get(node)
      if (!streams) byNode.set(node, (streams = streamsOf(resource, node)))
      return streams
    },
  }
}
