/** Tables of the recorded server: its columns and cells by kind (kubernetes/pkg/printers/internalversion). */
import { at, int, list, object, objects, text, type JsonObject } from '../../../src/kubectl/json.ts'
import { ageOf } from '../../../src/kubectl/printers/duration.ts'
import type { ResourceMapping } from '../../../src/kubectl/resources.ts'
import { podCells } from '../../../src/sim/api/table/pod.ts'
import type { Pod } from '../../../src/sim/api/types/pod.ts'
import {
  type Shape,
  nameOf,
  age,
  labels,
  selector,
  containers,
  more,
  replicaSet,
  externalIp,
  eventCells,
  nodeCells,
  quotaCells,
  hpaCells,
  endpointsText,
} from './table-cells.ts'

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
