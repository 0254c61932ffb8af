/** A text that follows the virtual clock. The component renders again only when the text changes. */
import { useCallback, useSyncExternalStore } from 'react'
import { onTick, tickedNow } from '../ui/ticker.ts'

export function useLive(read: (now: number) => string): string {
  const subscribe = useCallback((changed: () => void) => {
    let first = true
    return onTick(() => {
      if (!first) changed()
      first = false
    })
  }, [])
  return useSyncExternalStore(
    subscribe,
    () => read(tickedNow()),
    () => read(0),
  )
}
