/**
 * The part of Framer Motion that plays keyframes on an element (WAAPI). A module of its own: it is loaded after the
 * first picture (presence.tsx).
 */
import { spring } from 'framer-motion/dom'
import { animate } from 'framer-motion/dom/mini'
import type { Move } from './move.ts'

export interface Playing {
  finished: Promise<unknown>
  cancel: () => void
}

const EASE = 'easeOut' as const

export function play(element: Element, { keyframes, duration, delay = 0, ease, bounce }: Move): Playing {
  const timing = bounce ? { type: spring, ...bounce } : { duration, ease: ease ?? EASE }
  return animate(element, keyframes, { delay, ...timing })
}
