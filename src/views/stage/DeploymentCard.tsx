/** The Deployment as a node of the topology: its counts, its two limits and its conditions. */
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { Layers } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import { select } from '../../store/store.ts'
import css from './Card.module.css'
import { useCard } from './cards.ts'
import { Conditions } from './Conditions.tsx'
import { useSame } from '../ui/useSame.ts'

export type DeploymentNode = Node<{ w: number }, 'deployment'>

export const DeploymentCard = memo(function DeploymentCard({ data }: NodeProps<DeploymentNode>) {
  const deployment = useSame((s) => s.scene?.deployment ?? null)
  const ref = useCard('deployment')
  if (!deployment) return null
  const { name, namespace, spec, surge, unavailable, updated, available } = deployment
  const object = `Deployment/${namespace}/${name}`
  return (
    <section
      ref={ref}
      className={css.card}
      style={{ '--w': `${data.w}px` }}
      aria-label={t('stage.deployment')}
    >
      <Handle id="lanes" type="source" position={Position.Right} />
      <div className={css.kind}>
        <Layers aria-hidden="true" />
        {t('stage.deployment')}
      </div>
      <button
        type="button"
        className={css.name}
        title={t('stage.showYaml', { object })}
        onClick={() => select(object)}
      >
        {name}
      </button>
      <dl className={css.facts}>
        <dt>{t('stage.updated')}</dt>
        <dd>{t('stage.updatedOf', { updated: String(updated), replicas: String(spec.replicas) })}</dd>
        <dt>{t('stage.available')}</dt>
        <dd>{available}</dd>
        <dt>{t('stage.rolling')}</dt>
        <dd>
          {spec.strategy === 'Recreate'
            ? t('stage.recreate')
            : t('stage.rollingBy', { surge: String(surge), unavailable: String(unavailable) })}
        </dd>
      </dl>
      <Conditions conditions={deployment.conditions} />
    </section>
  )
})
