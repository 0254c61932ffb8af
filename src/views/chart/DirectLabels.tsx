/** Names at the right of *now*, spread so that none covers another; and the limits' own names inside the plot. */
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import type { ChartSample } from '../../worker/protocol.ts'
import { Rich } from '../ui/Rich.tsx'
import css from './Chart.module.css'
import { spread } from './labels.ts'
import type { Scales } from './Plot.tsx'
import { availableOf } from './steps.ts'

/** At least 11 % of the plot apart, and never closer than a line of text. */
const leastApart = (height: number): number => Math.max(0.11, 13 / Math.max(1, height))

interface Props {
  now: ChartSample
  scales: Scales
  at: number
}

export const DirectLabels = memo(function DirectLabels({ now, scales, at }: Props) {
  const values = [
    ['chart.total', now.total],
    ['chart.ready', now.ready],
    ['chart.available', availableOf(now)],
    ['chart.updated', now.updated],
  ] as const
  const labels = spread(
    values.map(([key, n]) => ({ key, n, y: scales.y(n) / scales.height })),
    leastApart(scales.height),
    0.97,
  )
  return (
    <div className={css.labels} style={{ left: scales.x(at) }}>
      {labels.map((label) => (
        <span key={label.key} style={{ top: label.y * scales.height }}>
          <Rich text={t(label.key, { n: label.n })} />
        </span>
      ))}
    </div>
  )
})

export function LimitLabels({ sample, scales, x }: { sample: ChartSample; scales: Scales; x: number }) {
  const y = scales.y(sample.ceiling)
  return (
    <>
      {/* In a low plot it would stand on a line or among the flags. */}
      {y >= 8 && (
        <span className={css.limitName} style={{ left: x, top: y - 14 }}>
          <Rich text={t('chart.ceiling', { n: sample.ceiling })} />
        </span>
      )}
      {sample.floor !== null && sample.floor > 0 && (
        <span className={css.limitName} data-floor style={{ left: x, top: scales.y(sample.floor) + 2 }}>
          <Rich text={t('chart.floor', { n: sample.floor })} />
        </span>
      )}
    </>
  )
}
