/**
 * What stands under a grid of cells, and is the grid for assistive technology: a row per state with its count, and on
 * demand a row per failing pod. Arrows move between the pods; Enter opens the card of one, Delete deletes it.
 */
import { useState } from 'react'
import { sentence, t } from '../../i18n/t.ts'
import { plain } from '../../i18n/rich.ts'
import { hover } from '../../store/store.ts'
import type { LaneView, PodView } from '../../worker/picture/picture.ts'
import { moveInLane } from '../stage/laneKeys.ts'
import css from './CellGrid.module.css'
import { countStates } from './cells.ts'
import { Glyph } from './Glyph.tsx'
import { keyText } from './keyText.ts'
import { toggleCard } from './podCard.ts'

/** More are told as a number. */
const MOST_ROWS = 200

function FailingRow({ pod, first }: { pod: PodView; first: boolean }) {
  const light = () => hover([pod.uid])
  return (
    <div role="row">
      <span role="gridcell">
        <button
          type="button"
          data-pod={pod.uid}
          tabIndex={first ? 0 : -1}
          aria-label={plain(sentence(pod.label))}
          aria-haspopup="dialog"
          onClick={(event) => toggleCard(pod.name, event.currentTarget)}
          onFocus={light}
          onPointerEnter={light}
          onPointerLeave={() => hover([])}
        >
          <code>{pod.name}</code>
        </button>
      </span>
      <span role="gridcell">{pod.status}</span>
      <span role="gridcell">{pod.restarts > 0 && t('lane.restarts', { n: pod.restarts })}</span>
    </div>
  )
}

export function StateRows({ lane, pods }: { lane: LaneView; pods: readonly PodView[] }) {
  const [open, setOpen] = useState(false)
  const states = countStates(pods)
  const failing = states.find(({ state }) => state === 'failing')?.pods ?? []
  return (
    <div className={css.rows}>
      <div role="grid" aria-label={t('lane.name', { ...lane })} className={css.counts} onKeyDown={moveInLane}>
        {states.map(({ state, pods: these }) => (
          <div
            key={state}
            role="row"
            data-bad={state === 'failing' || undefined}
            onPointerEnter={() => hover(these.map((pod) => pod.uid))}
            onPointerLeave={() => hover([])}
          >
            <span className={css.mark} aria-hidden="true">
              <Glyph state={state} />
            </span>
            <b role="gridcell">{these.length}</b>
            <span role="gridcell">{keyText(state).toLowerCase().split(',')[0]}</span>
          </div>
        ))}
        {open && failing.length > 0 && (
          <div role="rowgroup" className={css.failing} aria-label={t('lane.failing')}>
            {failing.slice(0, MOST_ROWS).map((pod, index) => (
              <FailingRow key={pod.uid} pod={pod} first={index === 0} />
            ))}
          </div>
        )}
      </div>
      {failing.length > 0 && (
        <button type="button" className={css.show} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('lane.hideFailing') : t('lane.showFailing')}
        </button>
      )}
    </div>
  )
}
