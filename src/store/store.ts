/**
 * The one store of the page: a mirror of what the worker sent (frame.ts) beside the page's own state (ui.ts).
 * Views subscribe to the smallest part they draw: `useRollscope((s) => s.pods[uid])`.
 */
import { create } from 'zustand'
import type { ConditionView } from '../worker/picture/picture.ts'
import type { Frame } from '../worker/protocol.ts'
import { causeOfCondition } from './cause.ts'
import { EMPTY, mergeFrame, type Mirror } from './frame.ts'
import { acknowledge, hangUp, send } from './link.ts'
import { UI, type Ui } from './ui.ts'

/** One thing to read out. `id` grows, so that the same words twice are two announcements. */
export interface Said {
  id: number
  polite: boolean
  sentence: { id: string; values: Record<string, string | number> }
}

export interface Rollscope extends Mirror, Ui {
  worker: 'loading' | 'ready' | 'stopped'
  /** Why it stopped, and text to copy. */
  stopped: { message: string; report: string } | null
  /** The newest announcements, some dozens. */
  said: readonly Said[]
}

export const useRollscope = create<Rollscope>()(() => ({
  ...EMPTY,
  ...UI,
  worker: 'loading',
  stopped: null,
  said: [],
}))

const { getState, setState } = useRollscope

export function applyFrame(frame: Frame): void {
  const before = getState()
  let id = before.said.at(-1)?.id ?? 0
  const said = frame.say.map(({ polite, ...sentence }) => ({ id: ++id, polite, sentence }))
  setState({
    ...mergeFrame(before, frame, performance.now()),
    worker: 'ready',
    ...(said.length > 0 && { said: [...before.said, ...said].slice(-40) }),
  })
  acknowledge(frame.acks)
}

export function workerStopped(message: string, report: string): void {
  setState({ worker: 'stopped', stopped: { message, report } })
  hangUp(message)
}

/** Sets page state: `setUi({ dockTab: 'why' })`. */
export function setUi(change: Partial<Ui>): void {
  setState(change)
}

/** `Kind/namespace/name` or null. Its YAML and card follow in the next frames. */
export function select(object: string | null): void {
  if (getState().selected === object) return
  // What is selected is explained by what caused it, not by what was read before.
  setState({ selected: object, decision: null })
  send({ type: 'select', object })
}

/** Chooses for *Why?* what brought a condition about; false: no decision that is known did. */
export function explainCondition(condition: Pick<ConditionView, 'reason' | 'changedAt'>): boolean {
  const { decisions, clock, scene } = getState()
  const cause = causeOfCondition(decisions, condition, clock.at)
  const deployment = scene?.deployment
  if (!cause || !deployment) return false
  select(`Deployment/${deployment.namespace}/${deployment.name}`)
  setState({ decision: cause.id })
  return true
}

/** Asks for an object's YAML without selecting it on the stage: what the YAML tab shows while nothing is selected. */
export function peek(object: string): void {
  send({ type: 'select', object })
}

/** Lights up pods and ReplicaSets by uid; [] puts the light out. */
export function hover(uids: readonly string[]): void {
  if (uids.length === 0 && getState().hovered.length === 0) return
  setState({ hovered: uids })
}

/** The shown instant now, in ms of virtual time: the last frame's, run on by the clock's rate. For rings between frames. */
export function virtualNow(): number {
  const { clock, clockCameAt } = getState()
  return clock.at + clock.rate * Math.min(250, performance.now() - clockCameAt)
}
