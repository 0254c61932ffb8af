/**
 * The event queue: a heap of plain entries ordered by (time, sequence). Entries of one instant leave in the
 * order of their creation. Cancelled entries stay in the heap until they surface.
 */
import type { Us } from '../time.ts'

export interface QueueEntry {
  at: Us
  seq: number
  /** Name of the actor to wake. */
  actor: string
  timer: unknown
}

export interface QueueSnapshot {
  seq: number
  entries: readonly QueueEntry[]
}

export interface EventQueue {
  push(at: Us, actor: string, timer: unknown): number
  cancel(seq: number): void
  peek(): QueueEntry | undefined
  /** Takes the first entry, if it is due until then. */
  pop(until?: Us): QueueEntry | undefined
  snapshot(): QueueSnapshot
  restore(snapshot: QueueSnapshot): void
}

const before = (a: QueueEntry, b: QueueEntry): boolean => a.at < b.at || (a.at === b.at && a.seq < b.seq)

/** Children of a place. Four times stand in one line of the processor's cache; two would need a heap twice as deep. */
const WIDTH = 4

export function createEventQueue(): EventQueue {
  // The times beside the entries: of thousands of timers in all of memory, only the one that leaves is looked at.
  let [heap, times]: [QueueEntry[], Us[]] = [[], []]
  let seq = 0
  const cancelled = new Set<number>()

  const put = (i: number, entry: QueueEntry): void => {
    heap[i] = entry
    times[i] = entry.at
  }
  const entryAt = (i: number): QueueEntry => heap[i] as QueueEntry
  const timeAt = (i: number): Us => times[i] as Us

  /** The newest entry goes up only past later ones. */
  const siftUp = (entry: QueueEntry): void => {
    let i = heap.length
    while (i > 0) {
      const up = Math.floor((i - 1) / WIDTH)
      if (timeAt(up) <= entry.at) break
      put(i, entryAt(up))
      i = up
    }
    put(i, entry)
  }
  const firstChild = (i: number): number => {
    const start = i * WIDTH + 1
    const end = Math.min(start + WIDTH, heap.length)
    let first = start
    for (let child = start + 1; child < end; child++) {
      if (timeAt(child) > timeAt(first)) continue
      if (timeAt(child) < timeAt(first) || entryAt(child).seq < entryAt(first).seq) first = child
    }
    return first
  }
  const siftDown = (entry: QueueEntry): void => {
    let i = 0
    while (i * WIDTH + 1 < heap.length) {
      const child = firstChild(i)
      const at = timeAt(child)
      if (entry.at < at || (entry.at === at && entry.seq < entryAt(child).seq)) break
      put(i, entryAt(child))
      i = child
    }
    put(i, entry)
  }
  const removeTop = (): void => {
    const last = heap.pop()
    times.pop()
    if (last !== undefined && heap.length > 0) siftDown(last)
  }
  const peek = (): QueueEntry | undefined => {
    let top = heap[0]
    while (top !== undefined && cancelled.size > 0 && cancelled.delete(top.seq)) {
      removeTop()
      top = heap[0]
    }
    return top
  }
  return {
    push(at, actor, timer) {
      seq += 1
      siftUp({ at, seq, actor, timer })
      return seq
    },
    cancel: (id) => void cancelled.add(id),
    peek,
    pop(until = Infinity) {
      const top = peek()
      if (top === undefined || top.at > until) return undefined
      removeTop()
      return top
    },
    snapshot: () => ({
      seq,
      entries: heap.filter((e) => !cancelled.has(e.seq)).sort((a, b) => (before(a, b) ? -1 : 1)),
    }),
    restore(from) {
      seq = from.seq
      cancelled.clear()
      // A sorted array is a heap.
      heap = [...from.entries]
      times = heap.map(({ at }) => at)
    },
  }
}
