/** The inspector: five tabs, each loaded when it is first looked at. */
import { Maximize2, Minimize2 } from 'lucide-react'
import type { ComponentType, KeyboardEvent } from 'react'
import { t } from '../../i18n/t.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { DockTab } from '../../store/ui.ts'
import { arriving } from '../ui/arriving.tsx'
import { Boundary } from '../ui/Boundary.tsx'
import { Hidden, IconButton } from '../ui/controls.tsx'
import { focusSoon } from '../ui/focusSoon.ts'
import css from './Dock.module.css'

const VIEWS: Record<DockTab, ComponentType> = {
  terminal: arriving(() => import('../terminal/TerminalTab.tsx').then((tab) => tab.TerminalTab)),
  events: arriving(() => import('../events/EventsTab.tsx').then((tab) => tab.EventsTab)),
  yaml: arriving(() => import('../yaml/YamlTab.tsx').then((tab) => tab.YamlTab)),
  why: arriving(() => import('../why/WhyTab.tsx').then((tab) => tab.WhyTab)),
  requests: arriving(() => import('../requests/RequestsTab.tsx').then((tab) => tab.RequestsTab)),
}
/** In order: the keys 1 to 5. */
export const TABS = Object.keys(VIEWS) as DockTab[]

/** Beside the name: how many events, whether the YAML has just changed. */
function Badge({ tab }: { tab: DockTab }) {
  const events = useRollscope((s) => s.events.length)
  const failing = useRollscope((s) => s.scene?.headline.alarm ?? false)
  const changed = useRollscope((s) => (s.selection?.changedLines.length ?? 0) > 0)
  if (tab === 'events' && events > 0) {
    return (
      <span className={css.count} data-bad={failing || undefined}>
        {events}
      </span>
    )
  }
  if (tab === 'yaml' && changed) {
    return (
      <i className={css.dot}>
        <Hidden>{t('dock.changed')}</Hidden>
      </i>
    )
  }
  return null
}

function moved(event: KeyboardEvent, from: DockTab): DockTab | null {
  const at = TABS.indexOf(from)
  switch (event.key) {
    case 'ArrowRight':
      return TABS[(at + 1) % TABS.length] ?? null
    case 'ArrowLeft':
      return TABS[(at + TABS.length - 1) % TABS.length] ?? null
    case 'Home':
      return TABS[0] ?? null
    case 'End':
      return TABS.at(-1) ?? null
    default:
      return null
  }
}

/** Who opens the terminal is about to type; only a sheet, on a touch screen, waits until its line is touched. */
function look(tab: DockTab, sheet: boolean): void {
  setUi({ dockTab: tab })
  if (tab === 'terminal' && !sheet) focusSoon('input[data-terminal="0"]')
}

/** A sheet has its one height and cannot grow. */
export function Dock({ sheet = false }: { sheet?: boolean }) {
  const shown = useRollscope((s) => s.dockTab)
  const grown = useRollscope((s) => s.dockGrown)
  const View = VIEWS[shown]
  return (
    <div className={css.dock}>
      <div className={css.head}>
        <div className={css.tabs} role="tablist" aria-label={t('dock.tabs')}>
          {TABS.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`tab-${tab}`}
              aria-selected={tab === shown}
              aria-controls={tab === shown ? 'tabpanel' : undefined}
              tabIndex={tab === shown ? 0 : -1}
              onClick={() => look(tab, sheet)}
              onKeyDown={(event) => {
                const next = moved(event, tab)
                if (!next) return
                event.preventDefault()
                event.stopPropagation()
                setUi({ dockTab: next })
                document.getElementById(`tab-${next}`)?.focus()
              }}
            >
              {t(`dock.${tab}`)}
              <Badge tab={tab} />
            </button>
          ))}
        </div>
        {!sheet && (
          <IconButton
            label={grown ? t('dock.shrink') : t('dock.grow')}
            aria-pressed={grown}
            onClick={() => setUi({ dockGrown: !grown })}
          >
            {grown ? <Minimize2 /> : <Maximize2 />}
          </IconButton>
        )}
      </div>
      <div className={css.panel} role="tabpanel" id="tabpanel" aria-labelledby={`tab-${shown}`}>
        <Boundary key={shown} view={t(`dock.${shown}`)}>
          <View />
        </Boundary>
      </div>
    </div>
  )
}
