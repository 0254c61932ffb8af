/** Who answered in the last 10 s. Errors are hatched red and listed even when there are none. */
import type { Node, NodeProps } from '@xyflow/react'
import { X } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import type { TrafficView } from '../../worker/picture/picture.ts'
import { Mark } from '../ui/Mark.tsx'
import { hueClass } from '../ui/hue.ts'
import css from './Card.module.css'
import { useCard } from './cards.ts'
import { useSame } from '../ui/useSame.ts'

export type AnsweredNode = Node<{ w: number }, 'answered'>

export function Ratio({ traffic }: { traffic: TrafficView }) {
  return (
    <div className={css.ratio} aria-hidden="true">
      {traffic.answered
        .filter((row) => row.count > 0)
        .map((row) => (
          <i key={row.lane + row.version} className={hueClass(row.hue)} style={{ flex: row.count }} />
        ))}
      {traffic.errors.count > 0 && <i className={css.errors} style={{ flex: traffic.errors.count }} />}
    </div>
  )
}

export function Who({ traffic, inline = false }: { traffic: TrafficView; inline?: boolean }) {
  const failed = traffic.errors.count > 0
  // A version that nobody could have asked, since none of its pods was ready, is not in question.
  const serving = useSame((s) => [
    ...new Set(
      Object.values(s.pods)
        .filter(({ joined }) => joined)
        .map(({ lane }) => lane),
    ),
  ])
  return (
    <div className={inline ? `${css.who} ${css.inline}` : css.who}>
      {traffic.answered
        .filter(({ lane, count }) => count > 0 || serving.includes(lane))
        .map((row) => (
          <div key={row.lane + row.version}>
            <Mark hue={row.hue} />
            <span>
              {row.version}
              {row.revision !== null && <small> {t('answered.revision', { revision: row.revision })}</small>}
            </span>
            <b>{t('answered.percent', { n: row.percent })}</b>
          </div>
        ))}
      <div className={failed ? css.failed : css.zero}>
        <X aria-hidden="true" strokeWidth={2.5} />
        <span>{t('answered.errors')}</span>
        <b>{failed ? t('answered.percent', { n: traffic.errors.percent }) : '0'}</b>
      </div>
    </div>
  )
}

export const AnsweredCard = memo(function AnsweredCard({ data }: NodeProps<AnsweredNode>) {
  const traffic = useSame((s) => s.scene?.traffic ?? null)
  const ref = useCard('answered')
  if (!traffic) return null
  return (
    <section
      ref={ref}
      className={`${css.card} ${css.answered}`}
      style={{ '--w': `${data.w}px` }}
      aria-label={t('answered.name')}
    >
      <header>
        {t('answered.name')}
        <span>{traffic.total === 0 ? t('answered.nobody') : t('answered.last')}</span>
      </header>
      <Ratio traffic={traffic} />
      <Who traffic={traffic} />
    </section>
  )
})
