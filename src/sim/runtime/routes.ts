/** Who hears of what: processes by resource, and by node for the pods of a kubelet. */
import type { WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'
import type { Pod } from '../api/types/pod.ts'
import type { Actor } from './actor.ts'

export interface Routes {
  add(actor: Actor): void
  watched(event: WatchEvent): boolean
  processes(event: WatchEvent, visit: (process: string) => void): void
  actors(process: string, event: WatchEvent): Iterable<Actor>
}

const NOBODY: readonly Actor[] = []

export function createRoutes(): Routes {
  const byResource = new Map<Resource, Map<string, Actor[]>>()
  const byNode = new Map<string, Map<string, Actor[]>>()
  const put = <K>(table: Map<K, Map<string, Actor[]>>, key: K, actor: Actor): void => {
    const process = actor.process ?? actor.name
    const processes = table.get(key) ?? new Map<string, Actor[]>()
    table.set(key, processes.set(process, [...(processes.get(process) ?? []), actor]))
  }
  const onNode = (event: WatchEvent): Map<string, Actor[]> | undefined => {
    if (event.resource !== 'pods') return undefined
    const { nodeName } = (event.object as Pod).spec
    return nodeName === undefined ? undefined : byNode.get(nodeName)
  }
  return {
    add(actor: Actor): void {
      for (const resource of actor.watches) {
        if (resource === 'pods' && actor.node !== undefined) put(byNode, actor.node, actor)
        else put(byResource, resource, actor)
      }
    },
    watched: (event: WatchEvent): boolean => byResource.has(event.resource) || onNode(event) !== undefined,
    processes(event: WatchEvent, visit: (process: string) => void): void {
      const everyone = byResource.get(event.resource)
      if (everyone) for (const process of everyone.keys()) visit(process)
      const node = onNode(event)
      if (node) for (const process of node.keys()) if (!everyone?.has(process)) visit(process)
    },
    *actors(process: string, event: WatchEvent): Iterable<Actor> {
      yield* byResource.get(event.resource)?.get(process) ?? NOBODY
      yield* onNode(event)?.get(process) ?? NOBODY
    },
  }
}
