/** `kubectl rollout history` with CHANGE-CAUSE, newest first, and a way back to each kept revision. */
import { Undo2 } from 'lucide-react'
import { sentence, t } from '../../i18n/t.ts'
import { act, lineOf } from '../../store/act.ts'
import { isPast } from '../../store/draft.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { RevisionView } from '../../worker/picture/picture.ts'
import clsx from 'clsx'
import { Button, Chip } from '../ui/controls.tsx'
import { hueClass } from '../ui/hue.ts'
import { Mark } from '../ui/Mark.tsx'
import css from './History.module.css'

const NONE: readonly RevisionView[] = []

function Row({ row, stuck, past }: { row: RevisionView; stuck: boolean; past: boolean }) {
  const action = { kind: 'undoTo', revision: row.revision } as const
  const point = (line: string | null) => () => setUi({ pointedLine: line })
  const cause = row.changeCause || (row.cause ? sentence(row.cause) : t('history.none'))
  const name = t('history.undoToName', { revision: row.revision })
  return (
    <li className={css.row}>
      <Mark hue={row.hue} />
      <span className={css.cause} title={cause}>
        <b>{row.revision}</b>
        {cause}
      </span>
      {row.live ? (
        <span className={clsx(hueClass(row.hue))}>
          <Chip look={stuck ? 'fail' : 'live'}>{stuck ? t('history.stuck') : t('history.live')}</Chip>
        </span>
      ) : (
        <Button
          size="sm"
          disabled={past}
          aria-label={name}
          title={name}
          onClick={() => void act(action)}
          onPointerEnter={point(lineOf(action))}
          onPointerLeave={point(null)}
          onFocus={point(lineOf(action))}
          onBlur={point(null)}
        >
          <Undo2 />
          {t('history.undoTo')}
        </Button>
      )}
    </li>
  )
}

export function History() {
  const revisions = useRollscope((s) => s.scene?.revisions ?? NONE)
  const stuck = useRollscope((s) => s.scene?.headline.phase === 'stuck')
  const past = useRollscope((s) => isPast(s.clock))
  const limit = useRollscope((s) => s.scene?.deployment?.spec.revisionHistoryLimit ?? 0)
  const newestFirst = [...revisions].sort((a, b) => b.revision - a.revision)
  return (
    <section className={css.history} aria-label={t('history.name')}>
      <header className={css.head}>
        <h2>{t('history.title')}</h2>
        <span title={t('history.kept', { n: limit })}>{t('history.changeCause')}</span>
      </header>
      <ol className={css.rows}>
        {newestFirst.map((row) => (
          <Row key={row.revision} row={row} stuck={stuck} past={past} />
        ))}
      </ol>
    </section>
  )
}
