/** The card of a pod: its life to scale, facts, why, and what can be done with it. Esc closes, focus returns. */
import { FileCode2, Trash2, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clock as asClock, duration, sentence, t } from '../../i18n/t.ts'
import { act, lineOf } from '../../store/act.ts'
import { isPast } from '../../store/draft.ts'
import { setUi, useRollscope } from '../../store/store.ts'
import type { PodView } from '../../worker/picture/picture.ts'
import type { SelectionView } from '../../worker/protocol.ts'
import { useSame } from '../ui/useSame.ts'
import { Button, Chip, IconButton } from '../ui/controls.tsx'
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

/** Name and namespace of what is selected: `Pod/default/web-1`. */
function useSelectedPod(): { pod: PodView | undefined; selection: SelectionView | null } {
  const name = useRollscope((s) => s.selected?.split('/')[2] ?? '')
  const pod = useSame((s) => Object.values(s.pods).find((one) => one.name === name))
  const selection = useSame((s) => (s.selection?.object === s.selected ? s.selection : null))
  return { pod, selection }
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
  const { pod, selection } = useSelectedPod()
  const ref = usePlace(pod?.uid)
  const age = useLive((now) => (pod ? duration(Math.max(0, now - pod.createdAt)) : ''))
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
        <Chip look={pod.state.startsWith('err') || pod.state.endsWith('BackOff') ? 'fail' : undefined}>
          {pod.status}
        </Chip>
        <time title={asClock(pod.createdAt)}>{age}</time>
        <IconButton label={t('pod.close')} shortcut="Esc" onClick={closeCard}>
          <X />
        </IconButton>
      </header>
      {selection && selection.life.length > 0 && <LifeStrip life={selection.life} />}
      <Facts pod={pod} selection={selection} />
      {selection?.why && (
        <p className={css.why}>
          <Rich text={sentence(selection.why)} />
        </p>
      )}
      <Events selection={selection} />
      <footer>
        <Delete pod={pod} />
        <Button size="sm" look="ghost" onClick={() => setUi({ dockTab: 'yaml', dockShown: true })}>
          <FileCode2 aria-hidden="true" />
          {t('pod.yaml')}
        </Button>
      </footer>
    </div>
  )
}
