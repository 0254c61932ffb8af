/** The load generator: a curl loop against the Service. Tells how many requests one dot stands for. */
import type { Node, NodeProps } from '@xyflow/react'
import { Terminal } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import { useRollscope } from '../../store/store.ts'
import css from './Card.module.css'
import { CUT_SPEED } from './pace.ts'
import { perDot } from './particles.ts'
import { isReduced } from '../ui/ticker.ts'

export type ClientNode = Node<{ h: number }, 'client'>

export const Client = memo(function Client({ data }: NodeProps<ClientNode>) {
  const rate = useRollscope((s) => s.scene?.traffic.requestsPerSecond ?? 0)
  const speed = useRollscope((s) => s.clock.speed)
  const drawn = speed < CUT_SPEED && !isReduced()
  const each = drawn ? perDot(rate, speed) : 1
  return (
    <div
      className={css.client}
      style={{ '--height': `${data.h}px` }}
      title={each > 1 ? t('service.each', { n: each }) : undefined}
    >
      <Terminal aria-hidden="true" />
      {t('service.client')}
      <span>{t('service.rate', { n: rate })}</span>
      {each > 1 && <small aria-hidden="true">{t('service.dot', { n: each })}</small>}
    </div>
  )
})
