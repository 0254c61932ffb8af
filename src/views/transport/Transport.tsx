/** Play, step, jump, clock, branches and speed. `compact`: the scrub bar of phone and embed. */
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import type { MouseEvent } from 'react'
import { clock as asClock, t } from '../../i18n/t.ts'
import { dispatch, step, togglePlay } from '../../store/commands.ts'
import { isPast } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import { IconButton } from '../ui/controls.tsx'
import { BranchMenu } from './BranchMenu.tsx'
import { Speed } from './Speed.tsx'
import css from './Transport.module.css'

function PlayButton() {
  const playing = useRollscope((s) => s.clock.playing)
  const name = playing ? t('time.pause') : t('time.play')
  return (
    <button
      type="button"
      className={css.play}
      aria-label={name}
      title={`${name} (Space)`}
      onClick={togglePlay}
    >
      {playing ? <Pause /> : <Play />}
    </button>
  )
}

/** Digits switch, they never roll. */
function Clock({ short }: { short: boolean }) {
  const at = useRollscope((s) => asClock(s.clock.at))
  const past = useRollscope((s) => isPast(s.clock))
  const liveAt = useRollscope((s) => (isPast(s.clock) ? s.clock.liveAt : 0))
  return (
    <div className={css.clock} data-past={past || undefined}>
      <time role="timer" aria-label={t('time.clock')} aria-live="off">
        {at}
      </time>
      {!short &&
        (past ? (
          <button
            type="button"
            className={css.back}
            title={`${t('time.backToLive')} (L)`}
            onClick={() => dispatch({ type: 'live' })}
          >
            {t('time.of', { at: liveAt })}
          </button>
        ) : (
          <span className={css.live}>{t('time.live')}</span>
        ))}
    </div>
  )
}

/** Shift steps by events. */
const stepper = (by: 1 | -1) => (event: MouseEvent) => step(event.shiftKey ? 'event' : 'decision', by)
const stepKeys = (key: string): string => t('time.stepKeys', { key })

export function Transport({ compact }: { compact: boolean }) {
  if (compact) {
    return (
      <div className={css.compact}>
        <PlayButton />
        <Clock short />
      </div>
    )
  }
  return (
    <div className={css.transport} role="toolbar" aria-label={t('time.controls')}>
      <div className={css.group}>
        <IconButton label={t('time.start')} shortcut="Home" onClick={() => dispatch({ type: 'seek', at: 0 })}>
          <SkipBack />
        </IconButton>
        <IconButton label={t('time.previous')} shortcut={stepKeys(',')} onClick={stepper(-1)}>
          <StepBack />
        </IconButton>
        <PlayButton />
        <IconButton label={t('time.next')} shortcut={stepKeys('.')} onClick={stepper(1)}>
          <StepForward />
        </IconButton>
        <IconButton label={t('time.end')} shortcut="End" onClick={() => dispatch({ type: 'finish' })}>
          <SkipForward />
        </IconButton>
      </div>
      <Clock short={false} />
      <BranchMenu />
      <Speed />
    </div>
  )
}
