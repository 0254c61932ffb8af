/** Builds fixture frames: typed pictures without a worker, for the gallery and for tests. Facts here are written, not computed by rules. */
import type {
  Banner,
  GaugeView,
  Headline,
  Hue,
  LaneView,
  PodState,
  PodView,
  Scene,
  TrafficView,
} from '../../worker/picture/picture.ts'
import type { ChartMark, ChartSample, ClockView, Frame, SelectionView } from '../../worker/protocol.ts'
import type { RequestRecord } from '../../sim/facts.ts'

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

export interface Fixture {
  name: string
  at: number
  liveAt?: number
  playing?: boolean
  speed?: number
  replicas: number
  surge?: number
  unavailable?: number
  recreate?: boolean
  lanes: LaneSpec[]
  headline: Omit<Headline, 'alarm' | 'until'> & Partial<Pick<Headline, 'alarm' | 'until'>>
  banner?: Banner
  progressing?: ['ok' | 'bad' | 'working' | 'paused', string]
  failing?: boolean
  marks?: ChartMark[]
  samples?: ChartSample[]
  select?: string
}

function podOf(lane: LaneSpec, index: number, slot: number, letter: string, at: number): PodView {
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

const count = (pods: readonly PodView[], ...states: PodState[]): number =>
  pods.filter((pod) => states.includes(pod.state)).length
const current = (pods: readonly PodView[]): number => pods.filter((pod) => pod.state !== 'terminating').length

function laneOf(
  spec: LaneSpec,
  index: number,
  last: boolean,
  pods: readonly PodView[],
  at: number,
): LaneView {
  const version = spec.version ?? `v${spec.revision}`
  return {
    uid: `rs-${index}`,
    name: `kubernetes-bootcamp-${spec.hash}`,
    hash: spec.hash,
    revision: spec.revision,
    was: spec.was ?? [],
    hue: hueOf(index),
    version,
    image: `gcr.io/google-samples/kubernetes-bootcamp:${version}`,
    isNew: last,
    desired: spec.desired,
    current: current(pods),
    ready: count(pods, 'ready', 'available'),
    available: count(pods, 'available'),
    slots: spec.slots ?? Math.max(1, spec.places?.length ?? 0),
    folded: spec.folded ?? false,
    lastScale: spec.scale ? { delta: spec.scale, at: at - 900 } : null,
    createdAt: index * 1_000,
  }
}

function gaugeOf(fixture: Fixture, pods: readonly PodView[]): GaugeView {
  const { replicas, surge = 3, unavailable = 2 } = fixture
  const living = pods.filter((pod) => pod.state !== 'terminating')
  const rank = (pod: PodView): number =>
    pod.state === 'available' ? 0 : pod.state === 'ready' ? 1 : /err|BackOff/i.test(pod.state) ? 3 : 2
  const cells = [...living]
    .sort((a, b) => rank(a) - rank(b) || a.lane.localeCompare(b.lane))
    .map((pod) => ({
      kind: (['available', 'ready', 'notReady', 'failing'] as const)[rank(pod)] ?? 'notReady',
      hue: pod.hue,
      pod: pod.uid,
    }))
  const available = count(pods, 'available')
  const floor = fixture.recreate ? null : replicas - unavailable
  const missing = floor === null ? 0 : Math.max(0, floor - available)
  return {
    replicas,
    surge: fixture.recreate ? 0 : surge,
    unavailable,
    floor,
    ceiling: fixture.recreate ? replicas : replicas + surge,
    available,
    total: living.length,
    leaving: count(pods, 'terminating'),
    cells: [
      ...cells,
      ...Array.from({ length: missing }, () => ({ kind: 'missing' as const, hue: null, pod: null })),
    ],
  }
}

function trafficOf(lanes: readonly LaneView[], pods: readonly PodView[]): TrafficView {
  const answers = lanes.map((lane) => {
    const own = pods.filter((pod) => pod.lane === lane.uid && pod.joined)
    const bad = own.filter((pod) => pod.answersErrors).length
    return { lane, good: own.length - bad, bad }
  })
  const all = answers.reduce((sum, { good, bad }) => sum + good + bad, 0) || 1
  const errors = answers.reduce((sum, { bad }) => sum + bad, 0)
  return {
    requestsPerSecond: 40,
    answered: answers
      .filter(({ good }) => good > 0)
      .map(({ lane, good }) => ({
        version: lane.version,
        hue: lane.hue,
        count: good * 40,
        percent: Math.round((100 * good) / all),
      })),
    errors: { count: errors * 40, percent: Math.round((100 * errors) / all) },
    total: 400,
    failedEver: errors * 40,
  }
}

function endpointState(pod: PodView): 'ready' | 'notReady' | 'draining' {
  return pod.joined ? 'ready' : pod.state === 'terminating' ? 'draining' : 'notReady'
}

export function sceneOf(fixture: Fixture): { scene: Scene; pods: PodView[] } {
  const pods = fixture.lanes.flatMap((lane, index) =>
    [...(lane.places ?? '')].flatMap((letter, slot) =>
      letter === '.' ? [] : [podOf(lane, index, slot, letter, fixture.at)],
    ),
  )
  const lanes = fixture.lanes.map((lane, index) =>
    laneOf(
      lane,
      index,
      index === fixture.lanes.length - 1,
      pods.filter((pod) => pod.lane === `rs-${index}`),
      fixture.at,
    ),
  )
  const newest = lanes.at(-1)
  const endpoints = pods
    .filter((pod) => ['ready', 'available', 'notReady', 'terminating'].includes(pod.state))
    .map((pod) => ({ pod: pod.uid, hue: pod.hue, state: endpointState(pod) }))
  const of = (state: string): number => endpoints.filter((endpoint) => endpoint.state === state).length
  const { replicas, surge = 3, unavailable = 2 } = fixture
  const available = count(pods, 'available')
  const [look, reason] = fixture.progressing ?? ['working', 'ReplicaSetUpdated']
  const short = available < replicas - unavailable
  const word = { working: 'Progressing', ok: 'Progressing', bad: 'Not progressing', paused: 'Paused' }[look]
  return {
    pods,
    scene: {
      deployment: {
        uid: 'deployment',
        namespace: 'default',
        name: 'kubernetes-bootcamp',
        spec: {
          image: newest?.image ?? '',
          container: 'kubernetes-bootcamp',
          replicas,
          strategy: fixture.recreate ? 'Recreate' : 'RollingUpdate',
          maxSurge: '25%',
          maxUnavailable: '25%',
          minReadySeconds: 10,
          progressDeadlineSeconds: 600,
          revisionHistoryLimit: 10,
          paused: look === 'paused',
          readinessProbe: {
            path: '/',
            port: 8080,
            periodSeconds: 2,
            initialDelaySeconds: 0,
            failureThreshold: 3,
          },
        },
        surge,
        unavailable,
        updated: newest?.current ?? 0,
        available,
        total: current(pods),
        conditions: [
          {
            type: 'Available',
            look: short ? 'bad' : 'ok',
            word: { id: short ? 'Not available' : 'Available', values: {} },
            reason: short ? 'MinimumReplicasUnavailable' : 'MinimumReplicasAvailable',
            message: '',
            changedAt: 0,
          },
          { type: 'Progressing', look, word: { id: word, values: {} }, reason, message: '', changedAt: 0 },
          {
            type: 'ReplicaFailure',
            look: 'absent',
            word: { id: 'ReplicaFailure', values: {} },
            reason: '',
            message: '',
            changedAt: null,
          },
        ],
      },
      lanes,
      gauge: gaugeOf(fixture, pods),
      service: {
        name: 'kubernetes-bootcamp',
        clusterIP: '10.96.0.12',
        port: 80,
        endpoints,
        ready: of('ready'),
        notReady: of('notReady'),
        draining: of('draining'),
      },
      traffic: trafficOf(lanes, pods),
      headline: { alarm: false, until: null, ...fixture.headline },
      banner: fixture.banner ?? null,
      revisions: lanes.map((lane) => ({
        revision: lane.revision,
        lane: lane.uid,
        hue: lane.hue,
        version: lane.version,
        changeCause: `image updated to ${lane.version}`,
        live: lane.isNew,
      })),
      images: [],
    },
  }
}

/** 40 requests per second to the joined pods in turn, for the six seconds before `at`. */
function requestsOf(pods: readonly PodView[], at: number): RequestRecord[] {
  const joined = pods.filter((pod) => pod.joined)
  return Array.from({ length: 240 }, (_, index) => {
    const pod = joined[(index * 7) % Math.max(1, joined.length)]
    const sent = (at - (240 - index) * 25) * 1_000
    const bad = pod?.answersErrors ?? true
    return {
      id: index,
      at: sent,
      doneAt: sent + 9_000,
      outcome: pod ? (bad ? 'error' : 'answered') : 'refused',
      status: pod ? (bad ? 500 : 200) : 0,
      pod: pod?.uid ?? null,
      version: pod?.version ?? null,
      body: '',
    } satisfies RequestRecord
  })
}

function selectionOf(pod: PodView, at: number): SelectionView {
  return {
    object: `Pod/default/${pod.name}`,
    yaml: '',
    changedLines: [],
    life: [
      { state: 'pending', from: at - 5_000, until: at - 3_000, foreseen: false },
      { state: 'creating', from: at - 3_000, until: at - 1_700, foreseen: false },
      { state: 'notReady', from: at - 1_700, until: at + 4_600, foreseen: false },
      { state: 'ready', from: at + 4_600, until: at + 14_600, foreseen: true },
    ],
    why: null,
    facts: [
      { key: 'node', value: 'node-2' },
      { key: 'readinessProbe', value: 'GET / → 503' },
      { key: 'next probe', value: 'in 1.3 s' },
    ],
    events: [],
  }
}

export function frameOf(fixture: Fixture): { frame: Frame; selected: string | null } {
  const { scene, pods } = sceneOf(fixture)
  const liveAt = fixture.liveAt ?? fixture.at
  const chosen = pods.find((pod) => pod.uid === fixture.select)
  const clock: ClockView = {
    at: fixture.at,
    liveAt,
    live: liveAt === fixture.at,
    playing: fixture.playing ?? false,
    speed: fixture.speed ?? 1,
    rate: fixture.playing ? (fixture.speed ?? 1) : 0,
    branch: 'main',
    branches: [],
  }
  return {
    selected: chosen ? `Pod/default/${chosen.name}` : null,
    frame: {
      type: 'frame',
      clock,
      scene,
      pods: Object.fromEntries(pods.map((pod) => [pod.uid, pod])),
      reset: true,
      events: [],
      decisions: [],
      requests: requestsOf(pods, fixture.at),
      chart: { samples: fixture.samples ?? [], marks: fixture.marks ?? [] },
      output: [],
      selection: chosen ? selectionOf(chosen, fixture.at) : null,
      say: [],
      acks: [],
    },
  }
}
