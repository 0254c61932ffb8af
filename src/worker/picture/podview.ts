/** One pod token: state, ring, probe marks, caption and accessible name. */
import type { Pod } from '../../sim/api/types/pod.ts'
import type { PodFacts } from '../../sim/facts.ts'
import { podSummary } from '../../sim/api/table/pod.ts'
import { SECOND } from '../../sim/time.ts'
import { controllerUid, tagOf, toMs, type Instant } from './instant.ts'
import type { PodState, PodView, Sentence } from './picture.ts'
import { availableAt, isFailing, podState } from './podstate.ts'
import type { RolloutPod } from './rollout.ts'
import { say } from './sentences.ts'

type Span = NonNullable<PodView['span']>

const span = (kind: Span['kind'], from: number, until: number): Span => ({
  kind,
  from: toMs(from),
  until: toMs(until),
})

function spanOf(
  state: PodState,
  facts: PodFacts | undefined,
  availableFrom: number | null,
  minReadySeconds: number,
): Span | null {
  if (state === 'terminating' && facts?.stop) return span('grace', facts.stop.from, facts.stop.sigkillAt)
  if (state === 'creating' && facts?.pull && !facts.pull.queued) {
    return span('pull', facts.pull.from, facts.pull.until)
  }
  if (state === 'ready' && availableFrom !== null) {
    return span('minReady', availableFrom - minReadySeconds * SECOND, availableFrom)
  }
  if (isFailing(state) && facts?.backOff) return span('backOff', facts.backOff.from, facts.backOff.until)
  return null
}

/** Three marks: the last runs and, while a next one is known, that it is due. */
function probesOf(facts: PodFacts | undefined): PodView['probes'] {
  const probe = facts?.readiness
  if (!probe) return []
  const runs = probe.nextAt === undefined ? probe.recent.slice(-3) : probe.recent.slice(-2)
  return probe.nextAt === undefined ? runs : [...runs, 'due']
}

function exitCodeOf(pod: Pod): number | null {
  for (const { state, lastState } of pod.status.containerStatuses ?? []) {
    const ended = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined)
    if (ended) return ended.exitCode
  }
  return null
}

function failuresAtEnd(recent: readonly string[]): number {
  return recent.length - (recent.lastIndexOf('success') + 1)
}

function labelOf(view: Omit<PodView, 'label'>, facts: PodFacts | undefined): Sentence {
  const values = { version: view.version, pod: view.suffix, status: view.status }
  const failed = failuresAtEnd(facts?.readiness?.recent ?? [])
  if (view.answersErrors) return say('pod.label.errors', values)
  if (view.state === 'notReady' && failed > 0) return say('pod.label.probeFailed', { ...values, failed })
  if (isFailing(view.state) && view.restarts > 0) {
    return say('pod.label.restarts', { ...values, restarts: view.restarts })
  }
  return say(`pod.label.${view.state}`, values)
}

interface Known {
  pod: Pod
  facts: PodFacts | undefined
  joined: boolean
  erring: boolean
  state: PodState
  availableFrom: number | null
  view: PodView
}

/** By uid. From one instant to another most pods are the same: their token is not built again. */
const views = new Map<string, Known>()
const MOST_VIEWS = 20_000

/** `joined`: the Service sends it requests; `minReadySeconds` of its ReplicaSet. */
export function podView(pod: Pod, instant: Instant, joined: boolean, minReadySeconds: number): PodView {
  const availableFrom = availableAt(pod, minReadySeconds, instant.epochSeconds)
  const state = podState(pod, availableFrom, instant.at)
  return tokenOf({ pod, state, availableFrom }, instant, joined, minReadySeconds)
}

/** The same of a pod whose state is known already. */
export function tokenOf(
  { pod, state, availableFrom }: Pick<RolloutPod, 'pod' | 'state' | 'availableFrom'>,
  instant: Instant,
  joined: boolean,
  minReadySeconds: number,
): PodView {
  // Nothing of an available pod's token depends on what its node knows.
  const facts = state === 'available' ? undefined : instant.facts(pod.metadata.uid)
  const erring = instant.requests.erring.has(pod.metadata.name)
  const { uid } = pod.metadata
  const known = views.get(uid)
  if (
    known?.pod === pod &&
    known.state === state &&
    known.availableFrom === availableFrom &&
    known.facts === facts &&
    known.joined === joined &&
    known.erring === erring
  ) {
    return known.view
  }
  const now = { pod, facts, joined, erring, state, availableFrom }
  const view = buildView(instant, now, minReadySeconds)
  if (views.size >= MOST_VIEWS) views.clear()
  views.set(uid, { ...now, view })
  return view
}

function buildView(
  instant: Instant,
  { pod, facts, state, joined, erring, availableFrom }: Omit<Known, 'view'>,
  minReadySeconds: number,
): PodView {
  const { metadata, spec } = pod
  const summary = podSummary(pod)
  const lane = controllerUid(pod) ?? ''
  const view = {
    uid: metadata.uid,
    name: metadata.name,
    suffix: metadata.name.slice(-5),
    lane,
    slot: instant.slot(metadata.uid),
    version: tagOf(spec.containers[0]?.image ?? ''),
    hue: instant.hue(lane),
    state,
    status: summary.reason,
    span: spanOf(state, facts, availableFrom, minReadySeconds),
    signal: state === 'terminating' ? (facts?.stop?.signal ?? null) : null,
    probes: state === 'notReady' ? probesOf(facts) : [],
    restarts: summary.restarts.count,
    exitCode: exitCodeOf(pod),
    answersErrors: erring,
    joined,
    node: spec.nodeName ?? null,
    createdAt: toMs(instant.bornAt(metadata.uid)),
  }
  return { ...view, label: labelOf(view, facts) }
}
