/** The branches of this run, once there are two. */
import { GitBranch } from 'lucide-react'
import { useId } from 'react'
import { t } from '../../i18n/t.ts'
import { branch } from '../../store/commands.ts'
import { useRollscope } from '../../store/store.ts'
import { Button } from '../ui/controls.tsx'
import css from './Transport.module.css'

export function BranchMenu() {
  const branches = useRollscope((s) => s.clock.branches)
  const shown = useRollscope((s) => s.clock.branch)
  const id = useId()
  if (branches.length < 2) return null
  // Until its first command a branch has no name; the run itself never gets one.
  const nameOf = (index: number): string =>
    branches[index]?.name || (index === 0 ? t('time.firstRun') : t('time.unnamed', { n: index + 1 }))
  const name = nameOf(branches.findIndex((one) => one.id === shown))
  return (
    <>
      <Button size="sm" look="ghost" popoverTarget={id} aria-label={`${t('time.branches')}: ${name}`}>
        <GitBranch />
        <span className={css.branchName}>{name}</span>
      </Button>
      <div id={id} popover="auto" className={css.menu} role="group" aria-label={t('time.branches')}>
        {branches.map((one, index) => (
          <button
            key={one.id}
            type="button"
            aria-current={one.id === shown || undefined}
            popoverTarget={id}
            popoverTargetAction="hide"
            onClick={() => void branch(one.id)}
          >
            <span>{nameOf(index)}</span>
            <small>
              {one.id === shown ? t('time.thisBranch') : t('time.branchAt', { at: one.forkedAt })}
            </small>
          </button>
        ))}
      </div>
    </>
  )
}
