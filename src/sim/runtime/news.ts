/**
 * News of writes on its way to the processes that watch: one stream per process and resource, in the order of the
 * writes. Which of them is delivered next, and when, is the Order's.
 */
import type { WatchEvent } from '../api/contract.ts'
import type { Resource } from '../api/resources.ts'

/** News that waits for its tick: one line per resource, for all processes at once. */
export interface NewsLines {
  add(event: WatchEvent): void
  /** Takes the next item, by the order of resources given (others after those, as they came). */
  take(): WatchEvent | undefined
  readonly size: number
  snapshot(): readonly WatchEvent[]
  restore(events: readonly WatchEvent[]): void
}

export function createNewsLines(first: readonly Resource[]): NewsLines {
  const lines = new Map<Resource, { items: WatchEvent[]; head: number }>()
  for (const resource of first) lines.set(resource, { items: [], head: 0 })
  let size = 0
  const add = (event: WatchEvent): void => {
    const line = lines.get(event.resource)
    if (line) line.items.push(event)
    else lines.set(event.resource, { items: [event], head: 0 })
    size += 1
  }
  return {
    add,
    take() {
      if (size === 0) return undefined
      for (const line of lines.values()) {
        const event = line.items[line.head]
        if (!event) continue
        line.head += 1
        size -= 1
        if (line.head === line.items.length) {
          line.items = []
          line.head = 0
        }
        return event
      }
      return undefined
    },
    get size() {
      return size
    },
    snapshot: () => [...lines.values()].flatMap(({ items, head }) => items.slice(head)),
    restore(events) {
      for (const line of lines.values()) Object.assign(line, { items: [], head: 0 })
      size = 0
      for (const event of events) add(event)
    },
  }
}
