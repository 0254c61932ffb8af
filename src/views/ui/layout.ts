/** Which of design.md's layouts the window asks for, and whether this page stands inside another one. */
import { useSyncExternalStore } from 'react'
import { setUi } from '../../store/store.ts'
import type { DockTab } from '../../store/ui.ts'

/** `flat`: a tablet on its side, too low for stage and dock at once. */
export type Layout = 'wide' | 'base' | 'short' | 'tablet' | 'flat' | 'phone' | 'embed'

/** First match wins. */
const QUERIES: [Layout, string][] = [
  ['phone', '(max-width: 699px)'],
  ['flat', '(max-width: 1099px) and (max-height: 940px)'],
  ['tablet', '(max-width: 1099px)'],
  ['wide', '(min-width: 1700px) and (min-height: 960px)'],
  ['short', '(max-width: 1360px), (max-height: 800px)'],
]

export const isEmbedded = (): boolean =>
  new URLSearchParams(window.location.search).has('embed') || window.parent !== window

export function layoutNow(): Layout {
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

export const useLayout = (): Layout => useSyncExternalStore(subscribe, layoutNow)

/** The panel lies over the stage as a sheet. */
export const isNarrow = (layout: Layout): boolean => ['phone', 'flat', 'tablet'].includes(layout)

/** The dock has a place of its own; else it is a sheet. */
export const hasDock = (layout: Layout): boolean => !['phone', 'flat', 'embed'].includes(layout)

/** Shows a tab of the dock, wherever the dock is. */
export function showTab(dockTab: DockTab): void {
  setUi({ dockTab, dockShown: true, ...(!hasDock(layoutNow()) && { overlay: 'dock' }) })
}

/** Which modifier key commands are spelled with. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(window.navigator.userAgent)
