/**
 * Holds a played flow against a recorded one, as kubelet-live/README.md says: per pod the sequence of distinct states,
 * per Event its final count, times within the jitter; the variations of its table are allowed.
 */
import type { ContainerState, PodStatus } from '../../api/types/pod.ts'
import type { FlowEvent, PodWrite } from './flow.ts'
import type { Played } from './play.ts'

interface State {
  at: number
  /** Everything that must be equal. */
  text: string
  /** The same without readiness: a moment of Ready=False may stand before Ready=True. */
  unready: string
}

const stateText = (state: ContainerState | undefined): string => {
  if (state?.waiting) return `waiting ${state.waiting.reason ?? ''} ${state.waiting.message ?? ''}`
  if (state?.running) return 'running'
  if (!state?.terminated) return '-'
  const { reason, exitCode, message = '' } = state.terminated
  return `terminated ${reason} ${exitCode} ${message}`
}

/** Pods of a ReplicaSet, whose last letters are chance. */
const OWNED_POD = /\b([a-z]+)-([0-9a-z]{8,10})-[0-9a-z]{5}(?![0-9a-z])/g

/** uids, ids and the like are neither's own business. */
const neutral = (text: string): string =>
  text
    .replaceAll(/UID-\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replaceAll(OWNED_POD, '$1-$2-POD')
    .replaceAll(/10\.244\.\d+\.\d+/g, 'IP')

function stateOf({ type, at, object: { metadata }, status }: PodWrite): State {
  const deleted =
    metadata.deletionTimestamp === undefined ? '' : `deleting ${metadata.deletionGracePeriodSeconds}`
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const containers = all.map((one) => {
    // The older exit may be gone already (README, what varies).
    const before = one.state?.terminated ? '' : ` last ${stateText(one.lastState)}`
    // The scripted runtime leaves the default tag out.
    const image = one.image.replace(/:latest$/, '')
    return `${one.name} ${image} ${stateText(one.state)}${before} restarts ${one.restartCount}`
  })
  const ready = all.map(({ ready: r, started }) => `${r} ${started}`)
  const conditions = (status.conditions ?? []).map(
    ({ type: name, status: value, reason = '', message = '' }) =>
      [name, `${name}=${value} ${reason} ${message}`] as const,
  )
  const still = conditions
    .filter(([name]) => name !== 'Ready' && name !== 'ContainersReady')
    .map(([, text]) => text)
  // A terminal status may have lost its address (rollout-crash).
  const address = status.podIP === undefined && deleted === '' ? 'no address' : 'address'
  const common = [
    type === 'DELETED' ? 'DELETED' : '',
    deleted,
    status.phase,
    address,
    ...containers,
    ...still,
  ]
  const moving = conditions
    .filter(([name]) => name === 'Ready' || name === 'ContainersReady')
    .map(([, text]) => text)
  return {
    at,
    unready: neutral(common.join(' | ')),
    text: neutral([...common, ...moving, ...ready].join(' | ')),
  }
}

/** Per pod the distinct states, without those of Ready=False that lasted a moment. */
export function statesByPod(pods: readonly PodWrite[], { lateReadiness }: Allowed): Map<string, State[]> {
  const moment = lateReadiness ? 11_000 : 100
  const byPod = new Map<string, State[]>()
  for (const write of pods) {
    const { name } = write.object.metadata
    const states = byPod.get(name) ?? []
    byPod.set(name, states)
    const state = stateOf(write)
    const before = states.at(-1)
    if (before?.text === state.text) continue
    if (before && state.at - before.at <= 50 && withoutSandbox(before.text) === withoutSandbox(state.text))
      states.pop()
    if (
      before &&
      before.unready === state.unready &&
      state.at - before.at <= moment &&
      isReady(write.status)
    ) {
      states.pop()
      if (lateReadiness) state.at = before.at
    }
    if (states.at(-1)?.text !== state.text) states.push(state)
  }
  return byPod
}

/** The end of the sandbox may be written by itself, or with what comes next. */
const withoutSandbox = (text: string): string => text.replace(/PodReadyToStartContainers=\w+/, '')

const isReady = ({ conditions }: PodStatus): boolean =>
  conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

/** Final counts by object, reason and message. */
function counts(events: readonly FlowEvent[]): Map<string, number> {
  const byEvent = new Map<string, number>()
  for (const { object, type, reason, message, count, fieldPath } of events) {
    // How long a pull took is the scripted runtime's affair (the texts have their own test).
    const text = neutral(message.replace(/in \d\S*s \(\d\S*s including/, 'in … (… including'))
    const key = `${object} ${type} ${reason} ${fieldPath ?? ''} ${text}`
    byEvent.set(key, Math.max(byEvent.get(key) ?? 0, count ?? 1))
  }
  // Pods of a ReplicaSet have names of chance: their Events are counted together.
  const byKey = new Map<string, number>()
  for (const [key, count] of byEvent) {
    const owned = key.replaceAll(OWNED_POD, '$1-$2-POD')
    byKey.set(owned, (byKey.get(owned) ?? 0) + count)
  }
  return byKey
}

/** Polls and probes may be one more or less, and one more in every half minute (README, what varies). */
const LOOSE = /(Failed|Pulled|BackOff|InspectFailed|Unhealthy|ErrImageNeverPull|Pulling) /
/** One that may be missing altogether. */
const MAYBE = /(Unhealthy|BackOff|Killing) /
/** Whether a pod is bound before its deletion is luck. */
const LUCK = /FailedScheduling|binding/

/** Relists, and timed syncs with their factor of 1 … 1.5 (+ 1 s), make this much difference in a gap of so many ms. */
const tolerance = (gap: number): number => 1_250 + (gap > 8_000 ? gap * 0.5 + 1_000 : 0)

export interface Allowed {
  /** The first readiness run may have been lost: Ready may come a relist or a period late. */
  lateReadiness: boolean
}

export const NOTHING_MORE: Allowed = { lateReadiness: false }

/** The differences that the README's variations do not explain; none: the flow holds. */
export function compareFlow(recorded: Played, played: Played, allowed: Allowed = NOTHING_MORE): string[] {
  const end = Math.max(...[...recorded.pods, ...recorded.events].map(({ at }) => at))
  const [want, got] = [statesByPod(recorded.pods, allowed), statesByPod(played.pods, allowed)]
  const differences: string[] = []
  /** How many more or fewer of each Event a pod may have because the recording ends in its midst. */
  let cut = 0
  const free = new Set(got.keys())
  for (const [pod, states] of want) {
    const sameSet = [...free].filter((name) => setOf(name) === setOf(pod))
    const candidates = got.has(pod) ? [pod] : sameSet
    const results = candidates.map((name) => compareStates(pod, states, got.get(name) ?? [], end))
    const match = results.findIndex((result) => typeof result !== 'string')
    const result = results[match]
    if (typeof result === 'object') {
      cut += result.cut
      free.delete(candidates[match] ?? '')
    } else differences.push(String(results[0] ?? `${pod} is missing`))
  }
  for (const pod of free) if ((got.get(pod)?.[0]?.at ?? 0) < end - 100) differences.push(`${pod} is too much`)
  return [...differences, ...compareEvents(recorded, played, end, cut)]
}

/** The ReplicaSet in a pod's name. */
const setOf = (pod: string): string => pod.replace(/-[0-9a-z]{5}$/, '')

function compareEvents(recorded: Played, played: Played, end: number, cut: number): string[] {
  const [wanted, ours] = [counts(recorded.events), counts(played.events)]
  const pods = new Set(recorded.pods.map(({ object }) => object.metadata.name)).size
  return [...new Set([...wanted.keys(), ...ours.keys()])].flatMap((key) => {
    const [a, b] = [wanted.get(key) ?? 0, ours.get(key) ?? 0]
    const polls = LOOSE.test(key)
      ? (key.includes('-POD') ? pods : 1) + Math.floor(Math.min(end / 30_000, a / 3))
      : 0
    const slack = polls + cut
    if (LUCK.test(key)) return []
    const present = (a > 0 && b > 0) || MAYBE.test(key)
    return a === b || (present && Math.abs(a - b) <= slack) ? [] : [`Event ×${a}, ours ×${b}: ${key}`]
  })
}

const BACK_OFF = /waiting CrashLoopBackOff/

/** A text: the first difference. Otherwise whether one of the two ends earlier, as it may by its timed syncs. */
function compareStates(
  pod: string,
  want: readonly State[],
  got: readonly State[],
  end: number,
): string | { cut: 0 | 1 } {
  /** The last state whose time counts: CrashLoopBackOff comes with whatever sync is next. */
  let from = 0
  for (let i = 0; i < Math.max(want.length, got.length); i++) {
    const [a, b] = [want[i], got[i]]
    const [sinceA, sinceB] = [want[from]?.at ?? 0, got[from]?.at ?? 0]
    const one = a ?? b
    if (one && (!a || !b)) {
      const since = Math.max(sinceA, sinceB)
      const gap = one.at - (a ? sinceA : sinceB)
      return since + gap + tolerance(gap) >= end
        ? { cut: 1 }
        : `${pod} state ${i} of one only: ${one.at} ${one.text}`
    }
    if (a?.text !== b?.text)
      return `${pod} state ${i}:\n  recorded ${a?.at} ${a?.text}\n  ours     ${b?.at} ${b?.text}`
    if (BACK_OFF.test(a?.text ?? '')) continue
    const [gapA, gapB] = [(a?.at ?? 0) - sinceA, (b?.at ?? 0) - sinceB]
    if (Math.abs(gapA - gapB) > tolerance(gapA))
      return `${pod} state ${i} after ${gapA} ms, ours ${gapB} ms: ${a?.text}`
    from = i
  }
  return { cut: 0 }
}
