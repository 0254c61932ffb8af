/** The worker died. What is known is kept; the run can go on from the last good moment. */
import { CircleAlert, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { t } from '../i18n/t.ts'
import { useRollscope } from '../store/store.ts'
import { Button } from '../views/ui/controls.tsx'
import { copyText } from '../views/ui/copyText.ts'
import { restartWorker } from './connection.ts'
import css from './Stopped.module.css'

export function Stopped() {
  const stopped = useRollscope((s) => s.stopped)
  const at = useRollscope((s) => s.clock.at)
  const [copied, setCopied] = useState(false)
  return (
    <div className={css.stopped} role="alert">
      <CircleAlert />
      <h1>{t('stopped.title', { at })}</h1>
      <p>{t('stopped.rest')}</p>
      <div className={css.ways}>
        <Button look="primary" onClick={restartWorker}>
          <RotateCcw />
          {t('stopped.continue', { at })}
        </Button>
        <Button onClick={() => void copyText(stopped?.report ?? '').then(setCopied)}>
          {copied ? t('act.copied') : t('stopped.report')}
        </Button>
      </div>
      <pre>{stopped?.message}</pre>
    </div>
  )
}
