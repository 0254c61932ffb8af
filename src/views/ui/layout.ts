/** Which of design.md's layouts the window asks for, and whether this page stands inside another one. */
import { useSyncExternalStore } from 'react'

export type Layout = 'wide' | 'base' | 'short' | 'tablet' | 'phone' | 'embed'

/** First match wins. */
const QUERIES: [Layout, string][] = [
  ['phone', '(max-width: 699px)'],
  ['tablet', '(max-width: 1099px)'],
  ['wide', '(min-width: 1700px) and (min-height: 960px)'],
  ['short', '(max-width: 1360px), (max-height: 800px)'],
]

export const isEmbedded = (): boolean =>
  new URLSearchParams(window.location.search).has('embed') || window.parent !== window

function current(): Layout {
  if (isEmbedded()) return 'embed'
  return QUERIES.find(([, query]) => window.matchMedia(query).matches)?.[0] ?? 'base'
}

function subscribe(onChange: () => void): () => void {
  const lists = QUERIES.map(([, query]) => window.matchMedia(query))
  for (const list of lists) list.addEventListener('change', onChange)
  return () => {
    for (const list of lists) list.removeEventListener('change', onChange)
  }
}

export const useLayout = (): Layout => useSyncExternalStore(subscribe, current)

/** Panel and dock lie over the stage as sheets. */
export const isNarrow = (layout: Layout): boolean => layout === 'phone' || layout === 'tablet'

/** Which modifier key commands are spelled with. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(window.navigator.userAgent)
