/**
 * Kinds with few rules of their own: ConfigMap, Namespace, Node, Endpoints, EndpointSlice, Event, PodDisruptionBudget.
 * @see kubernetes/pkg/registry/{core,discovery,policy}, v1.35
 */
import type { FieldError } from '../errors.ts'
import { deepEqual } from '../store/equal.ts'
import type { ConfigMap, Endpoints, EndpointSlice, KubeEvent, Namespace } from '../types/core.ts'
import { validateConfigMap, validateConfigMapUpdate } from '../validation/configmap.ts'
import {
  validateDisruptionBudget,
  validateDisruptionBudgetStatus,
  type DisruptionBudget,
} from '../validation/disruptionbudget.ts'
import {
  validateEndpoints,
  validateEndpointSlice,
  validateEndpointSliceUpdate,
  type EndpointsParts,
  type SliceParts,
} from '../validation/endpoints.ts'
import { validateEvent } from '../validation/event.ts'
import { invalid } from '../validation/field.ts'
import { finalizerErrors, validateLabels } from '../validation/meta.ts'
import { validateNode, validateNodeUpdate, type NodeParts } from '../validation/node.ts'
import { KINDS } from './kinds.ts'
import { firstGeneration, nextGeneration, type ObjectParts, type Strategy } from './strategy.ts'

const keepStatus = (object: ObjectParts, old: ObjectParts): void => {
  object.status = old.status
}
const keepSpec = (object: ObjectParts, old: ObjectParts): void => {
  object.spec = old.spec
}

export const configMapStrategy: Strategy = {
  kind: KINDS.configmaps,
  validate: (object) => validateConfigMap(object as ConfigMap),
  validateUpdate: (object, old) => [
    ...validateConfigMapUpdate(object as ConfigMap, old as ConfigMap),
    ...validateConfigMap(object as ConfigMap),
  ],
}

const NAME_LABEL = 'kubernetes.io/metadata.name'

export const namespaceStrategy: Strategy = {
  kind: KINDS.namespaces,
  nameRule: 'label',
  validate: (object) =>
    ((object as Namespace).spec?.finalizers ?? []).flatMap((name) =>
      finalizerErrors(name, 'spec.finalizers'),
    ),
  returnsDeleted: true,
  defaults: (object) => {
    const { metadata } = object
    const status = ((object as Partial<Namespace>).status ??= {} as Namespace['status'])
    status.phase ||= 'Active'
    if (metadata.name)
      object.metadata = { ...metadata, labels: { ...metadata.labels, [NAME_LABEL]: metadata.name } }
  },
  prepareForCreate: (object) => {
    const namespace = object as Namespace
    const given = namespace.spec?.finalizers ?? []
    namespace.spec = { finalizers: given.includes('kubernetes') ? given : [...given, 'kubernetes'] }
    namespace.status = { phase: 'Active' }
    const { name, labels } = object.metadata
    object.metadata = { ...object.metadata, labels: { ...labels, [NAME_LABEL]: name } }
  },
  validateUpdate: ({ metadata }) => validateLabels(metadata.labels, 'metadata.labels'),
  validateStatusUpdate: (object) => phaseErrors(object as Namespace),
  prepareForUpdate: (object, old) => {
    object.spec = old.spec
    object.status = old.status
  },
  prepareForStatusUpdate: keepSpec,
}

/** A namespace is going as soon as its deletion is asked for, and not before. */
function phaseErrors({ metadata, status }: Namespace): FieldError[] {
  const [wanted, when] = metadata.deletionTimestamp
    ? ['Terminating', '`deletionTimestamp` is not empty']
    : ['Active', '`deletionTimestamp` is empty']
  const phase: string = status?.phase ?? ''
  return phase === wanted ? [] : [invalid('status.Phase', phase, `may only be '${wanted}' if ${when}`)]
}

export const nodeStrategy: Strategy = {
  kind: KINDS.nodes,
  defaults: (object) => {
    const { spec, status } = object as NodeParts
    if (spec?.podCIDR && !spec.podCIDRs?.length) spec.podCIDRs = [spec.podCIDR]
    else if (spec?.podCIDRs?.[0]) spec.podCIDR ||= spec.podCIDRs[0]
    if (status?.capacity && !status.allocatable) status.allocatable = { ...status.capacity }
  },
  validate: (object) => validateNode(object as NodeParts),
  validateUpdate: (object, old) => validateNodeUpdate(object as NodeParts, old as NodeParts),
  validateStatusUpdate: (object, old) => validateNodeUpdate(object as NodeParts, old as NodeParts),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
}

export const endpointsStrategy: Strategy = {
  kind: KINDS.endpoints,
  allowCreateOnUpdate: true,
  validate: (object) => validateEndpoints(object as EndpointsParts),
  validateUpdate: (object) => validateEndpoints(object as EndpointsParts),
  defaults: (object) => {
    for (const { ports = [] } of (object as Endpoints).subsets ?? [])
      for (const port of ports) port.protocol ||= 'TCP'
  },
}

const sliceParts = (object: ObjectParts): unknown => [
  (object as unknown as EndpointSlice).endpoints,
  (object as unknown as EndpointSlice).ports,
  object.metadata.labels,
]

export const endpointSliceStrategy: Strategy = {
  kind: KINDS.endpointslices,
  validate: (object) => validateEndpointSlice(object as SliceParts),
  validateUpdate: (object, old) => validateEndpointSliceUpdate(object as SliceParts, old as SliceParts),
  defaults: (object) => {
    for (const port of (object as unknown as EndpointSlice).ports ?? []) {
      port.name ??= ''
      port.protocol ??= 'TCP'
    }
  },
  prepareForCreate: firstGeneration,
  prepareForUpdate: (object, old) => {
    nextGeneration(object, old, !deepEqual(sliceParts(object), sliceParts(old)))
  },
}

export const eventStrategy: Strategy = {
  kind: KINDS.events,
  allowCreateOnUpdate: true,
  validate: (object) => validateEvent(object as unknown as KubeEvent),
  validateUpdate: (object) => validateEvent(object as unknown as KubeEvent),
}

export const disruptionBudgetStrategy: Strategy = {
  kind: KINDS.poddisruptionbudgets,
  validate: (object) => validateDisruptionBudget(object as unknown as DisruptionBudget),
  validateUpdate: (object) => validateDisruptionBudget(object as unknown as DisruptionBudget),
  validateStatusUpdate: (object) => validateDisruptionBudgetStatus(object as unknown as DisruptionBudget),
  allowUnconditionalUpdate: false,
  prepareForCreate: (object) => {
    object.status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }
    firstGeneration(object)
  },
  prepareForUpdate: (object, old) => {
    object.status = old.status
    nextGeneration(object, old, !deepEqual(object.spec, old.spec))
  },
  prepareForStatusUpdate: keepSpec,
}
