/** What the page remembers between visits. A browser that stores nothing gets the defaults; a spoiled entry too. */
import { setUi, useRollscope } from './store.ts'
import type { DockTab, Theme, Ui } from './ui.ts'

const KEY = 'rollscope.preferences'
const THEME_KEY = 'rollscope.theme'

const SWITCHES = ['panelShown', 'dockShown', 'keyShown', 'shortcutsOn'] as const
const TABS: readonly DockTab[] = ['terminal', 'events', 'yaml', 'why', 'requests']
const THEMES: readonly Theme[] = ['system', 'dark', 'light']

type Remembered = Pick<Ui, (typeof SWITCHES)[number] | 'dockTab'>

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Storage is full or forbidden: the choice holds for this visit.
  }
}

/** What of a stored entry can be used. Checked by hand: the first screen does without a library for it. */
export function remembered(text: string | null): Partial<Remembered> {
  let entry: unknown
  try {
    entry = JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
  if (typeof entry !== 'object' || entry === null) return {}
  const stored = entry as Record<string, unknown>
  const dockTab = TABS.find((tab) => tab === stored['dockTab'])
  const switches = SWITCHES.filter((name) => typeof stored[name] === 'boolean')
  return {
    ...Object.fromEntries(switches.map((name) => [name, stored[name]])),
    ...(dockTab && { dockTab }),
  }
}

/** Loads what is stored and keeps storing it as it changes. `?theme=` wins for this visit and is not stored. */
export function rememberPreferences(): void {
  const asked = new URLSearchParams(location.search).get('theme') ?? read(THEME_KEY)
  const theme = THEMES.find((known) => known === asked)
  setUi({ ...remembered(read(KEY)), ...(theme && { theme }) })
  useRollscope.subscribe((now, before) => {
    if (now.theme !== before.theme) write(THEME_KEY, now.theme)
    const { panelShown, dockShown, keyShown, shortcutsOn, dockTab } = now
    if (
      panelShown !== before.panelShown ||
      dockShown !== before.dockShown ||
      keyShown !== before.keyShown ||
      shortcutsOn !== before.shortcutsOn ||
      dockTab !== before.dockTab
    ) {
      write(KEY, JSON.stringify({ panelShown, dockShown, keyShown, shortcutsOn, dockTab }))
    }
  })
}
