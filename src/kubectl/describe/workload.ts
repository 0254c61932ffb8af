/** Deployments, ReplicaSets, ReplicationControllers, DaemonSets, StatefulSets. @see describe.go (describeDeployment …) */
import type { Info } from '../info.ts'
import { ownedBy, selectorQuery } from '../owned.ts'
import type { Factory } from '../factory.ts'
import {
  at,
  compareText,
  copy,
  equal,
  int,
  isObject,
  object,
  objects,
  remove,
  strings,
  text,
  type JsonObject,
} from '../json.ts'
import { rfc1123z } from '../printers/duration.ts'
import { collectionPath, mappingForResource } from '../resources.ts'
import { describeEvents, eventsOf } from './events.ts'
import {
  annotationsOf,
  controlledBy,
  formatLabels,
  formatSelector,
  labelsOf,
  podTemplateOf,
  printAnnotations,
  printConditions,
  printLabels,
} from './metadata.ts'
import { describePodTemplate } from './template.ts'
import { createWriter, type Writer } from './writer.ts'

const name = (value: JsonObject) => text(value, 'metadata', 'name')

function head(w: Writer, value: JsonObject, created: boolean): void {
  w.write(0, `Name:\t${name(value)}\nNamespace:\t${text(value, 'metadata', 'namespace')}\n`)
  if (created) w.write(0, `CreationTimestamp:\t${rfc1123z(text(value, 'metadata', 'creationTimestamp'))}\n`)
}

async function owned(f: Factory, value: JsonObject, resource: string, limited = true): Promise<JsonObject[]> {
  const selector = at(value, 'spec', 'selector')
  const labelSelector =
    isObject(selector) && !isObject(selector.matchLabels) && !Array.isArray(selector.matchExpressions)
      ? formatLabels(strings(selector))
      : selectorQuery(isObject(selector) ? selector : {})
  const query: Record<string, string> = limited ? { labelSelector, limit: '500' } : { labelSelector }
  const answer = await f.client.get(
    collectionPath(mappingForResource(resource), text(value, 'metadata', 'namespace')),
    query,
  )
  return objects(answer, 'items').filter((one) => ownedBy(one, value))
}

const sameTemplate = (a: JsonObject, b: JsonObject): boolean => {
  const [left, right] = [copy(a), copy(b)]
  for (const one of [left, right]) remove(one, 'metadata', 'labels', 'pod-template-hash')
  for (const one of [left, right]) remove(one, 'metadata', 'creationTimestamp')
  return equal(left, right)
}

const byCreation = (a: JsonObject, b: JsonObject): number =>
  compareText(text(a, 'metadata', 'creationTimestamp'), text(b, 'metadata', 'creationTimestamp')) ||
  compareText(name(a), name(b))

const replicaSetText = (sets: JsonObject[]): string =>
  sets.map((one) => `${name(one)} (${int(one, 'status', 'replicas')}/${int(one, 'spec', 'replicas')} replicas created)`).join(', ') || '<none>' // prettier-ignore

export async function describeDeployment(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, 'Deployment')
  const sets = (await owned(f, value, 'replicasets')).toSorted(byCreation)
  const w = createWriter()
  head(w, value, true)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  w.write(0, `Selector:\t${formatSelector(at(value, 'spec', 'selector'))}\n`)
  const status = object(value, 'status')
  w.write(
    0,
    `Replicas:\t${int(value, 'spec', 'replicas')} desired | ${int(status, 'updatedReplicas')} updated | ${int(status, 'replicas')} total | ${int(status, 'availableReplicas')} available | ${int(status, 'unavailableReplicas')} unavailable\n`,
  )
  w.write(0, `StrategyType:\t${text(value, 'spec', 'strategy', 'type')}\n`)
  w.write(0, `MinReadySeconds:\t${int(value, 'spec', 'minReadySeconds')}\n`)
  const rolling = at(value, 'spec', 'strategy', 'rollingUpdate')
  if (isObject(rolling))
    w.write(
      0,
      `RollingUpdateStrategy:\t${String(rolling.maxUnavailable ?? '')} max unavailable, ${String(rolling.maxSurge ?? '')} max surge\n`,
    )
  describePodTemplate(w, podTemplateOf(value))
  printConditions(w, objects(status, 'conditions'))
  if (sets.length > 0) {
    const newRS = sets.find((one) => sameTemplate(podTemplateOf(one), podTemplateOf(value)))
    w.write(0, `OldReplicaSets:\t${replicaSetText(sets.filter((one) => one !== newRS))}\n`)
    w.write(0, `NewReplicaSet:\t${replicaSetText(newRS ? [newRS] : [])}\n`)
  }
  describeEvents(f, w, events)
  return w.aligned()
}

