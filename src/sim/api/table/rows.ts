/**
 * The cells of each kind's Table row.
 * @see kubernetes/pkg/printers/internalversion/printers.go, v1.35
 */
import type { ObjectParts } from '../registry/strategy.ts'
import type { Resource } from '../resources.ts'
import { selectorText } from '../validation/selector.ts'
import type { Deployment, ReplicaSet, ReplicationController } from '../types/apps.ts'
import type { ConfigMap, Namespace, ResourceQuota } from '../types/core.ts'
import type { KubeObject } from '../types/meta.ts'
import type { Container, Pod } from '../types/pod.ts'
import type { Cells, Row } from './cells.ts'
import { endpointsRow, endpointSliceRow, serviceRow } from './network.ts'
import { eventRow } from './event.ts'
import { hpaRow } from './hpa.ts'
import { nodeRow } from './node.ts'
import { age, podCells } from './pod.ts'

const ageOf = ({ metadata }: KubeObject, now: number): string => age(metadata.creationTimestamp, now)
const names = (containers: readonly Container[]): string => containers.map(({ name }) => name).join(',')
const images = (containers: readonly Container[]): string =>
  containers.map(({ image }) => image ?? '').join(',')

function deploymentRow(object: ObjectParts, now: number): Cells {
  const { metadata, spec, status } = object as unknown as Deployment
  // A bookmark's object has none.
  const containers = spec.template.spec.containers ?? []
  return [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    ageOf(object, now),
    names(containers),
    images(containers),
    selectorText(spec.selector),
  ]
}

function replicaRow(object: ObjectParts, now: number): Cells {
  const { metadata, spec, status } = object as unknown as ReplicaSet | ReplicationController
  const containers = spec.template?.spec.containers ?? []
  const isRC = object.kind === 'ReplicationController'
  const selector = isRC
    ? labelsText(spec.selector as Record<string, string>)
    : selectorText((spec as ReplicaSet['spec']).selector)
  return [
    metadata.name,
    spec.replicas,
    status.replicas,
    status.readyReplicas ?? 0,
    ageOf(object, now),
    names(containers),
    images(containers),
    selector,
  ]
}

/** `a=b,c=d` sorted, or `<none>`. */
function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort()
  return keys.length > 0 ? keys.map((key) => `${key}=${labels?.[key] ?? ''}`).join(',') : '<none>'
}

function configMapRow(object: ObjectParts, now: number): Cells {
  const { metadata, data, binaryData } = object as unknown as ConfigMap
  return [
    metadata.name,
    Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    ageOf(object, now),
  ]
}

function quotaRow(object: ObjectParts, now: number): Cells {
  const { metadata, status } = object as unknown as ResourceQuota
  const requests: string[] = []
  const limits: string[] = []
  for (const name of Object.keys(status?.hard ?? {}).sort()) {
    const text = `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name] ?? ''}`
    if (name.startsWith('limits')) limits.push(text)
    else requests.push(text)
  }
  return [metadata.name, requests.join(', '), limits.join(', '), ageOf(object, now)]
}

function budgetRow(object: ObjectParts, now: number): Cells {
  const { minAvailable, maxUnavailable } = (object.spec ?? {}) as {
    minAvailable?: string | number
    maxUnavailable?: string | number
  }
  const { disruptionsAllowed } = (object.status ?? {}) as { disruptionsAllowed?: number }
  return [
    object.metadata.name,
    String(minAvailable ?? 'N/A'),
    String(maxUnavailable ?? 'N/A'),
    disruptionsAllowed ?? 0,
    ageOf(object, now),
  ]
}

function accountRow(object: ObjectParts, now: number): Cells {
  const { secrets } = object as unknown as { secrets?: readonly unknown[] }
  return [object.metadata.name, secrets?.length ?? 0, ageOf(object, now)]
}

function priorityRow(object: ObjectParts, now: number): Cells {
  const { value, globalDefault, preemptionPolicy } = object as unknown as {
    value: number
    globalDefault?: boolean
    preemptionPolicy?: string
  }
  return [object.metadata.name, value, globalDefault === true, ageOf(object, now), preemptionPolicy ?? '']
}

const ROWS: Partial<Readonly<Record<Resource, Row>>> = {
  pods: (object, now) => podCells(object as unknown as Pod, now),
  deployments: deploymentRow,
  replicasets: replicaRow,
  replicationcontrollers: replicaRow,
  services: serviceRow,
  configmaps: configMapRow,
  endpoints: endpointsRow,
  endpointslices: endpointSliceRow,
  events: eventRow,
  resourcequotas: quotaRow,
  limitranges: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
  horizontalpodautoscalers: hpaRow,
  poddisruptionbudgets: budgetRow,
  nodes: nodeRow,
  serviceaccounts: accountRow,
  priorityclasses: priorityRow,
  namespaces: (object, now) => [
    object.metadata.name,
    (object as unknown as Namespace).status.phase,
    ageOf(object, now),
  ],
}

const nameAndAge: Row = (object, now) => [object.metadata.name, ageOf(object, now)]

export const rowOf = (resource: Resource): Row => ROWS[resource] ?? nameAndAge
