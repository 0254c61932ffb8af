/** More pods than tokens can show: a grid of small squares. Arithmetic of the grid, and what each square looks like. */
import type { PodView } from '../../worker/picture/picture.ts'
import { glyphState, type GlyphState } from './Glyph.tsx'

export const GAP = 1.6

/** The largest cell (4…10 px) with which `places` fit the box. */
export function cellGrid(places: number, width: number, height: number): { cell: number; columns: number } {
  for (let cell = 10; cell > 4; cell -= 0.5) {
    const columns = Math.max(1, Math.floor((width + GAP) / (cell + GAP)))
    if (Math.ceil(places / columns) * (cell + GAP) <= height) return { cell, columns }
  }
  return { cell: 4, columns: Math.max(1, Math.floor((width + GAP) / (4 + GAP))) }
}

export const ORDER: readonly GlyphState[] = [
  'available',
  'ready',
  'notReady',
  'creating',
  'pending',
  'terminating',
  'failing',
]

/** Numbers by state, in the order of a pod's life; states without pods are left out. */
export function countStates(pods: readonly PodView[]): { state: GlyphState; pods: PodView[] }[] {
  return ORDER.map((state) => ({
    state,
    pods: pods.filter((pod) => glyphState(pod.state) === state),
  })).filter((entry) => entry.pods.length > 0)
}
