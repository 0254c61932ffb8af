/**
 * The card of a pod: its life to scale, facts, why, and what can be done with it. Esc closes, focus returns. When the
 * pod is gone the card stays where it was and says so.
 */
import { FileCode2, Layers2, Trash2, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clock as asClock, duration, sentence, t } from '../../i18n/t.ts'
import { act, lineOf } from '../../store/act.ts'
import { isPast } from '../../store/draft.ts'
import { select, useRollscope } from '../../store/store.ts'
import type { PodView } from '../../worker/picture/picture.ts'
import type { SelectionView } from '../../worker/protocol.ts'
import { useSame } from '../ui/useSame.ts'
import { Button, Chip, IconButton } from '../ui/controls.tsx'
import { showTab } from '../ui/layout.ts'
import { Mark } from '../ui/Mark.tsx'
import { Rich } from '../ui/Rich.tsx'
import { hueClass } from '../ui/hue.ts'
import { useMoves } from '../ui/presence.tsx'
import type { Move } from '../ui/move.ts'
import { LifeStrip } from './LifeStrip.tsx'
import css from './PodCard.module.css'
import { closeCard } from './podCard.ts'
import { placeCard } from './placeCard.ts'
import { useLive } from './useLive.ts'

let asked = false

const ENTER: Move = {
  keyframes: { opacity: [0, 1], transform: ['translateY(4px)', 'translateY(0)'] },
  duration: 0.14,
}

function Delete({ pod }: { pod: PodView }) {
  const [sure, setSure] = useState(asked)
  const past = useRollscope((s) => isPast(s.clock))
  const action = { kind: 'deletePod', pod: pod.name } as const
  const line = lineOf(action)
  const once = () => {
    if (!sure) return setSure(true)
    asked = true
    closeCard()
    return void act(action)
  }
  return (
    <>
      <Button
        size="sm"
        disabled={past || pod.state === 'terminating'}
        title={line ?? undefined}
        onClick={once}
      >
        <Trash2 aria-hidden="true" />
        {sure && !asked ? t('pod.deleteAgain') : t('pod.delete')}
      </Button>
      <code className={css.line}>{line && `$ ${line}`}</code>
    </>
  )
}

function Countdown({ until }: { until: number }) {
  return useLive((now) => t('pod.in', { in: Math.max(0, until - now) }))
}

