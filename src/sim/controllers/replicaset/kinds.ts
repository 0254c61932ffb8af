/**
 * ReplicaSets and ReplicationControllers are run by the same code; this is what differs.
 * @see kubernetes/pkg/controller/replication/conversion.go, v1.35
 */
import type { ReplicaSet, ReplicationController } from '../../api/types/apps.ts'
import { matchesSelector, matchesSet } from '../selectors.ts'

export type Controlled = ReplicaSet | ReplicationController

export interface ControlledKind {
  name: string
  component: string
  resource: 'replicasets' | 'replicationcontrollers'
  kind: 'ReplicaSet' | 'ReplicationController'
  /** ReplicationControllers have no status.terminatingReplicas. */
  countsTerminating: boolean
  matches(controlled: Controlled, labels: Record<string, string> | undefined): boolean
}

export const REPLICA_SETS: ControlledKind = {
  name: 'replicaset-controller',
  component: 'replicaset-controller',
  resource: 'replicasets',
  kind: 'ReplicaSet',
  countsTerminating: true,
  matches: (rs, labels) => matchesSelector((rs as ReplicaSet).spec.selector, labels),
}

export const REPLICATION_CONTROLLERS: ControlledKind = {
  name: 'replication-controller',
  component: 'replication-controller',
  resource: 'replicationcontrollers',
  kind: 'ReplicationController',
  countsTerminating: false,
  matches: (rc, labels) => matchesSet((rc as ReplicationController).spec.selector, labels),
}
