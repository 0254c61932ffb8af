/** The curl loop's log: when, what came back, from which version, the body, how long it took. */
import clsx from 'clsx'
import { useMemo, useState } from 'react'
import { clock, t } from '../../i18n/t.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import { dispatch } from '../../store/commands.ts'
import { uidOf } from '../../store/names.ts'
import { hover, useRollscope } from '../../store/store.ts'
import { hueClass } from '../ui/hue.ts'
import { Rows } from '../ui/Rows.tsx'
import css from './Requests.module.css'

/** µs → ms */
const ms = (us: number): number => us / 1000
const failed = (request: RequestRecord): boolean => request.outcome !== 'answered'

function status(request: RequestRecord): string {
  if (request.outcome === 'refused' || request.outcome === 'cut') return t(`requests.${request.outcome}`)
  return String(request.status)
}

function Row({ request }: { request: RequestRecord }) {
  const hue = useRollscope((s) => s.scene?.lanes.find((lane) => lane.version === request.version)?.hue)
  const at = ms(request.at)
  return (
    <div
      className={css.request}
      data-failed={failed(request) || undefined}
      onPointerEnter={() => {
        const uid = request.pod && uidOf(request.pod, useRollscope.getState())
        hover(uid ? [uid] : [])
      }}
      onPointerLeave={() => hover([])}
    >
      <time>{`${clock(at)}${Math.floor(at / 10) % 10}`}</time>
      <b>{status(request)}</b>
      <span className={clsx(css.version, hue && hueClass(hue))}>{request.version ?? '–'}</span>
      <span className={css.body} title={request.body}>
        {request.body}
      </span>
      <span className={css.took}>{t('requests.ms', { n: Math.round(ms(request.doneAt - request.at)) })}</span>
    </div>
  )
}

function Rate() {
  const rate = useRollscope((s) => s.scene?.traffic.requestsPerSecond ?? 0)
  return (
    <label className={css.rate}>
      {t('requests.rate')}
      <input
        type="number"
        min={0}
        max={500}
        value={rate}
        onChange={(event) => {
          const requestsPerSecond = event.target.valueAsNumber
          if (requestsPerSecond >= 0 && requestsPerSecond <= 500)
            dispatch({ type: 'traffic', requestsPerSecond })
        }}
      />
    </label>
  )
}

export function RequestsTab() {
  const requests = useRollscope((s) => s.requests)
  const until = useRollscope((s) => (s.clock.live ? Infinity : s.clock.at))
  const [failures, setFailures] = useState(false)
  const shown = useMemo(
    () => requests.filter((request) => ms(request.doneAt) <= until && (!failures || failed(request))),
    [requests, until, failures],
  )
  return (
    <>
      <div className={css.filter}>
        <label>
          <input type="checkbox" checked={failures} onChange={(event) => setFailures(event.target.checked)} />
          {t('requests.failures')}
        </label>
        <Rate />
      </div>
      {shown.length === 0 ? (
        <p className={css.none}>{t('requests.none')}</p>
      ) : (
        <Rows
          items={shown}
          rowHeight={19}
          name={t('requests.name')}
          role="log"
          keyOf={(request) => request.id}
          renderRow={(request) => <Row request={request} />}
        />
      )}
    </>
  )
}
