/** Where what has the focus goes away by being used, a bar with its buttons for one, the focus goes to the stage and not to nowhere. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null)
  useLayoutEffect(() => {
    const element = ref.current
    return () => {
      if (element?.contains(document.activeElement)) document.getElementById('stage')?.focus()
    }
  }, [])
  return ref
}
