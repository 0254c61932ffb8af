/** "2 more revisions": the lanes that are not drawn. Opens them all, and folds them again. */
import type { Node, NodeProps } from '@xyflow/react'
import { ChevronDown } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../i18n/t.ts'
import { useRollscope } from '../../store/store.ts'
import { foldLanes } from './foldLanes.ts'
import type { LaneBox } from './layout.ts'
import css from './MoreLanes.module.css'
import { showAllLanes } from './allLanes.ts'

export type MoreNode = Node<{ box: LaneBox }, 'more'>

export const MoreLanes = memo(function MoreLanes({ data }: NodeProps<MoreNode>) {
  const n = useRollscope((s) => foldLanes(s.scene?.lanes ?? [], false).more.length)
  return (
    <button
      type="button"
      className={css.more}
      style={{ width: data.box.w, height: data.box.h }}
      aria-expanded="false"
      onClick={() => showAllLanes(true)}
    >
      <ChevronDown aria-hidden="true" />
      {t('lane.more', { n })}
    </button>
  )
})
