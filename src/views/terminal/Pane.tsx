/** One terminal: its screen and its command line. */
import { CircleStop, Eraser } from 'lucide-react'
import { useMemo, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { dispatch, type } from '../../store/commands.ts'
import type { OutputLine } from '../../store/frame.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { IconButton } from '../ui/controls.tsx'
import { historyOf } from './lineEditor.ts'
import { Prompt } from './Prompt.tsx'
import { Screen } from './Screen.tsx'
import css from './Terminal.module.css'

const NONE: readonly OutputLine[] = []

export function Pane({ terminal, children }: { terminal: number; children?: React.ReactNode }) {
  const output = useRollscope((s) => s.output[terminal] ?? NONE)
  const cleared = useRollscope((s) => s.cleared[terminal] ?? 0)
  const running = useRollscope((s) => (s.running[terminal] ?? 0) > 0)
  const [typing, setTyping] = useState(false)
  const lines = useMemo(
    () => (cleared === 0 ? output : output.filter((line) => line.id > cleared)),
    [output, cleared],
  )
  const history = useMemo(
    () => historyOf(output.filter((line) => line.stream === 'input').map((line) => line.text)),
    [output],
  )
  const clear = () =>
    setUi({ cleared: { ...useRollscope.getState().cleared, [terminal]: output.at(-1)?.id ?? 0 } })
  const interrupt = () => dispatch({ type: 'interrupt', terminal })
  return (
    <section className={css.pane} aria-label={t('terminal.name', { n: terminal + 1 })}>
      <div className={css.tools}>
        {running && (
          <IconButton label={t('terminal.interrupt')} onClick={interrupt}>
            <CircleStop />
          </IconButton>
        )}
        <IconButton label={t('terminal.clear')} onClick={clear}>
          <Eraser />
        </IconButton>
        {children}
      </div>
      {lines.length === 0 && <p className={css.welcome}>{t('terminal.welcome')}</p>}
      <Screen lines={lines} name={t('terminal.name', { n: terminal + 1 })} aloud={typing} />
      <Prompt
        terminal={terminal}
        running={running}
        history={history}
        onFocused={setTyping}
        onSubmit={(line) => type(line, terminal)}
        onInterrupt={interrupt}
        onClear={clear}
      />
    </section>
  )
}
