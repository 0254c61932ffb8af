/** The chart's numbers as a table, for those who do not see it. Built only when it is opened. */
import { useState } from 'react'
import { clock, t } from '../../i18n/t.ts'
import type { ChartSample } from '../../worker/protocol.ts'
import css from './Chart.module.css'
import { availableOf } from './steps.ts'
import { plain } from '../../i18n/rich.ts'

/** More rows than this help nobody; the last ones are shown. */
const MOST_ROWS = 200

export function ChartTable({ samples }: { samples: readonly ChartSample[] }) {
  const [open, setOpen] = useState(false)
  const names = (['available', 'ready', 'updated', 'total'] as const).map((key) =>
    plain(t(`chart.${key}`, { n: '' })).trim(),
  )
  return (
    <details className={css.table} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('chart.table')}</summary>
      {open && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('chart.time')}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.slice(-MOST_ROWS).map((sample) => (
              <tr key={sample.at}>
                <th scope="row">{clock(sample.at)}</th>
                <td>{availableOf(sample)}</td>
                <td>{sample.ready}</td>
                <td>{sample.updated}</td>
                <td>{sample.total}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
