/** The address could not be opened: what is wrong with it, and a way on. Never a blank page. */
import { Link } from 'lucide-react'
import { t } from '../i18n/t.ts'
import { Button } from '../views/ui/controls.tsx'
import { openAddress } from './connection.ts'
import css from './Stopped.module.css'

function startFresh(): void {
  window.history.replaceState(null, '', window.location.pathname + window.location.search)
  openAddress()
}

export function LinkError({ error }: { error: string }) {
  return (
    <div className={css.stopped} role="alert">
      <Link />
      <h1>{t('link.title')}</h1>
      <p>{error}</p>
      <div className={css.ways}>
        <Button look="primary" onClick={startFresh}>
          {t('link.fresh')}
        </Button>
      </div>
    </div>
  )
}
