/** The command of the action under pointer or focus, else of the primary button. Elided on screen, whole when copied. */
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n/t.ts'
import { primaryAction, targetOf } from '../../store/draft.ts'
import { elided, kubectlLine } from '../../store/kubectlLine.ts'
import { useRollscope } from '../../store/store.ts'
import { copyText } from '../ui/copyText.ts'
import { IconButton } from '../ui/controls.tsx'
import css from './panel.module.css'
import type { ShownSpec } from './useSpec.ts'

export function CommandLine({ spec }: { spec: ShownSpec }) {
  const pointed = useRollscope((s) => s.pointedLine)
  const primary = useRollscope((s) => {
    const action = primaryAction(spec.situation, spec.changes)
    const target = targetOf(s.scene)
    return action && target ? kubectlLine(action, target) : null
  })
  const [copied, setCopied] = useState(false)
  const line = pointed ?? primary
  return (
    <div className={css.line} role="group" aria-label={t('act.line')}>
      <span aria-hidden="true">{line === null ? '#' : '$'}</span>
      {/* A long patch scrolls: the keyboard must reach it. */}
      <code translate="no" tabIndex={0}>
        {line === null ? t('act.noKubectl') : elided(line)}
      </code>
      {line !== null && (
        <IconButton
          label={copied ? t('act.copied') : t('act.copy')}
          onClick={() => void copyText(line).then(setCopied)}
          onPointerLeave={() => setCopied(false)}
          onBlur={() => setCopied(false)}
        >
          {copied ? <Check /> : <Copy />}
        </IconButton>
      )}
    </div>
  )
}
