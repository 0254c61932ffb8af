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

/** uids, ids and the like are neither's own business. */
const neutral = (text: string): string =>
  text
    .replaceAll(/UID-\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replaceAll(/10\.244\.\d+\.\d+/g, 'IP')

function stateOf({ type, at, object: { metadata }, status }: PodWrite): State {
  const deleted =
    metadata.deletionTimestamp === undefined ? '' : `deleting ${metadata.deletionGracePeriodSeconds}`
  const containers = (status.containerStatuses ?? []).map((one) => {
    // The older exit may be gone already (README, what varies).
    const before = one.state?.terminated ? '' : ` last ${stateText(one.lastState)}`
    const image = one.imageID === '' ? one.image : one.image.split('@')[0]
    return `${one.name} ${image} ${stateText(one.state)}${before} restarts ${one.restartCount}`
  })
  const ready = (status.containerStatuses ?? []).map(({ ready: r, started }) => `${r} ${started}`)
  const conditions = (status.conditions ?? []).map(
    ({ type: name, status: value, reason = '', message = '' }) =>
      [name, `${name}=${value} ${reason} ${message}`] as const,
  )
  const still = conditions
    .filter(([name]) => name !== 'Ready' && name !== 'ContainersReady')
    .map(([, text]) => text)
  const address = status.podIP === undefined ? 'no address' : 'address'
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
export function statesByPod(pods: readonly PodWrite[]): Map<string, State[]> {
  const byPod = new Map<string, State[]>()
  for (const write of pods) {
    const { name } = write.object.metadata
    const states = byPod.get(name) ?? []
    byPod.set(name, states)
    const state = stateOf(write)
    const before = states.at(-1)
    if (before?.text === state.text) continue
    if (before && before.unready === state.unready && state.at - before.at <= 100 && isReady(write.status))
      states.pop()
    if (states.at(-1)?.text !== state.text) states.push(state)
  }
  return byPod
}

const isReady = ({ conditions }: PodStatus): boolean =>
  conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

/** Final counts by object, reason and message. */
function counts(events: readonly FlowEvent[]): Map<string, number> {
  const byKey = new Map<string, number>()
  for (const { object, type, reason, message, count, fieldPath } of events) {
    const text = neutral(message.replace(/\(\d\S*s including waiting\)/, '(… including waiting)'))
    const key = `${object} ${type} ${reason} ${fieldPath ?? ''} ${text}`
    byKey.set(key, Math.max(byKey.get(key) ?? 0, count ?? 1))
  }
  return byKey
}

/** Polls and probes may be one more or less, and one more in every half minute (README, what varies). */
const LOOSE = /(Failed|Pulled|BackOff|InspectFailed|Unhealthy|ErrImageNeverPull|Pulling) /
/** Whether a pod is bound before its deletion is luck. */
const LUCK = /FailedScheduling|binding/

const slack = (key: string, count: number, length: number): number =>
  LOOSE.test(key) ? 1 + Math.floor(Math.min(length / 30_000, count / 3)) : 0

/** Relists, and timed syncs with their factor of 1 … 1.5 (+ 1 s), make this much difference in a gap of so many ms. */
const tolerance = (gap: number): number => 1_250 + (gap > 8_000 ? gap * 0.5 + 1_000 : 0)

export interface Comparison {
  differences: string[]
}

export function compareFlow(recorded: Played, played: Played): string[] {
  const differences: string[] = []
  const [want, got] = [statesByPod(recorded.pods), statesByPod(played.pods)]
  for (const [pod, states] of want) differences.push(...compareStates(pod, states, got.get(pod) ?? []))
  const length = Math.max(...recorded.events.map(({ at }) => at), 0)
  const [wanted, ours] = [counts(recorded.events), counts(played.events)]
  for (const key of new Set([...wanted.keys(), ...ours.keys()])) {
    if (LUCK.test(key)) continue
    const [a, b] = [wanted.get(key) ?? 0, ours.get(key) ?? 0]
    if (Math.abs(a - b) > slack(key, a, length)) differences.push(`Event ×${a}, ours ×${b}: ${key}`)
  }
  return differences
}

function compareStates(pod: string, want: readonly State[], got: readonly State[]): string[] {
  for (let i = 0; i < Math.max(want.length, got.length); i++) {
    const [a, b] = [want[i], got[i]]
    if (a?.text !== b?.text)
      return [`${pod} state ${i}:\n  recorded ${a?.at} ${a?.text}\n  ours     ${b?.at} ${b?.text}`]
    const [gapA, gapB] = [(a?.at ?? 0) - (want[i - 1]?.at ?? 0), (b?.at ?? 0) - (got[i - 1]?.at ?? 0)]
    if (Math.abs(gapA - gapB) > tolerance(gapA))
      return [`${pod} state ${i} after ${gapA} ms, ours ${gapB} ms: ${a?.text}`]
  }
  return []
}
