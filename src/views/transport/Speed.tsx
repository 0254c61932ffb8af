/** The speed slider. */
import { t } from '../../i18n/t.ts'
import { dispatch } from '../../store/commands.ts'
import { FASTEST, MARKS, positionOf, SLOWEST, speedAt } from '../../store/speed.ts'
import { useRollscope } from '../../store/store.ts'
import css from './Transport.module.css'

const STEPS = 400

export function Speed() {
  const speed = useRollscope((s) => s.clock.speed)
  const label = t('time.speedIs', { speed })
  const position = Math.min(1, Math.max(0, positionOf(speed)))
  return (
    <div className={css.speed}>
      <span aria-hidden="true">{t('time.speedIs', { speed: SLOWEST })}</span>
      <span className={css.slider} style={{ '--v': position }}>
        {MARKS.map((mark) => (
          <i key={mark} style={{ '--v': positionOf(mark) }} />
        ))}
        <input
          type="range"
          min={0}
          max={STEPS}
          step={1}
          value={Math.round(position * STEPS)}
          aria-label={t('time.speed')}
          aria-valuetext={label}
          title={`${t('time.speed')} ([ ])`}
          onChange={(event) =>
            dispatch({ type: 'speed', speed: speedAt(Number(event.target.value) / STEPS) })
          }
        />
      </span>
      <span aria-hidden="true">{t('time.speedIs', { speed: FASTEST })}</span>
      <b>{label}</b>
    </div>
  )
}
