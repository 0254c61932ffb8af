/** The Service with its EndpointSlice: one mark per address; filled = ready, hollow = not ready, struck through = draining. */
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { Network } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import { hover, select, useRollscope } from '../../store/store.ts'
import type { ServiceView } from '../../worker/picture/picture.ts'
import { hueClass } from '../ui/hue.ts'
import { Ratio, Who } from './AnsweredCard.tsx'
import css from './Card.module.css'
import { useCard } from './cards.ts'
import { MARKS } from './marks.ts'
import { useSame } from '../ui/useSame.ts'

export type ServiceNode = Node<{ w: number; vertical: boolean }, 'service'>
type Endpoint = ServiceView['endpoints'][number]

/** More than this are told as numbers only. */
const MOST_MARKS = 48
/** More than this are drawn smaller where height is short. */
const MANY_MARKS = 20

function EndpointMark({ endpoint }: { endpoint: Endpoint }) {
  return (
    <svg
      className={`${css.endpoint} ${hueClass(endpoint.hue)}`}
      viewBox="-1 -1 12 12"
      data-state={endpoint.state}
      onPointerEnter={() => hover([endpoint.pod])}
      onPointerLeave={() => hover([])}
    >
      <path d={MARKS[endpoint.hue.index]} />
      {endpoint.state === 'draining' && <path d="M0 10 10 0" />}
    </svg>
  )
}

/** "1 not ready · 3 draining", or that every pod answers. */
function noteOf(service: ServiceView): string {
  const parts = [
    service.notReady > 0 && t('service.notReady', { n: service.notReady }),
    service.draining > 0 && t('service.draining', { n: service.draining }),
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(' · ') : t('service.all')
}

function Slice({ service }: { service: ServiceView }) {
  return (
    <>
      <div className={css.slice} data-none={service.ready === 0 || undefined}>
        <span>{t('service.slice')}</span>
        <b>{t('service.ready', { n: service.ready })}</b>
      </div>
      {service.endpoints.length <= MOST_MARKS && service.endpoints.length > 0 && (
        <div
          className={css.endpoints}
          data-many={service.endpoints.length > MANY_MARKS || undefined}
          aria-hidden="true"
        >
          {service.endpoints.map((endpoint) => (
            <EndpointMark key={endpoint.pod} endpoint={endpoint} />
          ))}
        </div>
      )}
      {service.ready === 0 ? (
        <p className={css.none}>{service.lastResort > 0 ? t('service.leaving') : t('service.none')}</p>
      ) : (
        <p className={css.note}>{noteOf(service)}</p>
      )}
    </>
  )
}

function Inline({ service }: { service: ServiceView }) {
  const traffic = useSame((s) => s.scene?.traffic ?? null)
  return (
    <>
      <div className={css.kind}>
        <Network aria-hidden="true" />
        {t('service.kind')}
        <span>{t('service.readyEndpoints', { n: service.ready })}</span>
      </div>
      {traffic && <Ratio traffic={traffic} />}
      {traffic && <Who traffic={traffic} inline />}
    </>
  )
}

export const ServiceCard = memo(function ServiceCard({ data }: NodeProps<ServiceNode>) {
  const service = useSame((s) => s.scene?.service ?? null)
  const namespace = useRollscope((s) => s.scene?.deployment?.namespace ?? 'default')
  const ref = useCard('service')
  if (!service) return null
  const object = `Service/${namespace}/${service.name}`
  return (
    <section ref={ref} className={css.card} style={{ '--w': `${data.w}px` }} aria-label={t('service.name')}>
      <Handle id="traffic" type="source" position={data.vertical ? Position.Top : Position.Left} />
      {data.vertical ? (
        <Inline service={service} />
      ) : (
        <>
          <div className={css.kind}>
            <Network aria-hidden="true" />
            {t('service.kind')}
          </div>
          <button
            type="button"
            className={css.name}
            title={t('stage.showYaml', { object })}
            onClick={() => select(object)}
          >
            {service.name}
          </button>
          <Slice service={service} />
        </>
      )}
    </section>
  )
})
