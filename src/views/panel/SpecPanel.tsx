/** Left column (or sheet): the spec as a draft, the actions, the history. Nothing happens before Roll out. */
import { useState } from 'react'
import { ChevronDown, X } from 'lucide-react'
import { t } from '../../i18n/t.ts'
import { dropDraft } from '../../store/commands.ts'
import { edit, tagOf } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'
import type { Draft } from '../../store/ui.ts'
import { History } from '../history/History.tsx'
import { Chip, IconButton } from '../ui/controls.tsx'
import { Actions } from './Actions.tsx'
import { becomesOne, isRefused, refusal } from './arithmetic.ts'
import { Images } from './Images.tsx'
import { NumberField } from './NumberField.tsx'
import css from './panel.module.css'
import { ProbeField } from './ProbeField.tsx'
import { Resolution } from './Resolution.tsx'
import { Strategy } from './Strategy.tsx'
import { useSpec, type ShownSpec } from './useSpec.ts'

const shown = (value: unknown): string =>
  typeof value === 'object' ? '…' : tagOf(String(value)).replace(/%$/, ' %')

/** The draft in words: `image v2 → v4`, or how many changes. */
function changeText(changes: Draft, spec: ShownSpec): string {
  const fields = Object.keys(changes) as (keyof Draft)[]
  const field = fields[0]
  if (!field || fields.length > 1) return t('panel.changes', { n: fields.length })
  return t('panel.change', { field, from: shown(spec.live[field]), to: shown(changes[field]) })
}

function Head({ spec }: { spec: ShownSpec }) {
  const at = useRollscope((s) => (spec.past ? s.clock.at : 0))
  const changed = Object.keys(spec.changes).length > 0
  return (
    <header className={css.head}>
      <h2>{t('panel.spec')}</h2>
      {spec.past && <Chip>{t('panel.asOf', { at })}</Chip>}
      {!spec.past && !changed && <Chip>{t('panel.noChanges')}</Chip>}
      {changed && (
        <span className={css.draft}>
          <Chip look="draft">{changeText(spec.changes, spec)}</Chip>
          <IconButton label={t('panel.drop')} onClick={dropDraft}>
            <X />
          </IconButton>
        </span>
      )}
    </header>
  )
}

type Numeric = 'replicas' | 'minReadySeconds' | 'progressDeadlineSeconds' | 'revisionHistoryLimit'

function Fields({ spec, sheet }: { spec: ShownSpec; sheet: boolean }) {
  const { shown, changes, past } = spec
  const [more, setMore] = useState(!sheet)
  // Once the API has refused it, its own words stand at the field.
  const told = useRollscope((s) =>
    Object.keys(s.fieldErrors).some((path) => path.endsWith('.maxUnavailable')),
  )
  const number = (name: Numeric, look: { unit?: string; tall?: boolean; steps?: boolean } = {}) => (
    <NumberField
      name={name}
      value={shown[name]}
      readOnly={past}
      changed={name in changes}
      onChange={(value) => typeof value === 'number' && edit({ [name]: value })}
      {...look}
    />
  )
  const limit = (name: 'maxSurge' | 'maxUnavailable') => (
    <NumberField
      name={name}
      value={shown[name]}
      percent
      steps
      readOnly={past}
      changed={name in changes}
      onChange={(value) => edit({ [name]: value })}
      below={<Resolution value={shown[name]} replicas={shown.replicas} up={name === 'maxSurge'} />}
    />
  )
  const strategy = <Strategy strategy={shown.strategy} readOnly={past} />
  return (
    <>
      {number('replicas', { steps: true })}
      {!sheet && strategy}
      {shown.strategy === 'RollingUpdate' ? (
        <>
          {limit('maxSurge')}
          {limit('maxUnavailable')}
          {isRefused(shown.maxSurge, shown.maxUnavailable)
            ? !told && <p className={css.error}>{refusal(shown.maxUnavailable)}</p>
            : becomesOne(shown.maxSurge, shown.maxUnavailable, shown.replicas) && (
                <p className={css.note}>{t('panel.bothZero')}</p>
              )}
        </>
      ) : (
        <p className={css.note}>{t('panel.recreate')}</p>
      )}
      <hr className={css.rule} />
      {sheet && (
        <button type="button" className={css.more} aria-expanded={more} onClick={() => setMore(!more)}>
          {t('panel.more')}
          <ChevronDown />
        </button>
      )}
      {more && (
        <>
          {sheet && strategy}
          {number('minReadySeconds', { unit: t('panel.seconds') })}
          {number('progressDeadlineSeconds', { unit: t('panel.seconds'), tall: true })}
          {number('revisionHistoryLimit', { tall: true })}
          <ProbeField
            probe={shown.readinessProbe}
            live={spec.live.readinessProbe}
            other={spec.live.otherProbe}
            readOnly={past}
          />
        </>
      )}
    </>
  )
}

function WholeError() {
  const error = useRollscope((s) => s.fieldErrors[''])
  return error ? (
    <p className={css.error} role="alert">
      {error}
    </p>
  ) : null
}

export function SpecPanel({ sheet = false }: { sheet?: boolean }) {
  const spec = useSpec()
  const known = useRollscope((s) => s.scene !== null)
  if (!known) return null
  if (!spec) return <p className={css.empty}>{t('panel.noDeployment')}</p>
  return (
    <div className={css.panel} data-sheet={sheet || undefined} data-past={spec.past || undefined}>
      <div className={css.scroll}>
        <Head spec={spec} />
        <Images image={spec.shown.image} readOnly={spec.past} />
        <hr className={css.rule} />
        <Fields spec={spec} sheet={sheet} />
        <WholeError />
      </div>
      <Actions spec={spec} sheet={sheet} />
      <History />
    </div>
  )
}
