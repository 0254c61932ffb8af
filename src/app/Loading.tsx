/** Nothing for 400 ms, then the skeleton of the real stage, still. */
import { useEffect, useState } from 'react'
import { t } from '../i18n/t.ts'
import css from './Loading.module.css'

export function Loading() {
  const [stage, setStage] = useState<'blank' | 'skeleton' | 'slow'>('blank')
  useEffect(() => {
    const timers = [
      window.setTimeout(() => setStage('skeleton'), 400),
      window.setTimeout(() => setStage('slow'), 1_400),
    ]
    return () => timers.forEach((timer) => window.clearTimeout(timer))
  }, [])
  if (stage === 'blank') return null
  return (
    <div className={css.loading}>
      <i className={css.line} />
      <i className={css.bar} />
      {[0, 1].map((lane) => (
        <div key={lane} className={css.lane}>
          {Array.from({ length: 10 }, (_, place) => (
            <i key={place} />
          ))}
        </div>
      ))}
      <p role="status">{stage === 'slow' ? t('app.loadingSlow') : t('app.loading')}</p>
    </div>
  )
}
