import { describe, expect, it } from 'vitest'
import { createRandom } from '../../random.ts'
import type { ApiRequest, ApiResponse } from '../contract.ts'
import { createApiServer } from '../server.ts'
import type { Service } from '../types/core.ts'
import { causes, inSpec } from './refusals.ts'

const PATH = '/api/v1/namespaces/default/services'

function cluster(): (method: ApiRequest['method'], name: string, spec: object) => ApiResponse {
  const api = createApiServer({ now: () => 0, epochSeconds: 1_767_603_600, random: createRandom(7) })
  return (method, name, spec) => {
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec })
    const path = method === 'POST' ? PATH : `${PATH}/${name}`
    const answer = api.handle({ method, path, body })
    if (answer.kind !== 'response') throw new Error('a watch')
    return answer.response
  }
}

const nodePorts = ({ body }: ApiResponse): (number | undefined)[] =>
  ((body as Service).spec.ports ?? []).map(({ nodePort }) => nodePort)
const tcp = { name: 'tcp', port: 53 }
const udp = { name: 'udp', port: 53, protocol: 'UDP' }
const nodePort = (...ports: object[]): object => ({ type: 'NodePort', ports })

describe('node ports', () => {
  it('[API-37] ports of one number share a node port, drawn or asked for', () => {
    const send = cluster()
    const [a, b] = nodePorts(send('POST', 'dns', nodePort(tcp, udp)))
    expect(a).toBe(b)
    expect(nodePorts(send('POST', 'other', nodePort(tcp, { ...udp, nodePort: 30_053 })))).toEqual([
      30_053, 30_053,
    ])
  })

  it('[API-37] there are 2,768 of them, and no search for one more', () => {
    const send = cluster()
    const all = Array.from({ length: 2_768 }, (_, i) => ({
      name: `p${i}`,
      port: i + 1,
      nodePort: 30_000 + i,
    }))
    expect(send('POST', 'all', nodePort(...all)).status).toBe(201)
    expect(send('POST', 'more', nodePort(tcp)).body).toMatchObject({
      message: 'Service "more" is invalid: spec.ports[0].nodePort: Invalid value: 0: range is full',
    })
    const checked = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [tcp] }
    expect(send('POST', 'checked', { ...checked, allocateLoadBalancerNodePorts: false }).body).toMatchObject({
      message: 'Service "checked" is invalid: spec.healthCheckNodePort: Invalid value: 0: range is full',
    })
  })

  it('[API-37] a node port is taken whatever the protocol, by another Service or another port', () => {
    const send = cluster()
    const taken = 'spec.ports[0].nodePort: Invalid value: 30053: provided port is already allocated'
    expect(send('POST', 'a', nodePort({ ...tcp, nodePort: 30_053 })).status).toBe(201)
    expect(send('POST', 'b', nodePort({ ...udp, nodePort: 30_053 })).body).toMatchObject({
      message: `Service "b" is invalid: ${taken}`,
    })
    const twice = [
      { name: 'a', port: 80, nodePort: 30_001 },
      { name: 'b', port: 81, protocol: 'UDP', nodePort: 30_001 },
    ]
    expect(inSpec('Service', nodePort(...twice))).toEqual([
      'spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated',
    ])
  })

  it('[API-37] a port that an update does not number keeps that of its name', () => {
    const send = cluster()
    send('POST', 'web', nodePort({ port: 80, nodePort: 30_080 }))
    expect(nodePorts(send('PUT', 'web', nodePort({ port: 8080 })))).toEqual([30_080])
    expect(nodePorts(send('PUT', 'web', nodePort({ ...tcp, port: 8080 })))).not.toEqual([30_080])
  })
})

describe('the class of a load balancer', () => {
  const balancer = (parts: object): object => ({ type: 'LoadBalancer', ports: [{ port: 80 }], ...parts })

  it('[API-12] does not change, and goes with the type', () => {
    const send = cluster()
    send('POST', 'web', balancer({ loadBalancerClass: 'a/b' }))
    const refused = (value: string): object => ({
      message: `Service "web" is invalid: spec.loadBalancerClass: Invalid value: ${value}: may not change once set`,
    })
    expect(send('PUT', 'web', balancer({ loadBalancerClass: 'c/d' })).body).toMatchObject(refused('"c/d"'))
    expect(send('PUT', 'web', balancer({})).body).toMatchObject(refused('null'))
    const plain = { type: 'ClusterIP', ports: [{ port: 80 }], loadBalancerClass: 'a/b' }
    const { spec } = send('PUT', 'web', plain).body as Service
    expect(spec.loadBalancerClass).toBeUndefined()
  })
})

describe('validation of Services', () => {
  it.each([
    [
      { type: 'LoadBalancer', ports: [{ port: 10_250 }] },
      [
        'spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet',
      ],
    ],
    [
      { type: 'ExternalName', externalName: 'a.b', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
      [
        'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
      ],
    ],
    [
      { ports: [{ port: 80 }], internalTrafficPolicy: '' },
      ['spec.internalTrafficPolicy: Unsupported value: "": supported values: "Cluster", "Local"'],
    ],
  ])('[API-12] refuses %j', (spec, expected) => {
    expect(inSpec('Service', spec)).toEqual(expected)
  })
})

describe('validation of metrics', () => {
  const metric = (...metrics: object[]): string[] =>
    inSpec('HorizontalPodAutoscaler', {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      metrics,
    }).map((cause) => cause.replace('spec.metrics[0].', ''))

  it.each([
    [
      { type: 'Pods', pods: { metric: {}, target: { type: 'AverageValue' } } },
      [
        'pods.metric.name: Required value: must specify a metric name',
        'pods.target.averageValue: Required value: must specify a positive target averageValue',
      ],
    ],
    [
      { type: 'Object', object: { describedObject: {}, metric: { name: 'a/b' }, target: { type: 'Value' } } },
      [
        'object.describedObject.kind: Required value',
        'object.describedObject.name: Required value',
        'object.metric.name: Invalid value: "a/b": may not contain \'/\'',
        'object.target.averageValue: Required value: must set either a target value or averageValue',
      ],
    ],
    [
      {
        type: 'External',
        external: { metric: { name: 'q' }, target: { type: 'Value', value: '1', averageValue: '1' } },
      },
      ['external.target.value: Forbidden: may not set both a target value for metric and a per-pod target'],
    ],
    [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
      },
      ['containerResource.container: Required value: must specify a container'],
    ],
    [
      { type: 'Resource', pods: { metric: { name: 'q' }, target: { type: 'Value', averageValue: '1' } } },
      ['resource: Required value: must populate information for the given metric source'],
    ],
  ])('[API-12] refuses %j', (spec, expected) => {
    expect(metric(spec)).toEqual(expected)
  })

  it('[API-12] shows a whole strategy with the zeros of what it leaves out', () => {
    const strategy = { type: 'Rolling', rollingUpdate: { maxSurge: 1 } }
    expect(causes('Deployment', { spec: { strategy } })).toContain(
      'spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":1}}: supported values: "Recreate", "RollingUpdate"',
    )
  })
})
