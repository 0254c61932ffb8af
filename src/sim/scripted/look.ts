/** What the recordings look at: each object in their words, with what is not compared left out. */
import type { ApiServer } from '../api/contract.ts'
import type { Deployment, DeploymentCondition, ReplicaSetCondition } from '../api/types/apps.ts'
import type { EndpointSlice, KubeEvent } from '../api/types/core.ts'
import type { Pod } from '../api/types/pod.ts'
import { SERVICE_NAME_LABEL } from '../controllers/caches.ts'
import { getControllerOf } from '../controllers/owners.ts'
import type { Controlled } from '../controllers/replicaset/kinds.ts'
import { isPodReady } from '../controllers/replicaset/podstate.ts'
import { parseRfc3339 } from '../time.ts'
import type { Aspect, TracedEvent } from './scenario.ts'

export interface Look {
  objects: Map<string, unknown>
  /** By name of the Event. */
  events: Map<string, TracedEvent>
}

type Fields = Record<string, unknown>
type Compared = ReadonlySet<Aspect>

const NAMESPACE = 'default'
const POD_NAME = /([a-z0-9][a-z0-9.-]*)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9.-])/g
const OWN_ANNOTATIONS = 'deployment.kubernetes.io/'
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const RACING_REASONS = new Set([
  'NewReplicaSetCreated',
  'FoundNewReplicaSet',
  'ReplicaSetUpdated',
  'NewReplicaSetAvailable',
])

/** `owners` keeps the names of all ReplicaSets and ReplicationControllers ever seen. */
export function lookAt(api: ApiServer, epochSeconds: number, compare: Compared, owners: Set<string>): Look {
  const objects = new Map<string, unknown>()
  const redact = podNameRedactor(api, owners)
  const since = (stamp: string | undefined): number => (parseRfc3339(stamp ?? '') ?? 0) - epochSeconds
  for (const d of api.list('deployments', NAMESPACE))
    objects.set(`Deployment/${d.metadata.name}`, lookAtDeployment(d, since, redact, compare))
  const pods = api.list('pods', NAMESPACE)
  const byOwner = groupBy(pods, (pod) => getControllerOf(pod)?.uid)
  for (const resource of ['replicasets', 'replicationcontrollers'] as const)
    for (const rs of api.list(resource, NAMESPACE)) {
      const own = byOwner.get(rs.metadata.uid) ?? []
      objects.set(`${rs.kind}/${rs.metadata.name}`, lookAtControlled(rs, own, since, redact, compare))
    }
  if (compare.has('endpoints')) {
    const slices = groupBy(api.list('endpointslices', NAMESPACE), sliceOf)
    for (const { metadata } of api.list('services', NAMESPACE))
      objects.set(`Service/${metadata.name}`, lookAtEndpoints(slices.get(metadata.name) ?? []))
  }
  const orphans = byOwner.get(undefined)?.length ?? 0
  if (orphans > 0) objects.set('Pods/orphans', orphans)
  const events = new Map<string, TracedEvent>()
  if (compare.has('events'))
    for (const event of api.list('events', NAMESPACE))
      events.set(event.metadata.name, lookAtEvent(event, redact))
  return { objects, events }
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): Map<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const sliceOf = (slice: EndpointSlice): string | undefined => slice.metadata.labels?.[SERVICE_NAME_LABEL]

/** A pod's random suffix is written `<pod>`, also when its ReplicaSet is gone. */
function podNameRedactor(api: ApiServer, known: Set<string>): (message: string) => string {
  for (const resource of ['replicasets', 'replicationcontrollers'] as const)
    for (const { metadata } of api.list(resource, NAMESPACE)) known.add(metadata.name)
  return (message) =>
    message.replace(POD_NAME, (whole, base: string) => (known.has(base) ? `${base}-<pod>` : whole))
}

const count = (fields: Record<string, number | undefined>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, n]) => n !== undefined && n !== 0))

function annotationsOf(annotations: Record<string, string> = {}): Fields {
  const shown = Object.entries(annotations)
    .filter(([key]) => key !== LAST_APPLIED)
    .map(([key, value]) => [key.startsWith(OWN_ANNOTATIONS) ? key.slice(OWN_ANNOTATIONS.length) : key, value])
  return shown.length > 0 ? { annotations: Object.fromEntries(shown) } : {}
}

