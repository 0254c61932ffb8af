/** Tables of the recorded server: its columns and cells by kind (kubernetes/pkg/printers/internalversion). */
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
import type { ResourceMapping } from '../../../src/kubectl/resources.ts'
import { podCells } from '../../../src/sim/api/table/pod.ts'
import type { Pod } from '../../../src/sim/api/types/pod.ts'

/** `*NAME` only with -o wide. */
interface Shape {
  columns: string
  cells(value: JsonObject, now: number): Json[]
}

const nameOf = (value: JsonObject) => text(value, 'metadata', 'name')
const age = (value: JsonObject, now: number) => ageOf(text(value, 'metadata', 'creationTimestamp'), now)
const labels = (value: Json | undefined) => {
  const map = strings(value)
  return sortedKeys(map).map((key) => `${key}=${map[key] ?? ''}`).join(',') || '<none>' // prettier-ignore
}
const selector = (value: JsonObject) =>
  labels(
    isObject(at(value, 'spec', 'selector', 'matchLabels'))
      ? at(value, 'spec', 'selector', 'matchLabels')
      : at(value, 'spec', 'selector'),
  )
const containers = (value: JsonObject) => {
  const items = objects(value, 'spec', 'template', 'spec', 'containers')
  return [items.map((one) => text(one, 'name')).join(','), items.map((one) => text(one, 'image')).join(',')]
}
const more = (items: string[], max: number) =>
  items.length > max ? `${items.slice(0, max).join(',')} + ${items.length - max} more...` : items.join(',')

