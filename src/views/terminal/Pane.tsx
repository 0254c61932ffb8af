/** One terminal: its screen and its command line. Lines typed while a command runs wait for it, as in a shell. */
import { CircleStop, Eraser } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { dispatch, run } from '../../store/commands.ts'
import type { OutputLine } from '../../store/frame.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { IconButton } from '../ui/controls.tsx'
import { historyOf } from './lineEditor.ts'
import { Prompt } from './Prompt.tsx'
import { Screen } from './Screen.tsx'
import css from './Terminal.module.css'

const NONE: readonly OutputLine[] = []

/** Runs lines one after another; `waiting` counts those not finished. */
function useShell(terminal: number) {
  const [waiting, setWaiting] = useState(0)
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const submit = (line: string) => {
    setWaiting((n) => n + 1)
    last.current = last.current.then(() => run(line, terminal)).finally(() => setWaiting((n) => n - 1))
  }
  return { running: waiting > 0, submit }
}

export function Pane({ terminal, children }: { terminal: number; children?: React.ReactNode }) {
  const output = useRollscope((s) => s.output[terminal] ?? NONE)
  const cleared = useRollscope((s) => s.cleared[terminal] ?? 0)
  const { running, submit } = useShell(terminal)
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
      <Screen lines={lines} name={t('terminal.name', { n: terminal + 1 })} />
      <Prompt
        terminal={terminal}
        running={running}
        history={history}
        onSubmit={submit}
        onInterrupt={interrupt}
        onClear={clear}
      />
    </section>
  )
}
