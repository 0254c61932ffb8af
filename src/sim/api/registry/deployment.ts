/**
 * apps/v1 Deployment.
 * @see kubernetes/pkg/registry/apps/deployment/strategy.go, pkg/apis/apps/v1/defaults.go, v1.35
 */
import { deepEqual } from '../store/equal.ts'
import type { Deployment } from '../types/apps.ts'
import { defaultPodTemplate } from '../defaults/podtemplate.ts'
import { selectorUnchanged, validateDeployment, validateDeploymentStatus } from '../validation/workload.ts'
import { POD_NAMES, nameWarnings, podTemplateWarnings } from '../validation/warnings.ts'
import { KINDS } from './kinds.ts'
import { firstGeneration, nextGeneration, type Strategy } from './strategy.ts'

const REVISION_HISTORY_LIMIT = 10
const PROGRESS_DEADLINE_SECONDS = 600

export function defaultDeployment(object: Deployment): void {
  const spec = (object.spec ??= {} as Deployment['spec'])
  spec.replicas ??= 1
  const strategy = (spec.strategy ??= {})
  strategy.type ||= 'RollingUpdate'
  if (strategy.type === 'RollingUpdate') {
    const rolling = (strategy.rollingUpdate ??= {})
    rolling.maxUnavailable ??= '25%'
    rolling.maxSurge ??= '25%'
  }
  spec.revisionHistoryLimit ??= REVISION_HISTORY_LIMIT
  spec.progressDeadlineSeconds ??= PROGRESS_DEADLINE_SECONDS
  defaultPodTemplate((spec.template ??= { spec: {} } as Deployment['spec']['template']))
}

export const deploymentStrategy: Strategy = {
  kind: KINDS.deployments,
  defaults: (object) => defaultDeployment(object as Deployment),
  validate: (object) => validateDeployment(object as Deployment),
  validateUpdate: (object, old) => [
    ...validateDeployment(object as Deployment),
    ...selectorUnchanged((object as Deployment).spec.selector, (old as Deployment).spec.selector),
  ],
  validateStatusUpdate: (object, old) =>
    validateDeploymentStatus((object as Deployment).status, (old as Deployment).status),
  warnings: (object, old) => [
    ...(old ? [] : nameWarnings(object.metadata.name, POD_NAMES)),
    ...(old && object.metadata.generation === old.metadata.generation
      ? []
      : podTemplateWarnings((object as Deployment).spec.template, 'spec.template')),
  ],
  prepareForCreate: (object) => {
    object.status = {}
    firstGeneration(object)
  },
  prepareForUpdate: (object, old) => {
    object.status = old.status
    // Its annotations are part of what a Deployment asks for: they are copied to the ReplicaSet.
    const changed =
      !deepEqual(object.spec, old.spec) || !deepEqual(object.metadata.annotations, old.metadata.annotations)
    nextGeneration(object, old, changed)
  },
  prepareForStatusUpdate: (object, old) => {
    object.spec = old.spec
    if (object.metadata === old.metadata || object.metadata.labels === old.metadata.labels) return
    const { labels: _, ...metadata } = object.metadata
    const { labels } = old.metadata
    object.metadata = labels === undefined ? metadata : { ...metadata, labels }
  },
}
