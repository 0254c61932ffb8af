/** Which events the list shows: up to the instant shown, about the selection, matching the words typed. */
import { kindOf, nameOf } from '../../store/names.ts'
import type { EventView } from '../../worker/picture/picture.ts'

export interface EventFilter {
  /** Instant shown, ms. */
  until: number
  words: string
  warningsOnly: boolean
  /** `Kind/namespace/name` or null. */
  selected: string | null
}

/**
 * Events of a pod, of a ReplicaSet and its pods; of a Deployment all. Later ones are left out: in the past the list is the past.
 */
export function selectEvents(events: readonly EventView[], filter: EventFilter): readonly EventView[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean)
  const kind = filter.selected ? kindOf(filter.selected) : ''
  const name = filter.selected ? nameOf(filter.selected) : ''
  const concerns = (event: EventView): boolean => {
    if (kind === '' || kind === 'Deployment') return true
    const about = nameOf(event.object)
    return (
      about === name ||
      (kind === 'ReplicaSet' && about.startsWith(`${name}-`)) ||
      event.message.includes(name)
    )
  }
  return events.filter((event) => {
    if (event.firstAt > filter.until || (filter.warningsOnly && event.type !== 'Warning')) return false
    if (!concerns(event)) return false
    const text = `${event.reason} ${event.object} ${event.message}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
