/**
 * The vectors' families: how a line of each is run through our functions, and what of it is expected.
 * Shapes: the README beside the vectors (golden/vectors/README.md).
 */
import { podCells } from '../../../src/sim/api/table/pod.ts'
import type { Deployment, ReplicaSet } from '../../../src/sim/api/types/apps.ts'
import type { Pod, PodTemplateSpec } from '../../../src/sim/api/types/pod.ts'
import {
  deploymentComplete,
  deploymentProgressing,
} from '../../../src/sim/controllers/deployment/conditions.ts'
import { newRSNewReplicas, resolveFenceposts } from '../../../src/sim/controllers/deployment/fenceposts.ts'
import { getReplicaSetProportion } from '../../../src/sim/controllers/deployment/proportion.ts'
import { rankedPod, sortForDeletion } from '../../../src/sim/controllers/replicaset/ranking.ts'
import { humanDuration, shortHumanDuration } from '../../../src/sim/duration.ts'
import { computeHash } from '../../../src/sim/hash/computeHash.ts'
import { DEFAULT_EPOCH_SECONDS, parseRfc3339, rfc3339 } from '../../../src/sim/time.ts'
import { deploymentRolloutStatus } from '../../../src/kubectl/rolloutStatus.ts'

/** One line of a vectors file. Its shape is the family's; the recordings are trusted to have it. */
export type Vector = Record<string, never>

export interface Answer {
  expected: unknown
  got: unknown
}

export type Family = (vector: Vector) => Answer

const rolling = (replicas: number, maxSurge: number | string): Deployment =>
  ({
    metadata: { name: 'web' },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } },
    status: {},
  }) as unknown as Deployment

const sized = (replicas: number, annotations: Record<string, string> = {}): ReplicaSet =>
  ({ metadata: { annotations }, spec: { replicas } }) as unknown as ReplicaSet

function fenceposts(vector: Vector): Answer {
  const { maxSurge, maxUnavailable, replicas, ...expected } = vector
  const posts = resolveFenceposts(maxSurge, maxUnavailable, replicas)
  const got = posts.ok ? { surge: posts.surge, unavailable: posts.unavailable } : { error: posts.error }
  return { expected, got }
}

function newReplicas(vector: Vector): Answer {
  const { replicas, maxSurge, old, want } = vector
  const newRS = sized(vector['new'])
  const olds = ((old ?? []) as number[]).map((size) => sized(size))
  const got = newRSNewReplicas(rolling(replicas, maxSurge), [...olds, newRS], newRS)
  return { expected: want, got: got.ok ? got.value : got.error }
}

function proportion(vector: Vector): Answer {
  const { deployment, replicaSet, toAdd, added, want } = vector
  const { replicas, maxSurge, statusReplicas } = deployment
  const d: Deployment = { ...rolling(replicas, maxSurge), status: { replicas: statusReplicas } }
  const { replicas: size, annotations } = replicaSet
  return { expected: want, got: getReplicaSetProportion(sized(size, annotations), d, toAdd, added) }
}

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

function deletionOrder(vector: Vector): Answer {
  const now = DEFAULT_EPOCH_SECONDS
  const pods = (vector['pods'] as DeletionPod[]).map((p) => {
    const ready = p.readySecondsAgo === undefined ? undefined : rfc3339(now - p.readySecondsAgo)
    const cost =
      p.deletionCost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': p.deletionCost }
    const pod = {
      metadata: { ...p, creationTimestamp: rfc3339(now - p.createdSecondsAgo), annotations: cost },
      spec: { nodeName: p.node ? 'node' : '' },
      status: {
        phase: p.phase,
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ready ?? null }],
        containerStatuses: [{ name: 'c', restartCount: p.restarts ?? 0 }],
      },
    }
    return rankedPod(pod as unknown as Pod, p.podsOnNode)
  })
  return { expected: vector['want'], got: sortForDeletion(pods, now).map(({ pod }) => pod.metadata.name) }
}

function templateHash(vector: Vector): Answer {
  const { template, collisionCount, hash } = vector
  return { expected: hash, got: computeHash(template as PodTemplateSpec, collisionCount ?? undefined) }
}

function duration(vector: Vector): Answer {
  const { ms, human, short } = vector
  const seconds = ms / 1000
  return {
    expected: { human, short },
    got: { human: humanDuration(seconds), short: shortHumanDuration(seconds) },
  }
}

function rolloutStatus(vector: Vector): Answer {
  const { deployment, revision, ...expected } = vector
  return { expected, got: deploymentRolloutStatus(deployment, revision) }
}

function podTable(vector: Vector): Answer {
  const { now, pod, cells } = vector
  return { expected: cells, got: podCells(pod, parseRfc3339(now) ?? Number.NaN) }
}

function deploymentConditions(vector: Vector): Answer {
  const { generation, replicas, old, complete, progressing } = vector
  const status = vector['new']
  const got = {
    complete: deploymentComplete({ metadata: { generation }, spec: { replicas } }, status),
    progressing: deploymentProgressing(old, status),
  }
  return { expected: { complete, progressing }, got }
}

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
}
