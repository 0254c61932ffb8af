/**
 * The picture: everything the views show of one instant, computed in the worker from the cluster's state, so that
 * views compute no Kubernetes facts. Plain JSON. Instants and lengths in ms of virtual time unless named otherwise.
 *
 * A ReplicaSet's identity on screen is its `hue` (0…5: indigo ●, teal ◆, orchid ▲, sky ■, lime ⬢, violet ✚; `outlined`
 * from the seventh on). Hue belongs to the ReplicaSet for good, whatever its revision number becomes.
 */

/** One sentence of the catalogue with its values. Views print it with `t(sentence.id, sentence.values)`. */
export interface Sentence {
  id: string
  values: Record<string, string | number>
}

export interface Hue {
  index: 0 | 1 | 2 | 3 | 4 | 5
  outlined: boolean
}

export type PodState =
  | 'pending'
  | 'creating'
  | 'notReady'
  | 'ready'
  | 'available'
  | 'terminating'
  | 'errImagePull'
  | 'imagePullBackOff'
  | 'error'
  | 'crashLoopBackOff'

/** One pod token. Keys of `Picture.pods` are pod uids. */
export interface PodView {
  uid: string
  name: string
  /** Last five characters of the name. */
  suffix: string
  /** uid of its ReplicaSet: the lane it lives in. */
  lane: string
  /** Place in the lane, from 0; kept for the pod's whole life. */
  slot: number
  version: string
  hue: Hue
  state: PodState
  /** STATUS as `kubectl get pods` prints it. */
  status: string
  /** What the ring, the level or the countdown shows: a span of virtual time. */
  span: { kind: 'pull' | 'minReady' | 'grace' | 'backOff'; from: number; until: number } | null
  signal: 'preStop' | 'SIGTERM' | 'SIGKILL' | null
  /** The last three readiness runs and, as `due`, the next one. */
  probes: ('success' | 'failure' | 'due')[]
  restarts: number
  exitCode: number | null
  /** It answers errors now (HTTP 500 badge). */
  answersErrors: boolean
  /** The Service sends it requests (a ready endpoint; where there is none, one that leaves and serves): joined to its rail. */
  joined: boolean
  node: string | null
  createdAt: number
  /** For the accessible name: `v2 pod 7frsf: Running, not Ready, probe failed once`. */
  label: Sentence
}

export interface LaneView {
  uid: string
  name: string
  hash: string
  revision: number
  /** Revision numbers it had before, newest first: "was 2". */
  was: number[]
  hue: Hue
  version: string
  image: string
  /** Bottom lane: the Deployment's current template. */
  isNew: boolean
  desired: number
  current: number
  ready: number
  available: number
  /** Places to draw, at least 1 while open: max of what it has had in this rollout. */
  slots: number
  /** Scaled to zero and empty: drawn as a thin dashed line. */
  folded: boolean
  /** The last scaling, for the pill on the edge. */
  lastScale: { delta: number; at: number } | null
  createdAt: number
}

export interface ConditionView {
  type: 'Available' | 'Progressing' | 'ReplicaFailure'
  look: 'ok' | 'bad' | 'working' | 'paused' | 'absent'
  /** `Available`, `Not available`, `Progressing`, `Paused`, `Not progressing`, `ReplicaFailure`. */
  word: Sentence
  reason: string
  message: string
  changedAt: number | null
}

/** The spec as it is in the API: what the panel starts its draft from. */
export interface SpecView {
  image: string
  container: string
  replicas: number
  strategy: 'RollingUpdate' | 'Recreate'
  maxSurge: string | number
  maxUnavailable: string | number
  minReadySeconds: number
  progressDeadlineSeconds: number
  revisionHistoryLimit: number
  paused: boolean
  readinessProbe: {
    path: string
    port: string | number
    periodSeconds: number
    initialDelaySeconds: number
    failureThreshold: number
  } | null
  /** A readiness probe of another kind, which the panel does not edit. */
  otherProbe?: 'exec' | 'tcpSocket' | 'grpc'
}

