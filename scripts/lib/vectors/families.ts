/**
 * The vectors' families: how a line of each is run through our functions, and what of it is expected.
 * Shapes: the README beside the vectors (golden/vectors/README.md).
 */
import { isDeepStrictEqual } from 'node:util'
import { defaultPodTemplate } from '../../../src/sim/api/defaults/podtemplate.ts'
import { podCells } from '../../../src/sim/api/table/pod.ts'
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../../src/sim/api/types/apps.ts'
import type { IntOrString } from '../../../src/sim/api/types/meta.ts'
import type { Pod, PodTemplateSpec } from '../../../src/sim/api/types/pod.ts'
import {
  deploymentComplete,
  deploymentProgressing,
} from '../../../src/sim/controllers/deployment/conditions.ts'
import { newRSNewReplicas, resolveFenceposts } from '../../../src/sim/controllers/deployment/fenceposts.ts'
import { getReplicaSetProportion } from '../../../src/sim/controllers/deployment/proportion.ts'
import {
  POD_DELETION_COST,
  rankedPod,
  sortForDeletion,
} from '../../../src/sim/controllers/replicaset/ranking.ts'
import { humanDuration, shortHumanDuration } from '../../../src/sim/duration.ts'
import { computeHash } from '../../../src/sim/hash/computeHash.ts'
import { DEFAULT_EPOCH_SECONDS, parseRfc3339, rfc3339 } from '../../../src/sim/time.ts'
import { PROBE_ORDERS, runProbeVector, type ProbeVector } from '../../../src/sim/kubelet/probes.vectors.ts'
import { deploymentRolloutStatus } from '../../../src/kubectl/rolloutStatus.ts'

export interface Answer {
  expected: unknown
  got: unknown
}

/** Takes one line of a vectors file. */
export type Family = (vector: unknown) => Answer

/** The recordings are trusted to have the shape of their family. */
const of =
  <V>(run: (vector: V) => Answer): Family =>
  (vector) =>
    run(vector as V)

const rolling = (replicas: number, maxSurge: IntOrString): Deployment =>
  ({
    metadata: { name: 'web' },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } },
    status: {},
  }) as unknown as Deployment

const sized = (replicas: number, annotations: Record<string, string> = {}): ReplicaSet =>
  ({ metadata: { annotations }, spec: { replicas } }) as unknown as ReplicaSet

interface FencepostsVector {
  maxSurge: IntOrString | null
  maxUnavailable: IntOrString | null
  replicas: number
}

const fenceposts = of<FencepostsVector>(({ maxSurge, maxUnavailable, replicas, ...expected }) => {
  const posts = resolveFenceposts(maxSurge, maxUnavailable, replicas)
  const got = posts.ok ? { surge: posts.surge, unavailable: posts.unavailable } : { error: posts.error }
  return { expected, got }
})

interface NewReplicasVector {
  replicas: number
  maxSurge: IntOrString
  new: number
  old: number[] | null
  want: number
}

const newReplicas = of<NewReplicasVector>(({ replicas, maxSurge, new: size, old, want }) => {
  const newRS = sized(size)
  const olds = (old ?? []).map((oldSize) => sized(oldSize))
  const got = newRSNewReplicas(rolling(replicas, maxSurge), [...olds, newRS], newRS)
  return { expected: want, got: got.ok ? got.value : got.error }
})

interface ProportionVector {
  deployment: { replicas: number; maxSurge: IntOrString; statusReplicas: number }
  replicaSet: { replicas: number; annotations: Record<string, string> }
  toAdd: number
  added: number
  want: number
}

const proportion = of<ProportionVector>(({ deployment, replicaSet, toAdd, added, want }) => {
  const { replicas, maxSurge, statusReplicas } = deployment
  const d: Deployment = { ...rolling(replicas, maxSurge), status: { replicas: statusReplicas } }
  const rs = sized(replicaSet.replicas, replicaSet.annotations)
  return { expected: want, got: getReplicaSetProportion(rs, d, toAdd, added) }
})

interface DeletionPod {
  name: string
  uid: string
  node?: boolean
  phase: string
  readySecondsAgo?: number
  createdSecondsAgo: number
  deletionCost?: string
  restarts?: number
  podsOnNode: number
}

function podOf(p: DeletionPod, now: number): Pod {
  const ready = p.readySecondsAgo === undefined ? undefined : rfc3339(now - p.readySecondsAgo)
  const annotations = p.deletionCost === undefined ? {} : { [POD_DELETION_COST]: p.deletionCost }
  return {
    metadata: {
      name: p.name,
      uid: p.uid,
      creationTimestamp: rfc3339(now - p.createdSecondsAgo),
      annotations,
    },
    spec: { nodeName: p.node ? 'node' : '' },
    status: {
      phase: p.phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ready ?? null }],
      containerStatuses: [{ name: 'c', restartCount: p.restarts ?? 0 }],
    },
  } as unknown as Pod
}

const deletionOrder = of<{ pods: DeletionPod[]; want: string[] }>(({ pods, want }) => {
  const now = DEFAULT_EPOCH_SECONDS
  const ranked = pods.map((p) => rankedPod(podOf(p, now), p.podsOnNode))
  return { expected: want, got: sortForDeletion(ranked, now).map(({ pod }) => pod.metadata.name) }
})

interface HashVector {
  given: PodTemplateSpec
  template: PodTemplateSpec
  collisionCount: number | null
  hash: string
}

/** From the defaulted template, and from the manifest's through our own defaulting. */
const templateHash = of<HashVector>(({ given, template, collisionCount, hash }) => {
  const defaulted = structuredClone(given)
  defaultPodTemplate(defaulted)
  const got = [template, defaulted].map((one) => computeHash(one, collisionCount ?? undefined))
  return { expected: [hash, hash], got }
})

const duration = of<{ ms: number; human: string; short: string }>(({ ms, human, short }) => ({
  expected: { human, short },
  got: { human: humanDuration(ms / 1000), short: shortHumanDuration(ms / 1000) },
}))

const rolloutStatus = of<{ deployment: Deployment; revision: number }>(
  ({ deployment, revision, ...expected }) => ({
    expected,
    got: deploymentRolloutStatus(deployment, revision),
  }),
)

const podTable = of<{ now: string; pod: Pod; cells: string[] }>(({ now, pod, cells }) => ({
  expected: cells,
  got: podCells(pod, parseRfc3339(now) ?? Number.NaN),
}))

interface ConditionsVector {
  generation: number
  replicas: number
  old: DeploymentStatus
  new: DeploymentStatus
  complete: boolean
  progressing: boolean
}

const deploymentConditions = of<ConditionsVector>(({ generation, replicas, old, new: now, ...expected }) => ({
  expected,
  got: {
    complete: deploymentComplete({ metadata: { generation }, spec: { replicas } }, now),
    progressing: deploymentProgressing(old, now),
  },
}))

/** Which of two workers with a tick at one moment ran first was chance in the recording: one of the orders must do. */
const probes = of<ProbeVector>((vector) => {
  const answers = PROBE_ORDERS.map((order) => runProbeVector(vector, order))
  return {
    expected: vector.want,
    got: answers.find((one) => isDeepStrictEqual(one, vector.want)) ?? answers[0],
  }
})

/** By the file's name without `.jsonl`. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  fenceposts,
  'new-rs-new-replicas': newReplicas,
  'replica-set-proportion': proportion,
  'deletion-order': deletionOrder,
  'pod-template-hash': templateHash,
  'human-duration': duration,
  'rollout-status': rolloutStatus,
  'pod-table': podTable,
  'deployment-conditions': deploymentConditions,
  probes,
}