const replicaSet: Shape = {
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

function externalIp(value: JsonObject): string {
  const type = text(value, 'spec', 'type')
  const external = list(value, 'spec', 'externalIPs').map(String).join(',')
  if (type === 'ExternalName') return text(value, 'spec', 'externalName')
  if (type !== 'LoadBalancer') return external || '<none>'
  const ingress = objects(value, 'status', 'loadBalancer', 'ingress').map(
    (one) => text(one, 'ip') || text(one, 'hostname'),
  )
  return ingress.toSorted().join(',') || external || '<pending>'
}

function eventCells(o: JsonObject, now: number): Json[] {
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

function nodeCells(o: JsonObject, now: number): Json[] {
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

function quotaCells(o: JsonObject, now: number): Json[] {
  const hard = strings(o, 'status', 'hard')
  const used = strings(o, 'status', 'used')
  const shown = (limits: boolean) =>
    sortedKeys(hard).filter((key) => key.startsWith('limits.') === limits).map((key) => `${key}: ${used[key] ?? ''}/${hard[key] ?? ''}`).join(', ') // prettier-ignore
  return [nameOf(o), shown(false), shown(true), age(o, now)]
}

function hpaCells(o: JsonObject, now: number): Json[] {
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

function endpointsText(o: JsonObject): string {
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

const shapes: Record<string, Shape> = {
  pods: {
    columns: 'Name|Ready|Status|Restarts|Age|*IP|*Node|*Nominated Node|*Readiness Gates',
    cells: (o, now) => podCells({ status: {}, ...o } as unknown as Pod, now),
  },
  deployments: {
    columns: 'Name|Ready|Up-to-date|Available|Age|*Containers|*Images|*Selector',
    cells: (o, now) => [
      nameOf(o), `${int(o, 'status', 'readyReplicas')}/${int(o, 'spec', 'replicas')}`, int(o, 'status', 'updatedReplicas'), int(o, 'status', 'availableReplicas'), age(o, now), ...containers(o), selector(o),
    ], // prettier-ignore
  },
  replicasets: replicaSet,
  replicationcontrollers: replicaSet,
  daemonsets: {
    columns:
      'Name|Desired|Current|Ready|Up-to-date|Available|Node Selector|Age|*Containers|*Images|*Selector',
    cells: (o, now) => [
      nameOf(o), ...['desiredNumberScheduled', 'currentNumberScheduled', 'numberReady', 'updatedNumberScheduled', 'numberAvailable'].map((field) => int(o, 'status', field)),
      labels(at(o, 'spec', 'template', 'spec', 'nodeSelector')), age(o, now), ...containers(o), selector(o),
    ], // prettier-ignore
  },
  statefulsets: {
    columns: 'Name|Ready|Age|*Containers|*Images',
    cells: (o, now) => [
      nameOf(o),
      `${int(o, 'status', 'readyReplicas')}/${int(o, 'spec', 'replicas')}`,
      age(o, now),
      ...containers(o),
    ],
  },
  jobs: {
    columns: 'Name|Status|Completions|Duration|Age|*Containers|*Images|*Selector',
    cells: (o, now) => {
      const done = objects(o, 'status', 'conditions').find((one) => one.status === 'True')
      const start = text(o, 'status', 'startTime')
      const end = text(o, 'status', 'completionTime')
      const duration = start === '' ? '' : end === '' ? ageOf(start, now) : ageOf(start, stampOf(end))
      return [
        nameOf(o),
        text(done, 'type') || 'Running',
        `${int(o, 'status', 'succeeded')}/${int(o, 'spec', 'completions') || 1}`,
        duration,
        age(o, now),
        ...containers(o),
        selector(o),
      ]
    },
  },
  controllerrevisions: {
    columns: 'Name|Controller|Revision|Age',
    cells: (o, now) => {
      const owner = objects(o, 'metadata', 'ownerReferences')[0]
      return [
        nameOf(o),
        owner ? `${text(owner, 'kind').toLowerCase()}.apps/${text(owner, 'name')}` : '<none>',
        int(o, 'revision'),
        age(o, now),
      ]
    },
  },
  services: {
    columns: 'Name|Type|Cluster-IP|External-IP|Port(s)|Age|*Selector',
    cells: (o, now) => {
      const ports = objects(o, 'spec', 'ports').map(
        (p) =>
          `${int(p, 'port')}${int(p, 'nodePort') ? `:${int(p, 'nodePort')}` : ''}/${text(p, 'protocol')}`,
      )
      const ip = String(list(o, 'spec', 'clusterIPs')[0] ?? text(o, 'spec', 'clusterIP')) || '<none>'
      return [
        nameOf(o),
        text(o, 'spec', 'type'),
        ip,
        externalIp(o),
        ports.join(',') || '<none>',
        age(o, now),
        labels(at(o, 'spec', 'selector')),
      ]
    },
  },
  endpoints: { columns: 'Name|Endpoints|Age', cells: (o, now) => [nameOf(o), endpointsText(o), age(o, now)] },
  endpointslices: {
    columns: 'Name|AddressType|Ports|Endpoints|Age',
    cells: (o, now) => {
      const ports = objects(o, 'ports').map((one) => String(one.port))
      const addresses = objects(o, 'endpoints').flatMap((one) => list(one, 'addresses').map(String))
      return [
        nameOf(o),
        text(o, 'addressType'),
        more(ports, 3) || '<unset>',
        more(addresses, 3) || '<unset>',
        age(o, now),
      ]
    },
  },
  events: {
    columns: 'Last Seen|Type|Reason|Object|*Subobject|*Source|Message|*First Seen|*Count|*Name',
    cells: eventCells,
  },
  nodes: {
    columns:
      'Name|Status|Roles|Age|Version|*Internal-IP|*External-IP|*OS-Image|*Kernel-Version|*Container-Runtime',
    cells: nodeCells,
  },
  namespaces: {
    columns: 'Name|Status|Age',
    cells: (o, now) => [nameOf(o), text(o, 'status', 'phase'), age(o, now)],
  },
  configmaps: {
    columns: 'Name|Data|Age',
    cells: (o, now) => [nameOf(o), Object.keys(object(o, 'data')).length, age(o, now)],
  },
  secrets: {
    columns: 'Name|Type|Data|Age',
    cells: (o, now) => [nameOf(o), text(o, 'type'), Object.keys(object(o, 'data')).length, age(o, now)],
  },
  serviceaccounts: {
    columns: 'Name|Secrets|Age',
    cells: (o, now) => [nameOf(o), list(o, 'secrets').length, age(o, now)],
  },
  poddisruptionbudgets: {
    columns: 'Name|Min Available|Max Unavailable|Allowed Disruptions|Age',
    cells: (o, now) => [
      nameOf(o),
      String(at(o, 'spec', 'minAvailable') ?? 'N/A'),
      String(at(o, 'spec', 'maxUnavailable') ?? 'N/A'),
      int(o, 'status', 'disruptionsAllowed'),
      age(o, now),
    ],
  },
  horizontalpodautoscalers: {
    columns: 'Name|Reference|Targets|MinPods|MaxPods|Replicas|Age',
    cells: hpaCells,
  },
  resourcequotas: { columns: 'Name|Request|Limit|Age', cells: quotaCells },
  scale: {
    columns: 'Name|Desired|Available|Age',
    cells: (o, now) => [nameOf(o), int(o, 'spec', 'replicas'), int(o, 'status', 'replicas'), age(o, now)],
  },
}

const plain: Shape = {
  columns: 'Name|Created At',
  cells: (o) => [nameOf(o), text(o, 'metadata', 'creationTimestamp')],
}

const stampOf = (stamp: string): number => {
  const [day = '', time = ''] = stamp.replace('Z', '').split('T')
  return Date.parse(`${day}T${time}Z`) / 1000
}

/** A Table answer; LoadBalancer addresses are cut as the server cuts them without wide. */
export function tableOf(
  kind: ResourceMapping | 'scale',
  items: JsonObject[],
  now: string,
  resourceVersion: string,
): JsonObject {
  const shape = shapes[kind === 'scale' ? 'scale' : kind.resource] ?? plain
  const columnDefinitions = shape.columns.split('|').map((column) => ({
    name: column.replace('*', ''),
    type: 'string',
    format: column === 'Name' ? 'name' : '',
    priority: column.startsWith('*') ? 1 : 0,
    description: '',
  }))
  const rows = items.map((item) => ({ cells: shape.cells(item, stampOf(now) + 0.1), object: item }))
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions,
    rows,
  }
}
