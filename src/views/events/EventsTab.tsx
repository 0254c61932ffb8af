/** Events in kubectl's words, newest first, repeats folded; follows the selection. */
import { CircleDot, TriangleAlert, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { clock, t } from '../../i18n/t.ts'
import { kindOf, nameOf, objectOf, suffixOf, uidOf } from '../../store/names.ts'
import { hover, select, useRollscope } from '../../store/store.ts'
import type { EventView } from '../../worker/picture/picture.ts'
import { IconButton } from '../ui/controls.tsx'
import { Rows } from '../ui/Rows.tsx'
import css from './Events.module.css'
import { ICONS } from './look.ts'
import { selectEvents } from './selectEvents.ts'

const lightUp = (name: string) => {
  const uid = uidOf(name, useRollscope.getState())
  hover(uid ? [uid] : [])
}

/** What is drawn by that name; a pod that is gone can be read about, too. */
function shownBy({ object }: EventView): string | null {
  const drawn = useRollscope.getState()
  const name = nameOf(object)
  if (kindOf(object) !== 'Pod') return objectOf(name, drawn)
  return `Pod/${drawn.scene?.deployment?.namespace ?? 'default'}/${name}`
}

function Row({ event }: { event: EventView }) {
  const Icon = ICONS[event.reason] ?? CircleDot
  const name = nameOf(event.object)
  return (
    <button
      type="button"
      className={css.event}
      data-type={event.type}
      title={event.message}
      onClick={() => select(shownBy(event))}
      onPointerEnter={() => lightUp(name)}
      onPointerLeave={() => hover([])}
      onFocus={() => lightUp(name)}
      onBlur={() => hover([])}
    >
      <time>{clock(event.lastAt)}</time>
      <span className={css.reason}>
        <Icon />
        {event.reason}
        {event.count > 1 && <small>{t('events.times', { n: event.count })}</small>}
      </span>
      <span className={css.message}>
        {kindOf(event.object) === 'Pod' && <code>…{suffixOf(name)} </code>}
        {event.message}
      </span>
    </button>
  )
}

export function EventsTab() {
  const events = useRollscope((s) => s.events)
  const until = useRollscope((s) => (s.clock.live ? Infinity : s.clock.at))
  const selected = useRollscope((s) => s.selected)
  const [words, setWords] = useState('')
  const [warningsOnly, setWarningsOnly] = useState(false)
  const shown = useMemo(
    () => selectEvents(events, { until, words, warningsOnly, selected }),
    [events, until, words, warningsOnly, selected],
  )
  return (
    <>
      <div className={css.filter} role="search">
        <input
          type="search"
          aria-label={t('events.filter')}
          placeholder={t('events.filter')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {selected !== null && (
          <button type="button" className={css.of} onClick={() => select(null)} title={t('events.all')}>
            {t('events.ofSelection', { object: nameOf(selected) })}
            <X />
          </button>
        )}
        <IconButton
          label={t('events.warnings')}
          aria-pressed={warningsOnly}
          onClick={() => setWarningsOnly(!warningsOnly)}
        >
          <TriangleAlert />
        </IconButton>
      </div>
      {shown.length === 0 ? (
        <p className={css.none}>{events.length === 0 ? t('events.none') : t('events.noneMatch')}</p>
      ) : (
        <Rows
          items={shown}
          rowHeight={27}
          name={t('dock.events')}
          keyOf={(event) => event.uid}
          renderRow={(event) => <Row event={event} />}
        />
      )}
    </>
  )
}
