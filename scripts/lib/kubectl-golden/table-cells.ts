/** Cells of the recorded server's tables (kubernetes/pkg/printers/internalversion). */
import {
  at,
  int,
  isObject,
  list,
  object,
  objects,
  sortedKeys,
  strings,
  text,
  type Json,
  type JsonObject,
} from '../../../src/kubectl/json.ts'
import { ageOf } from '../../../src/kubectl/printers/duration.ts'

/** `*NAME` only with -o wide. */
export interface Shape {
  columns: string
  cells(value: JsonObject, now: number): Json[]
}

export const nameOf = (value: JsonObject) => text(value, 'metadata', 'name')
export const age = (value: JsonObject, now: number) =>
  ageOf(text(value, 'metadata', 'creationTimestamp'), now)
export const labels = (value: Json | undefined) => {
  const map = strings(value)
  return sortedKeys(map).map((key) => `${key}=${map[key] ?? ''}`).join(',') || '<none>' // prettier-ignore
}
export const selector = (value: JsonObject) =>
  labels(
    isObject(at(value, 'spec', 'selector', 'matchLabels'))
      ? at(value, 'spec', 'selector', 'matchLabels')
      : at(value, 'spec', 'selector'),
  )
export const containers = (value: JsonObject) => {
  const items = objects(value, 'spec', 'template', 'spec', 'containers')
  return [items.map((one) => text(one, 'name')).join(','), items.map((one) => text(one, 'image')).join(',')]
}
export const more = (items: string[], max: number) =>
  items.length > max ? `${items.slice(0, max).join(',')} + ${items.length - max} more...` : items.join(',')

export const replicaSet: Shape = {
  columns: 'Name|Desired|Current|Ready|Age|*Containers|*Images|*Selector',
  cells: (o, now) => [
    nameOf(o),
    int(o, 'spec', 'replicas'),
    int(o, 'status', 'replicas'),
    int(o, 'status', 'readyReplicas'),
    age(o, now),
    ...containers(o),
    selector(o),
  ],
}

export function externalIp(value: JsonObject): string {
  const type = text(value, 'spec', 'type')
  const external = list(value, 'spec', 'externalIPs').map(String).join(',')
  if (type === 'ExternalName') return text(value, 'spec', 'externalName')
  if (type !== 'LoadBalancer') return external || '<none>'
  const ingress = objects(value, 'status', 'loadBalancer', 'ingress').map(
    (one) => text(one, 'ip') || text(one, 'hostname'),
  )
  return ingress.toSorted().join(',') || external || '<pending>'
}

export function eventCells(o: JsonObject, now: number): Json[] {
  const first = text(o, 'firstTimestamp') || text(o, 'eventTime')
  const series = at(o, 'series')
  const last = text(series, 'lastObservedTime') || text(o, 'lastTimestamp') || first
  const count = int(series, 'count') || int(o, 'count') || 1
  const component = text(o, 'source', 'component') || text(o, 'reportingComponent')
  const host = text(o, 'source', 'host') || text(o, 'reportingInstance')
  const kind = text(o, 'involvedObject', 'kind').toLowerCase()
  return [
    ageOf(last, now), text(o, 'type'), text(o, 'reason'), `${kind}/${text(o, 'involvedObject', 'name')}`, text(o, 'involvedObject', 'fieldPath'),
    host ? `${component}, ${host}` : component, text(o, 'message').trim(), ageOf(first, now), count, nameOf(o),
  ] // prettier-ignore
}

export function nodeCells(o: JsonObject, now: number): Json[] {
  const ready = objects(o, 'status', 'conditions').find((one) => one.type === 'Ready')
  const status = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'
  const roles = sortedKeys(object(o, 'metadata', 'labels')).filter((key) => key.startsWith('node-role.kubernetes.io/')).map((key) => key.slice('node-role.kubernetes.io/'.length)).join(',') // prettier-ignore
  const address = (type: string) =>
    text(
      objects(o, 'status', 'addresses').find((one) => one.type === type),
      'address',
    ) || '<none>'
  const info = object(o, 'status', 'nodeInfo')
  return [
    nameOf(o), at(o, 'spec', 'unschedulable') === true ? `${status},SchedulingDisabled` : status, roles || '<none>', age(o, now), text(info, 'kubeletVersion'),
    address('InternalIP'), address('ExternalIP'), text(info, 'osImage'), text(info, 'kernelVersion'), text(info, 'containerRuntimeVersion'),
  ] // prettier-ignore
}

export function quotaCells(o: JsonObject, now: number): Json[] {
  const hard = strings(o, 'status', 'hard')
  const used = strings(o, 'status', 'used')
  const shown = (limits: boolean) =>
    sortedKeys(hard).filter((key) => key.startsWith('limits.') === limits).map((key) => `${key}: ${used[key] ?? ''}/${hard[key] ?? ''}`).join(', ') // prettier-ignore
  return [nameOf(o), shown(false), shown(true), age(o, now)]
}

export function hpaCells(o: JsonObject, now: number): Json[] {
  const targets = objects(o, 'spec', 'metrics').map((metric) => {
    const name = text(metric, 'resource', 'name')
    const current = objects(o, 'status', 'currentMetrics').find(
      (one) => text(one, 'resource', 'name') === name,
    )
    const utilization = at(metric, 'resource', 'target', 'averageUtilization')
    const now_ = at(current, 'resource', 'current', 'averageUtilization')
    if (typeof utilization === 'number')
      return `${name}: ${typeof now_ === 'number' ? `${now_}%` : '<unknown>'}/${utilization}%`
    return `${name}: ${text(current, 'resource', 'current', 'averageValue') || '<unknown>'}/${text(metric, 'resource', 'target', 'averageValue')}`
  })
  const shown =
    targets.length > 2
      ? `${targets.slice(0, 2).join(', ')} + ${targets.length - 2} more...`
      : targets.join(', ')
  const ref = object(o, 'spec', 'scaleTargetRef')
  return [
    nameOf(o),
    `${text(ref, 'kind')}/${text(ref, 'name')}`,
    shown || '<none>',
    int(o, 'spec', 'minReplicas'),
    int(o, 'spec', 'maxReplicas'),
    int(o, 'status', 'currentReplicas'),
    age(o, now),
  ]
}

export function endpointsText(o: JsonObject): string {
  const subsets = objects(o, 'subsets')
  if (subsets.length === 0) return '<none>'
  const all = subsets.flatMap((subset) => {
    const ports = objects(subset, 'ports')
    const addresses = objects(subset, 'addresses').map((one) => text(one, 'ip'))
    if (ports.length === 0) return addresses
    return ports.flatMap((port) => addresses.map((ip) => `${ip}:${int(port, 'port')}`))
  })
  return more(all, 3)
}
