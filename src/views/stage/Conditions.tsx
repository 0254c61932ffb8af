/** The three conditions, always all three, in `kubectl describe` order. `chips`: one line for narrow screens. */
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  RefreshCw,
  type LucideIcon,
} from 'lucide-react'
import { t, sentence } from '../../i18n/t.ts'
import { explainCondition } from '../../store/store.ts'
import type { ConditionView } from '../../worker/picture/picture.ts'
import { showTab } from '../ui/layout.ts'
import css from './Card.module.css'

function iconOf(condition: ConditionView): LucideIcon {
  switch (condition.look) {
    case 'ok':
      return CircleCheck
    case 'working':
      return RefreshCw
    case 'paused':
      return CirclePause
    case 'absent':
      return CircleDashed
    case 'bad':
      return condition.type === 'Available' ? CircleAlert : CircleX
  }
}

function explain(condition: ConditionView): void {
  if (explainCondition(condition)) showTab('why')
}

/** Why pods are refused, in a few lines; under pointer and focus the whole message stands over the stage. */
function Refusal({ message }: { message: string }) {
  return (
    <p className={css.refusal}>
      <span className={css.cut} aria-hidden="true">
        {message.replace(/^.*? is forbidden: /, '… ')}
      </span>
      <span className={css.whole}>{message}</span>
    </p>
  )
}

/** Reasons are one long word: they may break before a capital letter. */
const breakable = (reason: string): string => reason.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '\u200b')

export function Conditions({
  conditions,
  chips = false,
}: {
  conditions: readonly ConditionView[]
  chips?: boolean
}) {
  return (
    <ul className={chips ? css.chips : css.conditions} aria-label={t('stage.conditions')}>
      {conditions.map((condition) => {
        const Icon = iconOf(condition)
        const refused = condition.type === 'ReplicaFailure' && condition.message !== ''
        return (
          <li
            key={condition.type}
            className={css.condition}
            data-look={condition.look}
            title={refused && !chips ? undefined : condition.message}
          >
            <Icon aria-hidden="true" />
            <button
              type="button"
              className={css.word}
              disabled={condition.look === 'absent'}
              title={t('stage.whyCondition', { type: condition.type })}
              onClick={() => explain(condition)}
            >
              {sentence(condition.word)}
            </button>
            {condition.reason && <small>{breakable(condition.reason)}</small>}
            {refused && <Refusal message={condition.message} />}
          </li>
        )
      })}
    </ul>
  )
}
