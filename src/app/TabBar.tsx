/** The bottom bar of phone and tablet: the stage is home, everything else comes up as a sheet. */
import { CircleHelp, Ellipsis, Layers, SlidersHorizontal, Terminal } from 'lucide-react'
import { t, type PlainId } from '../i18n/t.ts'
import { setUi, useRollscope } from '../store/store.ts'
import type { Ui } from '../store/ui.ts'
import type { Layout } from '../views/ui/layout.ts'
import css from './TabBar.module.css'

interface Item {
  text: PlainId
  icon: typeof Layers
  opens: Partial<Ui>
}

const ITEMS: Item[] = [
  { text: 'nav.stage', icon: Layers, opens: { overlay: null } },
  { text: 'nav.spec', icon: SlidersHorizontal, opens: { overlay: 'spec' } },
  { text: 'nav.why', icon: CircleHelp, opens: { overlay: 'dock', dockTab: 'why' } },
  { text: 'nav.terminal', icon: Terminal, opens: { overlay: 'dock', dockTab: 'terminal' } },
  { text: 'nav.more', icon: Ellipsis, opens: { overlay: 'commands', commandQuery: '' } },
]

/** On a tablet the dock stands below the timeline: its tabs are chosen there. */
export function TabBar({ layout }: { layout: Layout }) {
  const overlay = useRollscope((s) => s.overlay)
  return (
    <nav className={css.bar} aria-label={t('nav.name')}>
      {ITEMS.map(({ text, icon: Icon, opens }) => {
        const isHere = opens.overlay === null && overlay === null
        const inPlace = layout === 'tablet' && opens.overlay === 'dock'
        return (
          <button
            key={text}
            type="button"
            aria-current={isHere ? 'page' : undefined}
            aria-haspopup={opens.overlay ? 'dialog' : undefined}
            onClick={() => setUi(inPlace ? { ...opens, overlay: null, dockShown: true } : opens)}
          >
            <Icon />
            {t(text)}
          </button>
        )
      })}
    </nav>
  )
}
