/** Builds fixture scenes: typed pictures without a worker, for the gallery and for tests. Facts here are written, not computed by rules. */
import type {
  Banner,
  GaugeView,
  Headline,
  LaneView,
  PodView,
  Scene,
  TrafficView,
} from '../../worker/picture/picture.ts'
import { count, current, hueOf, podOf, type LaneSpec } from './pods.ts'
import type { ChartMark, ChartSample } from '../../worker/protocol.ts'

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
        lane: lane.uid,
        version: lane.version,
        revision: null,
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
        lastResort: of('draining'),
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