function Facts({ pod, selection }: { pod: PodView; selection: SelectionView | null }) {
  const facts: SelectionView['facts'] = selection?.facts ?? [
    ...(pod.node ? [{ key: t('pod.node'), value: pod.node }] : []),
    ...(pod.restarts > 0 ? [{ key: t('pod.restarts'), value: String(pod.restarts) }] : []),
  ]
  if (facts.length === 0) return null
  return (
    <dl className={css.facts}>
      {facts.slice(0, 7).map(({ key, value, until }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd title={value}>{until === undefined ? value : <Countdown until={until} />}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The newest of its events: reason, message, how often. */
function Events({ selection }: { selection: SelectionView | null }) {
  const events = [...(selection?.events ?? [])].sort((a, b) => b.lastAt - a.lastAt).slice(0, 3)
  if (events.length === 0) return null
  return (
    <ul className={css.events} aria-label={t('pod.events')}>
      {events.map((event) => (
        <li key={event.uid} data-warning={event.type === 'Warning' || undefined} title={event.message}>
          <time>{asClock(event.lastAt)}</time>
          <b>{event.reason}</b>
          <span>{event.message}</span>
        </li>
      ))}
    </ul>
  )
}

/** Of a pod that is gone: the way to what made it. */
function Owner({ pod }: { pod: PodView }) {
  const object = useRollscope((s) => {
    const lane = s.scene?.lanes.find(({ uid }) => uid === pod.lane)
    return lane ? `ReplicaSet/${s.scene?.deployment?.namespace ?? 'default'}/${lane.name}` : null
  })
  if (object === null) return null
  const show = () => {
    closeCard()
    select(object)
    showTab('why')
  }
  return (
    <Button size="sm" title={object} onClick={show}>
      <Layers2 aria-hidden="true" />
      {t('pod.owner')}
    </Button>
  )
}

/** What is selected, `Pod/default/web-1`, and what is told of it. `gone`: since when, ms. */
function useSelectedPod(): {
  pod: PodView | undefined
  selection: SelectionView | null
  gone: number | undefined
} {
  const name = useRollscope((s) => s.selected?.split('/')[2] ?? '')
  const drawn = useSame((s) => Object.values(s.pods).find((one) => one.name === name))
  const selection = useSame((s) => (s.selection?.object === s.selected ? s.selection : null))
  const [kept, setKept] = useState(drawn)
  if (drawn && kept !== drawn) setKept(drawn)
  const gone = drawn ? undefined : selection?.gone
  // Its token goes a moment before the worker tells why.
  const last = selection && kept?.name === name ? kept : undefined
  return { pod: drawn ?? gone?.pod ?? last, selection, gone: gone?.at }
}

/** Stands the card beside its token and keeps it there. */
function usePlace(uid: string | undefined) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const card = ref.current
    if (!card || !uid) return undefined
    const place = () => placeCard(card, uid)
    place()
    const observer = new ResizeObserver(place)
    observer.observe(card)
    if (card.parentElement) observer.observe(card.parentElement)
    return () => observer.disconnect()
  }, [uid])
  return ref
}

/** Outside clicks close; Esc does, wherever the focus is. */
function useClosing(ref: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      closeCard()
    }
    const onDown = (event: PointerEvent) => {
      const target = event.target as HTMLElement
      if (ref.current?.contains(target) || target.closest('[data-pod], [data-keeps-card]')) return
      if (target.closest('main')) closeCard()
    }
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('pointerdown', onDown)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('pointerdown', onDown)
    }
  }, [ref])
}

export function PodCard() {
  const { pod, selection, gone } = useSelectedPod()
  const ref = usePlace(pod?.uid)
  const age = useLive((now) => (pod ? duration(Math.max(0, (gone ?? now) - pod.createdAt)) : ''))
  useClosing(ref)
  useMoves(ref, ENTER)
  useEffect(() => {
    if (pod?.uid) ref.current?.focus({ preventScroll: true })
    // The pod is gone, and the card with it: the focus stays on the stage.
    else if (document.activeElement === document.body) document.getElementById('stage')?.focus()
  }, [pod?.uid, ref])
  if (!pod) return null
  return (
    <div
      ref={ref}
      className={`${css.card} ${hueClass(pod.hue)}`}
      role="dialog"
      aria-label={t('pod.card', { name: pod.name })}
      tabIndex={-1}
    >
      <header>
        <Mark hue={pod.hue} />
        <b title={pod.name}>…-{pod.suffix}</b>
        {gone === undefined ? (
          <Chip look={pod.state.startsWith('err') || pod.state.endsWith('BackOff') ? 'fail' : undefined}>
            {pod.status}
          </Chip>
        ) : (
          <Chip>{t('pod.gone')}</Chip>
        )}
        <time title={asClock(pod.createdAt)}>{age}</time>
        <IconButton label={t('pod.close')} shortcut="Esc" onClick={closeCard}>
          <X />
        </IconButton>
      </header>
      {selection && selection.life.length > 0 && <LifeStrip life={selection.life} />}
      <Facts pod={pod} selection={selection} />
      {selection?.why && gone === undefined && (
        <p className={css.why}>
          <Rich text={sentence(selection.why)} />
        </p>
      )}
      <p className={css.why} role="status">
        {selection?.why && gone !== undefined && <Rich text={sentence(selection.why)} />}
      </p>
      <Events selection={selection} />
      <footer>
        {gone === undefined ? <Delete pod={pod} /> : <Owner pod={pod} />}
        <Button size="sm" look="ghost" onClick={() => showTab('yaml')}>
          <FileCode2 aria-hidden="true" />
          {t('pod.yaml')}
        </Button>
      </footer>
    </div>
  )
}
