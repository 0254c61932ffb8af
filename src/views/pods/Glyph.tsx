/** A pod as a silhouette on a 20-unit drawing: for the key and for crowded lanes. Same alphabet as the token. */
import { memo } from 'react'
import type { PodState } from '../../worker/picture/picture.ts'
import css from './Glyph.module.css'

const SQUARE =
  'M10 2H13.5A4.5 4.5 0 0 1 18 6.5V13.5A4.5 4.5 0 0 1 13.5 18H6.5A4.5 4.5 0 0 1 2 13.5V6.5A4.5 4.5 0 0 1 6.5 2Z'
const OCTAGON = 'M6.4 2.2H13.6L17.8 6.4V13.6L13.6 17.8H6.4L2.2 13.6V6.4Z'

export type GlyphState =
  Exclude<PodState, 'errImagePull' | 'imagePullBackOff' | 'error' | 'crashLoopBackOff'> | 'failing'

export function glyphState(state: PodState): GlyphState {
  switch (state) {
    case 'errImagePull':
    case 'imagePullBackOff':
    case 'error':
    case 'crashLoopBackOff':
      return 'failing'
    default:
      return state
  }
}

function Drawing({ state }: { state: GlyphState }) {
  switch (state) {
    case 'pending':
      return <path className={css.outline} d={SQUARE} strokeDasharray="2.6 2.4" />
    case 'creating':
      return (
        <>
          <path className={css.outline} d={SQUARE} />
          <path
            className={css.half}
            d="M2.8 11H17.2V13.5A3.8 3.8 0 0 1 13.4 17.3H6.6A3.8 3.8 0 0 1 2.8 13.5Z"
          />
        </>
      )
    case 'notReady':
      return (
        <>
          <path className={css.outline} d={SQUARE} />
          <path className={css.dots} d="M5.4 10h.02M10 10h.02M14.6 10h.02" />
        </>
      )
    case 'ready':
      return (
        <>
          <path className={css.outline} d="M10 1H13A6 6 0 0 1 19 7V13A6 6 0 0 1 13 19H7A6 6 0 0 1 1 13" />
          <rect className={css.half} x="4.5" y="4.5" width="11" height="11" rx="3.4" />
        </>
      )
    case 'available':
      return <path className={css.solid} d={SQUARE} />
    case 'terminating':
      return (
        <>
          <path className={css.outline} d="M10 1.2H13.3A5.5 5.5 0 0 1 18.8 6.7V10" />
          <rect className={css.faint} x="4" y="4" width="12" height="12" rx="3.6" />
          <path className={css.outline} d="M5.5 11.5 11.5 5.5M7.5 14.5 14.5 7.5" opacity=".8" />
        </>
      )
    case 'failing':
      return (
        <g className={css.failing}>
          <path className={css.octagon} d={OCTAGON} />
          <path className={css.outline} d="M7.6 7.6l4.8 4.8m0-4.8l-4.8 4.8" />
        </g>
      )
  }
}

export const Glyph = memo(function Glyph({ state }: { state: GlyphState }) {
  return (
    <svg className={css.glyph} viewBox="0 0 20 20" aria-hidden="true">
      <Drawing state={state} />
    </svg>
  )
})
