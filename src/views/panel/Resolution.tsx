/** `25 % of 10 = 2.5 → 3 ↑ rounds up`, always resolved, never a percentage alone. */
import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { number, t } from '../../i18n/t.ts'
import { resolve } from './arithmetic.ts'
import css from './panel.module.css'

interface Props {
  value: number | string
  replicas: number
  up: boolean
}

export function Resolution({ value, replicas, up }: Props) {
  const resolved = resolve(value, replicas, up)
  if (!resolved) return <p className={css.error}>{t('panel.notNumberOrPercent')}</p>
  if (!resolved.share) return null
  const Arrow = up ? ArrowUp : ArrowDown
  return (
    <p className={css.resolution}>
      {t('panel.percentOf', { percent: resolved.share.percent, replicas })}
      {resolved.rounded ? (
        <>
          <span>{number(resolved.share.product)}</span>
          <ArrowRight aria-label={t('panel.becomes')} />
          <b>{resolved.value}</b>
          <Arrow aria-hidden="true" />
          <span className={css.rounds}>{up ? t('panel.roundsUp') : t('panel.roundsDown')}</span>
        </>
      ) : (
        <b>{resolved.value}</b>
      )}
    </p>
  )
}
