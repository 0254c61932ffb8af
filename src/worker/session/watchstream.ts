/** A watch as kubectl reads it: events one by one, until its time-out, a close, or the end of the branch. */
import type { ApiWatch, StreamEvent } from '../../sim/api/contract.ts'
import type { WatchHandle } from '../../kubectl/host.ts'

export function watchStream(watch: ApiWatch): WatchHandle {
  const queue: StreamEvent[] = [...watch.initial]
  let asking: ((event: StreamEvent | undefined) => void) | null = null
  let closed = false
  const unsubscribe = watch.subscribe((event) => {
    if (!asking) {
      queue.push(event)
      return
    }
    const answer = asking
    asking = null
    answer(event)
  })
  return {
    response: watch.response,
    next() {
      const event = queue.shift()
      if (event || closed) return Promise.resolve(event)
      return new Promise((resolve) => {
        asking = resolve
      })
    },
    close() {
      if (closed) return
      closed = true
      unsubscribe()
      asking?.(undefined)
      asking = null
    },
  }
}
