/** Draws a lane's cells. Solid, bordered tint, hollow, half, dot, slash; failing last, as a red octagon with a moat. */
import type { PodView } from '../../worker/picture/picture.ts'
import { GAP } from './cells.ts'
import { glyphState, type GlyphState } from './Glyph.tsx'

interface Ink {
  hue: string
  fail: string
  moat: string
  focus: string
}

function octagon(c: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  const k = r * 0.42
  c.beginPath()
  const points: [number, number][] = [
    [-k, -r],
    [k, -r],
    [r, -k],
    [r, k],
    [k, r],
    [-k, r],
    [-r, k],
    [-r, -k],
  ]
  points.forEach(([dx, dy], index) => (index === 0 ? c.moveTo(x + dx, y + dy) : c.lineTo(x + dx, y + dy)))
  c.closePath()
}

function failing(c: CanvasRenderingContext2D, x: number, y: number, size: number, ink: Ink): void {
  const r = Math.max(3.5, (size / 2) * 1.3)
  const [cx, cy] = [x + size / 2, y + size / 2]
  octagon(c, cx, cy, r + 1.6)
  c.fillStyle = ink.moat
  c.fill()
  octagon(c, cx, cy, r)
  c.fillStyle = ink.fail
  c.fill()
  c.strokeStyle = ink.moat
  c.lineWidth = 1.2
  const d = r * 0.4
  c.beginPath()
  c.moveTo(cx - d, cy - d)
  c.lineTo(cx + d, cy + d)
  c.moveTo(cx + d, cy - d)
  c.lineTo(cx - d, cy + d)
  c.stroke()
}

function cell(
  c: CanvasRenderingContext2D,
  state: GlyphState,
  x: number,
  y: number,
  size: number,
  ink: Ink,
): void {
  c.fillStyle = ink.hue
  c.strokeStyle = ink.hue
  c.lineWidth = 1
  const inset = 0.5
  switch (state) {
    case 'available':
      c.fillRect(x, y, size, size)
      break
    case 'ready':
      c.globalAlpha = 0.4
      c.fillRect(x, y, size, size)
      c.globalAlpha = 1
      c.strokeRect(x + inset, y + inset, size - 1, size - 1)
      break
    case 'notReady':
      c.strokeRect(x + inset, y + inset, size - 1, size - 1)
      break
    case 'creating':
      c.globalAlpha = 0.6
      c.strokeRect(x + inset, y + inset, size - 1, size - 1)
      c.fillRect(x, y + size / 2, size, size / 2)
      c.globalAlpha = 1
      break
    case 'pending':
      c.fillRect(x + size * 0.35, y + size * 0.35, size * 0.3, size * 0.3)
      break
    case 'terminating':
      c.lineWidth = 1.4
      c.beginPath()
      c.moveTo(x + size * 0.1, y + size * 0.9)
      c.lineTo(x + size * 0.9, y + size * 0.1)
      c.stroke()
      break
    case 'failing':
      failing(c, x, y, size, ink)
  }
}

export function drawCells(
  canvas: HTMLCanvasElement,
  pods: readonly PodView[],
  grid: { cell: number; columns: number },
  frame: { width: number; height: number; lit: readonly string[] },
): void {
  const scale = Math.min(2, globalThis.devicePixelRatio || 1)
  canvas.width = Math.round(frame.width * scale)
  canvas.height = Math.round(frame.height * scale)
  const c = canvas.getContext('2d')
  if (!c) return
  const style = getComputedStyle(canvas)
  const ink: Ink = {
    hue: style.getPropertyValue('--h'),
    fail: style.getPropertyValue('--fail'),
    moat: style.getPropertyValue('--bg-stage'),
    focus: style.getPropertyValue('--focus'),
  }
  c.scale(scale, scale)
  const pitch = grid.cell + GAP
  const at = (pod: PodView): [number, number] => [
    (pod.slot % grid.columns) * pitch,
    Math.floor(pod.slot / grid.columns) * pitch,
  ]
  const lit = new Set(frame.lit)
  const bad = pods.filter((pod) => glyphState(pod.state) === 'failing')
  for (const pod of pods) {
    if (glyphState(pod.state) !== 'failing') cell(c, glyphState(pod.state), ...at(pod), grid.cell, ink)
  }
  for (const pod of bad) cell(c, 'failing', ...at(pod), grid.cell, ink)
  c.strokeStyle = ink.focus
  c.lineWidth = 1.5
  if (lit.size < pods.length) {
    for (const pod of pods.filter(({ uid }) => lit.has(uid))) {
      const [x, y] = at(pod)
      c.strokeRect(x - 1, y - 1, grid.cell + 2, grid.cell + 2)
    }
  }
}
