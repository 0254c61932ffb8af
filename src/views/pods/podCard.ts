/** Opening and closing the card of a pod. What is open is what is selected; focus goes back where it came from. */
import { targetOf } from '../../store/draft.ts'
import { select, useRollscope } from '../../store/store.ts'

let opener: HTMLElement | null = null

export function objectOf(pod: string): string {
  const namespace = targetOf(useRollscope.getState().scene)?.namespace ?? 'default'
  return `Pod/${namespace}/${pod}`
}

export function toggleCard(pod: string, from: HTMLElement): void {
  const object = objectOf(pod)
  if (useRollscope.getState().selected === object) closeCard()
  else {
    opener = from
    select(object)
  }
}

export function closeCard(): void {
  select(null)
  // Its pod may be gone meanwhile.
  if (opener?.isConnected) opener.focus()
  else document.getElementById('stage')?.focus()
  opener = null
}
