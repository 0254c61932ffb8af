/** The keyboard inside a lane: arrows, Home and End move between pods; Delete deletes, after asking once a session. */
import type { KeyboardEvent } from 'react'
import { t } from '../../i18n/t.ts'
import { isPast } from '../../store/draft.ts'
import { useRollscope } from '../../store/store.ts'

let asked = false

function deleteFocused(uid: string | undefined): void {
  const { pods, clock } = useRollscope.getState()
  const pod = uid ? pods[uid] : undefined
  if (!pod || isPast(clock)) return
  if (!asked && !globalThis.confirm(`${t('pod.delete')} ${pod.name}`)) return
  asked = true
  const action = { kind: 'deletePod', pod: pod.name } as const
  // The kubectl lines of actions are not part of the first picture.
  void import('../../store/act.ts').then(({ act }) => act(action))
}

/** Nearest pod in the row above or below, by x. */
function vertical(all: HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect()
  const boxes = all.map((element) => ({ element, box: element.getBoundingClientRect() }))
  const beyond = boxes.filter(({ box }) => (down ? box.top > here.bottom - 4 : box.bottom < here.top + 4))
  const rowY = down
    ? Math.min(...beyond.map(({ box }) => box.top))
    : Math.max(...beyond.map(({ box }) => box.top))
  return beyond
    .filter(({ box }) => Math.abs(box.top - rowY) < 8)
    .sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]?.element
}

export function moveInLane(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-pod]')]
  const at = all.indexOf(event.target as HTMLElement)
  const from = all[at]
  if (!from) return
  const next = {
    ArrowRight: () => all[at + 1],
    ArrowLeft: () => all[at - 1],
    Home: () => all[0],
    End: () => all.at(-1),
    ArrowDown: () => vertical(all, from, true),
    ArrowUp: () => vertical(all, from, false),
  }[event.key]
  if (event.key === 'Delete') deleteFocused(from.dataset['pod'])
  else if (next) next()?.focus()
  else return
  event.preventDefault()
  event.stopPropagation()
}
