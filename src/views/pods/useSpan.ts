/** Runs the parts of a token that show time: ring, level and digits are written straight to the DOM. */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import { t } from '../../i18n/t.ts'
import type { PodState } from '../../worker/picture/picture.ts'
import { elapsed, percent, secondsLeft, waterline, type Span } from './spans.ts'
import { onTick } from '../ui/ticker.ts'

/** The parts of a token by their `data-part`. */
interface Parts {
  ring: Element | null
  level: Element | null
  digits: Element | null
  unit: HTMLElement | null
}

function partsOf(token: Element): Parts {
  return {
    ring: token.querySelector('[data-part="ring"]'),
    level: token.querySelector('[data-part="level"]'),
    digits: token.querySelector('[data-part="digits"]'),
    unit: token.querySelector<HTMLElement>('[data-part="unit"]'),
  }
}

/** What stands in an element already: reading it back from the page is dear. */
const written = new WeakMap<Element, string>()

function setText(element: Element | null, text: string): void {
  if (!element || written.get(element) === text) return
  written.set(element, text)
  element.textContent = text
}

function draw(parts: Parts, span: Span, state: PodState, now: number): void {
  const part = elapsed(span, now)
  parts.ring?.setAttribute('stroke-dasharray', `${((1 - part) * 100).toFixed(2)} 200`)
  parts.level?.setAttribute('transform', `translate(0 ${waterline(part).toFixed(2)})`)
  const left = span.kind === 'pull' ? percent(span, now) : secondsLeft(span, now)
  const retries = left === '' && (state === 'imagePullBackOff' || state === 'crashLoopBackOff')
  setText(parts.digits, retries ? t('pod.retry') : left === '' ? '0' : left)
  setText(parts.unit, retries ? '' : (parts.unit?.dataset['unit'] ?? ''))
}

/** Ref for the token's drawing. */
export function useSpan(span: Span | null, state: PodState): RefObject<SVGSVGElement | null> {
  const root = useRef<SVGSVGElement>(null)
  const { kind, from, until } = span ?? { kind: null, from: 0, until: 0 }
  useLayoutEffect(() => {
    if (!root.current) return undefined
    const parts = partsOf(root.current)
    if (kind === null) {
      parts.level?.setAttribute('transform', 'translate(0 49)')
      return undefined
    }
    return onTick((now) => draw(parts, { kind, from, until }, state, now))
  }, [kind, from, until, state])
  return root
}
