/** Draws particles: a neutral dot before the pick, then the version's mark and hue with a tail; failures as a red ✕. */
import type { Hue } from '../../worker/picture/picture.ts'
import { MARKS } from './marks.ts'
import type { Cross, Dot } from './particles.ts'

export interface Ink {
  hues: string[]
  marks: Path2D[]
  text: string
  fail: string
  failGround: string
}

/** Canvas does not know custom properties: they are read once per theme. */
export function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    hues: [1, 2, 3, 4, 5, 6].map((index) => read(`--r${index}`)),
    marks: Object.values(MARKS).map((d) => new Path2D(d)),
    text: read('--text-1'),
    fail: read('--fail'),
    failGround: read('--fail-bg'),
  }
}

export function drawDot(
  c: CanvasRenderingContext2D,
  dot: Dot,
  hue: Hue | null,
  bad: boolean,
  ink: Ink,
): void {
  const colour = bad ? ink.fail : hue ? (ink.hues[hue.index] ?? ink.text) : ink.text
  c.fillStyle = colour
  c.strokeStyle = colour
  if (dot.tail.length > 1) {
    c.globalAlpha = 0.42
    c.lineWidth = 2.5
    c.lineCap = 'round'
    c.beginPath()
    dot.tail.forEach((p, index) => (index === 0 ? c.moveTo(p.x, p.y) : c.lineTo(p.x, p.y)))
    c.stroke()
    c.globalAlpha = 1
  }
  const mark = hue ? ink.marks[hue.index] : undefined
  if (!mark) {
    c.beginPath()
    c.arc(dot.at.x, dot.at.y, 2.6, 0, 7)
    c.fill()
    return
  }
  c.save()
  c.translate(dot.at.x - 4, dot.at.y - 4)
  c.scale(0.8, 0.8)
  if (hue?.outlined) {
    c.lineWidth = 1.8
    c.stroke(mark)
  } else c.fill(mark)
  c.restore()
}

export function drawCross(c: CanvasRenderingContext2D, cross: Cross, ink: Ink): void {
  const { x, y } = cross.at
  c.save()
  c.globalAlpha = cross.opacity
  c.translate(x, y - 8)
  c.beginPath()
  c.arc(0, 0, 8, 0, 7)
  c.fillStyle = ink.failGround
  c.fill()
  c.strokeStyle = ink.fail
  c.lineWidth = 1.25
  c.stroke()
  c.lineWidth = 2.2
  c.lineCap = 'round'
  c.beginPath()
  c.moveTo(-3, -3)
  c.lineTo(3, 3)
  c.moveTo(3, -3)
  c.lineTo(-3, 3)
  c.stroke()
  c.restore()
}
