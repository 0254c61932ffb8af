/** Fixture pods from one letter each. */
import type { Hue, PodState, PodView } from '../../worker/picture/picture.ts'

export const hueOf = (index: number): Hue => ({ index: (index % 6) as Hue['index'], outlined: index > 5 })
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

function suffixOf(lane: number, slot: number): string {
  let n = (lane + 1) * 7919 + (slot + 1) * 104_729
  return Array.from({ length: 5 }, () => {
    n = (n * 48_271) % 2_147_483_647
    return LETTERS[n % LETTERS.length]
  }).join('')
}

export interface LaneSpec {
  revision: number
  version?: string
  hash: string
  was?: number[]
  desired: number
  folded?: boolean
  slots?: number
  scale?: number
  /** One letter per place: A available, R ready, N not ready, P pending, C pulling, T terminating, e ErrImagePull, b ImagePullBackOff, x Error, c CrashLoopBackOff, E available with errors, F ready with errors, `.` empty. */
  places?: string
}

const STATES: Record<string, [PodState, string]> = {
  A: ['available', 'Running'],
  E: ['available', 'Running'],
  R: ['ready', 'Running'],
  F: ['ready', 'Running'],
  N: ['notReady', 'Running'],
  P: ['pending', 'Pending'],
  C: ['creating', 'ContainerCreating'],
  T: ['terminating', 'Terminating'],
  e: ['errImagePull', 'ErrImagePull'],
  b: ['imagePullBackOff', 'ImagePullBackOff'],
  x: ['error', 'Error'],
  c: ['crashLoopBackOff', 'CrashLoopBackOff'],
}

function spanOf(state: PodState, at: number, slot: number): PodView['span'] {
  const shift = ((slot * 37) % 10) / 10
  switch (state) {
    case 'creating':
      return { kind: 'pull', from: at - 1_300 - 800 * shift, until: at + 1_250 }
    case 'ready':
      return { kind: 'minReady', from: at - 7_200 + 3_000 * shift, until: at + 2_800 + 3_000 * shift }
    case 'terminating':
      return { kind: 'grace', from: at - 1_400 - 4_000 * shift, until: at + 28_600 - 4_000 * shift }
    case 'imagePullBackOff':
    case 'crashLoopBackOff':
      return { kind: 'backOff', from: at - 4_000, until: at + (slot % 5 === 4 ? 0 : 76_000) }
    default:
      return null
  }
}

export function podOf(lane: LaneSpec, index: number, slot: number, letter: string, at: number): PodView {
  const [state, status] = STATES[letter] ?? ['available', 'Running']
  const suffix = suffixOf(index, slot)
  const version = lane.version ?? `v${lane.revision}`
  const ready = 'AERF'.includes(letter)
  return {
    uid: `pod-${index}-${slot}`,
    name: `kubernetes-bootcamp-${lane.hash}-${suffix}`,
    suffix,
    lane: `rs-${index}`,
    slot,
    version,
    hue: hueOf(index),
    state,
    status,
    span: spanOf(state, at, slot),
    signal: state === 'terminating' ? 'SIGTERM' : null,
    probes:
      state === 'notReady' ? (slot % 2 ? ['failure', 'failure', 'due'] : ['due']) : ready ? ['success'] : [],
    restarts: letter === 'c' ? 3 : 0,
    exitCode: letter === 'x' ? 1 : null,
    answersErrors: letter === 'E' || letter === 'F',
    joined: ready,
    node: state === 'pending' ? null : `node-${(slot % 3) + 1}`,
    createdAt: at - 20_000 + slot * 500,
    label: { id: '{version} pod {suffix}: {status}', values: { version, suffix, status } },
  }
}

export const count = (pods: readonly PodView[], ...states: PodState[]): number =>
  pods.filter((pod) => states.includes(pod.state)).length
export const current = (pods: readonly PodView[]): number =>
  pods.filter((pod) => pod.state !== 'terminating').length
