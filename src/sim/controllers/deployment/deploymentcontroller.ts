/**
 * The Deployment controller: what wakes it, and one sync of one Deployment.
 * @see kubernetes/pkg/controller/deployment/deployment_controller.go, v1.35
 */
import type { WatchEvent } from '../../api/contract.ts'
import type { Deployment, ReplicaSet } from '../../api/types/apps.ts'
import type { OwnerReference } from '../../api/types/meta.ts'
import type { Pod } from '../../api/types/pod.ts'
import type { Actor, ActorContext, ActorFactory } from '../../runtime/actor.ts'
import { namespaceIndex, objectKey } from '../../runtime/indexer.ts'
import type { QueueTimer } from '../../runtime/workqueue.ts'
import {
  createController,
  referenceTo,
  type ControllerState,
  type Manager,
  type SyncError,
} from '../controller.ts'
import { adopt, getControllerOf, recheckOwner, release } from '../owners.ts'
import { isEmptySelector, matchesSelector } from '../selectors.ts'
import { checkPausedConditions } from './progress.ts'
import { rolloutRecreate } from './recreate.ts'
import { getRollbackTo, rollback } from './rollback.ts'
import { rolloutRolling } from './rolling.ts'
import type { DeploymentController, DeploymentSync, PodMap } from './state.ts'
import { isScalingEvent, sync, syncStatusOnly } from './sync.ts'

const MAX_RETRIES = 15

type Told = readonly (readonly [string, unknown])[]

export const deploymentController =
  (manager: Manager): ActorFactory<QueueTimer, ControllerState<Told>> =>
  (context: ActorContext<QueueTimer>): Actor<QueueTimer, ControllerState<Told>> =>
    createController<Told>(context, manager, { maxRetries: MAX_RETRIES }, (host) => {
      const dc: DeploymentController = { ...host, told: new Map() }
      return {
        name: 'deployment-controller',
        component: 'deployment-controller',
        watches: ['deployments', 'replicasets', 'pods'],
        onNews: (event) => enqueueFor(dc, event),
        sync: (key) => syncDeployment(dc, key),
        snapshot: () => [...dc.told],
        restore(told) {
          dc.told.clear()
          for (const [key, body] of told) dc.told.set(key, body)
        },
      }
    })

/** DEP-1: what wakes a Deployment. */
function enqueueFor(dc: DeploymentController, event: WatchEvent): void {
  switch (event.resource) {
    case 'deployments':
      if (event.type === 'DELETED') forgetTold(dc, objectKey(event.object))
      return dc.queue.add(objectKey(event.object))
    case 'replicasets':
      return replicaSetNews(dc, event as WatchEvent<'replicasets'>)
    case 'pods':
      if (event.type === 'DELETED') podDeleted(dc, event.object as Pod)
  }
}

const forgetTold = (dc: DeploymentController, key: string): void => {
  for (const told of dc.told.keys()) if (told.startsWith(`${key} `)) dc.told.delete(told)
}

function replicaSetNews(dc: DeploymentController, event: WatchEvent<'replicasets'>): void {
  const { type, object, previous } = event
  const owner = getControllerOf(object)
  if (type === 'DELETED' || (type === 'ADDED' && object.metadata.deletionTimestamp !== undefined))
    return enqueueOwner(dc, object, owner)
  const before = previous && getControllerOf(previous)
  const moved = before?.uid !== owner?.uid
  if (moved) enqueueOwner(dc, object, before)
  if (owner) return enqueueOwner(dc, object, owner)
  const relabelled = previous?.metadata.labels !== object.metadata.labels
  if (type === 'ADDED' || moved || relabelled)
    for (const d of getDeploymentsForReplicaSet(dc, object)) dc.queue.add(objectKey(d))
}

function enqueueOwner(dc: DeploymentController, rs: ReplicaSet, ref: OwnerReference | undefined): void {
  const d = resolveControllerRef(dc, rs.metadata.namespace ?? '', ref)
  if (d) dc.queue.add(objectKey(d))
}

function resolveControllerRef(
  dc: DeploymentController,
  namespace: string,
  ref: OwnerReference | undefined,
): Deployment | undefined {
  if (ref?.kind !== 'Deployment') return undefined
  const d = dc.caches.deployments.get(`${namespace}/${ref.name}`)
  return d?.metadata.uid === ref.uid ? d : undefined
}

function getDeploymentsForReplicaSet(dc: DeploymentController, rs: ReplicaSet): Deployment[] {
  const all = dc.caches.deployments.byIndex('namespace', namespaceIndex(rs)).values()
  return [...all].filter(
    ({ spec }) => !isEmptySelector(spec.selector) && matchesSelector(spec.selector, rs.metadata.labels),
  )
}

