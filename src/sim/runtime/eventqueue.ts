/**
 * The event queue: a binary heap of plain entries ordered by (time, sequence). Entries of one instant leave in the
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

export function createEventQueue(): EventQueue {
  let heap: QueueEntry[] = []
  let seq = 0
  const cancelled = new Set<number>()

  const removeTop = (): void => {
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) siftDown(heap, last)
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
      siftUp(heap, { at, seq, actor, timer })
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
    },
  }
}

function siftUp(heap: QueueEntry[], entry: QueueEntry): void {
  let i = heap.length
  heap.push(entry)
  while (i > 0) {
    const up = (i - 1) >> 1
    const parent = heap[up] as QueueEntry
    if (!before(entry, parent)) break
    heap[i] = parent
    i = up
  }
  heap[i] = entry
}

function siftDown(heap: QueueEntry[], entry: QueueEntry): void {
  const half = heap.length >> 1
  let i = 0
  while (i < half) {
    let child = 2 * i + 1
    const right = child + 1
    if (right < heap.length && before(heap[right] as QueueEntry, heap[child] as QueueEntry)) child = right
    const next = heap[child] as QueueEntry
    if (!before(next, entry)) break
    heap[i] = next
    i = child
  }
  heap[i] = entry
}
