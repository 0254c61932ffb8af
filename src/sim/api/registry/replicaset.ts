/**
 * apps/v1 ReplicaSet and core/v1 ReplicationController, the same but for their selectors.
 * @see kubernetes/pkg/registry/apps/replicaset/strategy.go, registry/core/replicationcontroller/strategy.go, v1.35
 */
import { defaultPodTemplate } from '../defaults/podtemplate.ts'
import { deepEqual } from '../store/equal.ts'
import type { ReplicaSet, ReplicationController } from '../types/apps.ts'
import { KINDS } from './kinds.ts'
import { firstGeneration, nextGeneration, type ObjectParts, type Strategy } from './strategy.ts'

function prepareForCreate(object: ObjectParts): void {
  object.status = { replicas: 0 }
  firstGeneration(object)
}

function prepareForUpdate(object: ObjectParts, old: ObjectParts): void {
  object.status = old.status
  nextGeneration(object, old, !deepEqual(object.spec, old.spec))
}

function prepareForStatusUpdate(object: ObjectParts, old: ObjectParts): void {
  object.spec = old.spec
}

function defaultReplicaSet(object: ReplicaSet): void {
  const spec = (object.spec ??= {} as ReplicaSet['spec'])
  spec.replicas ??= 1
  if (spec.template) defaultPodTemplate(spec.template)
}

function defaultReplicationController(object: ReplicationController): void {
  const spec = (object.spec ??= {} as ReplicationController['spec'])
  spec.replicas ??= 1
  if (!spec.template) return
  defaultPodTemplate(spec.template)
  const labels = spec.template.metadata?.labels
  if (labels === undefined) return
  if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels }
  if (Object.keys(object.metadata.labels ?? {}).length === 0)
    object.metadata = { ...object.metadata, labels: { ...labels } }
}

export const replicaSetStrategy: Strategy = {
  kind: KINDS.replicasets,
  defaults: (object) => defaultReplicaSet(object as ReplicaSet),
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
}

export const replicationControllerStrategy: Strategy = {
  kind: KINDS.replicationcontrollers,
  orphansByDefault: true,
  defaults: (object) => defaultReplicationController(object as ReplicationController),
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
}