type Since = (stamp: string | undefined) => number

function conditionsOf(
  conditions: readonly (DeploymentCondition | ReplicaSetCondition)[] | undefined,
  since: Since,
  redact: (message: string) => string,
  compare: Compared,
): Fields {
  const shown = [...(conditions ?? [])]
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map((condition) => {
      const { type, status, reason, message = '' } = condition
      const races = type === 'Progressing' && RACING_REASONS.has(reason ?? '') && !compare.has('reasons')
      const updated = 'lastUpdateTime' in condition ? { updated: since(condition.lastUpdateTime) } : {}
      return {
        type,
        status,
        ...(races ? {} : { reason, message: redact(message) }),
        ...(compare.has('times') ? { ...updated, changed: since(condition.lastTransitionTime) } : {}),
      }
    })
  return shown.length > 0 ? { conditions: shown } : {}
}

function lookAtDeployment(
  { metadata, spec, status }: Deployment,
  since: Since,
  redact: (message: string) => string,
  compare: Compared,
): Fields {
  return {
    generation: metadata.generation,
    observedGeneration: status.observedGeneration,
    replicas: spec.replicas,
    ...(spec.paused ? { paused: true } : {}),
    ...annotationsOf(metadata.annotations),
    status: count({
      replicas: status.replicas,
      updated: status.updatedReplicas,
      ready: status.readyReplicas,
      available: status.availableReplicas,
      unavailable: status.unavailableReplicas,
      terminating: status.terminatingReplicas,
      collisionCount: status.collisionCount,
    }),
    ...conditionsOf(status.conditions, since, redact, compare),
  }
}

function lookAtControlled(
  rs: Controlled,
  pods: readonly Pod[],
  since: Since,
  redact: (message: string) => string,
  compare: Compared,
): Fields {
  const { metadata, spec, status } = rs
  const owner = getControllerOf(rs)
  const generations = { generation: metadata.generation, observedGeneration: status.observedGeneration }
  return {
    ...(owner ? { owner: `${owner.kind}/${owner.name}` } : {}),
    ...(compare.has('generations') ? generations : {}),
    replicas: spec.replicas,
    ...count({ minReadySeconds: spec.minReadySeconds }),
    ...annotationsOf(metadata.annotations),
    images: spec.template.spec.containers.map(({ image }) => image),
    status: count({
      replicas: status.replicas,
      fullyLabeled: status.fullyLabeledReplicas,
      ready: status.readyReplicas,
      available: status.availableReplicas,
      terminating: status.terminatingReplicas,
    }),
    ...conditionsOf(status.conditions, since, redact, compare),
    pods: podsOf(pods),
  }
}

function podsOf(pods: readonly Pod[]): Fields {
  const counts = { pending: 0, running: 0, ready: 0, terminating: 0 }
  for (const pod of pods) counts[stateOf(pod)] += 1
  return count(counts)
}

function stateOf(pod: Pod): 'terminating' | 'ready' | 'pending' | 'running' {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating'
  if (isPodReady(pod)) return 'ready'
  return pod.status.phase === 'Running' ? 'running' : 'pending'
}

function lookAtEndpoints(slices: readonly EndpointSlice[]): Fields {
  const counts = { ready: 0, notReady: 0, terminating: 0, draining: 0 }
  for (const { endpoints } of slices)
    for (const { conditions } of endpoints ?? []) {
      if (conditions.terminating) counts[conditions.serving ? 'terminating' : 'draining'] += 1
      else counts[conditions.ready ? 'ready' : 'notReady'] += 1
    }
  return counts
}

function lookAtEvent(event: KubeEvent, redact: (message: string) => string): TracedEvent {
  const { kind, name } = event.involvedObject
  return {
    object: `${kind ?? ''}/${name ?? ''}`,
    type: event.type ?? '',
    reason: event.reason ?? '',
    message: redact(event.message ?? ''),
    count: event.count ?? 0,
  }
}
