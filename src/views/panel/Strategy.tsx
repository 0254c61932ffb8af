/** RollingUpdate or Recreate. */
import { useId } from 'react'
import { t } from '../../i18n/t.ts'
import { edit } from '../../store/draft.ts'
import css from './panel.module.css'

const STRATEGIES = ['RollingUpdate', 'Recreate'] as const

interface Props {
  strategy: (typeof STRATEGIES)[number]
  readOnly: boolean
}

export function Strategy({ strategy, readOnly }: Props) {
  const name = useId()
  return (
    <fieldset className={css.segments}>
      <legend className={css.legend}>{t('panel.strategy')}</legend>
      {STRATEGIES.map((one) => (
        <label key={one} translate="no">
          <input
            type="radio"
            name={name}
            checked={one === strategy}
            disabled={readOnly && one !== strategy}
            onChange={() => edit({ strategy: one })}
          />
          {one}
        </label>
      ))}
    </fieldset>
  )
}