/** A pod that is gone matters to Recreate alone, and only when it was the last one. */
function podDeleted(dc: DeploymentController, pod: Pod): void {
  const ref = getControllerOf(pod)
  if (ref?.kind !== 'ReplicaSet') return
  const namespace = pod.metadata.namespace ?? ''
  const rs = dc.caches.replicasets.get(`${namespace}/${ref.name}`)
  if (rs?.metadata.uid !== ref.uid) return
  const d = resolveControllerRef(dc, namespace, getControllerOf(rs))
  if (!d || d.spec.strategy.type !== 'Recreate') return
  const left = ownedReplicaSets(dc, d).some(
    ({ metadata }) => dc.caches.pods.byIndex('controllerUid', metadata.uid).size > 0,
  )
  if (!left) dc.queue.add(objectKey(d))
}

const ownedReplicaSets = (dc: DeploymentController, d: Deployment): ReplicaSet[] => [
  ...dc.caches.replicasets.byIndex('controllerUid', d.metadata.uid).values(),
]

/** DEP-2: one sync, in upstream's order. */
function syncDeployment(dc: DeploymentController, key: string): SyncError | undefined {
  const cached = dc.caches.deployments.get(key)
  if (!cached) return undefined
  const s: DeploymentSync = { d: cached }
  if (isEmptySelector(cached.spec.selector)) return selectsAll(dc, cached)
  const claimed = getReplicaSetsForDeployment(dc, cached)
  if (!claimed.ok) return claimed.error
  const { rsList } = claimed
  if (cached.metadata.deletionTimestamp !== undefined) return syncStatusOnly(dc, s, rsList)
  const paused = checkPausedConditions(dc, s)
  if (paused) return paused
  if (cached.spec.paused) return sync(dc, s, rsList)
  // Rollback goes through a sync of its own, so that the revision is looked up in fresh ReplicaSets.
  if (getRollbackTo(cached) !== undefined) return rollback(dc, s, rsList)
  const scaling = isScalingEvent(dc, s, rsList)
  if (typeof scaling !== 'boolean') return scaling
  if (scaling) return sync(dc, s, rsList)
  switch (cached.spec.strategy.type) {
    case 'Recreate':
      return rolloutRecreate(dc, s, rsList, getPodMapForDeployment(dc, rsList))
    case 'RollingUpdate':
      return rolloutRolling(dc, s, rsList)
    default:
      return {
        reason: '',
        message: `unexpected deployment strategy type: ${String(cached.spec.strategy.type)}`,
      }
  }
}

/** DEP-3 */
function selectsAll(dc: DeploymentController, d: Deployment): undefined {
  dc.context.record({
    object: referenceTo(d),
    type: 'Warning',
    reason: 'SelectingAll',
    message: 'This deployment is selecting all pods. A non-empty selector is required.',
  })
  const { generation = 0 } = d.metadata
  if ((d.status.observedGeneration ?? 0) < generation)
    dc.context.api.updateStatus('deployments', {
      ...d,
      status: { ...d.status, observedGeneration: generation },
    })
}

/** DEP-4: ClaimReplicaSets: own and matching ones stay, own ones that match no more are released, matching orphans adopted. */
function getReplicaSetsForDeployment(
  dc: DeploymentController,
  d: Deployment,
): { ok: true; rsList: ReplicaSet[] } | { ok: false; error: SyncError } {
  const { api } = dc.context
  const matches = (rs: ReplicaSet): boolean => matchesSelector(d.spec.selector, rs.metadata.labels)
  const deleting = d.metadata.deletionTimestamp !== undefined
  const rsList: ReplicaSet[] = []
  for (const rs of ownedReplicaSets(dc, d)) {
    if (matches(rs)) rsList.push(rs)
    else if (!deleting) release(api, 'replicasets', rs, d.metadata.uid)
  }
  if (deleting) return { ok: true, rsList }
  for (const rs of dc.caches.replicasets.byIndex('namespace', namespaceIndex(d)).values()) {
    if (getControllerOf(rs) || rs.metadata.deletionTimestamp !== undefined || !matches(rs)) continue
    const error = recheckOwner(api, 'deployments', d)
    if (error) return { ok: false, error }
    if (adopt(api, 'replicasets', rs, d)) rsList.push(rs)
  }
  return { ok: true, rsList }
}

/** GetPodMapForDeployment: all pods of its ReplicaSets, terminating and finished ones included. */
const getPodMapForDeployment = (dc: DeploymentController, rsList: readonly ReplicaSet[]): PodMap =>
  new Map(
    rsList.map(({ metadata }) => [
      metadata.uid,
      [...dc.caches.pods.byIndex('controllerUid', metadata.uid).values()],
    ]),
  )
