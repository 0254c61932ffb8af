/** The draft of the spec panel against the live spec: what differs, in words, and what the primary button should do. */
import type { Scene, SpecView } from '../worker/picture/picture.ts'
import type { ClockView } from '../worker/protocol.ts'
import type { Action, Target } from './kubectlLine.ts'
import { setUi, useRollscope } from './store.ts'
import type { Draft } from './ui.ts'

export type DraftField = keyof Draft

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Fields of the draft that differ from what the API has. maxSurge and maxUnavailable do not exist under Recreate. */
export function changesOf(draft: Draft, spec: SpecView): Draft {
  const strategy = draft.strategy ?? spec.strategy
  const entries = Object.entries(draft).filter(
    ([field, value]) =>
      !same(value, spec[field as DraftField]) &&
      !(strategy === 'Recreate' && (field === 'maxSurge' || field === 'maxUnavailable')),
  )
  return Object.fromEntries(entries) as Draft
}

export function edit(change: Draft): void {
  const { draft, fieldErrors } = useRollscope.getState()
  const kept = Object.entries(fieldErrors).filter(([path]) => path !== '' && !(leaf(path) in change))
  setUi({ draft: { ...draft, ...change }, fieldErrors: Object.fromEntries(kept) })
}

const leaf = (path: string): string =>
  path
    .split('.')
    .at(-1)
    ?.replace(/\[\d+\]$/, '') ?? ''

/** `kubernetes-bootcamp:v4` → `v4`; without a tag the last part of the name. */
export function tagOf(image: string): string {
  const name = image.split('/').at(-1) ?? image
  return name.includes(':') ? (name.split(':')[1] ?? name) : name
}

export type Situation = 'past' | 'draft' | 'stuck' | 'paused' | 'calm'

/** What the primary button is about. In the past nothing can be edited, only branched. */
export function situationOf(scene: Scene | null, clock: ClockView, changes: Draft): Situation {
  if (isPast(clock)) return 'past'
  if (Object.keys(changes).length > 0) return 'draft'
  if (scene?.banner?.actions.includes('undo') || scene?.headline.phase === 'stuck') return 'stuck'
  return scene?.deployment?.spec.paused ? 'paused' : 'calm'
}

export const isPast = (clock: ClockView): boolean => !clock.live && clock.at < clock.liveAt

/** The revision `kubectl rollout undo` goes back to: the newest but one. null: there is none. */
export function undoRevision(scene: Scene | null): number | null {
  const revisions = (scene?.revisions ?? []).map(({ revision }) => revision).sort((a, b) => b - a)
  return revisions[1] ?? null
}

export function targetOf(scene: Scene | null): Target | null {
  const deployment = scene?.deployment
  if (!deployment) return null
  return { namespace: deployment.namespace, name: deployment.name, container: deployment.spec.container }
}

/** The action of the primary button; null in the past (a branch is no kubectl command). */
export function primaryAction(situation: Situation, changes: Draft): Action | null {
  switch (situation) {
    case 'past':
      return null
    case 'draft':
      return { kind: 'rollOut', changes }
    case 'stuck':
      return { kind: 'undo' }
    case 'paused':
      return { kind: 'resume' }
    case 'calm':
      return { kind: 'status' }
  }
}
