/** The capacity chart as it grows: one sample per instant at which a count of the Deployment shown changed. */
import type { WatchEvent } from '../../sim/api/contract.ts'
import type { Deployment, ReplicaSet } from '../../sim/api/types/apps.ts'
import type { Pod } from '../../sim/api/types/pod.ts'
import { maxSurge, maxUnavailable } from '../../sim/controllers/deployment/fenceposts.ts'
import { findNewReplicaSet } from '../../sim/controllers/deployment/revisions.ts'
import type { Us } from '../../sim/time.ts'
import { controllerUid, toMs } from '../picture/instant.ts'
import { isFailing, podState } from '../picture/podstate.ts'
import type { ChartSample } from '../protocol.ts'

export interface ChartLog {
  readonly samples: readonly ChartSample[]
  record(at: Us, event: WatchEvent): void
  /** Nothing more comes for now: takes the sample of the last instant. */
  flush(): void
  /** uid of the Deployment that samples now count; null before the first. */
  shown(): string | null
}

type Counts = Omit<ChartSample, 'at'>

const NO_PODS: Counts = { available: {}, ready: 0, total: 0, updated: 0, floor: null, ceiling: 0, failing: 0 }

const sameLanes = (a: Record<string, number>, b: Record<string, number>): boolean => {
  const uids = Object.keys(a)
  return uids.length === Object.keys(b).length && uids.every((uid) => a[uid] === b[uid])
}

const same = (a: Counts, b: Counts): boolean =>
  a.ready === b.ready &&
  a.total === b.total &&
  a.updated === b.updated &&
  a.floor === b.floor &&
  a.ceiling === b.ceiling &&
  a.failing === b.failing &&
  sameLanes(a.available, b.available)

function counts(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newUid: string | undefined,
  failing: number,
): Counts {
  const available: Record<string, number> = {}
  let [ready, total, updated] = [0, 0, 0]
  for (const { metadata, status } of sets) {
    if (status.availableReplicas) available[metadata.uid] = status.availableReplicas
    ready += status.readyReplicas ?? 0
    total += status.replicas
    if (metadata.uid === newUid) updated = status.replicas
  }
  const { replicas, strategy } = deployment.spec
  const floor = strategy.type === 'Recreate' ? null : replicas - maxUnavailable(deployment)
  return { available, ready, total, updated, floor, ceiling: replicas + maxSurge(deployment), failing }
}

export function createChartLog(): ChartLog {
  const samples: ChartSample[] = []
  /** In order of creation: the last one is shown. */
  const deployments = new Map<string, Deployment>()
  const sets = new Map<string, ReplicaSet>()
  /** Lane of each failing pod. */
  const failing = new Map<string, string>()

  const shown = (): Deployment | undefined => [...deployments.values()].at(-1)

  const keep = <T extends { metadata: { uid: string } }>(into: Map<string, T>, event: WatchEvent): void => {
    const object = event.object as unknown as T
    if (event.type === 'DELETED') into.delete(object.metadata.uid)
    else into.set(object.metadata.uid, object)
  }

  /** False: nothing that is counted can have changed. */
  const take = (event: WatchEvent): boolean => {
    if (event.resource === 'deployments') keep(deployments, event)
    else if (event.resource === 'replicasets') keep(sets, event)
    else if (event.resource === 'pods') return takePod(event)
    else return false
    return true
  }

  const takePod = ({ type, object }: WatchEvent): boolean => {
    const pod = object as Pod
    const fails = type !== 'DELETED' && isFailing(podState(pod, null, 0))
    if (fails === failing.has(pod.metadata.uid)) return false
    if (fails) failing.set(pod.metadata.uid, controllerUid(pod) ?? '')
    else failing.delete(pod.metadata.uid)
    return true
  }

  const now = (): Counts => {
    const deployment = shown()
    if (!deployment) return NO_PODS
    const owned = [...sets.values()].filter((rs) => controllerUid(rs) === deployment.metadata.uid)
    const newUid = findNewReplicaSet(deployment, owned)?.metadata.uid
    const uids = new Set(owned.map(({ metadata }) => metadata.uid))
    const failed = [...failing.values()].filter((lane) => uids.has(lane)).length
    return counts(deployment, owned, newUid, failed)
  }

  /** The instant whose sample is not taken yet: several writes of one instant are one step of the chart. */
  let open: Us | null = null

  const flush = (): void => {
    if (open === null) return
    const sample = { at: toMs(open), ...now() }
    // The same instant may come in two parts: it has one sample all the same, or none when it changed nothing.
    if (samples.at(-1)?.at === sample.at) samples.pop()
    const last = samples.at(-1)
    if (!last || !same(last, sample)) samples.push(sample)
    open = null
  }

  return {
    samples,
    record(at, event) {
      if (open !== null && at > open) flush()
      if (take(event)) open = at
    },
    flush,
    shown: () => shown()?.metadata.uid ?? null,
  }
}
