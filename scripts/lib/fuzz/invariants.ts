/** What must always hold of a cluster. Each check returns what is wrong, or undefined. */
import type { WatchEvent } from '../../../src/sim/api/contract.ts'
import type { Changes, Cluster } from '../../../src/sim/cluster.ts'
import type { Deployment, ReplicaSet } from '../../../src/sim/api/types/apps.ts'
import type { Pod } from '../../../src/sim/api/types/pod.ts'
import { deploymentComplete } from '../../../src/sim/controllers/deployment/conditions.ts'
import {
  getReplicaCountForReplicaSets,
  maxSurge,
} from '../../../src/sim/controllers/deployment/fenceposts.ts'
import { DESIRED_REPLICAS, MAX_REPLICAS } from '../../../src/sim/controllers/deployment/proportion.ts'
import { MILLISECOND, type Us } from '../../../src/sim/time.ts'
import { getControllerOf } from '../../../src/sim/controllers/owners.ts'
import { isPodActive, isPodReady, isPodTerminal } from '../../../src/sim/controllers/replicaset/podstate.ts'
import { NAMESPACE, theDeployment } from './commands.ts'
import { checkPods, createPodMemory, type PodMemory } from './podinvariants.ts'

/** FUZ-1: along the writes: versions rise, nothing is observed before it is, sizes stay below the ceiling. */
export function checkWrites({ writes }: Pick<Changes, 'writes'>, memory: WriteMemory): string | undefined {
  for (const { at, event } of writes) {
    const { object } = event
    const tooBig = at > (memory.rise?.at ?? at) ? checkRise(memory) : undefined
    if (tooBig) return tooBig
    const version = Number(object.metadata.resourceVersion)
    if (version <= memory.version) return `resourceVersion ${version} after ${memory.version}`
    memory.version = version
    const { generation = 0, name } = object.metadata
    const observed = (object as ReplicaSet).status?.observedGeneration ?? 0
    if (observed > generation && event.type !== 'DELETED')
      return `${object.kind}/${name} observes generation ${observed} of ${generation}`
    if (event.resource === 'deployments') memory.deployment = object as Deployment
    if (event.resource === 'replicasets') followSizes(memory, at, event as WatchEvent<'replicasets'>)
    const wrong = checkPods(memory.pods, at, event)
    if (wrong) return wrong
  }
  return checkRise(memory)
}

export interface WriteMemory {
  version: number
  deployment: Deployment | undefined
  replicaSets: Map<string, ReplicaSet>
  /** When which ReplicaSet last grew, and by how many pods. */
  rises: { at: Us; name: string; by: number }[]
  /** The last of them while its sync still writes: another ReplicaSet may shrink in its stead. */
  rise: { at: Us; name: string; by: number; ceiling: number } | undefined
  pods: PodMemory
}

export const createWriteMemory = (): WriteMemory => ({
  version: 0,
  deployment: undefined,
  replicaSets: new Map(),
  rises: [],
  rise: undefined,
  pods: createPodMemory(),
})

/** News of a write is with the controller after this long at the latest. */
const NEWS_DELAY: Us = 100 * MILLISECOND

function followSizes(
  memory: WriteMemory,
  at: Us,
  { type, object: rs, previous }: WatchEvent<'replicasets'>,
): void {
  const { name } = rs.metadata
  if (type === 'DELETED') memory.replicaSets.delete(name)
  else memory.replicaSets.set(name, rs)
  const by = rs.spec.replicas - (previous?.spec.replicas ?? 0)
  const { deployment } = memory
  if (type === 'DELETED' || by <= 0 || deployment?.spec.strategy.type !== 'RollingUpdate') return
  memory.rises = [...memory.rises.filter((rise) => at - rise.at <= NEWS_DELAY), { at, name, by }]
  // max-replicas is the ceiling that the controller saw when it wrote.
  const seen = Number(rs.metadata.annotations?.[MAX_REPLICAS] ?? 0)
  const ceiling = Math.max(deployment.spec.replicas + maxSurge(deployment), seen)
  memory.rise = { at, name, by, ceiling }
}

/** Proportional scaling has not come to all ReplicaSets yet: one remembers another size of the Deployment. */
const isScaling = ({ deployment, replicaSets }: WriteMemory): boolean =>
  [...replicaSets.values()].some(({ metadata, spec }) => {
    const desired = metadata.annotations?.[DESIRED_REPLICAS]
    return spec.replicas > 0 && desired !== undefined && Number(desired) !== deployment?.spec.replicas
  })

/**
 * The sum of sizes may rise above the ceiling only when it was above before (a scale-down or a new spec left it there),
 * or until the sync is through, which may write the growing ReplicaSet first (proportional scaling hands it what
 * rounding left) and may have to try the other again.
 * What another ReplicaSet grew by a moment ago does not count: the controller cannot have heard of it.
 */
function checkRise(memory: WriteMemory): string | undefined {
  if (!memory.rise || isScaling(memory)) return undefined
  const { name, by, ceiling } = memory.rise
  memory.rise = undefined
  const unheard = memory.rises
    .filter((rise) => rise.name !== name)
    .reduce((total, rise) => total + rise.by, 0)
  const total = getReplicaCountForReplicaSets([...memory.replicaSets.values()])
  return total - unheard > ceiling ? `sizes rise by ${by} to ${total}, above ${ceiling}` : undefined
}

