/** One terminal, or two side by side: watch in one, type in the other. */
import { Columns2, X } from 'lucide-react'
import { t } from '../../i18n/t.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { IconButton } from '../ui/controls.tsx'
import { Pane } from './Pane.tsx'
import css from './Terminal.module.css'

export function TerminalTab() {
  const split = useRollscope((s) => s.split)
  return (
    <div className={css.panes}>
      <Pane terminal={0}>
        <IconButton
          label={split ? t('terminal.unsplit') : t('terminal.split')}
          onClick={() => setUi({ split: !split })}
        >
          {split ? <X /> : <Columns2 />}
        </IconButton>
      </Pane>
      {split && <Pane terminal={1} />}
    </div>
  )
}
