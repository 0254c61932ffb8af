/** What the page remembers between visits. A browser that stores nothing gets the defaults; a spoiled entry too. */
import * as v from 'valibot'
import { setUi, useRollscope } from './store.ts'

const KEY = 'rollscope.preferences'
const THEME_KEY = 'rollscope.theme'

const Stored = v.partial(
  v.object({
    panelShown: v.boolean(),
    dockShown: v.boolean(),
    keyShown: v.boolean(),
    shortcutsOn: v.boolean(),
    dockTab: v.picklist(['terminal', 'events', 'yaml', 'why', 'requests']),
  }),
)
const Theme = v.picklist(['system', 'dark', 'light'])

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

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}

/** Loads what is stored and keeps storing it as it changes. `?theme=` wins for this visit and is not stored. */
export function rememberPreferences(): void {
  const stored = v.safeParse(Stored, parsed(read(KEY)))
  const asked = new URLSearchParams(location.search).get('theme')
  const theme = v.safeParse(Theme, asked ?? read(THEME_KEY))
  if (stored.success) setUi(withoutUndefined(stored.output))
  if (theme.success) setUi({ theme: theme.output })
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

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const withoutUndefined = <T extends object>(from: T): Defined<T> =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as Defined<T>