async function podsStatus(f: Factory, value: JsonObject): Promise<string> {
  const pods = await owned(f, value, 'pods')
  const count = (phase: string) => pods.filter((pod) => text(pod, 'status', 'phase') === phase).length
  return `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed\n`
}

export async function describeReplicaSet(f: Factory, info: Info, value: JsonObject): Promise<string> {
  const events = await eventsOf(f, value, info.mapping.kind)
  const pods = await podsStatus(f, value)
  const w = createWriter()
  head(w, value, false)
  const selector = at(value, 'spec', 'selector')
  w.write(
    0,
    `Selector:\t${info.mapping.kind === 'ReplicaSet' ? formatSelector(selector) : formatLabels(strings(selector))}\n`,
  )
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  const owner = controlledBy(value)
  if (owner !== '') w.write(0, `Controlled By:\t${owner}\n`)
  w.write(
    0,
    `Replicas:\t${int(value, 'status', 'replicas')} current / ${int(value, 'spec', 'replicas')} desired\n${pods}`,
  )
  describePodTemplate(w, podTemplateOf(value))
  printConditions(w, objects(value, 'status', 'conditions'))
  describeEvents(f, w, events)
  return w.aligned()
}

export async function describeDaemonSet(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const pods = await podsStatus(f, value)
  const events = await eventsOf(f, value, 'DaemonSet')
  const w = createWriter()
  head(w, value, false)
  w.write(0, `Selector:\t${formatSelector(at(value, 'spec', 'selector'))}\n`)
  w.write(0, `Node-Selector:\t${formatLabels(strings(value, 'spec', 'template', 'spec', 'nodeSelector'))}\n`)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  const status = object(value, 'status')
  for (const [title, field] of [
    ['Desired Number of Nodes Scheduled', 'desiredNumberScheduled'],
    ['Current Number of Nodes Scheduled', 'currentNumberScheduled'],
    ['Number of Nodes Scheduled with Up-to-date Pods', 'updatedNumberScheduled'],
    ['Number of Nodes Scheduled with Available Pods', 'numberAvailable'],
    ['Number of Nodes Misscheduled', 'numberMisscheduled'],
  ])
    w.write(0, `${title ?? ''}: ${int(status, field ?? '')}\n`)
  w.write(0, pods)
  describePodTemplate(w, podTemplateOf(value))
  describeEvents(f, w, events)
  return w.aligned()
}

export async function describeStatefulSet(f: Factory, _info: Info, value: JsonObject): Promise<string> {
  const pods = await podsStatus(f, value)
  const events = await eventsOf(f, value, 'StatefulSet')
  const w = createWriter()
  head(w, value, true)
  w.write(0, `Selector:\t${formatSelector(at(value, 'spec', 'selector'))}\n`)
  printLabels(w, 'Labels', labelsOf(value))
  printAnnotations(w, 'Annotations', annotationsOf(value))
  w.write(
    0,
    `Replicas:\t${int(value, 'spec', 'replicas')} desired | ${int(value, 'status', 'replicas')} total\n`,
  )
  w.write(0, `Update Strategy:\t${text(value, 'spec', 'updateStrategy', 'type')}\n`)
  const rolling = at(value, 'spec', 'updateStrategy', 'rollingUpdate')
  if (isObject(rolling)) w.write(1, `Partition:\t${int(rolling, 'partition')}\n`)
  w.write(0, pods)
  describePodTemplate(w, podTemplateOf(value))
  const claims = objects(value, 'spec', 'volumeClaimTemplates')
  if (claims.length === 0) w.write(0, 'Volume Claims:\t<none>\n')
  else w.write(0, 'Volume Claims:\n')
  for (const claim of claims) {
    w.write(1, `Name:\t${name(claim)}\n`)
    w.write(1, `StorageClass:\t${text(claim, 'spec', 'storageClassName')}\n`)
    printLabels(w, '  Labels', labelsOf(claim))
    printAnnotations(w, '  Annotations', annotationsOf(claim))
    w.write(1, `Capacity:\t${text(claim, 'spec', 'resources', 'requests', 'storage') || '<default>'}\n`)
    w.write(
      1,
      `Access Modes:\t[${(Array.isArray(at(claim, 'spec', 'accessModes')) ? (at(claim, 'spec', 'accessModes') as string[]) : []).join(' ')}]\n`,
    )
  }
  describeEvents(f, w, events)
  return w.aligned()
}