const sum = (items: readonly ReplicaSet[], of: (rs: ReplicaSet) => number | undefined): number =>
  items.reduce((total, one) => total + (of(one) ?? 0), 0)

/** FUZ-2: when nothing has happened for a while, every count is what can be counted. */
export function checkSettled(cluster: Cluster): string | undefined {
  const { api } = cluster
  const pods = api.list('pods', NAMESPACE)
  const replicaSets = api.list('replicasets', NAMESPACE)
  const d = theDeployment(cluster)
  return (
    checkOwners(pods, replicaSets) ??
    checkReplicaSets(pods, replicaSets) ??
    checkDeployment(d, replicaSets) ??
    checkEndpoints(cluster, pods)
  )
}

function checkOwners(pods: readonly Pod[], replicaSets: readonly ReplicaSet[]): string | undefined {
  const living = new Set(replicaSets.map(({ metadata }) => metadata.uid))
  const orphan = pods.find((pod) => {
    const owner = getControllerOf(pod)
    return pod.metadata.deletionTimestamp === undefined && owner !== undefined && !living.has(owner.uid)
  })
  return orphan && `Pod/${orphan.metadata.name} has outlived its owner`
}

function checkReplicaSets(pods: readonly Pod[], replicaSets: readonly ReplicaSet[]): string | undefined {
  for (const rs of replicaSets) {
    const own = pods.filter((pod) => getControllerOf(pod)?.uid === rs.metadata.uid)
    const active = own.filter(isPodActive)
    const { replicas, readyReplicas = 0, availableReplicas = 0, terminatingReplicas = 0 } = rs.status
    const counts: [string, number, number][] = [
      ['replicas', replicas, active.length],
      ['readyReplicas', readyReplicas, active.filter(isPodReady).length],
      [
        'terminatingReplicas',
        terminatingReplicas,
        own.length - active.length - own.filter(isPodTerminal).length,
      ],
    ]
    for (const [field, told, counted] of counts)
      if (told !== counted) return `ReplicaSet/${rs.metadata.name} ${field} ${told}, counted ${counted}`
    if (availableReplicas > readyReplicas)
      return `ReplicaSet/${rs.metadata.name} has more available than ready`
    if (active.length > rs.spec.replicas) return `ReplicaSet/${rs.metadata.name} has too many pods`
    const failing = rs.status.conditions?.some(({ type }) => type === 'ReplicaFailure') ?? false
    if (active.length < rs.spec.replicas && !failing) return `ReplicaSet/${rs.metadata.name} has too few pods`
  }
  return undefined
}

function checkDeployment(d: Deployment, replicaSets: readonly ReplicaSet[]): string | undefined {
  if (d.status.observedGeneration !== d.metadata.generation) return 'the Deployment is not observed'
  const counts: [string, number, number][] = [
    ['replicas', d.status.replicas ?? 0, sum(replicaSets, (rs) => rs.status.replicas)],
    ['readyReplicas', d.status.readyReplicas ?? 0, sum(replicaSets, (rs) => rs.status.readyReplicas)],
    [
      'availableReplicas',
      d.status.availableReplicas ?? 0,
      sum(replicaSets, (rs) => rs.status.availableReplicas),
    ],
    [
      'terminatingReplicas',
      d.status.terminatingReplicas ?? 0,
      sum(replicaSets, (rs) => rs.status.terminatingReplicas),
    ],
  ]
  for (const [field, told, counted] of counts)
    if (told !== counted) return `Deployment/web ${field} ${told}, ReplicaSets say ${counted}`
  return undefined
}

/** Endpoints are the pods that match and have an address; ready ones are the ready pods that stay. */
function checkEndpoints({ api }: Cluster, pods: readonly Pod[]): string | undefined {
  const endpoints = api
    .list('endpointslices', NAMESPACE)
    .flatMap((slice) => slice.endpoints ?? [])
    .filter(({ targetRef }) => targetRef?.kind === 'Pod')
  const ready = endpoints.filter(({ conditions }) => conditions.ready).map(({ targetRef }) => targetRef?.name)
  const wanted = pods
    .filter((pod) => isPodActive(pod) && isPodReady(pod))
    .map(({ metadata }) => metadata.name)
  const [told, counted] = [ready.sort().join(), wanted.sort().join()]
  return told === counted ? undefined : `ready endpoints [${told}], ready pods [${counted}]`
}

/**
 * FUZ-3: a rollout of a good image completes. Excepted, as upstream: a conflict in the midst of proportional scaling may
 * leave the one active ReplicaSet of the right size with an old desired-replicas; the controller then takes every sync
 * for a scaling event, in which it has nothing to do, until the size changes.
 */
export function checkComplete(cluster: Cluster): string | undefined {
  const d = theDeployment(cluster)
  if (deploymentComplete(d, d.status)) return undefined
  const active = cluster.api.list('replicasets', NAMESPACE).filter(({ spec }) => spec.replicas > 0)
  const [only] = active
  const isStale =
    Number(only?.metadata.annotations?.[DESIRED_REPLICAS] ?? d.spec.replicas) !== d.spec.replicas
  if (active.length === 1 && only?.spec.replicas === d.spec.replicas && isStale) return undefined
  return `the rollout of a good image has not completed: ${JSON.stringify(d.status)}`
}
