/** Visibly the past: what instant this is, and the two ways on. */
import { GitBranch, History } from 'lucide-react'
import { t } from '../../i18n/t.ts'
import { dispatch, fork } from '../../store/commands.ts'
import { useRollscope } from '../../store/store.ts'
import { Button, Kbd } from '../ui/controls.tsx'
import { Rich } from '../ui/Rich.tsx'
import { useKeptFocus } from '../ui/useKeptFocus.ts'
import css from './Bars.module.css'

export function PastBar() {
  const at = useRollscope((s) => s.clock.at)
  const liveAt = useRollscope((s) => s.clock.liveAt)
  const ref = useKeptFocus<HTMLDivElement>()
  return (
    <div ref={ref} className={css.past} role="status">
      <History aria-hidden="true" className={css.clock} />
      <p>
        <Rich text={t('past.looking', { at, ago: liveAt - at })} />
      </p>
      <Button onClick={() => void fork()}>
        <GitBranch aria-hidden="true" />
        {t('past.branch')}
        <Kbd>B</Kbd>
      </Button>
      <Button look="primary" onClick={() => dispatch({ type: 'live' })}>
        {t('past.live')}
        <Kbd>L</Kbd>
      </Button>
    </div>
  )
}
