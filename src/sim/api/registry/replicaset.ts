/**
 * apps/v1 ReplicaSet and core/v1 ReplicationController, the same but for their selectors.
 * @see kubernetes/pkg/registry/apps/replicaset/strategy.go, registry/core/replicationcontroller/strategy.go, v1.35
 */
import { defaultPodTemplate } from '../defaults/podtemplate.ts'
import { deepEqual } from '../store/equal.ts'
import type { ReplicaSet, ReplicationController } from '../types/apps.ts'
import { POD_NAMES, nameWarnings, podTemplateWarnings } from '../validation/warnings.ts'
import {
  selectorUnchanged,
  validateReplicaSet,
  validateReplicaSetStatus,
  validateReplicationController,
} from '../validation/workload.ts'
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

function warnings(object: ObjectParts, old?: ObjectParts): string[] {
  const { template } = (object as ReplicaSet).spec
  return [
    ...(old ? [] : nameWarnings(object.metadata.name, POD_NAMES)),
    ...(template && object.metadata.generation !== old?.metadata.generation
      ? podTemplateWarnings(template, 'spec.template')
      : []),
  ]
}

export const replicaSetStrategy: Strategy = {
  kind: KINDS.replicasets,
  defaults: (object) => defaultReplicaSet(object as ReplicaSet),
  validate: (object) => validateReplicaSet(object as ReplicaSet),
  validateUpdate: (object, old) => [
    ...validateReplicaSet(object as ReplicaSet),
    ...selectorUnchanged((object as ReplicaSet).spec.selector, (old as ReplicaSet).spec.selector),
  ],
  validateStatusUpdate: (object) => validateReplicaSetStatus((object as ReplicaSet).status),
  warnings,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
}

export const replicationControllerStrategy: Strategy = {
  kind: KINDS.replicationcontrollers,
  orphansByDefault: true,
  defaults: (object) => defaultReplicationController(object as ReplicationController),
  validate: (object) => validateReplicationController(object as ReplicationController),
  validateUpdate: (object) => validateReplicationController(object as ReplicationController),
  validateStatusUpdate: (object) => validateReplicaSetStatus((object as ReplicationController).status),
  warnings,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate,
}
