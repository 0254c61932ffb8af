import { describe, expect, it } from 'vitest'
import type { Service } from '../../api/types/core.ts'
import type { Pod } from '../../api/types/pod.ts'
import { sketch, STOPPING } from '../newsrig.ts'
import { getEndpointPorts, podToEndpoint, portsKey, shouldPodBeInEndpoints } from './endpoints.ts'

const serviceWith = (ports: object[] | undefined, spec: object = {}): Service =>
  sketch('services', 'web', { spec: { ...(ports ? { ports } : {}), ...spec } }) as Service

const pod = sketch('pods', 'a', {
  spec: {
    containers: [
      { name: 'bare' },
      {
        name: 'app',
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns', containerPort: 5353, protocol: 'TCP' },
          { name: 'http', containerPort: 8080 },
        ],
      },
    ],
  },
}) as Pod

describe('ports of an endpoint', () => {
  it.each<[string, object, object[]]>([
    ['by number', { port: 80, targetPort: 8080 }, [{ name: '', port: 8080, protocol: 'TCP' }]],
    ['the same', { port: 80 }, [{ name: '', port: 80, protocol: 'TCP' }]],
    ['the same, for a target of 0', { port: 80, targetPort: 0 }, [{ name: '', port: 80, protocol: 'TCP' }]],
    [
      'by name',
      { name: 'web', port: 80, targetPort: 'http' },
      [{ name: 'web', port: 8080, protocol: 'TCP' }],
    ],
    [
      'by name and protocol',
      { port: 53, targetPort: 'dns', protocol: 'UDP' },
      [{ name: '', port: 53, protocol: 'UDP' }],
    ],
    ['by name of its protocol', { port: 53, targetPort: 'dns' }, [{ name: '', port: 5353, protocol: 'TCP' }]],
    ['none, for a name that the pod lacks', { port: 80, targetPort: 'grpc' }, []],
    ['none, for a protocol that the pod lacks', { port: 80, targetPort: 'http', protocol: 'UDP' }, []],
  ])('[EPS-6] are %s', (_how, port, ports) => {
    expect(getEndpointPorts(serviceWith([port]), pod)).toEqual(ports)
  })

  it('[EPS-6] are none for a Service without ports', () => {
    expect(getEndpointPorts(serviceWith(undefined), pod)).toEqual([])
  })

  it('[EPS-6] are the same in any order, and different by name, number and protocol', () => {
    const [a, b] = [
      { name: 'a', port: 1, protocol: 'TCP' },
      { name: 'b', port: 2, protocol: 'UDP' },
    ]
    expect(portsKey([a, b])).toBe(portsKey([b, a]))
    expect(portsKey(null)).toBe(portsKey([]))
    const others = [
      { ...a, name: 'c' },
      { ...a, port: 3 },
      { ...a, protocol: 'UDP' },
    ]
    expect(new Set([a, ...others].map((one) => portsKey([one]))).size).toBe(4)
  })
})

describe('pods as endpoints', () => {
  const running = (status: object, metadata: object = {}): Pod =>
    sketch('pods', 'a', {
      metadata,
      spec: { containers: [] },
      status: { phase: 'Running', ...status },
    }) as Pod

  it('[EPS-3] need an address and have not ended', () => {
    expect(shouldPodBeInEndpoints(running({ podIP: '10.0.0.1' }))).toBe(true)
    expect(shouldPodBeInEndpoints(running({ podIP: '10.0.0.1' }, STOPPING))).toBe(true)
    expect(shouldPodBeInEndpoints(running({}))).toBe(false)
    expect(shouldPodBeInEndpoints(running({ podIP: '' }))).toBe(false)
    expect(shouldPodBeInEndpoints(running({ podIP: '10.0.0.1', phase: 'Failed' }))).toBe(false)
    expect(shouldPodBeInEndpoints(running({ podIP: '10.0.0.1', phase: 'Succeeded' }))).toBe(false)
  })

  it.each([
    [true, false, false, { ready: true, serving: true, terminating: false }],
    [false, false, false, { ready: false, serving: false, terminating: false }],
    [true, true, false, { ready: false, serving: true, terminating: true }],
    [false, true, false, { ready: false, serving: false, terminating: true }],
    [false, true, true, { ready: true, serving: false, terminating: true }],
  ])('[EPS-3] readiness %s, deletion %s, published %s', (serving, terminating, published, conditions) => {
    const conditionList = [{ type: 'Ready', status: serving ? 'True' : 'False' }]
    const one = running({ podIP: '10.0.0.1', conditions: conditionList }, terminating ? STOPPING : {})
    const to = serviceWith([], { publishNotReadyAddresses: published })
    expect(podToEndpoint(one, to).conditions).toEqual(conditions)
  })
})

it('[EPS-3] an endpoint without a node or an address names neither', () => {
  const bare = sketch('pods', 'a', { spec: { containers: [] } }) as Pod
  expect(podToEndpoint(bare, serviceWith(undefined))).toEqual({
    addresses: [''],
    conditions: { ready: false, serving: false, terminating: false },
    targetRef: { kind: 'Pod', namespace: 'default', name: 'a', uid: 'a' },
  })
})
