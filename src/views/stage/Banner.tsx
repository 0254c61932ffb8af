/** One bold sentence and at most two ways out. It stands in the place of the key and never covers a pod. */
import {
  Bug,
  CloudOff,
  HeartPulse,
  Lock,
  Pause,
  Play,
  RotateCw,
  ShieldBan,
  Timer,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { sentence, t } from '../../i18n/t.ts'
import { act, lineOf } from '../../store/act.ts'
import { undoRevision } from '../../store/draft.ts'
import type { Action } from '../../store/kubectlLine.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { Banner as BannerView } from '../../worker/picture/picture.ts'
import { Button } from '../ui/controls.tsx'
import { Rich } from '../ui/Rich.tsx'
import { showTab } from '../ui/layout.ts'
import { useKeptFocus } from '../ui/useKeptFocus.ts'
import css from './Bars.module.css'

const ICONS: Record<BannerView['icon'], LucideIcon> = {
  pull: CloudOff,
  crash: RotateCw,
  bug: Bug,
  probe: HeartPulse,
  deadline: Timer,
  quota: ShieldBan,
}

function Way({ kind, primary }: { kind: BannerView['actions'][number]; primary: boolean }) {
  const revision = useRollscope((s) => undoRevision(s.scene))
  const action: Action = { kind }
  const Icon = { undo: Undo2, pause: Pause, resume: Play }[kind]
  const point = () => setUi({ pointedLine: lineOf(action) })
  const leave = () => setUi({ pointedLine: null })
  const text = {
    undo: revision === null ? t('banner.undoLast') : t('banner.undo', { revision }),
    pause: t('banner.pause'),
    resume: t('banner.resume'),
  }[kind]
  return (
    <Button
      look={primary ? 'primary' : undefined}
      title={lineOf(action) ?? undefined}
      onClick={() => void act(action)}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <Icon aria-hidden="true" />
      {text}
    </Button>
  )
}

export function Banner({ banner, stuck }: { banner: BannerView; stuck: boolean }) {
  const Icon = stuck && banner.icon === 'quota' ? Lock : ICONS[banner.icon]
  const actions = [...banner.actions].slice(0, 2).sort((a, b) => Number(a === 'undo') - Number(b === 'undo'))
  const ref = useKeptFocus<HTMLDivElement>()
  return (
    <div ref={ref} className={css.banner}>
      <span className={css.sign}>
        <Icon aria-hidden="true" />
      </span>
      <p>
        <b>{sentence(banner.bold)}</b>{' '}
        <span className={css.rest}>
          <Rich text={sentence(banner.rest)} />
        </span>
      </p>
      {actions.length < 2 && <Button onClick={() => showTab('why')}>{t('banner.why')}</Button>}
      {actions.map((kind, index) => (
        <Way key={kind} kind={kind} primary={index === actions.length - 1} />
      ))}
    </div>
  )
}
