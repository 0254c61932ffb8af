/** The key to the pod states. */
import { t } from '../../i18n/t.ts'
import { Glyph } from '../pods/Glyph.tsx'
import { keyText } from '../pods/keyText.ts'
import css from './Key.module.css'

const LIFE = ['pending', 'creating', 'notReady', 'ready', 'available', 'terminating', 'failing'] as const

export function Key() {
  return (
    <ul className={css.key} aria-label={t('stage.keyName')}>
      {LIFE.map((state) => (
        <li key={state}>
          <span className={css.glyph}>
            <Glyph state={state} />
          </span>
          {keyText(state)}
        </li>
      ))}
    </ul>
  )
}
