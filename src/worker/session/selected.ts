/** Which object is selected, and when the page needs its details again. */
import type { SelectionView } from '../protocol.ts'
import { createSelector } from './selection.ts'
import type { Timeline } from './timeline.ts'
import type { Wall } from './wall.ts'

export interface Selection {
  readonly object: string | null
  select(object: string | null): void
  /** The instant shown jumped: the details are due at once. */
  changed(): void
  /** undefined: not due. null: nothing is selected, or it does not exist at this instant. */
  view(timeline: Timeline): SelectionView | null | undefined
}

const EVERY_MS = 100

export function createSelection(wall: Wall): Selection {
  const select = createSelector()
  let object: string | null = null
  let lastAt = -Infinity
  let due = false
  return {
    get object() {
      return object
    },
    select(next) {
      object = next
      due = true
    },
    changed() {
      due = true
    },
    view({ branch, at }) {
      if (!due && (object === null || wall.now() - lastAt < EVERY_MS)) return undefined
      due = false
      lastAt = wall.now()
      const { history } = branch.run
      return object === null ? null : select(object, history, history.instant(at))
    },
  }
}
