/** The size of an element, followed by ResizeObserver. */
import { useCallback, useRef, useState } from 'react'

export interface Size {
  width: number
  height: number
}

export function useSize(): [(element: HTMLElement | null) => void, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const observer = useRef<ResizeObserver | null>(null)
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect()
    if (!element) return
    const read = () => {
      const next = { width: element.offsetWidth, height: element.offsetHeight }
      setSize((was) => (was.width === next.width && was.height === next.height ? was : next))
    }
    observer.current = new ResizeObserver(read)
    observer.current.observe(element)
    read()
  }, [])
  return [ref, size]
}
