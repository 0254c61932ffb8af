/** The primary button that follows the situation, the kubectl line of what is pointed at, and the other actions. */
import { ImageUpscale, Pause, Play, RotateCw, Rocket, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../i18n/t.ts'
import { act } from '../../store/act.ts'
import { fork } from '../../store/commands.ts'
import { primaryAction, tagOf, targetOf, undoRevision } from '../../store/draft.ts'
import { kubectlLine, type Action } from '../../store/kubectlLine.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import { Button, Kbd } from '../ui/controls.tsx'
import { CommandLine } from './CommandLine.tsx'
import css from './panel.module.css'
import type { ShownSpec } from './useSpec.ts'

function primaryText(spec: ShownSpec, at: number, revision: number | null): string {
  const { changes } = spec
  switch (spec.situation) {
    case 'past':
      return t('act.branch', { at })
    case 'stuck':
      return revision === null ? t('act.undoNone') : t('act.undoTo', { revision })
    case 'paused':
      return t('act.resume')
    case 'calm':
      return t('act.rollOutNothing')
    case 'draft':
      if (changes.image !== undefined) return t('act.rollOut', { tag: tagOf(changes.image) })
      if (Object.keys(changes).length === 1 && changes.replicas !== undefined) {
        return t('act.scaleTo', { n: changes.replicas })
      }
      return changes.readinessProbe === undefined ? t('act.apply') : t('act.rollOutNothing')
  }
}

function Primary({ spec }: { spec: ShownSpec }) {
  const at = useRollscope((s) => (spec.past ? s.clock.at : 0))
  const revision = useRollscope((s) => undoRevision(s.scene))
  const action = primaryAction(spec.situation, spec.changes)
  return (
    <Button
      look={spec.situation === 'calm' ? undefined : 'primary'}
      className={css.primary}
      data-primary
      // Not `disabled`: it keeps the focus of whoever has just pressed it.
      aria-disabled={spec.situation === 'calm' || undefined}
      onClick={() => spec.situation !== 'calm' && void (action ? act(action) : fork())}
    >
      {primaryText(spec, at, revision)}
      <Kbd>R</Kbd>
    </Button>
  )
}

interface Other {
  text: string
  icon: ReactNode
  action: Action
  enabled: boolean
  onPress?: () => void
}

function useOthers(spec: ShownSpec): Other[] {
  const canUndo = useRollscope((s) => undoRevision(s.scene) !== null)
  const { changes, shown, live, situation } = spec
  const undo: Other = { text: t('act.undo'), icon: <Undo2 />, action: { kind: 'undo' }, enabled: canUndo }
  const rollOut: Other = {
    text: t('act.rollOutShort'),
    icon: <Rocket />,
    action: { kind: 'rollOut', changes },
    enabled: Object.keys(changes).length > 0,
  }
  const scale: Other = {
    text: t('act.scale'),
    icon: <ImageUpscale />,
    action: { kind: 'scale', replicas: shown.replicas },
    enabled: true,
  }
  // Nothing to scale to yet: the number is asked for where it stands.
  if (shown.replicas === live.replicas) scale.onPress = focusReplicas
  return [
    situation === 'stuck' ? rollOut : undo,
    live.paused
      ? { text: t('act.resume'), icon: <Play />, action: { kind: 'resume' }, enabled: true }
      : { text: t('act.pause'), icon: <Pause />, action: { kind: 'pause' }, enabled: true },
    { text: t('act.restart'), icon: <RotateCw />, action: { kind: 'restart' }, enabled: !live.paused },
    scale,
  ]
}

export function focusReplicas(): void {
  const input = document.querySelector<HTMLInputElement>('input[data-field="replicas"]')
  input?.focus()
  input?.select()
}

function OtherButton({ other, past }: { other: Other; past: boolean }) {
  const line = useRollscope((s) => {
    const target = targetOf(s.scene)
    return target && kubectlLine(other.action, target)
  })
  const point = (on: boolean) => () => setUi({ pointedLine: on ? line : null })
  return (
    <Button
      disabled={past || !other.enabled}
      onClick={other.onPress ?? (() => void act(other.action))}
      onPointerEnter={point(true)}
      onPointerLeave={point(false)}
      onFocus={point(true)}
      onBlur={point(false)}
    >
      {other.icon}
      {other.text}
    </Button>
  )
}

export function Actions({ spec, sheet }: { spec: ShownSpec; sheet: boolean }) {
  const others = useOthers(spec)
  return (
    <div className={css.actions} data-sheet={sheet || undefined}>
      <Primary spec={spec} />
      <CommandLine spec={spec} />
      <div className={css.others} role="group" aria-label={t('act.others')}>
        {others.map((other) => (
          <OtherButton key={other.text} other={other} past={spec.past} />
        ))}
      </div>
    </div>
  )
}
