/** Runs the parts of a token that show time: ring, level and digits are written straight to the DOM. */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import { t } from '../../i18n/t.ts'
import type { PodState } from '../../worker/picture/picture.ts'
import { elapsed, percent, secondsLeft, waterline, type Span } from './spans.ts'
import { onTick } from './ticker.ts'

export interface SpanRefs {
  ring: RefObject<SVGPathElement | null>
  level: RefObject<SVGGElement | null>
  digits: RefObject<SVGTSpanElement | null>
  unit: RefObject<SVGTSpanElement | null>
}

function setText(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

function draw(refs: SpanRefs, span: Span, state: PodState, now: number): void {
  const part = elapsed(span, now)
  refs.ring.current?.setAttribute('stroke-dasharray', `${((1 - part) * 100).toFixed(2)} 200`)
  refs.level.current?.setAttribute('transform', `translate(0 ${waterline(part).toFixed(2)})`)
  const left = span.kind === 'pull' ? percent(span, now) : secondsLeft(span, now)
  const retries = left === '' && (state === 'imagePullBackOff' || state === 'crashLoopBackOff')
  setText(refs.digits.current, retries ? t('pod.retry') : left === '' ? '0' : left)
  const unit = refs.unit.current
  setText(unit, retries ? '' : (unit?.dataset['unit'] ?? ''))
}

export function useSpan(span: Span | null, state: PodState): SpanRefs {
  const ring = useRef<SVGPathElement>(null)
  const level = useRef<SVGGElement>(null)
  const digits = useRef<SVGTSpanElement>(null)
  const unit = useRef<SVGTSpanElement>(null)
  const refs = { ring, level, digits, unit }
  const { kind, from, until } = span ?? { kind: null, from: 0, until: 0 }
  useLayoutEffect(() => {
    if (kind === null) {
      level.current?.setAttribute('transform', 'translate(0 49)')
      return undefined
    }
    const whole = { ring, level, digits, unit }
    return onTick((now) => draw(whole, { kind, from, until }, state, now))
  }, [kind, from, until, state])
  return refs
}
