/** One pod in its place: a button with its token and caption. Subscribes to its own pod only. */
import { m } from 'framer-motion'
import { memo } from 'react'
import { plain } from '../../i18n/rich.ts'
import { sentence } from '../../i18n/t.ts'
import { hover, useRollscope } from '../../store/store.ts'
import type { Preset } from '../stage/presets.ts'
import { usePace } from '../stage/pace.ts'
import { hueClass } from '../ui/hue.ts'
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

function useMotion(slot: number) {
  const pace = usePace()
  if (pace === 0) return { duration: 0 }
  const speed = 1 / pace
  const delay = Math.min(slot, 10) * STAGGER_S * pace
  return { type: 'spring' as const, stiffness: 260 * speed * speed, damping: 22 * speed, delay }
}

export const Pod = memo(function Pod({ uid, cx, top, width, preset, tabStop }: Props) {
  const pod = useRollscope((s) => s.pods[uid])
  const projector = useRollscope((s) => s.projector)
  const lit = useRollscope((s) => s.hovered.includes(uid))
  const open = useRollscope((s) => pod !== undefined && (s.selected?.endsWith(`/${pod.name}`) ?? false))
  const enter = useMotion(pod?.slot ?? 0)
  const pace = usePace()
  if (!pod) return null
  const caption = captionOf(pod, projector)
  const label = plain(sentence(pod.label))
  return (
    <m.div
      className={css.place}
      role="gridcell"
      style={{ left: cx - width / 2, top, width }}
      initial={{ scale: 0.6, opacity: 0 }}
      animate={{ scale: 1, opacity: 1, transition: enter }}
      exit={{ scale: 0.7, opacity: 0, transition: { duration: 0.7 * pace, ease: [0.55, 0, 0.8, 0.3] } }}
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
    </m.div>
  )
})