export interface DeploymentView {
  uid: string
  namespace: string
  name: string
  spec: SpecView
  /** maxSurge and maxUnavailable resolved against replicas, as the controller uses them. */
  surge: number
  unavailable: number
  updated: number
  available: number
  total: number
  conditions: ConditionView[]
}

export interface GaugeView {
  replicas: number
  surge: number
  unavailable: number
  /** null: Recreate has no floor. */
  floor: number | null
  ceiling: number
  available: number
  total: number
  /** Terminating pods: not counted, only told in the tooltip. */
  leaving: number
  cells: {
    kind: 'available' | 'ready' | 'notReady' | 'failing' | 'missing'
    hue: Hue | null
    pod: string | null
  }[]
}

export interface ServiceView {
  name: string
  clusterIP: string
  port: number
  endpoints: { pod: string; hue: Hue; state: 'ready' | 'notReady' | 'draining' }[]
  ready: number
  notReady: number
  draining: number
  /** Of the draining ones those that still serve: kube-proxy asks them while none is ready. */
  lastResort: number
}

export interface TrafficView {
  requestsPerSecond: number
  /**
   * The last 10 s, whole percent that add up to 100. `lane`: '' for pods of no lane. `revision`: only where another
   * row has the same version.
   */
  answered: {
    lane: string
    version: string
    revision: number | null
    hue: Hue
    count: number
    percent: number
  }[]
  errors: { count: number; percent: number }
  total: number
  /** Since the start of the run. */
  failedEver: number
}

export interface RevisionView {
  revision: number
  lane: string
  hue: Hue
  version: string
  /** The annotation kubernetes.io/change-cause, as `kubectl rollout history` prints it; '' when there is none. */
  changeCause: string
  /** In its place, when there is none: what the template changed. */
  cause?: Sentence | null
  live: boolean
}

/** An image the learner can choose, and what becomes of it. */
export interface ImageChoice {
  image: string
  tag: string
  /** Absent for good images. */
  trouble: 'notInRegistry' | 'crashes' | 'errors' | 'neverReady' | null
  /** Number for the label, e.g. requests until it answers 500. */
  troubleValue: number
  hue: Hue | null
  live: boolean
}

export type Phase = 'empty' | 'starting' | 'rolling' | 'paused' | 'stuck' | 'complete' | 'degraded'

export interface Headline {
  phase: Phase
  /** `Rolling out v2` */
  title: Sentence
  /** `8 of 10 updated, 8 available.` */
  counts: Sentence
  /** `At both limits. Next pod is due in 2.8 s.` Values named `in` are ms and count down from `at`. */
  why: Sentence | null
  /** Instant until which `why` waits, for the countdown. */
  until: number | null
  /** Something fails: printed in red. */
  alarm: boolean
}

/** One bold sentence and at most two ways out. */
export interface Banner {
  bold: Sentence
  rest: Sentence
  actions: ('undo' | 'pause' | 'resume')[]
  icon: 'pull' | 'crash' | 'bug' | 'probe' | 'deadline' | 'quota'
}

/** Everything but the pods, which are sent one by one. */
export interface Scene {
  deployment: DeploymentView | null
  /** Drawing order: scaled to zero first, then by age, newest last. */
  lanes: LaneView[]
  gauge: GaugeView | null
  service: ServiceView | null
  traffic: TrafficView
  headline: Headline
  banner: Banner | null
  revisions: RevisionView[]
  images: ImageChoice[]
}

export interface Picture {
  at: number
  scene: Scene
  pods: Record<string, PodView>
}

export interface EventView {
  uid: string
  type: 'Normal' | 'Warning'
  reason: string
  /** `Pod/kubernetes-bootcamp-7d44784b7c-7frsf` */
  object: string
  message: string
  source: string
  count: number
  firstAt: number
  lastAt: number
}
