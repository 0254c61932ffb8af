/** One pod in its place: a button with its token and caption. Subscribes to its own pod only. */
import { memo, useRef } from 'react'
import { plain } from '../../i18n/rich.ts'
import { sentence } from '../../i18n/t.ts'
import { hover, useRollscope } from '../../store/store.ts'
import type { Preset } from '../stage/presets.ts'
import { usePace } from '../stage/pace.ts'
import { hueClass } from '../ui/hue.ts'
import { useMoves, usePresent } from '../ui/presence.tsx'
import type { Move } from '../ui/move.ts'
import { captionOf } from './caption.ts'
import { Glyph, glyphState } from './Glyph.tsx'
import { toggleCard } from './podCard.ts'
import css from './Pod.module.css'
import { Token } from './Token.tsx'

interface Props {
  uid: string
  /** Centre x and top y of the token inside the lane. */
  cx: number
  top: number
  width: number
  preset: Preset
  tabStop: boolean
}

const STAGGER_S = 0.018

function entering(slot: number, pace: number): Move {
  const keyframes: Move['keyframes'] = { opacity: [0, 1], transform: ['scale(0.6)', 'scale(1)'] }
  if (pace === 0) return { keyframes, duration: 0 }
  const speed = 1 / pace
  const bounce = { stiffness: 260 * speed * speed, damping: 22 * speed }
  return { keyframes, duration: 0.4 * pace, delay: Math.min(slot, 10) * STAGGER_S * pace, bounce }
}

const leaving = (pace: number): Move => ({
  keyframes: { opacity: [1, 0], transform: ['scale(1)', 'scale(0.7)'] },
  duration: 0.7 * pace,
  ease: [0.55, 0, 0.8, 0.3],
})

export const Pod = memo(function Pod({ uid, cx, top, width, preset, tabStop }: Props) {
  const now = useRollscope((s) => s.pods[uid])
  // While it leaves it is drawn as it was last.
  const last = useRef(now)
  if (now) last.current = now
  const pod = now ?? last.current
  const place = useRef<HTMLDivElement>(null)
  const projector = useRollscope((s) => s.projector)
  const lit = useRollscope((s) => s.hovered.includes(uid))
  const open = useRollscope((s) => pod !== undefined && (s.selected?.endsWith(`/${pod.name}`) ?? false))
  const pace = usePace()
  const present = usePresent()
  useMoves(place, entering(pod?.slot ?? 0, pace), leaving(pace))
  if (!pod) return null
  const caption = captionOf(pod, projector)
  const label = plain(sentence(pod.label))
  return (
    <div
      ref={place}
      className={css.place}
      role="gridcell"
      style={{ left: cx - width / 2, top, width }}
      inert={!present}
    >
      <button
        type="button"
        className={`${css.pod} ${hueClass(pod.hue)} nodrag`}
        style={{ '--size': `${preset.token}px`, gap: preset.slotGap }}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={preset.caption === 0 ? `${pod.name}: ${pod.status}` : pod.name}
        tabIndex={tabStop ? 0 : -1}
        data-pod={uid}
        data-lit={lit || open || undefined}
        onClick={(event) => toggleCard(pod.name, event.currentTarget)}
        onPointerEnter={() => hover([uid])}
        onPointerLeave={() => hover([])}
      >
        <span className={css.token}>
          {preset.look === 'token' ? <Token pod={pod} /> : <Glyph state={glyphState(pod.state)} />}
        </span>
        {preset.caption > 0 && (
          <span className={css.caption} style={{ minHeight: preset.caption }}>
            {preset.suffix && <span className={css.suffix}>{pod.suffix}</span>}
            {caption.text && (
              <span className={css.word} data-bad={caption.bad || undefined}>
                {caption.text}
              </span>
            )}
          </span>
        )}
      </button>
    </div>
  )
})
