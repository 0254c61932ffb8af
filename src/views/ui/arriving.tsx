/**
 * A component whose module is loaded when it is first drawn. Not Suspense: while the clock plays the page is drawn
 * sixty times a second, and what Suspense has ready waits behind that, for seconds on a slow machine.
 */
import { useSyncExternalStore, type ComponentType, type ReactNode } from 'react'

/** `waiting` stands in its place until then. A module that cannot be loaded throws where it is drawn. */
export function arriving<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: () => ReactNode = () => null,
): ComponentType<P> {
  let here: { Part: ComponentType<P> } | { error: unknown } | null = null
  let asked = false
  const readers = new Set<() => void>()
  const came = (what: NonNullable<typeof here>): void => {
    here = what
    for (const read of readers) read()
  }
  const subscribe = (read: () => void) => {
    readers.add(read)
    if (!asked) {
      asked = true
      load().then(
        (Part) => came({ Part }),
        (error: unknown) => came({ error }),
      )
    }
    return () => void readers.delete(read)
  }
  return function Arriving(props: P) {
    const now = useSyncExternalStore(subscribe, () => here)
    if (!now) return waiting()
    if ('error' in now) throw now.error
    return <now.Part {...props} />
  }
}
