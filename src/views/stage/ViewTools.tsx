/** Key, dense view, full stage. */
import { Grid3x3, List, Maximize, Minimize } from 'lucide-react'
import { t } from '../../i18n/t.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { IconButton } from '../ui/controls.tsx'
import css from './Stage.module.css'

export function ViewTools() {
  const keyShown = useRollscope((s) => s.keyShown)
  const dense = useRollscope((s) => s.dense)
  const full = useRollscope((s) => !s.panelShown && !s.dockShown)
  return (
    <div className={css.tools} role="toolbar" aria-label={t('stage.view')}>
      <IconButton
        label={t('stage.key')}
        shortcut="K"
        aria-pressed={keyShown}
        onClick={() => setUi({ keyShown: !keyShown })}
      >
        <List />
      </IconButton>
      <IconButton
        label={t('stage.dense')}
        shortcut="G"
        aria-pressed={dense === 'on'}
        onClick={() => setUi({ dense: dense === 'on' ? 'auto' : 'on' })}
      >
        <Grid3x3 />
      </IconButton>
      <IconButton
        label={t('stage.full')}
        shortcut="F"
        aria-pressed={full}
        onClick={() => setUi({ panelShown: full, dockShown: full })}
      >
        {full ? <Minimize /> : <Maximize />}
      </IconButton>
    </div>
  )
}
