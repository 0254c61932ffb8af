/** One sentence tells the state: title, counts, and why it waits, with a live countdown. */
import { CircleAlert } from 'lucide-react'
import { useRef } from 'react'
import { t, sentence } from '../../i18n/t.ts'
import { hover, useRollscope } from '../../store/store.ts'
import type { Headline as HeadlineView } from '../../worker/picture/picture.ts'
import { glyphState } from '../pods/Glyph.tsx'
import { useLive } from '../pods/useLive.ts'
import { Presence, useMoves } from '../ui/presence.tsx'
import type { Move } from '../ui/move.ts'
import { Rich } from '../ui/Rich.tsx'
import css from './Headline.module.css'

/** Values named `in` count down to `until`. */
function Why({ headline }: { headline: HeadlineView }) {
  const { why, until } = headline
  const text = useLive((now) => {
    if (!why) return ''
    return until === null
      ? sentence(why)
      : sentence({ ...why, values: { ...why.values, in: Math.max(0, until - now) } })
  })
  return text ? (
    <span data-alarm={headline.alarm || undefined}>
      <Rich text={text} />
    </span>
  ) : null
}

/** In dense views failing pods are few among many: lights them up. */
function ShowFailing() {
  const failing = useRollscope((s) => {
    const pods = Object.values(s.pods)
    return pods.length > 60 ? pods.filter((pod) => glyphState(pod.state) === 'failing').length : 0
  })
  if (failing === 0) return null
  const uids = () =>
    Object.values(useRollscope.getState().pods)
      .filter((pod) => glyphState(pod.state) === 'failing')
      .map((pod) => pod.uid)
  return (
    <span data-alarm>
      {t('stage.failing', { n: failing })}{' '}
      <button type="button" className={css.show} onClick={() => hover(uids())}>
        {t('stage.showFailing')}
      </button>
    </span>
  )
}

const ENTER: Move = { keyframes: { opacity: [0, 1] }, duration: 0.22 }
const EXIT: Move = { keyframes: { opacity: [1, 0] }, duration: 0.14 }

function Title({ text }: { text: string }) {
  const ref = useRef<HTMLSpanElement>(null)
  useMoves(ref, ENTER, EXIT)
  return <span ref={ref}>{text}</span>
}

export function Headline({ headline }: { headline: HeadlineView }) {
  const title = sentence(headline.title)
  return (
    <div className={css.say}>
      <h1>
        {headline.phase === 'stuck' && <CircleAlert className={css.alert} aria-hidden="true" />}
        <Presence wait>
          <Title key={title} text={title} />
        </Presence>
      </h1>
      <p>
        <span>
          <Rich text={sentence(headline.counts)} />
        </span>
        <Why headline={headline} />
        <ShowFailing />
      </p>
    </div>
  )
}
