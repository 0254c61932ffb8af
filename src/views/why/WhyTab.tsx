/** Why?: what is waited for now, one decision with its arithmetic, and the list of all before it. */
import { BookOpen, ChevronLeft, ChevronRight, Lock } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { clock, sentence, t } from '../../i18n/t.ts'
import type { Decision } from '../../sim/decisions.ts'
import { dispatch } from '../../store/commands.ts'
import { causeOf, objectsOf } from '../../store/cause.ts'
import { isPast } from '../../store/draft.ts'
import { kindOf, nameOf, uidOf } from '../../store/names.ts'
import { hover, select, setUi, useRollscope, type Rollscope } from '../../store/store.ts'
import type { PodState } from '../../worker/picture/picture.ts'
import { IconButton } from '../ui/controls.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Rich } from '../ui/Rich.tsx'
import { Arithmetic } from './Arithmetic.tsx'
import { DOCUMENTED, explain } from './explain.ts'
import { newReplicaSetAt, selectDecisions } from './selectDecisions.ts'
import css from './Why.module.css'

const ms = (decision: Decision): number => decision.at / 1000

/** The mark of a ReplicaSet, or of the one that a pod is of: its name begins with it. */
function LaneMark({ of }: { of: string | undefined }) {
  const name = of === undefined ? '' : nameOf(of)
  const hue = useRollscope(
    (s) => s.scene?.lanes.find((lane) => name === lane.name || name.startsWith(`${lane.name}-`))?.hue,
  )
  return hue ? <Mark hue={hue} size={12} /> : null
}

function Now() {
  // As text: it changes ten times a second, the clock in every frame.
  const text = useRollscope(({ clock, scene }) => {
    const why = scene?.headline.why
    if (!why) return ''
    const left = Math.max(0, (scene?.headline.until ?? clock.at) - clock.at)
    return sentence({ id: why.id, values: 'in' in why.values ? { ...why.values, in: left } : why.values })
  })
  const past = useRollscope((s) => (isPast(s.clock) ? clock(s.clock.at) : null))
  if (text === '') return null
  return (
    <p className={css.now}>
      <b>{past ?? t('why.now')}</b>
      <span>
        <Rich text={text} />
      </span>
    </p>
  )
}

/** The ReplicaSets and pods it is about: a way back to the stage. */
function About({ decision }: { decision: Decision }) {
  const keys = objectsOf(decision).filter((key) => kindOf(key) === 'ReplicaSet' || kindOf(key) === 'Pod')
  return [...new Set(keys)].slice(0, MOST_ABOUT).map((key) => (
    <button key={key} type="button" className={css.at} onClick={() => select(key)}>
      {nameOf(key)}
    </button>
  ))
}
const MOST_ABOUT = 2

interface ShownProps {
  decision: Decision
  earlier: Decision | undefined
  later: Decision | undefined
}

function Shown({ decision, earlier, later }: ShownProps) {
  const explained = explain(decision)
  const newName = useRollscope((s) => newReplicaSetAt(s.decisions, decision))
  const go = (to: Decision | undefined) => () => to && setUi({ decision: to.id })
  return (
    <article aria-label={explained.title}>
      <header className={css.head}>
        <h2>
          {decision.kind === 'NothingPossible' ? (
            <Lock size={15} aria-hidden="true" />
          ) : (
            <LaneMark of={explained.replicaSet ?? explained.about?.[0]} />
          )}
          {explained.title}
        </h2>
        <span className={css.steps}>
          <IconButton label={t('why.earlier')} disabled={!earlier} onClick={go(earlier)}>
            <ChevronLeft />
          </IconButton>
          <button
            type="button"
            className={css.at}
            onClick={() => dispatch({ type: 'seek', at: ms(decision) })}
          >
            {clock(ms(decision))}
          </button>
          <IconButton label={t('why.later')} disabled={!later} onClick={go(later)}>
            <ChevronRight />
          </IconButton>
        </span>
      </header>
      <Arithmetic rows={explained.rows} newName={newName} />
      <p className={css.rest}>
        <Rich text={explained.rest} />
      </p>
      <p className={css.source}>
        <About decision={decision} />
        <span>{t('why.rule', { rule: decision.rule })}</span>
        <a href={DOCUMENTED[decision.kind]} target="_blank" rel="noreferrer">
          <BookOpen />
          {t('why.docs')}
        </a>
      </p>
    </article>
  )
}

const ListItem = memo(function ListItem({ decision, current }: { decision: Decision; current: boolean }) {
  const { title, replicaSet, about } = explain(decision)
  const light = () => {
    const drawn = useRollscope.getState()
    const keys = about ?? (replicaSet ? [replicaSet] : [])
    hover(keys.flatMap((key) => uidOf(nameOf(key), drawn) ?? []))
  }
  return (
    <li>
      <button
        type="button"
        aria-current={current || undefined}
        onClick={() => setUi({ decision: decision.id })}
        onPointerEnter={light}
        onFocus={light}
        onPointerLeave={() => hover([])}
        onBlur={() => hover([])}
      >
        <time>{clock(ms(decision))}</time>
        <LaneMark of={replicaSet ?? about?.[0]} />
        <span>{title}</span>
      </button>
    </li>
  )
})

/** Of the pod selected; undefined: no pod is. One that is gone is told as one that goes. */
function podStateOf({ pods, selection }: Rollscope, selected: string | null): PodState | undefined {
  if (selected === null || kindOf(selected) !== 'Pod') return undefined
  const name = nameOf(selected)
  const drawn = Object.values(pods).find((pod) => pod.name === name)
  return drawn?.state ?? (selection?.gone ? 'terminating' : undefined)
}

/** The list is cut: older ones are reached by stepping back. */
const LISTED = 60

export function WhyTab() {
  const decisions = useRollscope((s) => s.decisions)
  // Live there is nothing after the instant shown: the list need not be cut in every frame.
  const until = useRollscope((s) => (s.clock.live ? Infinity : s.clock.at))
  const selected = useRollscope((s) => s.selected)
  const chosen = useRollscope((s) => s.decision)
  const [all, setAll] = useState(false)
  const offered = useMemo(
    () => selectDecisions(decisions, until, selected, all),
    [decisions, until, selected, all],
  )
  const state = useRollscope((s) => podStateOf(s, selected))
  const found = useMemo(() => {
    const cause = selected === null ? null : causeOf(offered, selected, state)
    const by = (id: number | null | undefined) => offered.findIndex((decision) => decision.id === id)
    return [by(chosen), by(cause?.id)].find((index) => index !== -1)
  }, [offered, chosen, selected, state])
  const at = found ?? offered.length - 1
  const shown = offered[at]
  return (
    <div className={css.why}>
      {shown ? (
        <Shown decision={shown} earlier={offered[at - 1]} later={offered[at + 1]} />
      ) : (
        <p className={css.rest}>
          {selected === null ? t('why.none') : t('why.noneOf', { object: nameOf(selected) })}
        </p>
      )}
      <Now />
      <section className={css.list} aria-label={t('why.list')}>
        <header>
          <h2>{t('why.list')}</h2>
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
            {t('why.all')}
          </label>
        </header>
        <ol>
          {offered
            .slice(-LISTED)
            .reverse()
            .map((decision) => (
              <ListItem key={decision.id} decision={decision} current={decision === shown} />
            ))}
        </ol>
      </section>
    </div>
  )
}
