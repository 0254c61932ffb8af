/** Name, screens, the object shown, and the tools of the page. */
import {
  Box,
  ChevronDown,
  CircleHelp,
  Ellipsis,
  Link,
  Monitor,
  Moon,
  Presentation,
  Search,
  Sun,
} from 'lucide-react'
import { t } from '../../i18n/t.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { Theme } from '../../store/ui.ts'
import { Chip, IconButton, Kbd } from '../ui/controls.tsx'
import { Logo } from '../ui/Logo.tsx'
import { isMac, type Layout } from '../ui/layout.ts'
import css from './TopBar.module.css'
import { useShare } from './useShare.ts'

const NEXT: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' }
const THEME_ICON = { system: Monitor, dark: Sun, light: Moon } as const

const paletteKeys = (): string => (isMac() ? '⌘ K' : 'Ctrl K')

function ObjectName({ short }: { short: boolean }) {
  const deployment = useRollscope((s) => s.scene?.deployment)
  if (!deployment) return <div className={css.object} />
  return (
    <button
      type="button"
      className={css.object}
      title={t('topbar.manifest')}
      aria-haspopup="dialog"
      onClick={() => setUi({ overlay: 'manifest' })}
    >
      {!short && (
        <>
          <Box />
          <span>{deployment.namespace}</span>
          <span aria-hidden="true">/</span>
        </>
      )}
      <b translate="no">{short ? deployment.name : `deployment/${deployment.name}`}</b>
      <ChevronDown />
    </button>
  )
}

function ThemeButton() {
  const theme = useRollscope((s) => s.theme)
  const Icon = THEME_ICON[theme]
  return (
    <IconButton
      label={t('topbar.theme', { theme: t(`topbar.theme.${theme}`) })}
      onClick={() => setUi({ theme: NEXT[theme] })}
    >
      <Icon />
    </IconButton>
  )
}

function ShareButton() {
  const { share, shared } = useShare()
  return (
    <>
      {shared !== null && (
        <span role="status">
          <Chip look={shared ? undefined : 'fail'}>
            {shared ? t('topbar.shared') : t('topbar.shareFailed')}
          </Chip>
        </span>
      )}
      <IconButton label={t('topbar.share')} onClick={share}>
        <Link />
      </IconButton>
    </>
  )
}

export function TopBar({ layout }: { layout: Layout }) {
  const projector = useRollscope((s) => s.projector)
  const phone = layout === 'phone'
  return (
    <header className={css.top} data-layout={layout}>
      <div className={css.start}>
        <span className={css.brand}>
          <Logo />
          {phone ? null : t('app.name')}
        </span>
        {!phone && (
          <nav className={css.nav} aria-label={t('topbar.screens')}>
            <a href="#stage" aria-current="page">
              {t('topbar.stage')}
            </a>
          </nav>
        )}
      </div>
      <ObjectName short={phone} />
      <div className={css.tools}>
        {!phone && (
          <button
            type="button"
            className={css.find}
            onClick={() => setUi({ overlay: 'commands', commandQuery: '' })}
          >
            <Search />
            {t('topbar.commands')} <Kbd>{paletteKeys()}</Kbd>
          </button>
        )}
        <ShareButton />
        {phone ? (
          <IconButton
            label={t('topbar.more')}
            onClick={() => setUi({ overlay: 'commands', commandQuery: '' })}
          >
            <Ellipsis />
          </IconButton>
        ) : (
          <>
            <IconButton
              label={t('topbar.projector')}
              shortcut="W"
              aria-pressed={projector}
              onClick={() => setUi({ projector: !projector })}
            >
              <Presentation />
            </IconButton>
            <ThemeButton />
            <IconButton label={t('topbar.help')} shortcut="?" onClick={() => setUi({ overlay: 'shortcuts' })}>
              <CircleHelp />
            </IconButton>
          </>
        )}
      </div>
    </header>
  )
}
