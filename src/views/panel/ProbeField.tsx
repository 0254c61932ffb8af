/** The readiness probe: what it asks and how often; its numbers unfold below. */
import { useId, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { edit } from '../../store/draft.ts'
import type { SpecView } from '../../worker/picture/picture.ts'
import { Button } from '../ui/controls.tsx'
import { Rich } from '../ui/Rich.tsx'
import { intOrString } from './arithmetic.ts'
import { NumberField } from './NumberField.tsx'
import css from './panel.module.css'

type Probe = NonNullable<SpecView['readinessProbe']>
const PLAIN: Probe = { path: '/', port: 8080, periodSeconds: 10, initialDelaySeconds: 0, failureThreshold: 3 }
const NUMBERS = ['periodSeconds', 'initialDelaySeconds', 'failureThreshold'] as const

interface Props {
  probe: Probe | null
  live: Probe | null
  /** A probe that asks in another way stands in the manifest and is not edited here. */
  other: SpecView['otherProbe']
  readOnly: boolean
}

function textOf(probe: Probe | null, other: Props['other']): string {
  if (probe) return t('panel.probeOn', { path: probe.path, seconds: probe.periodSeconds })
  return other ?? t('panel.probeOff')
}

function Parts({ probe, live, readOnly }: { probe: Probe; live: Probe | null; readOnly: boolean }) {
  const path = useId()
  const set = (change: Partial<Probe>) => edit({ readinessProbe: { ...probe, ...change } })
  return (
    <div className={css.probe}>
      <div className={css.field}>
        <label htmlFor={path}>{t('panel.probe.path')}</label>
        <span className={css.number} data-changed={live?.path !== probe.path || undefined}>
          <input
            id={path}
            value={probe.path}
            readOnly={readOnly}
            style={{ width: `${Math.max(4, probe.path.length) + 1}ch` }}
            onChange={(event) => set({ path: event.target.value })}
          />
        </span>
      </div>
      <NumberField
        name={t('panel.probe.port')}
        value={probe.port}
        percent
        readOnly={readOnly}
        changed={live?.port !== probe.port}
        onChange={(port) => set({ port })}
      />
      {NUMBERS.map((name) => (
        <NumberField
          key={name}
          name={t(`panel.probe.${name}`)}
          value={probe[name]}
          readOnly={readOnly}
          changed={live?.[name] !== probe[name]}
          {...(name !== 'failureThreshold' && { unit: t('panel.seconds') })}
          onChange={(value) => {
            const number = intOrString(String(value))
            if (typeof number === 'number') set({ [name]: number })
          }}
        />
      ))}
      <Button size="sm" disabled={readOnly} onClick={() => edit({ readinessProbe: null })}>
        {t('panel.probe.remove')}
      </Button>
    </div>
  )
}

export function ProbeField({ probe, live, other, readOnly }: Props) {
  const [open, setOpen] = useState(false)
  const changed = JSON.stringify(probe) !== JSON.stringify(live)
  return (
    <>
      <div className={css.field}>
        <span className={css.name} translate="no">
          readinessProbe
        </span>
        <button
          type="button"
          className={css.probeButton}
          data-changed={changed || undefined}
          aria-expanded={open}
          aria-label={`readinessProbe: ${textOf(probe, other)}`}
          onClick={() => setOpen(!open)}
        >
          {textOf(probe, other)}
        </button>
      </div>
      {open &&
        (probe ? (
          <Parts probe={probe} live={live} readOnly={readOnly} />
        ) : other ? (
          <p className={css.note}>
            <Rich text={t('panel.probe.other', { kind: other })} />
          </p>
        ) : (
          <Button size="sm" disabled={readOnly} onClick={() => edit({ readinessProbe: live ?? PLAIN })}>
            {t('panel.probe.add')}
          </Button>
        ))}
    </>
  )
}
